import { describe, expect, it } from "vitest";
import { inMillimetres, makeOfd, read, readPage, text, textsOf } from "./ofd-file.ts";

describe("the text of an OFD page", () => {
  it("stands where its bounds, its code and its size say", async () => {
    const { words } = await readPage(text("得分", 'X="1" Y="4" DeltaX="4"'));
    expect(words.map((word) => [word.text, inMillimetres(word.box), word.confidence])).toEqual([
      ["得分", [11, 10.56, 19, 14.56], 1],
    ]);
    expect(words[0]?.size).toBeCloseTo((4 / 25.4) * 72, 2);
  });

  it("is parted where a row of a table was printed as one text", async () => {
    const page = await readPage(text("数量指标≥8个10", 'X="0" Y="4" DeltaX="g 3 4 20 4 2 16 2"'));
    expect(textsOf(page)).toEqual(["数量指标", "≥8个", "10"]);
  });

  it("stays one word where it is spaced evenly", async () => {
    expect(textsOf(await readPage(text("自评表", 'X="0" Y="4" DeltaX="g 2 9"')))).toEqual(["自评表"]);
  });

  it("is parted at blanks, written as they are or as the standard has them", async () => {
    const page = await readPage(text("  预算 数\\0020额 ", 'X="0" Y="4" DeltaX="2 2 4 4 2 4 2 4"'));
    expect(page.words.map((word) => [word.text, inMillimetres(word.box)[0]])).toEqual([
      ["预算", 14],
      ["数", 24],
      ["额", 30],
    ]);
  });

  it("is parted at the wall of a table, however near its characters stand", async () => {
    const wall =
      '<ofd:PathObject Boundary="18.4 0 0 50"><ofd:AbbreviatedData>M 0 0 L 0 50</ofd:AbbreviatedData></ofd:PathObject>';
    const codes = text("分值得分", 'X="0" Y="4" DeltaX="4 4.8 4"');
    expect(textsOf(await readPage(codes))).toEqual(["分值得分"]);
    expect(textsOf(await readPage(wall + codes))).toEqual(["分值", "得分"]);
  });

  it("may fill several lines with one code", async () => {
    const page = await readPage(text("一二三四", 'X="0" Y="4" DeltaX="4 -4 4" DeltaY="0 5 0"'));
    expect(page.words.map((word) => [word.text, inMillimetres(word.box)[1]])).toEqual([
      ["一二", 10.56],
      ["三四", 15.56],
    ]);
  });

  it("may have several codes; where X or Y is missing, that of the one before goes on", async () => {
    const codes =
      '<ofd:TextObject Font="2" Size="4" Boundary="10 10 80 20"><ofd:TextCode X="3" Y="4">一</ofd:TextCode>' +
      '<ofd:TextCode Y="10">二</ofd:TextCode><ofd:TextCode X="7">三</ofd:TextCode></ofd:TextObject>';
    const { words } = await readPage(codes);
    expect(words.map((word) => [word.text, ...inMillimetres(word.box).slice(0, 2)])).toEqual([
      ["一", 13, 10.56],
      ["二", 13, 16.56],
      ["三", 17, 16.56],
    ]);
  });

  it("runs down the page with DeltaY alone, and with a reading direction", async () => {
    const down = await readPage(text("绩效指标", 'X="0" Y="4" DeltaY="g 3 5"'));
    expect(down.words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["绩效指标", [10, 10.56, 14, 29.56]],
    ]);
    const turned = await readPage(
      text("产出", 'X="5" Y="4" DeltaY="4"', 'Boundary="10 10 10 20" ReadDirection="90" CharDirection="90"'),
    );
    expect(turned.words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["产出", [14.44, 14, 18.44, 22]],
    ]);
  });

  it("is stretched by HScale and mapped by its CTM", async () => {
    const wide = await readPage(text("总分", 'X="0" Y="4" DeltaX="8"', 'Boundary="10 10 80 6" HScale="2"'));
    expect(inMillimetres(wide.words[0]?.box ?? [])).toEqual([10, 10.56, 26, 14.56]);
    const mapped = await readPage(
      text("总分", 'X="0" Y="4" DeltaX="4"', 'Boundary="10 10 80 6" CTM="0.5 0 0 0.5 1 2"'),
    );
    expect(inMillimetres(mapped.words[0]?.box ?? [])).toEqual([11, 12.28, 15, 14.28]);
    expect(mapped.words[0]?.size).toBeCloseTo((2 / 25.4) * 72, 2);
    const upright = await readPage(
      text("总分", 'X="0" Y="0" DeltaX="4"', 'Boundary="40 10 10 30" CTM="0 1 -1 0 0 0"'),
    );
    expect(upright.words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["总分", [39.44, 10, 43.44, 18]],
    ]);
  });

  it("goes on by the usual width of its characters where no step is given", async () => {
    const { words } = await readPage(text("得分9.5", 'X="0" Y="4"'));
    expect(words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["得分9.5", [10, 10.56, 24, 14.56]],
    ]);
  });

  it("is told by its characters where glyphs take their place", async () => {
    const glyphs =
      '<ofd:CGTransform CodePosition="0" CodeCount="2" GlyphCount="2"><ofd:Glyphs>812 77</ofd:Glyphs></ofd:CGTransform>';
    const object = (transform: string, deltas: string) =>
      `<ofd:TextObject Font="2" Size="4" Boundary="10 10 80 6">${transform}<ofd:TextCode X="0" Y="4" DeltaX="${deltas}">项目ff率</ofd:TextCode></ofd:TextObject>`;
    expect(textsOf(await readPage(object(glyphs, "4 4 2 2")))).toEqual(["项目ff率"]);
    // Two characters become one glyph, so that there is a step less.
    const ligature =
      '<ofd:CGTransform CodePosition="2" CodeCount="2" GlyphCount="1"><ofd:Glyphs>9</ofd:Glyphs></ofd:CGTransform>';
    const { words } = await readPage(object(ligature, "4 4 4"));
    expect(words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["项目ff率", [10, 10.56, 26, 14.56]],
    ]);
    // One character becomes two glyphs, so that there is a step more.
    const pair =
      '<ofd:CGTransform CodePosition="0" CodeCount="1" GlyphCount="2"><ofd:Glyphs>5 6</ofd:Glyphs></ofd:CGTransform>';
    const wider = await readPage(object(pair, "2 2 4 2 2"));
    expect(wider.words.map((word) => [word.text, inMillimetres(word.box)])).toEqual([
      ["项目ff率", [10, 10.56, 26, 14.56]],
    ]);
  });

  it("is doubted where its characters mean nothing outside of their font", async () => {
    const { pages, warnings } = await read(
      await makeOfd({ pages: [text("得\uE123分", 'X="0" Y="4" DeltaX="4"')] }),
    );
    expect(pages[0]?.words.map(({ confidence }) => confidence)).toEqual([0.2]);
    expect(warnings.map(({ code }) => code)).toEqual(["garbled-text"]);
  });

  it("counts once where it is printed twice", async () => {
    const page = await readPage(
      text("得分", 'X="0" Y="4" DeltaX="4"') +
        text("得分", 'X="0.2" Y="4" DeltaX="4"') +
        text("得分", 'X="9" Y="4" DeltaX="4"'),
    );
    expect(textsOf(page)).toEqual(["得分", "得分"]);
  });
});

