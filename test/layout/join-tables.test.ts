import { describe, expect, it } from "vitest";
import { recoverBlocks } from "../../src/layout/recover-blocks.ts";
import type { PositionedPage, Word } from "../../src/model/layout.ts";
import { keepWarnings } from "../formats/context.ts";
import { fullGrid, line, page, word } from "./drawn-pages.ts";
import { paragraphsOf, tablesOf, textsOf } from "./tables-of.ts";

const XS = [50, 150, 300, 400];

/** A page with a table of rows of 20 points, its texts at the left of its cells. */
function tablePage(
  number: number,
  top: number,
  rows: string[][],
  above: Word[] = [],
  xs = XS,
): PositionedPage {
  const ys = Array.from({ length: rows.length + 1 }, (_, index) => top + index * 20);
  const words = rows.flatMap((texts, row) =>
    texts.flatMap((text, column) => line(text, (xs[column] as number) + 3, (ys[row] as number) + 5)),
  );
  return page([...above, ...words], fullGrid(xs, ys), number);
}

/** As a table page, with one label for all rows in the first column. */
function labelledPage(number: number, top: number, rows: string[][], xs: number[]): PositionedPage {
  const drawn = tablePage(number, top, rows, [], xs);
  const ends = new Set([top, top + rows.length * 20]);
  drawn.rulings = drawn.rulings.map((ruling) =>
    ruling.orientation === "horizontal" && !ends.has(ruling.at)
      ? { ...ruling, from: xs[1] as number }
      : ruling,
  );
  return drawn;
}

const HEADER = ["指标", "目标", "得分"];

