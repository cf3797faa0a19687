import { damagedFile } from "../damaged-file.ts";
import { makeElement, writeXml, type XmlElement } from "./xml.ts";

export interface Converted {
  html: string;
  /** Symbols that have no character. */
  unknownSymbols: number;
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Boxes as the signs that everybody has, in place of their doubles further out. */
const BOXES: ReadonlyMap<string, string> = new Map([
  ["\u{1F5F9}", "☑"],
  ["\u{1F5F5}", "☒"],
  ["\u{1F5F7}", "☒"],
  ["\u{1F78E}", "□"],
  ["\u{1F78F}", "□"],
  ["\u{1F790}", "□"],
  ["\u{1F791}", "□"],
  ["\u{1F792}", "□"],
  ["\u{1F793}", "□"],
  ["\u{1FBB1}", "☑"],
]);
const BOX = /[\u{1F5F5}\u{1F5F7}\u{1F5F9}\u{1F78E}-\u{1F793}\u{1FBB1}]/gu;

/**
 * The text of a document as HTML, by mammoth. It is given a package of the repaired parts alone: no styles, no pictures
 * and no addresses that it could follow. Throws a Failure `damaged-file` where it does not understand them.
 */
export async function convertToHtml(
  document: XmlElement,
  notes: { footnotes: XmlElement | undefined; endnotes: XmlElement | undefined },
): Promise<Converted> {
  const [{ default: JSZip }, { default: mammoth }] = await Promise.all([import("jszip"), import("mammoth")]);
  const zip = new JSZip();
  const related = Object.entries(notes).filter((note): note is [string, XmlElement] => note[1] !== undefined);
  zip.file(
    "[Content_Types].xml",
    `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
  );
  zip.file("_rels/.rels", relations([["officeDocument", "word/document.xml"]]));
  zip.file("word/_rels/document.xml.rels", relations(related.map(([kind]) => [kind, `${kind}.xml`])));
  zip.file("word/document.xml", HEAD + writeXml(document));
  for (const [kind, part] of related) zip.file(`word/${kind}.xml`, HEAD + writeXml(part));
  try {
    const buffer = await zip.generateAsync({ type: "nodebuffer", compression: "STORE" });
    const { value, messages } = await mammoth.convertToHtml({ buffer }, { includeEmbeddedStyleMap: false });
    const html = value.replace(BOX, (box) => BOXES.get(box) ?? box);
    return { html, unknownSymbols: messages.filter(({ message }) => message.includes("w:sym")).length };
  } catch (error) {
    throw damagedFile(error);
  }
}

function relations(targets: readonly (readonly [kind: string, target: string])[]): string {
  const children = targets.map(([kind, target], index) =>
    makeElement("Relationship", [], {
      Id: `r${String(index)}`,
      Type: `${RELATIONS}/${kind}`,
      Target: target,
    }),
  );
  const xmlns = "http://schemas.openxmlformats.org/package/2006/relationships";
  return HEAD + writeXml(makeElement("Relationships", children, { xmlns }));
}