describe("text that is not seen", () => {
  const seen = text("得分", 'X="0" Y="4" DeltaX="4"', 'Boundary="10 30 30 6"');

  it.each([
    ["is set invisible", text("隐藏", undefined, 'Boundary="10 10 80 6" Visible="false"')],
    ["is transparent", text("隐藏", undefined, 'Boundary="10 10 80 6" Alpha="0"')],
    ["is neither filled nor outlined", text("隐藏", undefined, 'Boundary="10 10 80 6" Fill="false"')],
    ["stands beside the page", text("隐藏", undefined, 'Boundary="110 10 80 6"')],
    [
      "is white on white",
      '<ofd:TextObject Font="2" Size="4" Boundary="10 10 80 6"><ofd:FillColor Value="255 255 255"/><ofd:TextCode X="0" Y="4">隐藏</ofd:TextCode></ofd:TextObject>',
    ],
    ["stands in a hidden block", `<ofd:PageBlock Visible="false">${text("隐藏")}</ofd:PageBlock>`],
  ])("is left out and named where it %s", async (_, hidden) => {
    const { pages, warnings } = await read(await makeOfd({ pages: [hidden + seen] }));
    expect(pages[0]?.words.map((word) => word.text)).toEqual(["得分"]);
    expect(warnings.map(({ code, message }) => [code, message.includes("隐藏")])).toEqual([
      ["unseen-text", true],
    ]);
  });

  it("is read where white stands on a dark ground", async () => {
    const white =
      '<ofd:PathObject Boundary="5 5 40 15" Fill="true" Stroke="false"><ofd:FillColor Value="0 0 128"/><ofd:AbbreviatedData>M 0 0 L 40 0 L 40 15 L 0 15 C</ofd:AbbreviatedData></ofd:PathObject>' +
      '<ofd:TextObject Font="2" Size="4" Boundary="10 10 80 6"><ofd:FillColor Value="#FF #FF #FF"/><ofd:TextCode X="0" Y="4">表头</ofd:TextCode></ofd:TextObject>';
    expect(textsOf(await readPage(white))).toEqual(["表头"]);
  });

  it("is what was recognised where it lies under or unseen on a scan of the page", async () => {
    const scan = '<ofd:ImageObject Boundary="0 0 100 50" CTM="100 0 0 50 0 0" ResourceID="7"/>';
    const image = {
      resources:
        '<ofd:MultiMedias><ofd:MultiMedia ID="7" Type="Image"><ofd:MediaFile>scan.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias>',
      parts: { "Doc_0/Res/scan.png": "a picture" },
    };
    const unseen = text("扫描", 'X="0" Y="4" DeltaX="4"', 'Boundary="10 10 80 6" Alpha="0"');
    for (const content of [scan + unseen, text("扫描", 'X="0" Y="4" DeltaX="4"') + scan]) {
      const { pages, warnings } = await read(await makeOfd({ pages: [content], ...image }));
      expect(pages[0]?.words.map((word) => [word.text, word.confidence])).toEqual([["扫描", 0.85]]);
      expect(warnings.map(({ code }) => code)).toEqual(["hidden-text"]);
    }
  });

  it("is a watermark where it lies across the page", async () => {
    const across = text(
      "内部资料",
      'X="0" Y="4" DeltaX="g 3 4"',
      'Boundary="0 0 100 50" CTM="0.707 0.707 -0.707 0.707 20 5"',
    );
    const { pages, warnings } = await read(await makeOfd({ pages: [across + seen] }));
    expect(pages[0]?.words.map((word) => word.text)).toEqual(["得分"]);
    expect(warnings.map(({ code, message }) => [code, message.includes("内部资料")])).toEqual([
      ["watermark", true],
    ]);
  });
});
