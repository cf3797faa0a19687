import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readTables, type TableOptions } from "../../../src/formats/html/read-tables.ts";
import { inShort } from "../in-short.ts";

function read(html: string, options?: TableOptions): ReturnType<typeof inShort> {
  return inShort([{ kind: "blocks", number: 1, blocks: readTables(html, options).blocks }]);
}

describe("readTables", () => {
  it("puts merged cells where a browser does", () => {
    const html = `<table>
      <tr><td rowspan="3">产出</td><td colspan="2">数量</td></tr>
      <tr><td rowspan="2">个数</td><td>8</td></tr>
      <tr><td>9</td></tr>
    </table>`;
    expect(read(html)).toEqual([
      [
        ["产出", "数量", null],
        [null, "个数", "8"],
        [null, null, "9"],
      ],
    ]);
  });

  it("gives every cell its table, row and column", () => {
    const { blocks } = readTables(
      "<p>标题</p><table><tr><td>a</td></tr></table><table><tr><td>b<td>c</table>",
    );
    expect(blocks[0]).toMatchObject({ kind: "paragraph", at: { page: 1, paragraph: 1 } });
    expect(blocks[2]?.kind === "table" ? blocks[2].cells[1]?.at : null).toEqual({
      page: 1,
      table: 2,
      row: 1,
      column: 2,
    });
  });

  it("keeps the lines of a cell", () => {
    expect(
      read("<table><tr><td>年度<br/>指标值<td><p>一、</p><p> </p><div>二、<b>三</b></div></table>"),
    ).toEqual([[["年度\n指标值", "一、\n二、三"]]]);
  });

  it("keeps headings and paragraphs around the tables, line by line", () => {
    expect(
      read("<h1>项目支出绩效自评表<br>（2021年度）</h1>单位：万元<table><tr><td>1<td>2</table>注：无"),
    ).toEqual(["项目支出绩效自评表", "（2021年度）", "单位：万元", [["1", "2"]], "注：无"]);
  });

  it("shows white space as a page does", () => {
    expect(read("<p>  资金\n    使用 情况&nbsp;&nbsp;10\n%  a\n b\u200B</p>")).toEqual([
      "资金使用 情况  10 % a b",
    ]);
  });

  it("decodes entities and raises powers", () => {
    expect(read("<p>&ge;8&#20010; &amp;lt; 120m<sup>2</sup> 5<sup>a</sup></p>")).toEqual([
      "≥8个 &lt; 120m² 5a",
    ]);
  });

  it("raises every figure of a power or a note", () => {
    expect(
      read("<p>10<sup>4</sup> 10<sup>-12</sup> 10<sup>−6</sup> 500<sup>1</sup> 98<sup>(1)</sup></p>"),
    ).toEqual(["10⁴ 10⁻¹² 10⁻⁶ 500¹ 98⁽¹⁾"]);
  });

  it("shows what a web form holds", () => {
    const html =
      '<p><input type=checkbox checked>是<input type=radio>否</p><p><input value="98.5"><input type=hidden value=x>' +
      "<select><option>优<option selected>良</select><select><option>中</select></p>";
    expect(read(html)).toEqual(["☑是□否", "98.5良中"]);
  });

  it("numbers the items of a list", () => {
    expect(read("<ol start=3><li>甲<li>乙<ul><li>丙</ul></ol>")).toEqual(["3. 甲", "4. 乙", "丙"]);
  });

  it.each([
    "<table><tr><td>1<td>2<tr><td>3<td>4",
    "<tr><td>1<td>2<tr><td>3<td>4",
    "<table><td>1</td><td>2</td><tr><td>3</td><td>4</td></tr></table></td></div>",
    "<table><tr><td><b>1<td><font>2<tr><td>3<td>4</b></table>",
    "<table><thead><tr><th>1<th>2<tbody><tr><td>3<td>4<tfoot></table>",
    "<TABLE><TR><TD COLSPAN='x' ROWSPAN=-3>1<TD COLSPAN=''>2<TR><TD>3<TD>4</TR></TABLE",
  ])("understands the markup %s", (html) => {
    expect(read(html)).toEqual([
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ]);
  });

  it("puts text between cells before the table", () => {
    expect(read("<table><caption>表一</caption>x<tr>y<td>1<td>2</table>")).toEqual([
      "表一",
      "xy",
      [["1", "2"]],
    ]);
  });

  it("ends spans where the table ends", () => {
    expect(read("<table><tr><td colspan=99>题<tr><td rowspan=0>1<td rowspan=500>2<tr></table>")).toEqual([
      [
        ["题", null],
        ["1", "2"],
        [null, null],
      ],
    ]);
  });

  it("keeps a small table in its cell, line by line", () => {
    const inner = "<table><tr><td>财政<td>100</tr><tr><td colspan=2>其他</table>";
    expect(read(`<table><tr><td>资金<td>${inner}元<td>10<tr><td>a<td>b<td>c</table>`)).toEqual([
      [
        ["资金", "财政 100\n其他\n元", "10"],
        ["a", "b", "c"],
      ],
    ]);
  });

  const grid = "<table><tr><td>1<td>2<tr><td>3<td>4</table>";
  const cells = [
    ["1", "2"],
    ["3", "4"],
  ];

  it("takes apart tables that only lay out the page", () => {
    expect(read(`<table><tr><td>首页<tr><td>导航<td><p>正文${grid}完<tr><td>版权</table>`)).toEqual([
      "首页",
      "导航",
      "正文",
      cells,
      "完",
      "版权",
    ]);
    expect(read(`<table><tr><td><table><tr><td>${grid}</table></table>`)).toEqual([cells]);
  });

  it("takes a table of many rows out of the row that it heads, and keeps the rest of the form", () => {
    expect(read(`<table><tr><td>名称<td>项目<tr><td>绩效指标<td>${grid}<tr><td>总分<td>100</table>`)).toEqual(
      [[["名称", "项目"]], "绩效指标", cells, [["总分", "100"]]],
    );
  });

  it("keeps a table in its cell where a text from above reaches into the row", () => {
    expect(read(`<table><tr><td rowspan=2>产出<td>a<td>b<tr><td>c<td>${grid}</table>`)).toEqual([
      [
        ["产出", "a", "b"],
        [null, "c", "1 2\n3 4"],
      ],
    ]);
  });

  it("leaves out what is not shown, and says so", () => {
    const html =
      "<head><title>t</title><style>p{}</style></head><p>a<script>var b='<p>c</p>'</script><p hidden>暗<b>文</b></p>" +
      "<table><tr style='DISPLAY : none'><td>隐<tr><td>1<td style='visibility:hidden'>x<td>2</table><!-- d -->";
    const { hidden } = readTables(html);
    expect(read(html)).toEqual(["a", [["1", "2"]]]);
    expect(hidden).toEqual(["暗文", "隐", "x"]);
  });

  it("takes parts at tabs for cells where it is told to", () => {
    const html = "<p>负责人：甲\t电话：1</p><p>\t日期</p><p>1.\t说明\n</p>";
    expect(read(html)).toEqual(["负责人：甲 电话：1", "日期", "1. 说明"]);
    expect(read(html, { tabsPartCells: true })).toEqual([[["负责人：甲", "电话：1"]], "日期", "1. 说明"]);
  });

  it.each([
    ["elements", "<div>".repeat(20_000)],
    ["tables", "<table><tr><td>".repeat(200)],
    ["spans", `<table>${"<tr><td colspan=1000 rowspan=9999>".repeat(3000)}`],
  ])("refuses a bomb of %s", (_, html) => {
    expect(() => readTables(html)).toThrow(expect.objectContaining({ code: "too-large" }));
  });

  it("takes any markup", () => {
    const tag = fc.constantFrom(
      "<table>",
      "</table>",
      "<tr>",
      "</tr>",
      "<td rowspan=2>",
      "<td colspan=2>",
      "</td>",
      "<p>",
    );
    const tags = fc.array(
      fc.oneof(tag, fc.constantFrom("</p>", "<b>", "</b>", "<p hidden>", "8", "<", "&")),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(tags, (pieces) => {
        const { blocks, hidden } = readTables(pieces.join(""));
        const texts = blocks.flatMap((block) =>
          block.kind === "table" ? block.cells.map(({ text }) => text) : [block.text],
        );
        const count = (text: string) => text.split("8").length - 1;
        expect(count([...texts, ...hidden].join(""))).toBe(pieces.filter((piece) => piece === "8").length);
        for (const block of blocks) {
          if (block.kind !== "table") continue;
          const taken = new Set<string>();
          for (const { row, column, rowSpan, columnSpan } of block.cells) {
            expect(row + rowSpan).toBeLessThanOrEqual(block.rows);
            expect(column + columnSpan).toBeLessThanOrEqual(block.columns);
            for (let down = row; down < row + rowSpan; down += 1)
              for (let right = column; right < column + columnSpan; right += 1) {
                expect(taken).not.toContain(`${String(down)},${String(right)}`);
                taken.add(`${String(down)},${String(right)}`);
              }
          }
        }
      }),
    );
  });
});
