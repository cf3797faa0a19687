import { Failure } from "../../model/failure.ts";
import type { Context } from "../../model/stage.ts";
import { listEntries } from "../zip/list-entries.ts";
import { elementsOf, parseXml, type XmlElement } from "./xml.ts";

/** The parts of a Word document that hold text, or say how it is numbered. */
export interface DocxParts {
  document: XmlElement;
  footnotes: XmlElement | undefined;
  endnotes: XmlElement | undefined;
  numbering: XmlElement | undefined;
  /** Only where a style numbers its paragraphs. */
  styles: XmlElement | undefined;
}

/**
 * Unpacks and parses the parts that are read, and no other. Nothing that a part refers to outside of the file is ever
 * looked at. Throws a Failure: `damaged-file`, `too-large`, `encrypted`.
 */
export async function readPackage(bytes: Uint8Array, context: Context): Promise<DocxParts> {
  const entries = new Map((await listEntries(bytes, context)).map((entry) => [entry.name, entry]));
  const read = async (name: string) => await entries.get(name)?.read();
  const parse = async (name: string) => {
    const part = await read(name);
    return part === undefined ? undefined : parseXml(part);
  };
  const main = partOf(await parse("_rels/.rels"), "officeDocument", "") ?? "word/document.xml";
  const document = await parse(main);
  if (document === undefined) throw noDocument();
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const relations = await parse(`${folder}_rels/${main.slice(folder.length)}.rels`);
  const parseRelated = async (kind: string) => {
    const name = partOf(relations, kind, folder);
    return name === undefined ? undefined : await parse(name);
  };
  const styles = await read(partOf(relations, "styles", folder) ?? "");
  const stylesNumber = styles !== undefined && Buffer.from(styles).includes("<w:numPr");
  return {
    document,
    footnotes: await parseRelated("footnotes"),
    endnotes: await parseRelated("endnotes"),
    numbering: await parseRelated("numbering"),
    styles: stylesNumber ? parseXml(styles) : undefined,
  };
}

/** The part that is related in this way; addresses outside of the file are none. */
function partOf(relations: XmlElement | undefined, kind: string, folder: string): string | undefined {
  const relation = elementsOf(relations ?? { name: "", attributes: {}, children: [] }).find(
    ({ attributes }) =>
      attributes["Type"]?.endsWith(`/${kind}`) === true && attributes["TargetMode"] !== "External",
  );
  const target = relation?.attributes["Target"];
  if (target === undefined) return undefined;
  return target.startsWith("/") ? target.slice(1) : folder + target;
}

function noDocument(): Failure {
  return new Failure(
    "damaged-file",
    "文件中没有 Word 正文，请在 Word 或 WPS 中打开后另存 / The file holds no text of Word; open it in Word or WPS and save it anew.",
  );
}
