import { isTicked } from "./check-box.ts";
import { characterProperties, isSet, numberOf, type Property } from "./properties.ts";
import type { Span, WordText } from "./stories.ts";
import { boxOfSymbol, fontNames } from "./symbols.ts";

/** What a text lost on the way, or holds beside it. */
export interface TextFindings {
  hidden: string[];
  /** Signs of symbol fonts that no character stands for. */
  unknownSymbols: number;
  /** Boxes to tick of which it cannot be told whether they are ticked. */
  unknownBoxes: number;
}

/** A part of the text: a paragraph, or a piece of a cell, with the mark that ends it. */
export interface TextParagraph {
  text: string;
  /** The character that ends it: a paragraph's end, a cell's, or a page's. */
  mark: string;
  /** The byte of the stream at which that mark stands. */
  offset: number;
}

const DELETED = 0x08_00;
const HIDDEN = 0x08_3c;
const SYMBOL = 0x6a_09;
const FONT = 0x4a_4f;
const OTHER_FONT = 0x4a_51;

const FIELD_BEGIN = "\u0013";
const FIELD_RESULT = "\u0014";
const FIELD_END = "\u0015";
const FIELD_DATA = "\u0001";
export const CELL_END = "\u0007";
const ENDS = new Set(["\r", CELL_END, "\f"]);

/** Characters that stand for others, or for nothing that is read: pictures, marks of notes and remarks, soft hyphens. */
const SPECIAL: ReadonlyMap<string, string> = new Map([
  ["\u0001", ""],
  ["\u0002", ""],
  ["\u0005", ""],
  ["\u0008", ""],
  ["\u000B", "\n"],
  ["\u000E", "\n"],
  ["\u001E", "-"],
  ["\u001F", ""],
]);

/** The paragraphs of a part of the text: deleted text gone, hidden text set aside, of fields the results alone. */
export function readParagraphs(word: WordText, span: Span, findings: TextFindings): TextParagraph[] {
  const paragraphs: TextParagraph[] = [];
  const propertiesAt = characterProperties(word);
  const fonts = fontNames(word);
  /** Fields within fields; true once the result is reached. */
  const fields: boolean[] = [];
  let text = "";
  let hidden = "";
  let instruction = "";
  /** Whether the box of the field is ticked. */
  let ticked: boolean | null = null;
  const endHidden = () => {
    if (hidden.trim() !== "") findings.hidden.push(hidden.trim());
    hidden = "";
  };
  for (let at = span.from; at < span.to; at += 1) {
    const character = word.text.charAt(at);
    const offset = word.offsetOf(at);
    const properties = propertiesAt(offset);
    if (ENDS.has(character)) {
      endHidden();
      if (character === "\r" && isSet(properties, DELETED)) continue;
      paragraphs.push({ text, mark: character, offset });
      text = "";
    } else if (character === FIELD_BEGIN) {
      fields.push(false);
      instruction = "";
      ticked = null;
    } else if (character === FIELD_RESULT) {
      fields[fields.length - 1] = true;
    } else if (character === FIELD_END) {
      fields.pop();
      if (instruction.includes("FORMCHECKBOX")) {
        if (ticked === null) findings.unknownBoxes += 1;
        text += ticked === true ? "☑" : "□";
      }
      instruction = "";
    } else if (fields.includes(false)) {
      instruction += character;
      if (character === FIELD_DATA) ticked = isTicked(word, properties);
    } else if (!isSet(properties, DELETED)) {
      const sign = symbolOf(character, properties);
      let shown = SPECIAL.get(character) ?? character;
      if (sign !== null) {
        const box = boxOfSymbol(fonts[sign.font] ?? "", sign.code);
        if (box === null) findings.unknownSymbols += 1;
        shown = box ?? "";
      }
      if (isSet(properties, HIDDEN)) hidden += shown;
      else text += shown;
    }
  }
  endHidden();
  if (text !== "")
    paragraphs.push({ text, mark: "\r", offset: word.offsetOf(Math.max(span.from, span.to - 1)) });
  return paragraphs;
}

/** A sign of a symbol font: told by a property, or written with a character that no other font has. */
function symbolOf(character: string, properties: readonly Property[]): { font: number; code: number } | null {
  const symbol = properties.findLast(({ code }) => code === SYMBOL)?.operand;
  if (symbol !== undefined && symbol.length >= 4)
    return { font: symbol.readUInt16LE(0), code: symbol.readUInt16LE(2) };
  if (!/[\uF020-\uF0FF]/u.test(character)) return null;
  return {
    font: numberOf(properties, FONT) || numberOf(properties, OTHER_FONT),
    code: character.charCodeAt(0),
  };
}
