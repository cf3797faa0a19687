import { Failure } from "../../model/failure.ts";
import type { Context } from "../../model/stage.ts";
import { listEntries } from "../zip/list-entries.ts";
import { elementsOf, parseXml, type XmlElement } from "./xml.ts";

/** The parts of a Word document that hold text, or say how it is numbered. */
export interface DocxParts {
  document: XmlElement;
  footnotes: XmlElement | undefined;
  endnotes: XmlElement | undefined;
  /** Of all sections and kinds of pages. */
  headers: XmlElement[];
  footers: XmlElement[];
  comments: XmlElement[];
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
  const [main = "word/document.xml"] = partsOf(await parse("_rels/.rels"), "officeDocument", "");
  const document = await parse(main);
  if (document === undefined) throw noDocument();
  const folder = main.slice(0, main.lastIndexOf("/") + 1);
  const relations = await parse(`${folder}_rels/${main.slice(folder.length)}.rels`);
  /** What stands beside the text: where it is broken, the text is read all the same. */
  const parseBeside = async (kind: string) => {
    const parts: XmlElement[] = [];
    for (const name of new Set(partsOf(relations, kind, folder))) {
      try {
        const part = await parse(name);
        if (part !== undefined) parts.push(part);
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== "damaged-file") throw error;
        warnOfBroken(name, context);
      }
    }
    return parts;
  };
  const parseRelated = async (kind: string) => {
    const [name] = partsOf(relations, kind, folder);
    return name === undefined ? undefined : await parse(name);
  };
  const styles = await read(partsOf(relations, "styles", folder)[0] ?? "");
  const stylesNumber = styles !== undefined && Buffer.from(styles).includes("<w:numPr");
  return {
    document,
    footnotes: await parseRelated("footnotes"),
    endnotes: await parseRelated("endnotes"),
    headers: await parseBeside("header"),
    footers: await parseBeside("footer"),
    comments: await parseBeside("comments"),
    numbering: await parseRelated("numbering"),
    styles: stylesNumber ? parseXml(styles) : undefined,
  };
}

/** The parts that are related in this way; addresses outside of the file are none. */
function partsOf(relations: XmlElement | undefined, kind: string, folder: string): string[] {
  return elementsOf(relations ?? { name: "", attributes: {}, children: [] })
    .filter(
      ({ attributes }) =>
        attributes["Type"]?.endsWith(`/${kind}`) === true && attributes["TargetMode"] !== "External",
    )
    .map(({ attributes }) => attributes["Target"])
    .filter((target) => target !== undefined)
    .map((target) => (target.startsWith("/") ? target.slice(1) : folder + target));
}

function warnOfBroken(name: string, context: Context): void {
  const message = `页眉、页脚或批注已损坏，未读取：${name} / headers, footers or remarks are broken, and were not read: ${name}`;
  context.warn({ code: "unread-text", message });
}

function noDocument(): Failure {
  return new Failure(
    "damaged-file",
    "文件中没有 Word 正文，请在 Word 或 WPS 中打开后另存 / The file holds no text of Word; open it in Word or WPS and save it anew.",
  );
}
