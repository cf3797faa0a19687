import type { RuleId } from "../model/check.ts";
import { EXIT } from "./exit-codes.ts";
import { Trouble } from "./trouble.ts";

/** The rule that an option names. Loads the list of rules only where one is named. */
export async function ruleNamed(rule: string): Promise<RuleId> {
  const { RuleId } = await import("../model/check.ts");
  const named = RuleId.safeParse(rule);
  if (named.success) return named.data;
  throw new Trouble(EXIT.usage, {
    en: `There is no rule "${rule}".\nThe rules are: ${RuleId.options.join(", ")}.`,
    zh: `没有规则 "${rule}"。\n可用的规则：${RuleId.options.join("，")}。`,
  });
}
