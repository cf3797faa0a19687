import { describe, expect, test } from "vitest";
import { readProfile } from "../../src/forms/read-profile.ts";

const HEAD = "id: a\nname: { zh: 甲, en: A }\n";

function problemsOf(text: string): string[] {
  const read = readProfile("a.yaml", text);
  return "problems" in read
    ? read.problems.map(({ line, column, key, en }) => `${line}:${column} ${key}: ${en}`)
    : [];
}

function profileOf(text: string) {
  const read = readProfile("a.yaml", HEAD + text);
  return "problems" in read ? null : read.profile;
}

describe("readProfile", () => {
  test("makes numbers where the schema asks for them, and leaves everything else as written", () => {
    const profile = profileOf(`source: 001
grades: [{ word: 优, level: excellent, from: 90.50 }]
rules: { executionWeight: 22.5, qualitativeBands: [80, 50], overfulfilment: 1.20 }
scorecard: { groups: [{ name: "2019", weight: 20, subgroups: [] }] }
`);
    expect(profile).toMatchObject({
      source: "001",
      grades: [{ from: "90.50" }],
      rules: { executionWeight: 22.5, qualitativeBands: [80, 50], overfulfilment: "1.20" },
      scorecard: { groups: [{ name: "2019", weight: 20 }] },
    });
  });

  test("refuses numbers that would lose digits", () => {
    expect(problemsOf(`${HEAD}rules: { executionWeight: 50.1234567890123456 }\n`)).toEqual([
      "3:10 rules.executionWeight: a number of at most 15 digits is wanted here",
    ]);
  });

  test("tells all mistakes at once, each with its place and what is accepted", () => {
    const problems = problemsOf(`id: A B
name: { zh: 甲 }
vocabulary:
  measures:
    budget: [预算数]
  goals: [预期目标]
rules:
  negative: [cubic]
  executionWeight: ten
`);
    expect(problems).toEqual([
      "1:1 id: a word of lower-case letters, digits and hyphens is wanted here",
      "2:1 name.en: a text is wanted here",
      "5:5 vocabulary.measures.budget: unknown key; accepted: initialBudget, annualBudget, allocated, executed, priorYearBudget, balance, totalInvestment",
      "6:3 vocabulary.goals: a group of keys and values is wanted here",
      "8:14 rules.negative[0]: value not accepted; accepted: linear, ratio",
      "9:3 rules.executionWeight: a number of at most 15 digits is wanted here",
    ]);
  });

  test("refuses grades that do not fall", () => {
    const grades =
      "grades:\n  - { word: 差, level: poor, from: 0 }\n  - { word: 优, level: excellent, from: 90 }\n";
    expect(problemsOf(HEAD + grades)).toEqual(["5:34 grades[1].from: must be below the grade before"]);
  });

  test("tells where the text is no YAML", () => {
    expect(problemsOf(`${HEAD}id: b\n`)[0]).toMatch(/^3:1 : not valid YAML/u);
    expect(problemsOf("id: [a")[0]).toMatch(/^1:7 : not valid YAML/u);
    expect(problemsOf("")[0]).toMatch(/^1:1 : /u);
  });
});