describe("a table over a page break", () => {
  it("is one table, without the header that repeats", () => {
    const context = keepWarnings();
    const pages = [
      tablePage(1, 700, [HEADER, ["甲", "10", "5"], ["乙", "20", "6"]]),
      tablePage(2, 60, [HEADER, ["丙", "30", "7"]]),
    ];
    const [table] = tablesOf(...pages);
    expect(table && textsOf(table)).toEqual([
      HEADER,
      ["甲", "10", "5"],
      ["乙", "20", "6"],
      ["丙", "30", "7"],
    ]);
    expect(table).toMatchObject({ page: 1, joinedFrom: [1, 2] });
    expect(table?.cells.at(-1)?.at).toEqual({ page: 2, bbox: [300, 80, 400, 100] });
    recoverBlocks(pages, context);
    expect(context.warnings).toMatchObject([{ code: "tables-joined", at: { page: 1 } }]);
  });

  it("is one table, without the header of its lower part that repeats", () => {
    const pages = [
      tablePage(1, 640, [
        ["项目名称", "校舍维修", ""],
        ["主管部门", "教育局", ""],
        HEADER,
        ["甲", "10", "5"],
        ["乙", "20", "6"],
      ]),
      tablePage(2, 60, [HEADER, ["丙", "30", "7"]]),
    ];
    const [table, ...others] = tablesOf(...pages);
    expect(others).toEqual([]);
    expect(table && textsOf(table).slice(2)).toEqual([
      HEADER,
      ["甲", "10", "5"],
      ["乙", "20", "6"],
      ["丙", "30", "7"],
    ]);
  });

  it("keeps a row of values that says the same as one before the break", () => {
    const same = ["—", "—", "5"];
    const pages = [
      tablePage(1, 700, [HEADER, same, ["甲", "10", "5"]]),
      tablePage(2, 60, [same, ["乙", "20", "6"]]),
    ];
    const [table] = tablesOf(...pages);
    expect(table?.rows).toBe(5);
  });

  it("goes on over any number of pages", () => {
    const pages = [1, 2, 3, 4].map((number) => tablePage(number, 60, [[`r${String(number)}`, "1", "2"]]));
    expect(tablesOf(...pages).map(({ rows, joinedFrom }) => ({ rows, joinedFrom }))).toEqual([
      { rows: 4, joinedFrom: [1, 2, 3, 4] },
    ]);
  });

  it("makes a row one that the break cut", () => {
    const full = "补助资金的拨付进度与年度计划";
    const pages = [
      tablePage(1, 700, [HEADER, ["甲", full, "5"]]),
      tablePage(2, 60, [
        ["", "相符", ""],
        ["乙", "20", "6"],
      ]),
    ];
    const [table] = tablesOf(...pages);
    expect(table && textsOf(table)).toEqual([HEADER, ["甲", `${full}相符`, "5"], ["乙", "20", "6"]]);
  });

  it("keeps rows apart that fill their narrow cells, though the label of both is blank behind the break", () => {
    const xs = [50, 110, 156, 181];
    const upper = labelledPage(
      1,
      700,
      [
        ["产出指标", "数量指标", "20"],
        ["", "质量指标", "15"],
      ],
      xs,
    );
    const lower = labelledPage(
      2,
      60,
      [
        ["", "时效指标", "10"],
        ["", "成本指标", "10"],
      ],
      xs,
    );
    const [table] = tablesOf(upper, lower);
    expect(table && textsOf(table).map((texts) => texts.slice(1))).toEqual([
      ["数量指标", "20"],
      ["质量指标", "15"],
      ["时效指标", "10"],
      ["成本指标", "10"],
    ]);
  });

  it("makes a row one of which all wide texts go on", () => {
    const xs = [50, 120, 250, 380];
    const full = "在三个乡镇建设冷库和周转";
    const rows = [
      ["年度目标", "预期目标", "实际完成情况"],
      ["", full, full],
    ];
    const [table] = tablesOf(
      labelledPage(1, 700, rows, xs),
      tablePage(2, 60, [["", "点。", "点完工。"]], [], xs),
    );
    expect(table && textsOf(table)[1]?.slice(1)).toEqual([`${full}点。`, `${full}点完工。`]);
  });

  it("makes a row one where one text had no room and all values stand before the break", () => {
    const xs = [50, 150, 190, 230, 270, 400];
    const [table] = tablesOf(
      tablePage(
        1,
        700,
        [
          ["名称", "分值", "目标", "得分", "原因"],
          ["完工验收合格率和及", "10", "95%", "9.4", "汛期停工"],
        ],
        [],
        xs,
      ),
      tablePage(
        2,
        60,
        [
          ["时率", "", "", "", "二十天"],
          ["乙", "20", "1", "2", "无"],
        ],
        [],
        xs,
      ),
    );
    expect(table && textsOf(table)[1]).toEqual([
      "完工验收合格率和及时率",
      "10",
      "95%",
      "9.4",
      "汛期停工\n二十天",
    ]);
    expect(table?.rows).toBe(3);
  });

  it.each([
    ["效益指标（30", "分）", "效益指标（30\n分）"],
    ["效益指标", "（30分）", "效益指标\n（30分）"],
  ])("puts a note in brackets to the label it was parted from: %s %s", (before, behind, whole) => {
    const xs = [50, 150, 300, 400];
    const upper = labelledPage(
      1,
      700,
      [
        ["一级指标", "二级指标", "得分"],
        [before, "经济效益", "5"],
      ],
      xs,
    );
    upper.rulings.push({ orientation: "horizontal", at: 720, from: 50, to: 150 });
    const lower = labelledPage(
      2,
      60,
      [
        [behind, "社会效益", "5"],
        ["", "生态效益", "6"],
      ],
      xs,
    );
    const [table] = tablesOf(upper, lower);
    expect(table && textsOf(table).map(([label]) => label)).toEqual(["一级指标", whole, "^", "^"]);
  });

  it.each([
    ["on both pages", [715, 55]],
    ["on the first", [715, null]],
    ["on the second", [null, 55]],
    ["below the break alone", [null, 75]],
  ] as const)("says a label once that the break ran through, printed %s", (_, [before, behind]) => {
    const xs = [50, 150, 300, 400];
    const upper = labelledPage(1, 700, [["", "经济效益", "5"]], xs);
    if (before !== null) upper.words.push(word("效益指标", 60, before));
    const lower = labelledPage(
      2,
      60,
      [
        ["", "社会效益", "5"],
        ["", "生态效益", "6"],
      ],
      xs,
    );
    if (behind !== null) lower.words.push(word("效益指标", 60, behind));
    const [table] = tablesOf(upper, lower);
    expect(table && textsOf(table)).toEqual([
      ["效益指标", "经济效益", "5"],
      ["^", "社会效益", "5"],
      ["^", "生态效益", "6"],
    ]);
  });

  it("keeps a row that only lacks a score as its own", () => {
    const pages = [tablePage(1, 700, [HEADER, ["甲", "10", "5"]]), tablePage(2, 60, [["", "20", ""]])];
    const [table] = tablesOf(...pages);
    expect(table?.rows).toBe(3);
  });

  it("carries a merged label over", () => {
    const upper = tablePage(1, 700, [
      ["产出指标", "数量", "5"],
      ["", "质量", "6"],
    ]);
    upper.rulings = upper.rulings.flatMap((ruling) =>
      ruling.orientation === "horizontal" && ruling.at === 720 ? [{ ...ruling, from: 150 }] : [ruling],
    );
    const lower = tablePage(2, 60, [["", "时效", "7"]]);
    const [table] = tablesOf(upper, lower);
    expect(table && textsOf(table)).toEqual([
      ["产出指标", "数量", "5"],
      ["^", "质量", "6"],
      ["^", "时效", "7"],
    ]);
  });

  it("puts columns together where the lower part has fewer walls", () => {
    const lower = page(
      [...line("总分", 53, 65), ...line("95", 303, 65)],
      fullGrid([50, 300, 400], [60, 80]),
      2,
    );
    const [table] = tablesOf(tablePage(1, 700, [HEADER, ["甲", "10", "5"]]), lower);
    expect(table && textsOf(table)).toEqual([HEADER, ["甲", "10", "5"], ["总分", "<", "95"]]);
  });

  it("is another table where a heading stands between", () => {
    const heading = line("第二张表", 200, 70);
    const pages = [
      tablePage(1, 700, [HEADER, ["甲", "10", "5"]]),
      tablePage(2, 100, [HEADER, ["乙", "20", "6"]], heading),
    ];
    expect(tablesOf(...pages)).toHaveLength(2);
  });

  it("is another form where the same labels begin anew", () => {
    const form = (number: number, name: string) =>
      tablePage(number, 60, [
        ["项目支出绩效自评表", "", ""],
        ["项目名称", name, ""],
        ["主管部门", "某局", ""],
        ["实施单位", "某中心", ""],
      ]);
    expect(tablesOf(form(1, "甲项目"), form(2, "乙项目"))).toHaveLength(2);
  });

  it("is another table where the walls stand elsewhere", () => {
    const other = page(line("其他", 63, 65), fullGrid([60, 200, 420], [60, 80, 100]), 2);
    other.words.push(word("x", 210, 65));
    expect(tablesOf(tablePage(1, 700, [HEADER, ["甲", "10", "5"]]), other)).toHaveLength(2);
  });

  it("never looks at figures: any scores give the same join", () => {
    const joined = ["0", "5", "99.5"].map((score) => {
      const pages = [tablePage(1, 700, [HEADER, ["甲", "10", "5"]]), tablePage(2, 60, [["乙", "20", score]])];
      return tablesOf(...pages).map(({ rows, joinedFrom }) => ({ rows, joinedFrom }));
    });
    expect(new Set(joined.map((one) => JSON.stringify(one))).size).toBe(1);
  });
});

