import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/formats/index.ts";
import { keepWarnings } from "../context.ts";
import { inShort } from "../in-short.ts";
import { docxOf, p, packageOf, partOf, relationsTo, tbl, tc, tr } from "./docx-of.ts";

async function read(body: string, parts?: { [kind: string]: string }) {
  const context = keepWarnings();
  const { pages } = await readDocument(await docxOf(body, parts), context);
  return { blocks: inShort(pages), warnings: context.warnings };
}

const merged = (kind: string, value = "") => `<w:${kind}${value === "" ? "" : ` w:val="${value}"`}/>`;
const run = (text: string, tag = "w:t") => `<w:r><${tag}>${text}</${tag}></w:r>`;

describe("the tables of a Word document", () => {
  it("keep their merged cells, in the new and the old notation", async () => {
    const body = tbl(
      tr(tc("题", merged("gridSpan", "3"))),
      tr(
        tc("产出", merged("vMerge", "restart")),
        tc("数量", merged("hMerge", "restart")),
        tc("", merged("hMerge")),
      ),
      tr(tc("", merged("vMerge")), tc("8"), tc("9")),
    );
    expect((await read(body)).blocks).toEqual([
      [
        ["题", null, null],
        ["产出", "数量", null],
        [null, "8", "9"],
      ],
    ]);
  });

  it("warn of text in cells that only continue another", async () => {
    const body = tbl(
      tr(
        tc("a", merged("vMerge", "restart")),
        tc("b", merged("hMerge", "restart")),
        tc("左", merged("hMerge")),
      ),
      tr(tc("上", merged("vMerge")), tc("8"), tc("9", merged("vMerge"))),
    );
    const { blocks, warnings } = await read(body);
    expect(blocks).toEqual([
      [
        ["a", "b", null],
        [null, "8", "9"],
      ],
    ]);
    expect(warnings).toEqual([
      { code: "hidden-text", message: expect.stringContaining("“左 | 上”") as string },
    ]);
  });

  it("keep the columns that are free at the beginning of a row", async () => {
    const body = tbl(
      tr(tc("a"), tc("b"), tc("c")),
      tr('<w:trPr><w:gridBefore w:val="2"/></w:trPr>', tc("d")),
    );
    expect((await read(body)).blocks).toEqual([
      [
        ["a", "b", "c"],
        ["", null, "d"],
      ],
    ]);
  });

  it("keep their merged cells where marks and fields stand between rows", async () => {
    const row = tr(
      tc("", merged("vMerge")),
      `<w:sdt><w:sdtPr/><w:sdtContent>${tc("2")}</w:sdtContent></w:sdt>`,
    );
    const body = tbl(
      tr(tc("a", merged("vMerge", "restart")), tc("1")),
      '<w:bookmarkStart w:id="0" w:name="x"/><w:bookmarkEnd w:id="0"/>',
      `<w:sdt><w:sdtContent>${row}</w:sdtContent></w:sdt>`,
    );
    expect((await read(body)).blocks).toEqual([
      [
        ["a", "1"],
        [null, "2"],
      ],
    ]);
  });

  it("keep the lines of a cell, and a table within it", async () => {
    const inner = tbl(tr(tc("财政"), tc("100")));
    const body = tbl(tr(tc(p("一") + `<w:p>${run("二")}<w:r><w:br/></w:r></w:p>` + inner + p("")), tc("b")));
    expect((await read(body)).blocks).toEqual([[["一\n二\n财政 100", "b"]]]);
  });

  it("are told by tabs where there is no table", async () => {
    const line = `<w:p>${run("负责人：甲")}<w:r><w:tab/></w:r>${run("日期")}<w:r><w:ptab/></w:r>${run("无")}</w:p>`;
    expect((await read(line)).blocks).toEqual([[["负责人：甲", "日期", "无"]]]);
  });
});

