import { describe, expect, it } from "vitest";
import type { Word } from "../../src/model/layout.ts";
import { level, line, page } from "./drawn-pages.ts";
import { paragraphsOf, tablesOf, textsOf } from "./tables-of.ts";

/** Texts that end at given places of their columns, the first column beginning at 50; one line every 14 points. */
function setRight(top: number, rights: number[], texts: string[][], step = 14): Word[] {
  return texts.flatMap((row, index) =>
    row.flatMap((text, column) => {
      const width = text.length * 5;
      const left = column === 0 ? 50 : (rights[column - 1] as number) - width;
      return line(text, left, top + index * step);
    }),
  );
}

const YEARS = ["", "2019", "2020", "2021", "2019", "2020", "2021"];
const RIGHTS = [200, 260, 320, 380, 440, 500];
const FIGURES = [
  ["North", "1,212.0", "19.4", "7.1", "1,198.4", "20.1", "7.0"],
  ["South", "4,702.3", "46.7", "6.9", "4,651.7", "45.2", "6.8"],
  ["West", "914.3", "26.7", "5.5", "850.1", "27.1", "5.4"],
  ["East", "3,146.0", "33.3", "6.1", "3,104.9", "31.0", "6.3"],
];

describe("headers of tables without walls", () => {
  it("span the columns in whose middle they stand, though they stand above one of them alone", () => {
    const words = [
      ...line("Men", 226, 72),
      ...line("Women", 402, 72),
      ...setRight(86, RIGHTS, [YEARS, ...FIGURES]),
    ];
    const [table] = tablesOf(page(words)).map(textsOf);
    expect(table?.[0]).toEqual(["", "Men", "<", "<", "Women", "<", "<"]);
    expect(table?.[1]).toEqual(["^", ...YEARS.slice(1)]);
    expect(table?.[2]).toEqual(FIGURES[0]);
  });

  it("span the columns that a rule below them covers", () => {
    const words = [
      ...line("Sales abroad", 200, 72),
      ...setRight(
        86,
        [200, 260, 320],
        [["", "2019", "2020", "2021"], ...FIGURES.map((row) => row.slice(0, 4))],
      ),
    ];
    const [table] = tablesOf(page(words, [level(84, 230, 322)])).map(textsOf);
    expect(table?.[0]).toEqual(["", "2019", "Sales abroad", "<"]);
  });

  it("of several lines are one cell", () => {
    const words = [
      ...setRight(72, [200, 260], [["", "Median", ""]]),
      ...setRight(84, [200, 260], [["Area", "income", "Deaths"]]),
      ...setRight(
        100,
        [200, 260],
        FIGURES.map((row) => row.slice(0, 3)),
      ),
    ];
    const [table] = tablesOf(page(words)).map(textsOf);
    expect(table?.[0]).toEqual(["Area", "Median\nincome", "Deaths"]);
  });
});

describe("rows of tables without walls", () => {
  it("are parted by the room between them where their cells have several lines", () => {
    const rows = [
      ["Land transport", "The bridge was closed while", "London"],
      ["", "its bearings were renewed.", ""],
      ["Postal activities", "Work is ahead of plan.", "Wales"],
      ["Real estate", "Two tenders were received,", "South West"],
      ["", "and the lower one was taken.", ""],
    ];
    const tops = [100, 112, 132, 152, 164];
    const words = rows.flatMap((row, index) =>
      row.flatMap((text, column) => line(text, [50, 160, 330][column] as number, tops[index] as number)),
    );
    const [table] = tablesOf(page(words)).map(textsOf);
    expect(table).toEqual([
      ["Land transport", "The bridge was closed while its bearings were renewed.", "London"],
      ["Postal activities", "Work is ahead of plan.", "Wales"],
      ["Real estate", "Two tenders were received,\nand the lower one was taken.", "South West"],
    ]);
  });

  it("keep headings of groups apart from the labels above them", () => {
    const words = setRight(
      100,
      [260, 330],
      [
        ["Item", "2019", "2020"],
        ["Education and science", "114.5", "12.1"],
        ["Veterinary activities", "54.5", "27.6"],
        ["Public works", "", ""],
        ["Roads", "71.2", "35.1"],
        ["Bridges", "1.2", "5.1"],
      ],
    );
    const [table] = tablesOf(page(words)).map(textsOf);
    expect(table?.map(([label]) => label)).toEqual([
      "Item",
      "Education and science",
      "Veterinary activities",
      "Public works",
      "Roads",
      "Bridges",
    ]);
  });
});

