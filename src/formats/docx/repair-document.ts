import { raiseText } from "../raise-text.ts";
import type { NumberParagraph } from "./number-paragraphs.ts";
import { endIsDeleted, repairTable } from "./repair-table.ts";
import { childOf, elementsOf, findAll, isOn, makeElement, textOf, type XmlElement } from "./xml.ts";

/** What was found beside the text. */
export interface Findings {
  /** Text that is formatted not to be shown, or stands in cells that only continue another. */
  hidden: string[];
  /** Pictures: they may hold what is not read. */
  pictures: number;
}

/** Marks, properties and changes that carry no text. */
const SILENT: ReadonlySet<string> = new Set(
  [
    "sectPr proofErr bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd commentReference permStart permEnd",
    "lastRenderedPageBreak annotationRef footnoteRef endnoteRef separator continuationSeparator customXmlPr smartTagPr",
    "tblPr tblGrid trPr del moveFrom moveFromRangeStart moveFromRangeEnd moveToRangeStart moveToRangeEnd",
  ].flatMap((names) => names.split(" ").map((name) => `w:${name}`)),
);

/** Frames around text whose content counts as if it stood there alone. */
const FRAMES: ReadonlySet<string> = new Set(
  "customXml fldSimple dir bdo hyperlink smartTag ins moveTo rubyBase".split(" ").map((name) => `w:${name}`),
);

/** Text boxes are written in the old notation, whose names a document need not have declared. */
const VML = { "xmlns:v": "urn:schemas-microsoft-com:vml" };

const SYMBOL = /[\uF020-\uF0FF]/u;
const SYMBOLS = /([\uF020-\uF0FF])/u;

/**
 * The text of a part in the form in which its reader loses nothing: numbers of lists written out, tables with all their
 * cells, fields, formulas, symbols and text boxes as plain text; deleted text gone, inserted text kept. Formatting that
 * says nothing is dropped, which makes the reading much faster.
 */
export function repairDocument(root: XmlElement, numberOf: NumberParagraph, findings: Findings): XmlElement {
  const repairAll = (elements: readonly XmlElement[], inCell: boolean): XmlElement[] =>
    elements.flatMap((element) => repair(element, inCell));

  function repair(element: XmlElement, inCell: boolean): XmlElement[] {
    const { name } = element;
    if (SILENT.has(name)) return [];
    if (FRAMES.has(name)) return repairAll(elementsOf(element), inCell);
    switch (name) {
      case "w:p":
        return [repairParagraph(element, inCell)];
      case "w:r":
        return repairRun(element, inCell);
      case "w:tbl":
        return [repairTable({ ...element, children: elementsOf(element).map(repairRow) }, findings.hidden)];
      case "w:ruby":
        return repairAll(findAll(element, "w:rubyBase"), inCell);
      case "w:ptab":
        return [makeElement("w:tab")];
      case "m:oMath":
      case "m:oMathPara":
        return [makeRun([makeText(writeFormula(element))])];
      case "mc:AlternateContent":
        return repairAll(chooseContent(element), inCell);
      case "w:drawing":
      case "w:pict":
      case "w:object":
        return repairDrawing(element);
      case "w:noBreakHyphen":
        return [makeText("-")];
      case "w:softHyphen":
        return [];
      case "w:cr":
        return [makeElement("w:br")];
      case "w:t":
        return [makeText(textOf(element))];
      case "w:instrText":
      case "w:pPr":
      case "w:rPr":
      case "w:tcPr":
      case "w:sdtPr":
        return [element];
      default:
        return [{ ...element, children: repairAll(elementsOf(element), inCell) }];
    }
  }

  /** Rows keep their properties: they say what of the table is deleted, and where it begins. */
  function repairRow(element: XmlElement): XmlElement {
    if (element.name === "w:tc") return { ...element, children: repairAll(elementsOf(element), true) };
    return {
      ...element,
      children: elementsOf(element).map((child) => (child.name === "w:trPr" ? child : repairRow(child))),
    };
  }

  function repairParagraph(paragraph: XmlElement, inCell: boolean): XmlElement {
    const properties = childOf(paragraph, "w:pPr");
    const content = elementsOf(paragraph).filter((child) => child !== properties);
    const shown = inCell || findAll(paragraph, "w:t").some((text) => textOf(text).trim() !== "");
    const label = shown ? numberOf(properties) : "";
    const deleted = endIsDeleted(properties)
      ? [makeElement("w:pPr", [makeElement("w:rPr", [makeElement("w:del")])])]
      : [];
    const number = label === "" ? [] : [makeRun([makeText(label)])];
    return makeElement("w:p", [...deleted, ...number, ...repairAll(content, false)]);
  }

  function repairRun(run: XmlElement, inCell: boolean): XmlElement[] {
    const properties = childOf(run, "w:rPr");
    const content = elementsOf(run).filter((child) => child !== properties);
    if (isOn(properties, "w:vanish")) {
      const text = content
        .filter(({ name }) => name === "w:t")
        .map(textOf)
        .join("");
      if (text.trim() !== "") findings.hidden.push(text.trim());
      return [];
    }
    const raised = childOf(properties, "w:vertAlign");
    const kept = raised === undefined ? [] : [makeElement("w:rPr", [raised])];
    const font = fontOf(properties);
    const repaired = repairAll(content, inCell).flatMap((child) =>
      child.name === "w:t" && SYMBOL.test(textOf(child)) ? splitSymbols(textOf(child), font) : [child],
    );
    return [makeElement("w:r", [...kept, ...repaired])];
  }

  /** A drawing holds text boxes or pictures. */
  function repairDrawing(drawing: XmlElement): XmlElement[] {
    const boxes = findAll(drawing, "w:txbxContent");
    findings.pictures += findAll(drawing, "pic:pic").length + findAll(drawing, "v:imagedata").length;
    return boxes.length === 0 ? [] : [makeTextBox(repairAll(boxes, false))];
  }

  return {
    ...root,
    attributes: { ...VML, ...root.attributes },
    children: repairAll(elementsOf(root), false),
  };
}

