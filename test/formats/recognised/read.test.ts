import { describe, expect, test } from "vitest";
import { createExtractor } from "../../../src/extract.ts";
import { readDocument } from "../../../src/formats/index.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import { utf8 } from "../bytes.ts";
import { keepWarnings } from "../context.ts";

/** Words of a page of 2480 × 3508 dots (A4 at 300 dpi), line by line: text, left, top, right, bottom, confidence. */
type Word = [text: string, left: number, top: number, right: number, bottom: number, confidence: number];

const FORM: Word[][] = [
  [["项目支出绩效自评表", 800, 200, 1600, 260, 0.96]],
  [
    ["项目名称", 200, 310, 400, 360, 0.95],
    ["古桥修缮", 600, 310, 800, 360, 0.9],
  ],
  [
    ["三级指标", 200, 500, 400, 550, 0.95],
    ["指标值", 600, 500, 750, 550, 0.95],
    ["分值", 1000, 500, 1100, 550, 0.95],
    ["得分", 1400, 500, 1500, 550, 0.95],
  ],
  [
    ["修缮桥梁", 200, 600, 400, 650, 0.95],
    ["2座", 600, 600, 680, 650, 0.95],
    ["60", 1000, 600, 1050, 650, 0.99],
    ["55", 1400, 600, 1450, 650, 0.97],
  ],
  [
    ["群众满意度", 200, 700, 450, 750, 0.95],
    ["90%", 600, 700, 690, 750, 0.95],
    ["40", 1000, 700, 1050, 750, 0.99],
    ["38", 1400, 700, 1450, 750, 0.62],
  ],
  [
    ["总分", 200, 800, 300, 850, 0.95],
    ["100", 1000, 800, 1075, 850, 0.99],
    ["93", 1400, 800, 1450, 850, 0.97],
  ],
];

const lineBox = (line: Word[]) =>
  [line[0]?.[1] ?? 0, line[0]?.[2] ?? 0, line.at(-1)?.[3] ?? 0, line.at(-1)?.[4] ?? 0].join(" ");

const HOCR = `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta name='ocr-system' content='tesseract 5.3.0'/></head><body>
<div class='ocr_page' id='page_1' title='image "a.png"; bbox 0 0 2480 3508; ppageno 0; scan_res 300 300'>
${FORM.map(
  (line) =>
    `<span class='ocr_line' title="bbox ${lineBox(line)}; x_size 50">${line
      .map(
        ([text, a, b, c, d, w]) =>
          `<span class='ocrx_word' title='bbox ${a} ${b} ${c} ${d}; x_wconf ${w * 100}'><strong>${text}</strong></span>`,
      )
      .join(" ")}</span>`,
).join("\n")}
</div></body></html>`;

const ALTO = `<?xml version="1.0" encoding="UTF-8"?>
<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Description><MeasurementUnit>pixel</MeasurementUnit>
<OCRProcessing ID="o"><ocrProcessingStep><processingSoftware><softwareName>tesseract</softwareName><softwareVersion>5.3.0</softwareVersion></processingSoftware></ocrProcessingStep></OCRProcessing>
</Description><Layout><Page WIDTH="2480" HEIGHT="3508"><PrintSpace><TextBlock>
${FORM.map((line) => {
  const [left = 0, top = 0, right = 0, bottom = 0] = lineBox(line).split(" ").map(Number);
  const strings = line.map(
    ([text, a, b, c, d, w]) =>
      `<String CONTENT="${text}" HPOS="${a}" VPOS="${b}" WIDTH="${c - a}" HEIGHT="${d - b}" WC="${w}">${text === "38" ? "<ALTERNATIVE>33</ALTERNATIVE>" : ""}</String>`,
  );
  return `<TextLine HPOS="${left}" VPOS="${top}" WIDTH="${right - left}" HEIGHT="${bottom - top}">${strings.join("<SP/>")}</TextLine>`;
}).join("\n")}
</TextBlock></PrintSpace></Page></Layout></alto>`;

const PAGE_XML = `<?xml version="1.0" encoding="UTF-8"?>
<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Metadata><Creator>tesseract 5.3.0</Creator></Metadata>
<Page imageFilename="a.png" imageWidth="2480" imageHeight="3508"><TextRegion>
${FORM.map((line) => {
  const polygon = (a: number, b: number, c: number, d: number) =>
    `<Coords points="${a},${b} ${c},${b} ${c},${d} ${a},${d}"/>`;
  const [left = 0, top = 0, right = 0, bottom = 0] = lineBox(line).split(" ").map(Number);
  const words = line.map(
    ([text, a, b, c, d, w]) =>
      `<Word>${polygon(a, b, c, d)}<TextEquiv index="1" conf="0.1"><Unicode>不取</Unicode></TextEquiv><TextEquiv index="0" conf="${w}"><Unicode>${text}</Unicode></TextEquiv></Word>`,
  );
  return `<TextLine>${polygon(left, top, right, bottom)}${words.join("")}</TextLine>`;
}).join("\n")}
</TextRegion></Page></PcGts>`;