describe("signs in tables without walls", () => {
  it("of money stand with their amounts, and make no column", () => {
    const words = [
      ...setRight(
        100,
        [240, 340],
        [
          ["", "2019", "2020"],
          ["Revenue", "51,644", "14,165"],
          ["Cost of sales", "(69,831)", "72,578"],
          ["Gross profit", "19,723", "12,210"],
          ["Net income", "34,737", "51,400"],
        ],
      ),
      ...[114, 156].flatMap((top) => [...line("$", 190, top), ...line("$", 290, top)]),
    ];
    const [table] = tablesOf(page(words)).map(textsOf);
    expect(table?.[1]).toEqual(["Revenue", "$ 51,644", "$ 14,165"]);
    expect(table?.[2]).toEqual(["Cost of sales", "(69,831)", "72,578"]);
  });

  it("that lead to figures do not hide a statement of accounts", () => {
    const words = ["51,644 14,165", "69,811 72,578", "19,723 12,210", "34,737 51,400"].flatMap(
      (figures, index) => {
        const [first = "", second = ""] = figures.split(" ");
        const top = 100 + index * 14;
        return [
          ...line(`Item ${String(index)} ............`, 50, top),
          ...line(first, 210, top),
          ...line(second, 290, top),
        ];
      },
    );
    expect(tablesOf(page(words))).toHaveLength(1);
  });

  it("that lead to pages show a table of contents, also behind a column of numbers", () => {
    const words = Array.from({ length: 6 }).flatMap((_, index) => {
      const top = 100 + index * 14;
      return [
        ...line(`1.${String(index)}`, 50, top),
        ...line(`Chapter ${String(index)} ............`, 90, top),
        ...line(String(index * 3 + 1), 300, top),
      ];
    });
    expect(tablesOf(page(words))).toEqual([]);
    expect(paragraphsOf(page(words)).join(" ")).toContain("Chapter 5");
  });
});

describe("what stands around tables without walls", () => {
  it("is no row of them: captions above and notes below", () => {
    const words = [
      ...line("Table 3. Measures", 180, 86),
      ...setRight(100, [200, 260], [["Area", "2019", "2020"], ...FIGURES.map((row) => row.slice(0, 3))]),
      ...line("Source: own survey", 50, 170),
    ];
    const [table, ...others] = tablesOf(page(words)).map(textsOf);
    expect(others).toEqual([]);
    expect(table?.[0]).toEqual(["Area", "2019", "2020"]);
    expect(table).toHaveLength(5);
  });

  it("is no row of them: a sentence between two tables", () => {
    const rows = [["Area", "2019", "2020"], ...FIGURES.map((row) => row.slice(0, 3))];
    const words = [
      ...setRight(100, [200, 260], rows),
      ...line("Prices were lower at the end of it.", 50, 172),
      ...setRight(188, [200, 260], rows),
      ...line("A wide margin keeps this line apart from all of the tables above it on the page.", 50, 300),
    ];
    expect(tablesOf(page(words)).map(({ rows: count }) => count)).toEqual([5, 5]);
  });

  it("may be another table: their rules end between them", () => {
    const rows = FIGURES.map((row) => row.slice(0, 3));
    const left = setRight(100, [150, 210], [["Area", "2019", "2020"], ...rows]);
    const right = setRight(100, [150, 210], [["Zone", "2017", "2018"], ...rows]).map((word): Word => ({
      ...word,
      box: [word.box[0] + 200, word.box[1], word.box[2] + 200, word.box[3]],
    }));
    const rules = [98, 112, 168].flatMap((y) => [level(y, 50, 210), level(y, 250, 410)]);
    const found = tablesOf(page([...left, ...right], rules)).map(textsOf);
    expect(found.map(([header]) => header)).toEqual([
      ["Area", "2019", "2020"],
      ["Zone", "2017", "2018"],
    ]);
  });
});
