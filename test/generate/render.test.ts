import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addBlankLines,
  cutAt,
  type Damage,
  dropLines,
  dropTabs,
  removeBlankLines,
  shuffledStrips,
} from "./damage.ts";
import { formArbitrary } from "./form-arbitrary.ts";
import type { Family, GeneratedForm, PrintedForm } from "./printed-form.ts";
import { renderCellLines } from "./render-cell-lines.ts";
import { PLAIN_STRIPS, renderStrips, stripOptions } from "./render-strips.ts";
import { PLAIN_TABBED, renderTabbed, tabbedOptions } from "./render-tabbed.ts";
import { cell, expandRows, row } from "./sheet.ts";

const FAMILIES: Family[] = ["national", "hunan", "jinzhong", "shanghai"];
const RUNS = { numRuns: 40 };

/** Every number that a form prints as a value, as often as it does. */
function printedNumbers(form: PrintedForm): string[] {
  return [
    ...form.funds.map(({ amount }) => amount),
    ...[form.execution, ...form.indicators, ...form.scorecard, form.total].flatMap(({ weight, score }) => [
      weight,
      score,
    ]),
    form.execution.rate,
    ...form.indicators.flatMap(({ target, actual }) => [target.text, actual.text]),
    ...form.caps.map(({ weight }) => `${weight}分`),
    ...form.people.map(({ phone }) => phone),
    form.filedOn,
  ].filter((text) => text !== "");
}

/** Numbers that the text does not print as often as the form has them. */
function lostNumbers(form: PrintedForm, text: string): string[] {
  const wanted = new Map<string, number>();
  for (const number of printedNumbers(form)) wanted.set(number, (wanted.get(number) ?? 0) + 1);
  return [...wanted].filter(([number, times]) => count(text, number) < times).map(([number]) => number);
}

