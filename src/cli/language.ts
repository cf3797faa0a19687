/** A message for people, in both languages of the command line. */
export interface Bilingual {
  en: string;
  zh: string;
}

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

/** A message of one line that is told in both languages, Chinese first: "没有这个文件 / there is no such file". */
const IN_BOTH_LANGUAGES = /^(?<zh>\P{L}*\p{Script=Han}.*?) \/ (?<en>.+)$/u;

/** The two halves of a message that is told in both languages; null for any other. */
export function languagesOf(message: string): Bilingual | null {
  const halves = IN_BOTH_LANGUAGES.exec(message)?.groups;
  return halves === undefined ? null : { en: halves["en"] ?? "", zh: halves["zh"] ?? "" };
}
