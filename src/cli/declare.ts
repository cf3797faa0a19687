import { type Command, InvalidArgumentError, Option } from "commander";
import type { Session } from "./session.ts";

/** Where the database is looked for when nobody says otherwise. */
const DEFAULT_DATABASE = "data/fuhe.db";

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