describe("the numbers of lists", () => {
  const level = (at: number, format: string, text: string, more = "") =>
    `<w:lvl w:ilvl="${String(at)}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering =
    `<w:abstractNum w:abstractNumId="7">${level(0, "chineseCounting", "%1、")}${level(1, "decimal", "%1.%2", "<w:isLgl/>")}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="8">${level(0, "decimal", "%1", '<w:suff w:val="nothing"/>')}</w:abstractNum>` +
    `<w:abstractNum w:abstractNumId="9">${level(0, "bullet", "\uF0B7")}</w:abstractNum>` +
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>' +
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>' +
    '<w:num w:numId="4"><w:abstractNumId w:val="9"/></w:num>';
  const list = (id: number, at = 0) =>
    `<w:numPr><w:ilvl w:val="${String(at)}"/><w:numId w:val="${String(id)}"/></w:numPr>`;

  it("are written out, and count on", async () => {
    const body = [
      p("概况", list(1)),
      p("目标", list(1, 1)),
      p("资金", list(1, 1)),
      p("效益", list(1)),
      p("产出", list(1, 1)),
      p("其他", list(3)),
      p("末", list(3)),
      p("点", list(4)),
    ].join("");
    expect((await read(body, { numbering })).blocks).toEqual([
      "一、概况",
      "1.1 目标",
      "1.2 资金",
      "二、效益",
      "2.1 产出",
      "五、其他",
      "六、末",
      "点",
    ]);
  });

  it("fill a column that holds nothing else, but no empty paragraph", async () => {
    const body = p("", list(2)) + tbl(tr(tc(p("", list(2))), tc("a")), tr(tc(p("", list(2))), tc("b")));
    expect((await read(body, { numbering })).blocks).toEqual([
      [
        ["1", "a"],
        ["2", "b"],
      ],
    ]);
  });

  it("come from the style where a paragraph has none of its own", async () => {
    const styles =
      `<w:style w:styleId="A"><w:pPr>${list(1)}</w:pPr></w:style>` +
      '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>';
    const body =
      p("甲", '<w:pStyle w:val="B"/>') +
      p("乙", `<w:pStyle w:val="B"/>${list(0)}`) +
      p("丙", '<w:pStyle w:val="A"/>');
    expect((await read(body, { numbering, styles })).blocks).toEqual(["一、甲", "乙", "二、丙"]);
  });
});

describe("the text of a Word document", () => {
  it("is as it stands when all changes are accepted", async () => {
    const deleted = '<w:trPr><w:del w:id="1"/></w:trPr>';
    const body =
      `<w:p>${run("9")}<w:del>${run("1", "w:delText")}</w:del><w:ins>${run("8.5")}</w:ins><w:moveFrom>${run("x")}</w:moveFrom></w:p>` +
      `<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>${run("前")}</w:p><w:p>${run("后")}</w:p>` +
      tbl(tr(tc("a"), tc("b")), tr(deleted, tc("c"), tc("d")), tr(tc("e"), tc("x", "<w:cellDel/>"), tc("f")));
    expect((await read(body)).blocks).toEqual([
      "98.5",
      "前后",
      [
        ["a", "b"],
        ["e", "f"],
      ],
    ]);
  });

  it("has the text of boxes, in any notation, once", async () => {
    const box = (text: string) => `<w:txbxContent>${p(text)}</w:txbxContent>`;
    const old = (text: string) => `<w:pict><v:oval><v:textbox>${box(text)}</v:textbox></v:oval></w:pict>`;
    const fresh = (text: string) => `<w:drawing><wps:txbx>${box(text)}</wps:txbx></w:drawing>`;
    const both = (choice: string, fallback: string) =>
      `<mc:AlternateContent><mc:Choice>${choice}</mc:Choice><mc:Fallback>${fallback}</mc:Fallback></mc:AlternateContent>`;
    const body = [old("甲"), fresh("乙"), both(fresh("丙"), old("丙")), both(fresh("丁"), "<w:pict/>")];
    expect((await read(body.map((content) => `<w:p><w:r>${content}</w:r></w:p>`).join(""))).blocks).toEqual([
      "甲",
      "乙",
      "丙",
      "丁",
    ]);
  });

  it("has ticked and empty boxes as characters", async () => {
    const sdt = (checked: string) =>
      `<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="${checked}"/></w14:checkbox></w:sdtPr><w:sdtContent>${run("?")}</w:sdtContent></w:sdt>`;
    const field = (checked: string) =>
      `<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>${checked}</w:checkBox></w:ffData></w:fldChar></w:r>` +
      '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>';
    const sym = (code: string) => `<w:r><w:sym w:font="Wingdings" w:char="${code}"/></w:r>`;
    const body =
      `<w:p>${sdt("1")}是${run("是")}${sdt("0")}${run("否")}</w:p>` +
      `<w:p>${field("<w:checked/>")}${run("是")}${field('<w:default w:val="0"/>')}${run("否")}</w:p>` +
      `<w:p>${sym("F0FE")}${run("是")}${sym("F0A8")}${run("否")}</w:p>` +
      p("\uF0FE是\uF06F否", "", '<w:rFonts w:ascii="Wingdings"/>') +
      p("☑是□否");
    expect((await read(body)).blocks).toEqual(["☑是□否", "☑是□否", "☑是□否", "☑是□否", "☑是□否"]);
  });

  it("warns of symbols that no character stands for", async () => {
    const { blocks, warnings } = await read(
      p("a") + '<w:p><w:r><w:sym w:font="Nobody" w:char="F041"/></w:r></w:p>',
    );
    expect(blocks).toEqual(["a"]);
    expect(warnings).toMatchObject([{ code: "unknown-symbol" }]);
  });

  it("has fields, links, formulas and raised figures", async () => {
    const body =
      `<w:p><w:fldSimple w:instr="SUM(ABOVE)">${run("100")}</w:fldSimple><w:hyperlink r:id="none">${run("分")}</w:hyperlink></w:p>` +
      `<w:p><m:oMath><m:r><m:t>8/10</m:t></m:r></m:oMath>${run("m")}<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r></w:p>` +
      `<w:p>${run("1")}<w:r><w:noBreakHyphen/></w:r>${run("2")}<w:r><w:cr/></w:r>${run("下")}</w:p>`;
    expect((await read(body)).blocks).toEqual(["100分", "8/10m²", "1-2", "下"]);
  });

  it("has fractions and powers of formulas on one line", async () => {
    const r = (text: string) => `<m:r><m:t>${text}</m:t></m:r>`;
    const fraction = (top: string, bottom: string) =>
      `<m:f><m:num>${r(top)}</m:num><m:den>${r(bottom)}</m:den></m:f>`;
    const power = (base: string, up: string) =>
      `<m:sSup><m:e>${r(base)}</m:e><m:sup>${r(up)}</m:sup></m:sSup>`;
    const body = [fraction("3", "4"), fraction("a+b", "c"), power("10", "4"), power("x", "n+1"), r("8")]
      .map((formula) => `<w:p><m:oMath>${formula}</m:oMath></w:p>`)
      .join("");
    expect((await read(body)).blocks).toEqual(["3/4", "(a+b)/c", "10⁴", "x^(n+1)", "8"]);
  });

  it("has its notes at the end, and no marks in the numbers", async () => {
    const footnotes = `<w:footnote w:id="2">${p("按年初数")}</w:footnote>`;
    const body = `<w:p>${run("98")}<w:r><w:footnoteReference w:id="2"/></w:r></w:p>`;
    expect((await read(body, { footnotes })).blocks).toEqual(["98", "1. 按年初数"]);
  });

  it("leaves out what is not shown, and says so", async () => {
    const { blocks, warnings } = await read(
      p("a") + p("模板说明", "", "<w:vanish/>") + p("b", "", '<w:vanish w:val="0"/>'),
    );
    expect(blocks).toEqual(["a", "b"]);
    expect(warnings).toEqual([
      { code: "hidden-text", message: expect.stringContaining("模板说明") as string },
    ]);
  });
});

describe("a Word document", () => {
  const named = (document: string, parts: { [name: string]: string | Uint8Array } = {}) =>
    packageOf({
      "_rels/.rels": relationsTo({ officeDocument: "word/document.xml" }),
      "word/document.xml": document,
      ...parts,
    });
  const bombEntities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>';

  it("may keep its text in a part of another name", async () => {
    const document = partOf("document", `<w:body>${p("项目")}</w:body>`);
    const bytes = await packageOf({
      "_rels/.rels": relationsTo({ officeDocument: "/word/document2.xml" }),
      "word/document2.xml": document,
    });
    expect(inShort((await readDocument(bytes, keepWarnings())).pages)).toEqual(["项目"]);
  });

  it("is never asked for what lies outside of it", async () => {
    const bytes = await packageOf({
      "_rels/.rels": relationsTo({ officeDocument: "word/document.xml" }),
      "word/document.xml": partOf("document", `<w:body>${p("项目")}<w:altChunk r:id="r0"/></w:body>`),
      "word/_rels/document.xml.rels": relationsTo(
        { footnotes: "file:///etc/passwd", numbering: "http://127.0.0.1:9/x" },
        "External",
      ),
    });
    expect(inShort((await readDocument(bytes, keepWarnings())).pages)).toEqual(["项目"]);
  });

  it.each([
    [
      "entities that grow",
      () => named(partOf("document", "&b;").replace("<w:", `${bombEntities}<w:`)),
      "damaged-file",
    ],
    [
      "elements without end",
      () => named(partOf("document", "<w:p>".repeat(9000) + "</w:p>".repeat(9000))),
      "damaged-file",
    ],
    ["XML that breaks off", () => named(partOf("document", "<w:body>").slice(0, -20)), "damaged-file"],
    ["nothing in its main part", () => named(""), "damaged-file"],
    ["a part that is far too long", () => named(`<a>${"<b/>".repeat(7_000_000)}</a>`), "too-large"],
    ["no text", () => docxOf(p("")), "empty-file"],
    ["its directory cut off", async () => (await docxOf(p("a"))).subarray(0, 500), "damaged-file"],
  ])("is refused with %s", async (_, make, code) => {
    const reading = readDocument(await make(), keepWarnings());
    await expect(reading).rejects.toMatchObject({ name: "Failure", code });
  });

  it("is refused with pictures alone, which have to be recognised", async () => {
    const picture = '<w:p><w:r><w:pict><v:imagedata r:id="r1"/></w:pict></w:r></w:p>';
    await expect(readDocument(await docxOf(picture), keepWarnings())).rejects.toMatchObject({
      code: "empty-file",
      message: expect.stringContaining("OCR") as string,
    });
  });
});

describe("what stands beside the text", () => {
  it("headers are read first; footers and remarks are told", async () => {
    const { blocks, warnings } = await read(p("自评表") + p("合计 100"), {
      header: p("公开14表") + "<w:p><w:r><w:t>2021</w:t><w:tab/><w:t>年度</w:t></w:r></w:p>",
      footer: p("某县财政局制") + p("第 1 页 共 3 页"),
      comments: `<w:comment w:id="0">${p("请核对合计")}</w:comment>`,
    });
    expect(blocks).toEqual(["公开14表", "2021 年度", "自评表", "合计 100"]);
    expect(warnings).toEqual([
      { code: "page-header", message: expect.stringContaining("“公开14表 | 2021 年度”") as string },
      { code: "unread-text", message: expect.stringContaining("页脚未读取：“某县财政局制”") as string },
      { code: "unread-text", message: expect.stringContaining("批注未读取：“请核对合计”") as string },
    ]);
  });

  it("page numbers, and what the text says as well, are nothing to tell", async () => {
    const { blocks, warnings } = await read(p("2021 年度自评表"), {
      header: p("2021年度自评表"),
      footer: p("- 1 -") + p("第 1 页 共 3 页") + p("Page 1 of 3"),
    });
    expect(blocks).toEqual(["2021 年度自评表"]);
    expect(warnings).toEqual([]);
  });

  it.each(["2021", "98.6", "14表"])("a number that counts no pages is read: %s", async (header) => {
    expect((await read(p("自评表"), { header: p(header) })).blocks).toEqual([header, "自评表"]);
  });

  it("is told where it is broken, and the text is read all the same", async () => {
    const { blocks, warnings } = await read(p("自评表"), { header: "<w:p>" });
    expect(blocks).toEqual(["自评表"]);
    expect(warnings).toEqual([
      { code: "unread-text", message: expect.stringContaining("header.xml") as string },
    ]);
  });
});
