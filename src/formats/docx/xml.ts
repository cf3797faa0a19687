import { SaxesParser } from "saxes";
import { Failure } from "../../model/failure.ts";
import { damagedFile } from "../damaged-file.ts";

/** An element of XML with its names as they are written. */
export interface XmlElement {
  name: string;
  attributes: { [name: string]: string };
  children: (XmlElement | string)[];
}

/** Parts of real documents are a few dozen deep; readers that follow the nesting step by step bear no more than this. */
const DEEPEST = 300;
/** Characters in one part: some four hundred pages of tables. */
const LONGEST = 24 * 1024 * 1024;

/**
 * Parses a part of an office document. Throws a Failure: `too-large`, or `damaged-file` for what is no well-formed XML and
 * for declarations of a document type, which such parts may not have and through which entities could grow without end.
 */
export function parseXml(bytes: Uint8Array): XmlElement {
  if (bytes.length > LONGEST) throw tooLong();
  const text = decodeXml(bytes);
  const root: XmlElement = { name: "", attributes: {}, children: [] };
  const open: XmlElement[] = [root];
  const parser = new SaxesParser();
  parser.on("error", (error) => {
    throw damagedFile(error);
  });
  parser.on("doctype", () => {
    throw damagedFile("a document type is declared");
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlElement = { name, attributes, children: [] };
    open.at(-1)?.children.push(element);
    if (open.push(element) > DEEPEST)
      throw damagedFile(`elements are nested more than ${String(DEEPEST)} deep`);
  });
  parser.on("closetag", () => {
    open.pop();
  });
  const addText = (piece: string) => {
    open.at(-1)?.children.push(piece);
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  const [element] = elementsOf(root);
  if (element === undefined) throw damagedFile("it holds no element");
  return element;
}

function decodeXml(bytes: Uint8Array): string {
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return new TextDecoder(wide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "utf-8").decode(bytes);
}

/** Writes an element back; the names keep the prefixes they had. */
export function writeXml(element: XmlElement | string): string {
  if (typeof element === "string") return escapeText(element);
  const attributes = Object.entries(element.attributes).map(
    ([name, value]) => ` ${name}="${escapeText(value)}"`,
  );
  const opening = `<${element.name}${attributes.join("")}`;
  if (element.children.length === 0) return `${opening}/>`;
  return `${opening}>${element.children.map(writeXml).join("")}</${element.name}>`;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/gu, (character) => `&#${String(character.charCodeAt(0))};`);
}

export function makeElement(
  name: string,
  children: (XmlElement | string)[] = [],
  attributes: { [name: string]: string } = {},
): XmlElement {
  return { name, attributes, children };
}

export function elementsOf({ children }: XmlElement): XmlElement[] {
  return children.filter((child) => typeof child !== "string");
}

/** The first child of that name. */
export function childOf(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find(
    (child): child is XmlElement => typeof child !== "string" && child.name === name,
  );
}

/** `w:val` of the first child of that name. */
export function valueOf(element: XmlElement | undefined, name: string): string | undefined {
  return childOf(element, name)?.attributes["w:val"];
}

/** Whether a child that switches something on is there, and does not say otherwise. */
export function isOn(element: XmlElement | undefined, name: string): boolean {
  const child = childOf(element, name);
  return child !== undefined && !/^(?:0|false|off|none)$/u.test(child.attributes["w:val"] ?? "");
}

/** All elements of that name below, in the order of the document; not those within another one found. */
export function findAll(element: XmlElement, name: string): XmlElement[] {
  return elementsOf(element).flatMap((child) => (child.name === name ? [child] : findAll(child, name)));
}

/** All text below. */
export function textOf(element: XmlElement | string): string {
  return typeof element === "string" ? element : element.children.map(textOf).join("");
}

function tooLong(): Failure {
  return new Failure(
    "too-large",
    `文档正文超过 ${String(LONGEST / 1024 / 1024)} MB，请拆分文件 / A part of the document has more than ${String(LONGEST / 1024 / 1024)} MB; split the file.`,
  );
}
