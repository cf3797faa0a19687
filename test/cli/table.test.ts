import { describe, expect, it } from "vitest";
import { type Column, renderTable } from "../../src/cli/table.ts";
import { widthOf } from "../../src/cli/text-width.ts";

const COLUMNS: Column[] = [
  { heading: "三级指标", elastic: "end" },
  { heading: "分值", align: "right" },
  { heading: "备注" },
];

describe("renderTable", () => {
  it("stands in columns where it holds Chinese", () => {
    expect(
      renderTable(COLUMNS, [
        ["养护里程", "12.5", "a"],
        ["rate", "5", "完成"],
      ]),
    ).toBe(
      ["三级指标  分值  备注", "────────  ────  ────", "养护里程  12.5  a", "rate         5  完成", ""].join(
        "\n",
      ),
    );
  });

  it("cuts elastic columns where the terminal is narrow, numbers never", () => {
    const table = renderTable(COLUMNS, [["全年道路日常养护里程数", "12.5", "完成"]], { width: 26 });
    expect(table).toContain("全年道路日常…   12.5  完成");
    for (const line of table.trimEnd().split("\n")) expect(widthOf(line)).toBeLessThanOrEqual(26);
  });

  it("cuts nothing without a width, and no column to less than can be read", () => {
    const long = "全年道路日常养护里程数".repeat(20);
    expect(renderTable(COLUMNS, [[long, "1", ""]])).toContain(long);
    expect(renderTable(COLUMNS, [[long, "1", "完成"]], { width: 3 })).toContain("全年道…   ");
  });

  it("cuts the widest column first", () => {
    const columns: Column[] = [
      { heading: "a", elastic: "end" },
      { heading: "b", elastic: "end" },
    ];
    const table = renderTable(columns, [["short text", "a much longer text than the other"]], { width: 30 });
    expect(table).toContain("short text  a much longer tex…");
  });

  it("wraps below themselves the texts of which nothing may be lost", () => {
    const columns: Column[] = [{ heading: "rule" }, { heading: "finding", elastic: "wrap" }];
    expect(
      renderTable(
        columns,
        [
          ["total", "各项得分之和为 93，相差 3。"],
          ["x", "y"],
        ],
        { width: 25 },
      ),
    ).toBe(
      [
        "rule   finding",
        "─────  ──────────────────",
        "total  各项得分之和为",
        "       93，相差 3。",
        "x      y",
        "",
      ].join("\n"),
    );
  });

  it("colours whole cells after they were filled up", () => {
    const columns: Column[] = [{ heading: "a", paint: (cell: string) => `<${cell}>` }, { heading: "b" }];
    expect(
      renderTable(columns, [
        ["x", "y"],
        ["long", "z"],
      ])
        .split("\n")
        .slice(2),
    ).toEqual(["<x   >  y", "<long>  z", ""]);
  });

  it("keeps a cell on its line", () => {
    expect(renderTable([{ heading: "a" }], [["one\ntwo"]])).toBe("a\n───────\none two\n");
  });
});