describe.each(FAMILIES)("a form of %s", (family) => {
  test("prints every number with tabs, however it is written down", () => {
    fc.assert(
      fc.property(formArbitrary(family), tabbedOptions(), (form, options) => {
        expect(lostNumbers(form.printed, renderTabbed(form, options))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("prints every number in cells of a line each", () => {
    fc.assert(
      fc.property(formArbitrary(family), (form) => {
        expect(lostNumbers(form.printed, renderCellLines(form))).toEqual([]);
      }),
      RUNS,
    );
  });
});

test("a form of jinzhong prints every number in strips", () => {
  fc.assert(
    fc.property(formArbitrary("jinzhong"), stripOptions(), (form, options) => {
      expect(lostNumbers(form.printed, renderStrips(form, options))).toEqual([]);
    }),
    RUNS,
  );
});

function firstOf(arbitrary: fc.Arbitrary<GeneratedForm>): GeneratedForm {
  const [form] = fc.sample(arbitrary, { numRuns: 1, seed: 5 });
  if (form === undefined) throw new Error("no form");
  return form;
}

describe("the notations", () => {
  const national = firstOf(formArbitrary("national"));

  test("with tabs: rows of one table are equally wide, merged cells empty", () => {
    const lines = renderTabbed(national, PLAIN_TABBED).split("\n");
    const rows = lines.filter((line) => line.includes("\t"));
    expect(new Set(rows.map((line) => line.split("\t").length))).toEqual(new Set([9]));
    expect(rows[0]?.replaceAll("\t", "|")).toMatch(/^项目名称\|\|[^|]+\|{6}$/u);
    expect(rows.at(-1)?.replaceAll("\t", "|")).toMatch(/^总分\|{6}100\|[\d.]+\|$/u);
  });

  test("with tabs: a shifted row is as wide as before, a late label in the middle of its rows", () => {
    const shifted = renderTabbed(national, { ...PLAIN_TABBED, shiftsEvery: 1, centred: true });
    const rows = shifted.split("\n").filter((line) => line.includes("\t"));
    expect(new Set(rows.map((line) => line.split("\t").length))).toEqual(new Set([9]));
    expect(rows.some((line) => line.startsWith("满意度指标"))).toBe(true);
  });

  test("in cells: each after a tab, a blank line between rows, broken labels in lines without a tab", () => {
    const text = renderCellLines(national);
    expect(text).toContain("\t项目名称\n\t");
    expect(text).toMatch(/\n\n\t绩\n效\n指\n标\n\t一级指标\n/u);
    expect(text).toMatch(/\n\n\t总分\n\t100\n\t[\d.]+\n\t\n$/u);
  });

  test("in strips: each row leaves a line in each strip that it reaches into", () => {
    const form = firstOf(formArbitrary("jinzhong"));
    const { indicators, scorecard } = form.printed;
    const text = renderStrips(form, PLAIN_STRIPS);
    const [left = "", rest = ""] = text.split("单位负责人(签章):\t\t\n\n");
    const [middle = "", right = ""] = rest.split("年 月 日\n\n");
    expect(left).toContain(`${indicators[0]?.name ?? ""}\t\n`);
    expect(middle).toContain(`${indicators[0]?.target.text ?? ""}\t${indicators[0]?.actual.text ?? ""}\n`);
    const completions = indicators.map(({ completion }) => completion).join("\n");
    expect(right).toContain(`完成进度\n${completions}\n`);
    expect(right).toContain(`评价得分\n${scorecard.map(({ score }) => score).join("\n")}\n`);
    expect(left).toContain("\t项目目标\t项\n\t\t绩效\n");
    expect(middle).toContain("目立项规范性\t3\n目标合理性\t4\n");
  });

  test("cells that go on downwards are covered in the rows below, across their columns", () => {
    const texts = expandRows(
      [
        row(cell("A", 2, 2), cell("B")),
        row(cell("C")),
        row(cell("D"), { ...cell("E", 1, 3), floats: true }, cell("F")),
        row(cell("G"), cell("H")),
        row(cell("I"), cell("J")),
      ],
      true,
    ).map((cells) =>
      cells.map(({ text, span, isCovered }) => `${text}${span}${isCovered ? "*" : ""}`).join(" "),
    );
    expect(texts).toEqual(["A2 B1", "2* C1", "D1 1 F1", "G1 E1* H1", "I1 1* J1"]);
  });
});

function count(of: string, wanted: string): number {
  return of.split(wanted).length - 1;
}

function inked(of: string): string[] {
  return of.split("\n").filter((line) => line !== "");
}

describe("damage", () => {
  const text = renderTabbed(firstOf(formArbitrary("jinzhong")), PLAIN_TABBED);
  /** Applies each of many damages and holds what came out against what went in. */
  function assertEach(damage: fc.Arbitrary<Damage>, holds: (damaged: string) => boolean): void {
    fc.assert(fc.property(damage, (drawn) => holds(drawn.apply(text))));
  }

  test("removes tabs and nothing else", () => {
    expect.hasAssertions();
    assertEach(dropTabs(), (damaged) => {
      expect(damaged.replaceAll("\t", "")).toBe(text.replaceAll("\t", ""));
      return count(damaged, "\t") < count(text, "\t");
    });
  });

  test("adds and removes blank lines and nothing else", () => {
    expect.hasAssertions();
    assertEach(addBlankLines(), (damaged) => {
      expect(inked(damaged)).toEqual(inked(text));
      return count(damaged, "\n") > count(text, "\n");
    });
    assertEach(removeBlankLines(), (damaged) => {
      expect(inked(damaged)).toEqual(inked(text));
      return count(damaged, "\n") < count(text, "\n");
    });
  });

  test("cuts the text off", () => {
    expect.hasAssertions();
    assertEach(cutAt(), (damaged) => {
      expect(text.startsWith(damaged)).toBe(true);
      return damaged.length < text.length;
    });
  });

  test("loses lines of values, not of labels", () => {
    expect.hasAssertions();
    const strips = renderStrips(firstOf(formArbitrary("jinzhong")), PLAIN_STRIPS);
    fc.assert(
      fc.property(dropLines(), (drawn) => {
        const damaged = drawn.apply(strips);
        expect(damaged.split("\n").length).toBeLessThan(strips.split("\n").length);
        expect(damaged.replaceAll(/[^\p{Script=Han}]|已完成|未完成|[优良中差]/gu, "")).toBe(
          strips.replaceAll(/[^\p{Script=Han}]|已完成|未完成|[优良中差]/gu, ""),
        );
      }),
      RUNS,
    );
  });

  test("puts strips into another order", () => {
    fc.assert(
      fc.property(shuffledStrips(), (order) => {
        const form = firstOf(formArbitrary("jinzhong"));
        const shuffled = renderStrips(form, { ...PLAIN_STRIPS, order });
        const straight = renderStrips(form, PLAIN_STRIPS);
        expect(shuffled).not.toBe(straight);
        expect(shuffled.split("\n").toSorted()).toEqual(straight.split("\n").toSorted());
      }),
      RUNS,
    );
  });
});
