import { element, packOfd } from "../../../fixtures/make/write-ofd.ts";
import { readOfd } from "../../../src/formats/ofd/read.ts";
import type { Warning } from "../../../src/model/extraction.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import type { Limits } from "../../../src/model/stage.ts";
import { keepWarnings } from "../context.ts";

/** An OFD file in the making: what stands in its pages, and what else its parts say. */
export interface OfdFile {
  /** What stands in the one layer of each page. */
  pages: string[];
  /** What stands in each page beside its content. */
  inPage?: string;
  /** What stands in CommonData, and in Document beside it. */
  common?: string;
  document?: string;
  /** What the one list of resources holds. */
  resources?: string;
  /** What stands in DocBody beside its DocRoot. */
  body?: string;
  /** Further parts, or others in the place of the usual ones; null leaves one out. */
  parts?: { [name: string]: string | Uint8Array | null };
}

/** 100 mm by 50 mm. */
const AREA = "<ofd:PageArea><ofd:PhysicalBox>0 0 100 50</ofd:PhysicalBox></ofd:PageArea>";

export function pageXml(content: string, beside = ""): string {
  return element("Page", `${beside}<ofd:Content><ofd:Layer ID="1">${content}</ofd:Layer></ofd:Content>`);
}

export function makeOfd(file: OfdFile): Promise<Uint8Array> {
  const { pages, inPage = "", common = "", document = "", resources = "", body = "", parts = {} } = file;
  const all: { [name: string]: string | Uint8Array | null } = {
    "OFD.xml": element(
      "OFD",
      `<ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>${body}</ofd:DocBody>`,
    ),
    "Doc_0/Document.xml": element(
      "Document",
      `<ofd:CommonData>${AREA}<ofd:DocumentRes>Res.xml</ofd:DocumentRes>${common}</ofd:CommonData>${document}<ofd:Pages>` +
        `${pages.map((_, at) => `<ofd:Page ID="${at + 1}" BaseLoc="Pages/${at}.xml"/>`).join("")}</ofd:Pages>`,
    ),
    "Doc_0/Res.xml": element("Res", resources, ' BaseLoc="Res"'),
    ...Object.fromEntries(pages.map((content, at) => [`Doc_0/Pages/${at}.xml`, pageXml(content, inPage)])),
    ...parts,
  };
  const kept = Object.entries(all).filter(
    (entry): entry is [string, string | Uint8Array] => entry[1] !== null,
  );
  return packOfd(Object.fromEntries(kept));
}

export interface Read {
  pages: PositionedPage[];
  warnings: Warning[];
}

export async function read(bytes: Uint8Array, limits: Partial<Limits> = {}): Promise<Read> {
  const context = keepWarnings(limits);
  const { pages } = await readOfd(bytes, context);
  return { pages, warnings: context.warnings };
}

/** The one page of a file whose layer holds this. */
export async function readPage(content: string, file: Partial<OfdFile> = {}): Promise<PositionedPage> {
  const { pages } = await read(await makeOfd({ ...file, pages: [content] }));
  return pages[0] as PositionedPage;
}

/** The texts of the words of a page. */
export function textsOf({ words }: PositionedPage): string[] {
  return words.map((word) => word.text);
}

/** A text object with one code; size 4 mm, its box at the given place. */
export function text(code: string, attributes = 'X="0" Y="4"', object = 'Boundary="10 10 80 6"'): string {
  return `<ofd:TextObject ID="9" Font="2" Size="4" ${object}><ofd:TextCode ${attributes}>${code}</ofd:TextCode></ofd:TextObject>`;
}

/** Boxes in whole millimetres, as OFD counts. */
export function inMillimetres(box: readonly number[]): number[] {
  return box.map((points) => Math.round((points / 72) * 25.4 * 100) / 100);
}
