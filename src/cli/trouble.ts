import { type CommanderError } from "commander";
import type { FailureCode } from "../model/failure.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { type Bilingual, languagesOf } from "./language.ts";

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

/** What each failure is in Chinese, for those whose own message is English alone, and how it ends a run. */
const FAILURES: { [code in FailureCode]: { zh: string; exitCode: ExitCode } } = {
  "empty-file": { zh: "文件为空", exitCode: EXIT.found },
  "not-readable": { zh: "无法读取", exitCode: EXIT.environment },
  "unknown-format": { zh: "不支持的文件格式", exitCode: EXIT.found },
  "binary-content": { zh: "不是文本文件", exitCode: EXIT.found },
  encrypted: { zh: "文件有密码", exitCode: EXIT.found },
  "damaged-file": { zh: "文件已损坏", exitCode: EXIT.found },
  "only-images": { zh: "文件只有图片，没有文字", exitCode: EXIT.found },
  "needs-converter": { zh: "此格式需要 LibreOffice", exitCode: EXIT.found },
  "bad-encoding": { zh: "无法识别文字编码", exitCode: EXIT.found },
  "too-large": { zh: "文件过大", exitCode: EXIT.found },
  "no-pages": { zh: "文件没有可以画出的页面", exitCode: EXIT.found },
  "changed-file": { zh: "文件已改变", exitCode: EXIT.found },
  "not-a-report": { zh: "不是绩效自评表", exitCode: EXIT.found },
  "bad-profile": { zh: "模板文件有误", exitCode: EXIT.environment },
  "bad-database": { zh: "数据库无法使用", exitCode: EXIT.environment },
  "database-busy": { zh: "数据库正被其他程序占用，请稍后重试", exitCode: EXIT.environment },
  "bad-query": { zh: "查询有误", exitCode: EXIT.usage },
  "bad-gold": { zh: "标注文件有误", exitCode: EXIT.environment },
  "disk-full": { zh: "磁盘已满，请腾出空间后重试，已入库的内容不受影响", exitCode: EXIT.environment },
  "file-exists": { zh: "文件已存在", exitCode: EXIT.environment },
  "not-writable": { zh: "无法写入", exitCode: EXIT.environment },
  "timed-out": { zh: "处理超时", exitCode: EXIT.found },
  interrupted: { zh: "已中断", exitCode: EXIT.interrupted },
  internal: { zh: "程序内部错误，请反馈给开发者", exitCode: EXIT.fault },
};

const CHINESE = /\p{Script=Han}/u;

/** A failure as one text in both languages, its code first. */
export function failureText({ code, message }: { code: string; message: string }): Bilingual {
  const both = languagesOf(message);
  if (both !== null) return { en: `[${code}] ${both.en}`, zh: `[${code}] ${both.zh}` };
  const known = Object.hasOwn(FAILURES, code) ? `${FAILURES[code as FailureCode].zh}：` : "";
  return { en: `[${code}] ${message}`, zh: `[${code}] ${CHINESE.test(message) ? "" : known}${message}` };
}

/** How a run ends that a failure stopped. */
export function failureExit(code: FailureCode): ExitCode {
  return FAILURES[code].exitCode;
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
