import type { Command, HelpConfiguration, Option } from "commander";
import type { Session } from "./session.ts";
import { widthOf, wrapTo } from "./text-width.ts";

const TITLES: ReadonlyMap<string, string> = new Map([
  ["Usage:", "用法："],
  ["Arguments:", "参数："],
  ["Options:", "选项："],
  ["Global Options:", "通用选项："],
  ["Commands:", "命令："],
]);

/** How help is laid out: in the language of the run, in columns that stand also in Chinese. */
export function helpStyle(session: Session): HelpConfiguration {
  return {
    showGlobalOptions: true,
    displayWidth: widthOf,
    boxWrap: (text, width) => wrapTo(text, width).join("\n"),
    styleTitle: (title) =>
      session.paint("bold", session.language === "zh" ? (TITLES.get(title) ?? title) : title),
    optionDescription: (option) => describeOption(option, session),
    subcommandTerm: (command) => [command.name(), ...argumentTerms(command)].join(" "),
  };
}

function describeOption(option: Option, session: Session): string {
  const remarks: string[] = [];
  if (option.argChoices !== undefined) {
    remarks.push(session.text({ en: "one of ", zh: "可选 " }) + option.argChoices.join(", "));
  }
  const standard: unknown = option.defaultValueDescription ?? option.defaultValue;
  if (typeof standard === "string" || typeof standard === "number") {
    remarks.push(session.text({ en: `default ${standard}`, zh: `默认 ${standard}` }));
  }
  if (remarks.length === 0) return option.description;
  const [open, close, separator] = session.language === "zh" ? ["（", "）", "；"] : [" (", ")", "; "];
  return option.description + open + remarks.join(separator) + close;
}

function argumentTerms(command: Command): string[] {
  return command.registeredArguments.map((argument) => {
    const name = argument.name() + (argument.variadic ? "..." : "");
    return argument.required ? `<${name}>` : `[${name}]`;
  });
}
