import { type CommanderError } from "commander";
import type { FailureCode } from "../model/failure.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Bilingual } from "../model/bilingual.ts";

/** What stops a command: a mistake in how it was called, or something missing that it needs. Names the remedy. */
export class Trouble extends Error {
  override readonly name = "Trouble";
  readonly exitCode: ExitCode;
  readonly text: Bilingual;

  constructor(exitCode: ExitCode, text: Bilingual) {
    super(text.en);
    this.exitCode = exitCode;
    this.text = text;
  }
}

/** How each failure ends a run. */
const EXITS: { [code in FailureCode]: ExitCode } = {
  "empty-file": EXIT.found,
  "not-readable": EXIT.environment,
  "unknown-format": EXIT.found,
  "binary-content": EXIT.found,
  encrypted: EXIT.found,
  "damaged-file": EXIT.found,
  "only-images": EXIT.found,
  "needs-converter": EXIT.found,
  "bad-encoding": EXIT.found,
  "too-large": EXIT.found,
  "no-pages": EXIT.found,
  "changed-file": EXIT.found,
  "not-a-report": EXIT.found,
  "bad-profile": EXIT.environment,
  "bad-database": EXIT.environment,
  "database-busy": EXIT.environment,
  "bad-query": EXIT.usage,
  "bad-gold": EXIT.environment,
  "disk-full": EXIT.environment,
  "file-exists": EXIT.environment,
  "not-writable": EXIT.environment,
  "timed-out": EXIT.found,
  interrupted: EXIT.interrupted,
  internal: EXIT.fault,
};

/** How a run ends that a failure stopped. */
export function failureExit(code: FailureCode): ExitCode {
  return EXITS[code];
}

/** What the parser of the command line found wrong, as Chinese; its own text is English. */
const PARSER_ERRORS: ReadonlyMap<string, string> = new Map([
  ["commander.unknownCommand", "没有这个命令："],
  ["commander.unknownOption", "没有这个选项："],
  ["commander.missingArgument", "缺少参数："],
  ["commander.missingMandatoryOptionValue", "缺少必需的选项："],
  ["commander.optionMissingArgument", "选项缺少值："],
  ["commander.excessArguments", "参数过多。"],
  ["commander.invalidArgument", "参数值无效："],
  ["commander.conflictingOption", "选项互相冲突："],
]);

/** The parser's error in both languages, with where to look. `command` is what was called, as "fuhe ingest". */
export function parserTrouble(error: CommanderError, command: string): Trouble {
  const english = error.message.replace(/^error: /u, "").trim();
  return new Trouble(EXIT.usage, {
    en: `${english}\nRun "${command} --help" for how to call it.`,
    zh: `${parserErrorInChinese(error.code, english)}\n运行 "${command} --help" 查看用法。`,
  });
}

function parserErrorInChinese(code: string, english: string): string {
  const chinese = PARSER_ERRORS.get(code);
  if (chinese === undefined) return english;
  const [what = "", similar] = english.split("\n(Did you mean ");
  const [subject = "", reason] = what.split(" is invalid. ");
  const named = [...subject.matchAll(/'([^']*)'/gu)].map((match) => match[1]).join("，");
  return [
    chinese + named,
    ...(reason === undefined ? [] : [`。${reason.replace(/^Allowed choices are (.*)\.$/u, "可选：$1。")}`]),
    ...(similar === undefined ? [] : [`\n是否想输入 ${similar.replace(/\?\)$/u, "")}？`]),
  ].join("");
}