describe("running text over a page break", () => {
  it("goes on where its last line was full", () => {
    const full = "本年度按照计划推进各项工作并及时拨付资金以确保目标如期实现同时加强监督检查与指导";
    const pages = [page(line(full, 50, 780), [], 1), page(line("不断提高效益。", 50, 60), [], 2)];
    expect(paragraphsOf(...pages)).toEqual([`${full}不断提高效益。`]);
  });

  it("leaves out page numbers, and headers from their second printing on", () => {
    const pages = [1, 2, 3].map((number) =>
      page(
        [
          ...line("某局自评材料", 250, 30),
          ...line(`正文第${"一二三"[number - 1] ?? ""}段。`, 50, 100),
          ...line(`- ${String(number)} -`, 280, 800),
        ],
        [],
        number,
      ),
    );
    expect(paragraphsOf(...pages)).toEqual(["某局自评材料", "正文第一段。", "正文第二段。", "正文第三段。"]);
  });

  it("leaves out footers whose number counts the pages, also where pages lie between", () => {
    const pages = [1, 2, 3, 4].map((number) =>
      page(
        [
          ...line(`正文第${"一二三四"[number - 1] ?? ""}段。`, 50, 100),
          ...(number === 2 ? [] : line(`2024年度自评报告第${String(number + 6)}页`, 250, 800)),
        ],
        [],
        number,
      ),
    );
    expect(paragraphsOf(...pages).join("")).toBe(
      "正文第一段。2024年度自评报告第7页正文第二段。正文第三段。正文第四段。",
    );
  });

  it("keeps lines at the same place that differ in a figure", () => {
    const pages = [95, 62].map((score, index) =>
      page([...line("正文。", 50, 100), ...line(`自评得分：${String(score)}分`, 50, 800)], [], index + 1),
    );
    expect(paragraphsOf(...pages).join("")).toBe("正文。自评得分：95分正文。自评得分：62分");
  });

  it("takes two figures and a stroke for a page number only where they number the page", () => {
    const footers = (...texts: string[]) =>
      paragraphsOf(
        ...texts.map((text, index) =>
          page([...line("正文。", 50, 100), ...line(text, 280, 800)], [], index + 1),
        ),
      ).join("");
    expect(footers("1/2", "2/2")).toBe("正文。正文。");
    expect(footers("1/9", "2/9")).toBe("正文。正文。");
    expect(footers("正文。", "1/3", "2/3")).toBe("正文。正文。正文。正文。");
    expect(footers("95/100", "62/100")).toBe("正文。95/100正文。62/100");
  });
});
