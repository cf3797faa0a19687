import { type Command, InvalidArgumentError, Option } from "commander";
import type { Session } from "./session.ts";

/** Where the database is looked for when nobody says otherwise. */
const DEFAULT_DATABASE = "data/fuhe.db";

/** Seconds that one file may take where nobody says otherwise, and at most: a day. */
const USUAL_SECONDS = 120;
const MOST_SECONDS = 86_400;

/** Adds examples below the help of a command. */
export function addExamples(command: Command, session: Session, examples: readonly string[]): void {
  const title = session.text({ en: examples.length === 1 ? "Example:" : "Examples:", zh: "示例：" });
  command.addHelpText("after", ["", title, ...examples.map((example) => `  ${example}`)].join("\n"));
}

export function databaseOption(session: Session): Option {
  const description = session.text({ en: "the database file", zh: "数据库文件" });
  return new Option("--db <file>", description).default(DEFAULT_DATABASE);
}

export function pipelinesOption(session: Session): Option {
  return new Option(
    "--pipelines <dir>",
    session.text({
      en: "folder of further form profiles, beside those that come with fuhe",
      zh: "另外的模板文件所在目录，与随 fuhe 附带的模板一并使用",
    }),
  );
}

export function passwordOption(session: Session): Option {
  return new Option(
    "--password-file <file>",
    session.text({
      en: "file whose first line opens documents that have a password; else FUHE_PASSWORD is taken",
      zh: "密码文件，其第一行为文件的打开密码；未指定时取环境变量 FUHE_PASSWORD",
    }),
  );
}

export function timeLimitOption(session: Session): Option {
  const description = session.text({
    en: `seconds that one file may take before it is given up (default ${String(USUAL_SECONDS)})`,
    zh: `单个文件最多处理的秒数，超时即放弃（默认 ${String(USUAL_SECONDS)}）`,
  });
  return new Option("--time-limit <seconds>", description).argParser(wholeNumber(session, 1, MOST_SECONDS));
}

/** A `--format` option of these choices; without a default the command chooses. */
export function formatOption(session: Session, choices: readonly string[], standard?: string): Option {
  const option = new Option(
    "--format <format>",
    session.text({ en: "how to print", zh: "输出格式" }),
  ).choices(choices);
  return standard === undefined ? option : option.default(standard);
}

/** Reads a whole number from `least` to `most` from an argument. */
export function wholeNumber(
  session: Session,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/u.test(text) && value >= least && value <= most) return value;
    const range =
      most === Number.MAX_SAFE_INTEGER
        ? { en: `of at least ${least}`, zh: `不小于 ${least} ` }
        : { en: `from ${least} to ${most}`, zh: ` ${least} 到 ${most} ` };
    throw new InvalidArgumentError(
      session.text({ en: `It must be a whole number ${range.en}.`, zh: `必须是${range.zh}的整数。` }),
    );
  };
}