/** Of the same content in a new and an old notation: the old, unless only the new has the text. */
function chooseContent(element: XmlElement): XmlElement[] {
  const old = childOf(element, "mc:Fallback");
  const fresh = childOf(element, "mc:Choice");
  if (old === undefined || fresh === undefined) return elementsOf(old ?? fresh ?? element);
  const boxes = findAll(fresh, "w:txbxContent");
  return elementsOf(boxes.length > 0 && findAll(old, "w:txbxContent").length === 0 ? fresh : old);
}

const OPERATOR = /[^\p{L}\p{N}.,%]/u;
const RAISABLE = /^[\d+\-−()]*$/u;

/** A formula on one line: 3/4 for a fraction, whose figures would else run together, and 10⁴ for a power. */
function writeFormula(element: XmlElement): string {
  if (element.name === "m:t") return textOf(element);
  const write = (name: string): string => {
    const part = childOf(element, name);
    return part === undefined ? "" : writeFormula(part);
  };
  switch (element.name) {
    case "m:f":
      return `${bracket(write("m:num"))}/${bracket(write("m:den"))}`;
    case "m:sSup": {
      const power = write("m:sup");
      return write("m:e") + (RAISABLE.test(power) ? raiseText(power) : `^${bracket(power)}`);
    }
    default:
      return elementsOf(element).map(writeFormula).join("");
  }
}

/** In brackets where it is more than one number or name. */
function bracket(formula: string): string {
  return OPERATOR.test(formula) ? `(${formula})` : formula;
}

/** Fonts of symbols put their signs where Unicode has none of its own. */
function splitSymbols(text: string, font: string): XmlElement[] {
  return text
    .split(SYMBOLS)
    .filter((piece) => piece !== "")
    .map((piece) => {
      if (!SYMBOL.test(piece)) return makeText(piece);
      const code = piece.charCodeAt(0).toString(16).toUpperCase();
      return makeElement("w:sym", [], { "w:font": font, "w:char": code });
    });
}

function fontOf(properties: XmlElement | undefined): string {
  const fonts = childOf(properties, "w:rFonts")?.attributes ?? {};
  return fonts["w:ascii"] ?? fonts["w:hAnsi"] ?? fonts["w:cs"] ?? "Wingdings";
}

function makeRun(children: XmlElement[]): XmlElement {
  return makeElement("w:r", children);
}

function makeText(text: string): XmlElement {
  return makeElement("w:t", [text], { "xml:space": "preserve" });
}

function makeTextBox(content: XmlElement[]): XmlElement {
  return makeElement("w:pict", [makeElement("v:textbox", content)]);
}
