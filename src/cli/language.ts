import type { Bilingual } from "../model/bilingual.ts";

export type { Bilingual } from "../model/bilingual.ts";

export type Language = keyof Bilingual;

/**
 * The language to speak: `--lang` where it is given, else that of the environment (LC_ALL before LC_MESSAGES before
 * LANG, as POSIX has it), Chinese for any "zh…" and English for everything else. It is read before the arguments are
 * parsed, because the help and the errors of the parser need it too.
 */
export function languageOf(argv: readonly string[], env: NodeJS.ProcessEnv): Language {
  const named = languageArgument(argv);
  if (named === "zh" || named === "en") return named;
  const locale = [env["LC_ALL"], env["LC_MESSAGES"], env["LANG"]].find((value) => value);
  return /^zh/iu.test(locale ?? "") ? "zh" : "en";
}

function languageArgument(argv: readonly string[]): string | undefined {
  const end = argv.indexOf("--");
  const options = end === -1 ? argv : argv.slice(0, end);
  const at = options.findLastIndex((argument) => /^--lang(=|$)/u.test(argument));
  const argument = options[at];
  return argument === undefined || argument === "--lang" ? options[at + 1] : argument.slice("--lang=".length);
}
