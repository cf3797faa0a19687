import { describe, expect, test } from "vitest";
import { readText } from "../../src/formats/text/read.ts";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";

function layoutOf(text: string) {
  const lines = text.split("\n").map((line, index) => ({ line: index + 1, text: line }));
  return recoverLayout([{ kind: "lines", number: 1, lines }], {
    warn: () => undefined,
    limits: DEFAULT_LIMITS,
  });
}

function textsOf(text: string) {
  return layoutOf(text).rows.map((row) => row.cells.map((cell) => cell.text));
}

describe("rows of lines with tabs", () => {
  test("a line is a row, merged cells are empty ones, and blank lines are gaps", () => {
    const layout = layoutOf("标题\n\n名称\t\t甲项目\n\t金额\t1.00\n\n单位\t乙");
    expect(layout.notation).toBe("tabbed");
    expect(layout.rows.map(({ table, gap }) => ({ table, gap }))).toEqual([
      { table: null, gap: true },
      { table: 0, gap: true },
      { table: 0, gap: false },
      { table: 0, gap: true },
    ]);
    expect(layout.rows[2]?.cells.map((cell) => cell.text)).toEqual(["", "金额", "1.00"]);
  });

  test.each([
    ["得分\t99.6", 0.5],
    ["填报日期\t2022-03-1", 0.5],
    ["填报日期\t2022-03-11", 1],
    ["说明\t得分低于60分的为差。", 1],
    ["得分\t99.6\n", 1],
    ["得分\t99.6\n ", 1],
  ])("what ends a text without the end of its line may go on: %j", (text, confidence) => {
    const lines = text.split("\n").map((line, index) => ({ line: index + 1, text: line }));
    const endsOpen = text.endsWith("\n") ? {} : { endsOpen: true as const };
    const page = { kind: "lines" as const, number: 1, lines, ...endsOpen };
    const { rows } = recoverLayout([page], { warn: () => undefined, limits: DEFAULT_LIMITS });
    expect(rows[0]?.cells.at(-1)?.confidence).toBe(confidence);
  });

  test("running text between rows begins a new table", () => {
    expect(layoutOf("a\tb\n说明文字\nc\td").rows.map(({ table }) => table)).toEqual([0, null, 1]);
  });

  test("every cell knows its line and the position of its first character", () => {
    const [, second] = layoutOf("x\n\t  金额\t1.00").rows;
    expect(second?.cells.map((cell) => cell.at)).toEqual([
      { page: 1, line: 2, column: 1 },
      { page: 1, line: 2, column: 4 },
      { page: 1, line: 2, column: 7 },
    ]);
  });
});

describe("rows of lines with one cell each", () => {
  const text = "\t标题\n\n\t名称\n\t甲项目\n\n\t项目资金\n（万元）\n\t\n\t年初预算数\n\n\t\n\t总额\n\t200\n";

  test("a blank line ends a row, a line without a tab goes on in its cell", () => {
    expect(layoutOf(text).notation).toBe("cell-lines");
    expect(textsOf(text)).toEqual([
      ["标题"],
      ["名称", "甲项目"],
      ["项目资金\n（万元）", "", "年初预算数"],
      ["", "总额", "200"],
    ]);
  });

  test("places are those of the file", () => {
    expect(layoutOf(text).rows[3]?.cells[2]?.at).toEqual({ page: 1, line: 13, column: 2 });
  });
});

test("an empty text has no rows", () => {
  expect(layoutOf("\n\n").rows).toEqual([]);
});

describe("the end of a text", () => {
  const confidenceOf = (text: string) => {
    const { pages } = readText(Buffer.from(text), { warn: () => undefined, limits: DEFAULT_LIMITS });
    const layout = recoverLayout(pages, { warn: () => undefined, limits: DEFAULT_LIMITS });
    return layout.rows.at(-1)?.cells.at(-1)?.confidence;
  };

  test.each(["总分\t100\t98.6", "总分\t100\t98.", "总分\t100\t9"])(
    "a number that no line end follows may have been cut: %s",
    (text) => {
      expect(confidenceOf(text)).toBe(0.5);
    },
  );

  test.each([
    "总分\t100\t98.6\n",
    "总分\t100\t98.6\r\n\r\n",
    "总分\t100\t98.6\f",
    "总分\t98.6分",
    "总分\t98.6\t优",
  ])("a line end, or a word behind the number, says that it is whole: %j", (text) => {
    expect(confidenceOf(text)).toBe(1);
  });
});
