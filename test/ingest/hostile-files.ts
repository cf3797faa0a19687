import { readFileSync } from "node:fs";
import { constants, deflateRawSync, deflateSync } from "node:zlib";
import { docxOf, p } from "../formats/docx/docx-of.ts";
import { makeOfd } from "../formats/ofd/ofd-file.ts";
import { pdfOf, show } from "../formats/pdf/pdf-of.ts";
import { zipOf } from "../formats/zip/zip-of.ts";

/*
 * Files that mean harm, or are broken: small as they lie here, large or endless when they are opened.
 */

const FIXTURES = new URL("../../fixtures/", import.meta.url);

export function fixture(path: string): Buffer {
  return readFileSync(new URL(path, FIXTURES));
}

const MEGABYTE = 1024 * 1024;

/** A PDF with one page and one further object, which its drawing or its catalogue may use. */
function pdfWith(object: string, { catalog = "", drawing = show("1", 20, 20), resources = "" }): Uint8Array {
  return pdfOf([drawing], { objects: { 100: object }, catalog, resources });
}

function streamOf(dictionary: string, bytes: Buffer): string {
  const length = String(bytes.length);
  return `<< ${dictionary} /Length ${length} >>\nstream\n${bytes.toString("latin1")}\nendstream`;
}

/** A zlib stream of so many megabytes of blanks. */
function blanks(megabytes: number): Buffer {
  const one = deflateRawSync(Buffer.alloc(MEGABYTE, " "), { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([Buffer.from([0x78, 0x9c]), ...Array.from({ length: megabytes }, () => one)]);
}

/** An entity of ten of the one before it, nine times over: a billion words. */
const LAUGHS = `<!DOCTYPE x [<!ENTITY e0 "ha">${Array.from(
  { length: 9 },
  (_, at) => `<!ENTITY e${String(at + 1)} "${`&e${String(at)};`.repeat(10)}">`,
).join("")}]>`;

function laughing(xml: string): string {
  return xml
    .replace(/^(?:<\?xml[^>]*\?>)?/u, (declaration) => declaration + LAUGHS)
    .replaceAll("LAUGH", "&e9;");
}

/** A Word document whose parts have been changed as text. */
async function docxWith(change: (document: string) => string): Promise<Buffer> {
  const { default: JSZip } = await import("jszip");
  const zip = await JSZip.loadAsync(await docxOf(p("LAUGH")));
  const document = (await zip.file("word/document.xml")?.async("string")) ?? "";
  zip.file("word/document.xml", change(document));
  return await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

/**
 * Files that cannot be read, each with the code of its failure. `address` is one that must not be asked for anything, `trace`
 * a file that must not be written.
 */
export async function hostileFiles(
  address: string,
  trace: string,
): Promise<{ [name: string]: { bytes: Uint8Array; code: string } }> {
  const form = fixture("forms/national-ten-column/other-funds/source.pdf");
  const fetching = `<!DOCTYPE x [<!ENTITY a SYSTEM "${address}entity">]>`;
  return {
    "locked.pdf": { bytes: fixture("layouts/locked.pdf"), code: "encrypted" },
    "truncated.pdf": { bytes: form.subarray(0, 400), code: "damaged-file" },
    "cyclic-page-tree.pdf": {
      bytes: pdfOf([], { objects: { 2: "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>" } }),
      code: "damaged-file",
    },
    "no-pages.pdf": { bytes: pdfOf([]), code: "damaged-file" },
    "thousand-pages.pdf": {
      bytes: pdfOf(Array.from({ length: 1000 }, (_, at) => show(`page ${String(at + 1)}`, 20, 20))),
      code: "not-a-report",
    },
    "too-many-pages.pdf": {
      bytes: pdfOf(Array.from({ length: 5001 }, () => "")),
      code: "too-large",
    },
    "script.pdf": {
      bytes: pdfWith(
        `<< /S /JavaScript /JS (require\\('fs'\\).writeFileSync\\('${trace}', ''\\); for \\(;;\\);) >>`,
        {
          catalog: "/OpenAction 100 0 R /Names << /JavaScript << /Names [(a) 100 0 R] >> >>",
        },
      ),
      code: "not-a-report",
    },
    "image-of-200-megapixels.pdf": {
      bytes: pdfWith(
        streamOf(
          "/Type /XObject /Subtype /Image /Width 20000 /Height 10000 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode",
          blanks(191),
        ),
        { drawing: "q 400 0 0 300 0 0 cm /Huge Do Q", resources: "/XObject << /Huge 100 0 R >>" },
      ),
      code: "too-large",
    },
    "bomb.pdf": {
      bytes: pdfOf([], {
        objects: {
          2: "<< /Type /Pages /Kids [101 0 R] /Count 1 >>",
          100: streamOf("/Filter /FlateDecode", blanks(2000)),
          101: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Contents 100 0 R >>",
        },
      }),
      code: "too-large",
    },
    "fetching.pdf": {
      bytes: pdfWith(`<< /S /URI /URI (${address}uri) >>`, {
        catalog: "/OpenAction 100 0 R",
        drawing: `${show("1", 20, 20)} /Far Do`,
        resources: `/XObject << /Far << /Subtype /Image /F << /FS /URL /F (${address}image) >> >> >>`,
      }),
      code: "not-a-report",
    },
    "bomb.zip": { bytes: await zipOf({ "report.txt": Buffer.alloc(60 * MEGABYTE, " ") }), code: "too-large" },
    "bomb.docx": { bytes: await docxOf(p(" ".repeat(60 * MEGABYTE))), code: "too-large" },
    "laughs.docx": { bytes: await docxWith(laughing), code: "damaged-file" },
    "laughs.ofd": {
      bytes: await makeOfd({
        pages: [""],
        parts: { "Doc_0/Document.xml": laughing("<a>LAUGH</a>") },
      }),
      code: "damaged-file",
    },
    "laughs.xml": {
      bytes: Buffer.from(laughing('<?xml version="1.0"?><a>LAUGH</a>')),
      code: "unknown-format",
    },
    "fetching.docx": {
      bytes: await docxWith((xml) => xml.replace("?>", `?>${fetching}`).replace("LAUGH", "&a;")),
      code: "damaged-file",
    },
    "fetching.html": {
      bytes: Buffer.from(
        `<html><head><link rel=stylesheet href=${address}style><script src=${address}script></script></head>` +
          `<body><img src=${address}image><iframe src=${address}frame></iframe><p>一</p></body></html>`,
      ),
      code: "not-a-report",
    },
    "picture.pdf": {
      bytes: Buffer.from("\u0089PNG\r\n\u001A\n and so on", "latin1"),
      code: "damaged-file",
    },
    "noise.docx": { bytes: deflateSync(form), code: "binary-content" },
  };
}

/** A PDF whose page saves the state of its graphics so often within itself that pdf.js is busy for minutes. */
export function endlessPdf(): Uint8Array {
  return pdfOf([`${"q ".repeat(400_000)}${show("1", 20, 20)}`]);
}
