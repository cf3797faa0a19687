import { describe, expect, it } from "vitest";
import type { Word } from "../../src/model/layout.ts";
import { level, line, page, word } from "./drawn-pages.ts";
import { paragraphsOf, tablesOf, textsOf } from "./tables-of.ts";

/** Rows of texts at given places of their columns, 14 points apart. */
function rows(top: number, lefts: number[], texts: string[][]): Word[] {
  return texts.flatMap((row, index) =>
    row.flatMap((text, column) => line(text, lefts[column] as number, top + index * 14)),
  );
}

const PROSE =
  "Running text goes over the whole width of its column and breaks where the next word has no room, so that its lines are of nearly one length.";

/** Prose set in lines of so many characters. */
function prose(x: number, top: number, lines: number, characters: number): Word[] {
  const words = PROSE.repeat(8).split(" ");
  return Array.from({ length: lines }).flatMap((_, index) => {
    let text = "";
    while (text.length + (words[0]?.length ?? 0) < characters) text += `${words.shift() ?? ""} `;
    return line(text.trim(), x, top + index * 12);
  });
}

describe("tables without walls", () => {
  it("are found by the alignment of their words", () => {
    const words = rows(
      100,
      [50, 200, 300],
      [
        ["Region", "2019", "2020"],
        ["North East", "1,212.0", "1,198.4"],
        ["London", "4,702.3", "4,651.7"],
        ["Total", "5,914.3", "5,850.1"],
      ],
    );
    expect(tablesOf(page(words)).map(textsOf)).toEqual([
      [
        ["Region", "2019", "2020"],
        ["North East", "1,212.0", "1,198.4"],
        ["London", "4,702.3", "4,651.7"],
        ["Total", "5,914.3", "5,850.1"],
      ],
    ]);
  });

  it("have headers that span columns", () => {
    const words = [
      word("Population", 225, 86),
      ...rows(
        100,
        [50, 200, 260],
        [
          ["", "2019", "2020"],
          ["North", "12.0", "19.4"],
          ["South", "47.3", "46.7"],
          ["West", "17.3", "26.7"],
        ],
      ),
    ];
    const [table] = tablesOf(page(words));
    expect(table && textsOf(table)[0]).toEqual(["", "Population", "<"]);
  });

  it("have labels of several lines beside figures, at the first, the last or the middle line", () => {
    const words = [
      ...rows(
        100,
        [50, 200, 260],
        [
          ["Item", "Plan", "Done"],
          ["Roads", "12.0", "19.4"],
        ],
      ),
      ...line("Bridges over the large", 50, 128),
      ...line("rivers", 50, 140),
      ...line("47.3", 200, 134),
      ...line("46.7", 260, 134),
      ...rows(156, [50, 200, 260], [["Canals", "17.3", "26.7"]]),
    ];
    const [table] = tablesOf(page(words));
    expect(table && textsOf(table)).toEqual([
      ["Item", "Plan", "Done"],
      ["Roads", "12.0", "19.4"],
      ["Bridges over the large rivers", "47.3", "46.7"],
      ["Canals", "17.3", "26.7"],
    ]);
  });

  it("may hold words alone where their columns are set to edges", () => {
    const words = rows(
      100,
      [50, 150, 260, 400],
      [
        ["Name", "Country", "Office", "Since"],
        ["Anna Bergman", "Sweden", "Chair of the board", "March"],
        ["Joao Pereira", "Portugal", "Secretary", "May"],
        ["Li Wei", "China", "Member", "June"],
      ],
    );
    expect(tablesOf(page(words)).map(({ rows: count, columns }) => [count, columns])).toEqual([[4, 4]]);
  });

  it("may have rules above and below instead of many rows", () => {
    const words = rows(
      100,
      [50, 200],
      [
        ["Method", "Result of the test"],
        ["Plain", "good in most cases"],
      ],
    );
    const rules = [level(96, 50, 350), level(112, 50, 350), level(126, 50, 350)];
    expect(tablesOf(page(words, rules)).map(textsOf)).toEqual([
      [
        ["Method", "Result of the test"],
        ["Plain", "good in most cases"],
      ],
    ]);
    expect(tablesOf(page(words))).toEqual([]);
  });

  it("are two where running text stands between them", () => {
    const table = [
      ["a", "1.0", "2.0"],
      ["b", "3.0", "4.0"],
      ["c", "5.0", "6.0"],
    ];
    const lefts = [50, 200, 260];
    const words = [...rows(100, lefts, table), ...prose(50, 142, 2, 90), ...rows(166, lefts, table)];
    expect(tablesOf(page(words)).map(textsOf)).toEqual([table, table]);
  });
});

describe("what is no table", () => {
  it("is running text in two columns, read one after the other", () => {
    const words = [...prose(50, 100, 12, 44), ...prose(310, 100, 12, 44)];
    expect(tablesOf(page(words))).toEqual([]);
    const texts = paragraphsOf(page(words));
    expect(texts.join(" ").match(/Running text goes over the whole width/gu)?.length).toBeGreaterThan(2);
    expect(texts[0]).toMatch(/^Running text goes over the whole width of its column/u);
  });

  it("is a list with marks or numbers", () => {
    const items = ["first of all some words", "then some other words", "and in the end a few more", "done"];
    const marked = items.flatMap((text, index) => [
      ...line("•", 50, 100 + index * 14),
      ...line(text, 70, 100 + index * 14),
    ]);
    const numbered = items.flatMap((text, index) => [
      ...line(`${String(index + 1)}.`, 50, 300 + index * 14),
      ...line(text, 70, 300 + index * 14),
    ]);
    expect(tablesOf(page([...marked, ...numbered]))).toEqual([]);
  });

  it("is a table of contents", () => {
    const words = ["One", "Two", "Three", "Four"].flatMap((text, index) => [
      ...line(`${text} ..................`, 50, 100 + index * 14),
      ...line(String(index * 7 + 1), 400, 100 + index * 14),
    ]);
    expect(tablesOf(page(words))).toEqual([]);
  });

  it("is a line of signatures with wide gaps", () => {
    const words = [
      ...line("负责人：张三", 50, 100),
      ...line("经办人：李四", 250, 100),
      ...line("2021年3月", 420, 100),
    ];
    expect(tablesOf(page(words))).toEqual([]);
    expect(paragraphsOf(page(words))).toEqual(["负责人：张三 经办人：李四 2021年3月"]);
  });
});
