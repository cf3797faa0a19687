import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RULES } from "../../../src/checks/rules/index.ts";
import { RuleId } from "../../../src/model/check.ts";

const FOLDER = join(import.meta.dirname, "../../../src/checks/rules");

test("the rules of the contract, the files that hold them and the list are the same", () => {
  const files = readdirSync(FOLDER).filter((file) => file !== "index.ts");
  const listed = RULES.map((rule) => rule.id).sort();
  expect(listed).toEqual([...RuleId.options].sort());
  expect(files.sort()).toEqual(listed.map((id) => `${id}.ts`));
});

test("every rule has a title in both languages", () => {
  for (const { title } of RULES) {
    expect(title.en).toMatch(/^[A-Z][a-z ]+$/u);
    expect(title.zh).toMatch(/^\p{Script=Han}+$/u);
  }
});
