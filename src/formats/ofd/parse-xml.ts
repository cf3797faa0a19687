import { SaxesParser } from "saxes";
import { Failure } from "../../model/failure.ts";
import { tooLarge } from "./failures.ts";

/** An element without the prefix of its name: writers use "ofd:", other prefixes, or none, in one and the same file. */
export interface XmlElement {
  name: string;
  attributes: { [name: string]: string };
  children: XmlElement[];
  /** All text that stands directly in it. */
  text: string;
}

/** How deep elements may stand in one another. Those of OFD stand about ten deep. */
const MAX_DEPTH = 200;
/** How many of them one part may have. */
const MAX_ELEMENTS = 1_000_000;

/**
 * Parses XML strictly. Only the five entities of XML are known; what a document type declares is never looked at, and
 * nothing is fetched. Null where the bytes are not well-formed XML, or its elements stand too deep in one another. Throws
 * a Failure `too-large` for more than `MAX_ELEMENTS`.
 */
export function parseXml(bytes: Uint8Array): XmlElement | null {
  const parser = new SaxesParser({ position: false, xmlns: false } as const);
  const open: XmlElement[] = [];
  let root: XmlElement | null = null;
  let elements = 0;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name, attributes }) => {
    const element: XmlElement = {
      name: localName(name),
      attributes: localNames(attributes),
      children: [],
      text: "",
    };
    open.at(-1)?.children.push(element);
    root ??= element;
    open.push(element);
    if (open.length > MAX_DEPTH) throw new Error("too deep");
    elements += 1;
    if (elements > MAX_ELEMENTS) throw tooLarge("一页的内容过多", "one of its parts has too many elements");
  });
  const addText = (text: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => {
    open.pop();
  });
  try {
    parser.write(decodeXml(bytes)).close();
    return root;
  } catch (error) {
    if (error instanceof Failure) throw error;
    // Whatever saxes throws says that this is not XML; there is nothing else in the block that could fail.
    return null;
  }
}

/** The first child of that name. */
export function child(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((one) => one.name === name);
}

/** All children of that name. */
export function children(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((one) => one.name === name);
}

/** The text of the first child of that name, white space at its ends dropped; undefined where there is none. */
export function childText(element: XmlElement, name: string): string | undefined {
  const text = child(element, name)?.text.trim();
  return text === "" ? undefined : text;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function localNames(attributes: { [name: string]: string }): { [name: string]: string } {
  const local = Object.create(null) as { [name: string]: string };
  for (const name of Object.keys(attributes)) local[localName(name)] = attributes[name] ?? "";
  return local;
}

const DECLARED = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/u;
const HEAD_BYTES = 200;

/** By its mark, then by what it declares; UTF-8 where neither says anything that can be understood. */
function decodeXml(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  const label = DECLARED.exec(head)?.[1]?.toLowerCase() ?? "utf-8";
  // The declaration was legible byte by byte, so the bytes are not of UTF-16, whatever it says.
  if (label.startsWith("utf-16") || label.startsWith("utf16")) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