const TSV = [
  "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext",
  "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t",
  ...FORM.flatMap((line, index) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = lineBox(line).split(" ").map(Number);
    return [
      `4\t1\t1\t1\t${index}\t0\t${left}\t${top}\t${right - left}\t${bottom - top}\t-1\t`,
      ...line.map(
        ([text, a, b, c, d, w], word) =>
          `5\t1\t1\t1\t${index}\t${word}\t${a}\t${b}\t${c - a}\t${d - b}\t${w * 100}\t${text}`,
      ),
    ];
  }),
].join("\n");

describe.each([
  ["hOCR", HOCR, "text/vnd.hocr+html"],
  ["ALTO", ALTO, "application/alto+xml"],
  ["PAGE XML", PAGE_XML, "application/vnd.prima.page+xml"],
  ["Tesseract's TSV", TSV, "text/tab-separated-values"],
])("%s", (_, content, type) => {
  test("words stand on the page in points, with what their program thought of them", async () => {
    const context = keepWarnings();
    const { mediaType, pages } = await readDocument(utf8(content), context);
    expect(mediaType).toBe(type);
    const [page] = pages as PositionedPage[];
    expect(page?.width).toBeCloseTo(595.2, 0);
    const word = page?.words.find(({ text }) => text === "38");
    expect(word?.box.map(Math.round)).toEqual([336, 168, 348, 180]);
    expect(word?.confidence).toBeCloseTo(0.62, 5);
    expect(context.warnings.map(({ code }) => code)).toEqual(["recognised-text"]);
  });

  test("the form is read, and no number is sure that only one program saw and no sum confirms", async () => {
    const document = await createExtractor().extractBytes(utf8(content), "a");
    const [record] = document.records;
    expect(record?.project.name?.value).toBe("古桥修缮");
    expect(record?.indicators.map(({ score }) => score?.value)).toEqual([55, 38]);
    expect(record?.total.score).toMatchObject({ value: 93, state: "guarded" });
    expect(record?.indicators[1]?.score).toMatchObject({ raw: "38", state: "guarded" });
    expect(record?.project.name?.state).not.toBe("sure");
  });
});

test("other readings that a file has are kept beside the word", async () => {
  const { pages } = await readDocument(utf8(ALTO), keepWarnings());
  const word = (pages as PositionedPage[])[0]?.words.find(({ text }) => text === "38");
  expect(word?.candidates?.map(({ text }) => text)).toEqual(["38", "33"]);
});

test("a page that does not say how many dots make an inch is taken for A4", async () => {
  const { pages } = await readDocument(utf8(HOCR.replace("; scan_res 300 300", "")), keepWarnings());
  expect((pages as PositionedPage[])[0]?.height).toBeCloseTo(842, 0);
});

test("cells and lines that a file tells become walls", async () => {
  const table = PAGE_XML.replace(
    "<TextRegion>",
    '<TableRegion><TableCell row="0" col="0"><Coords points="180,380 580,380 580,470 180,470"/></TableCell></TableRegion><SeparatorRegion><Coords points="100,300 2300,300 2300,304 100,304"/></SeparatorRegion><TextRegion>',
  );
  const { pages } = await readDocument(utf8(table), keepWarnings());
  expect((pages as PositionedPage[])[0]?.rulings.map(({ orientation }) => orientation)).toEqual([
    "horizontal",
    "horizontal",
    "horizontal",
    "vertical",
    "vertical",
  ]);
});

test.each([
  ["hOCR without words", HOCR.replace(/<span[\s\S]*<\/span>/u, ""), "empty-file"],
  ["ALTO that breaks off", ALTO.slice(0, 2000), "damaged-file"],
  ["PAGE XML without a page", PAGE_XML.replace(/<Page[\s\S]*<\/Page>/u, ""), "empty-file"],
  ["TSV of headings only", `${TSV.split("\n")[0] ?? ""}\n`, "empty-file"],
])("%s is refused", async (_, content, code) => {
  await expect(readDocument(utf8(content), keepWarnings())).rejects.toThrow(
    expect.objectContaining({ code }),
  );
});

test("TSV that breaks off in a row keeps the rows before it", async () => {
  const { pages } = await readDocument(utf8(TSV.slice(0, TSV.length - 12)), keepWarnings());
  expect((pages as PositionedPage[])[0]?.words.some(({ text }) => text === "100")).toBe(true);
});
