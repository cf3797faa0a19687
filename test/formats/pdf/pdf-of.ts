import { Buffer } from "node:buffer";

/** A page of a PDF: its drawing, and entries of its dictionary such as "/Rotate 90". */
export interface DrawnPage {
  drawing: string;
  entries?: string;
}

/** What a PDF is made of beside its pages. */
interface Extras {
  /** Further objects by number, from 100 on. */
  objects?: { [number: number]: string };
  /** Entries of the catalogue. */
  catalog?: string;
  /** Entries of the resources of every page. */
  resources?: string;
}

/**
 * Helvetica; a Chinese font that is not in the file and coded in Unicode; a font whose codes mean nothing: its glyphs are
 * numbered and no map tells their characters.
 */
const FONTS = {
  3: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
  4: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [5 0 R] >>",
  5: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /DW 1000 /FontDescriptor 6 0 R >>",
  6: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
  7: "<< /Type /Font /Subtype /Type0 /BaseFont /Lost /Encoding /Identity-H /DescendantFonts [8 0 R] >>",
  8: "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Lost /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor 9 0 R >>",
  9: "<< /Type /FontDescriptor /FontName /Lost /Flags 4 /FontBBox [0 -200 1000 900] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 /StemV 80 >>",
};

const RESOURCES = "/Font << /Latin 3 0 R /Han 4 0 R /Lost 7 0 R >>";

/** A PDF with these pages, 400 by 300 points. */
export function pdfOf(
  pages: (DrawnPage | string)[],
  { objects = {}, catalog = "", resources = "" }: Extras = {},
): Uint8Array {
  const all = new Map<number, string>(
    Object.entries({
      ...FONTS,
      1: `<< /Type /Catalog /Pages 2 0 R ${catalog} >>`,
      ...objects,
    }).map(([number, body]) => [Number(number), body]),
  );
  const kids: string[] = [];
  pages.forEach((page, index) => {
    const { drawing, entries = "" } = typeof page === "string" ? { drawing: page } : page;
    const number = 20 + index * 2;
    kids.push(`${String(number)} 0 R`);
    all.set(
      number,
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /Resources << ${RESOURCES} ${resources} >> /Contents ${String(number + 1)} 0 R ${entries} >>`,
    );
    all.set(
      number + 1,
      `<< /Length ${String(Buffer.byteLength(drawing, "latin1"))} >>\nstream\n${drawing}\nendstream`,
    );
  });
  if (!all.has(2)) all.set(2, `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${String(kids.length)} >>`);
  return write(all);
}

function write(objects: ReadonlyMap<number, string>): Uint8Array {
  let text = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
  const offsets = new Map<number, number>();
  for (const [number, body] of objects) {
    offsets.set(number, text.length);
    text += `${String(number)} 0 obj\n${body}\nendobj\n`;
  }
  const size = Math.max(...objects.keys()) + 1;
  const begin = text.length;
  text += `xref\n0 ${String(size)}\n0000000000 65535 f \n`;
  for (let number = 1; number < size; number += 1) {
    const offset = offsets.get(number);
    text += offset === undefined ? "0000000000 65535 f \n" : `${String(offset).padStart(10, "0")} 00000 n \n`;
  }
  text += `trailer\n<< /Size ${String(size)} /Root 1 0 R >>\nstartxref\n${String(begin)}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}

/** Draws a text with its base line at a place counted from the bottom left corner. */
export function show(
  text: string,
  x: number,
  y: number,
  { font = "Latin", size = 10, before = "" } = {},
): string {
  return `BT /${font} ${String(size)} Tf ${before} 1 0 0 1 ${String(x)} ${String(y)} Tm ${literal(text)} Tj ET`;
}

/** A text in the codes of a Chinese font: UTF-16. */
export function han(text: string): string {
  return Buffer.from(text, "utf16le").swap16().toString("latin1");
}

function literal(text: string): string {
  return `<${Buffer.from(text, "latin1").toString("hex")}>`;
}
