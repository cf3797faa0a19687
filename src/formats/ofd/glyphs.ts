import type { Box } from "../../model/layout.ts";
import type { Point } from "../pdf/matrix.ts";
import { numberOf, tokensOf } from "./attributes.ts";
import { expandDeltas } from "./deltas.ts";
import type { XmlElement } from "./parse-xml.ts";

/** One character of a text object, in the coordinates of the object (millimetres before its CTM). */
export interface Glyph {
  char: string;
  /** Its origin: where the base line begins. */
  x: number;
  y: number;
  box: Box;
}

/** How a text object sets its characters (GB/T 33190-2016, 11.2 and 11.3). */
export interface TextStyle {
  /** Millimetres. */
  size: number;
  horizontalScale: number;
  /** Degrees clockwise by which each character is turned, and in which the text goes on: 0, 90, 180 or 270. */
  charDirection: number;
  readDirection: number;
}

/** How far a character reaches above and below its base line, as parts of its size; CJK fonts agree on it closely. */
export const ASCENT = 0.86;
const DESCENT = 0.14;

const QUARTER = 90;
const TURN = 360;

export function textStyleOf(element: XmlElement): TextStyle {
  const { attributes } = element;
  return {
    size: numberOf(attributes["Size"]) ?? 0,
    horizontalScale: numberOf(attributes["HScale"]) ?? 1,
    charDirection: quarterTurn(attributes["CharDirection"]),
    readDirection: quarterTurn(attributes["ReadDirection"]),
  };
}

function quarterTurn(value: string | undefined): number {
  const degrees = Math.round((numberOf(value) ?? 0) / QUARTER) * QUARTER;
  return ((degrees % TURN) + TURN) % TURN;
}

/** The direction of a number of degrees clockwise from the right, y going down. */
export function directionOf(degrees: number): Point {
  if (degrees === 0) return [1, 0];
  if (degrees === QUARTER) return [0, 1];
  return degrees === QUARTER * 2 ? [-1, 0] : [0, -1];
}

/** Characters that fill a square: CJK and full-width forms, and the signs CJK fonts draw as wide as them. */
const WIDE =
  /[\u1100-\u115F\u2014\u2018-\u201D\u2026\u2190-\u22FF\u2460-\u27BF\u2E80-\uA4CF\uAC00-\uD7A3\uE000-\uFAFF\uFE30-\uFE4F\uFF01-\uFF60\uFFE0-\uFFE6\u3000\u{F0000}-\u{10FFFF}\u{1F000}-\u{3FFFF}]/u;
const HALF = 0.5;

/** The usual width of a character as a part of its size. The file's fonts are not looked at. */
export function usualWidth(char: string): number {
  return WIDE.test(char) ? 1 : HALF;
}

/** Takes no room and is not printed. */
const UNPRINTED = /[\u00AD\u200B-\u200F\u2060\uFEFF]/gu;

/** The characters of each TextCode of a text object, with their places. */
export function glyphsOf(text: XmlElement, style: TextStyle): Glyph[][] {
  const lines: Glyph[][] = [];
  let x = 0;
  let y = 0;
  let transforms: XmlElement[] = [];
  for (const part of text.children) {
    if (part.name === "CGTransform") transforms.push(part);
    if (part.name !== "TextCode") continue;
    // Where X or Y is missing, that of the TextCode before goes on.
    x = numberOf(part.attributes["X"]) ?? x;
    y = numberOf(part.attributes["Y"]) ?? y;
    const chars = Array.from(codeText(part.text));
    lines.push(placeChars(chars, stepsOf(part, chars, transforms, style), x, y, style));
    transforms = [];
  }
  return lines;
}

const LINE_BREAK = /[\r\n]/u;
const LINE_BREAKS = /\s*[\r\n]\s*/gu;
/** Blanks and what XML cannot hold are written as "\" and four hexadecimal digits (11.3). */
const ESCAPED = /\\([0-9A-Fa-f]{4})/gu;
const FIRST_PRINTED = 0x21;

/** Line breaks in a TextCode come from laying out the XML; they are no characters. */
function codeText(raw: string): string {
  const text = LINE_BREAK.test(raw) ? raw.trim().replace(LINE_BREAKS, "") : raw;
  if (!text.includes("\\")) return text;
  return text.replace(ESCAPED, (escape: string, digits: string) => {
    const code = Number.parseInt(digits, 16);
    return code < FIRST_PRINTED || code === 0x3000 || code === 0xa0 ? String.fromCharCode(code) : escape;
  });
}

/** Glyphs that may stand for one character. */
const MOST_GLYPHS = 4;

/** The step before each character but the first. */
function stepsOf(
  code: XmlElement,
  chars: string[],
  transforms: XmlElement[],
  style: TextStyle,
): [dx: number, dy: number][] {
  const indexes = glyphIndexes(chars.length, transforms);
  const count = Math.min(indexes.at(-1) ?? 0, chars.length * MOST_GLYPHS);
  const xs = expandDeltas(code.attributes["DeltaX"], count);
  const ys = expandDeltas(code.attributes["DeltaY"], count);
  if (xs === null && ys === null) {
    // No step at all would print every character on the first; readers go on by the width of the character.
    const [x, y] = directionOf(style.readDirection);
    return chars.slice(0, -1).map((char) => {
      const width = usualWidth(char) * style.size * style.horizontalScale;
      return [x * width, y * width];
    });
  }
  const steps: [dx: number, dy: number][] = [];
  for (let at = 1; at < chars.length; at += 1) {
    const from = indexes[at - 1] ?? 0;
    const to = indexes[at] ?? 0;
    const step: [dx: number, dy: number] = [0, 0];
    for (let glyph = from; glyph < Math.min(to, count); glyph += 1) {
      step[0] += xs?.[glyph] ?? 0;
      step[1] += ys?.[glyph] ?? 0;
    }
    steps.push(step);
  }
  return steps;
}

/**
 * For each character the number of its glyph. They differ only where a CGTransform (11.4) puts more or fewer glyphs in
 * the place of some characters; the steps count glyphs then. Transforms that overlap one before are not looked at.
 */
function glyphIndexes(chars: number, transforms: XmlElement[]): number[] {
  const indexes: number[] = [];
  let glyph = 0;
  for (const { attributes, children } of transforms) {
    const position = numberOf(attributes["CodePosition"]) ?? 0;
    const codes = numberOf(attributes["CodeCount"]) ?? 1;
    const glyphs =
      numberOf(attributes["GlyphCount"]) ??
      tokensOf(children.find(({ name }) => name === "Glyphs")?.text).length;
    if (codes === glyphs || !(codes >= 1) || !(glyphs >= 1) || position < indexes.length) continue;
    while (indexes.length < Math.min(position, chars)) indexes.push(glyph++);
    const first = glyph;
    for (let code = 0; code < codes && indexes.length < chars; code += 1) {
      indexes.push(first + Math.min(code, glyphs - 1));
    }
    glyph = first + glyphs;
  }
  while (indexes.length < chars) indexes.push(glyph++);
  return indexes;
}

function placeChars(
  chars: string[],
  steps: [dx: number, dy: number][],
  startX: number,
  startY: number,
  style: TextStyle,
): Glyph[] {
  let x = startX;
  let y = startY;
  const glyphs: Glyph[] = [];
  chars.forEach((char, at) => {
    const [dx, dy] = at === 0 ? [0, 0] : (steps[at - 1] ?? [0, 0]);
    x += dx;
    y += dy;
    if (char.replace(UNPRINTED, "") === "") return;
    glyphs.push({ char, x, y, box: glyphBox(char, x, y, style) });
  });
  return glyphs;
}

function glyphBox(char: string, x: number, y: number, style: TextStyle): Box {
  const width = usualWidth(char) * style.size * style.horizontalScale;
  const up = ASCENT * style.size;
  const down = DESCENT * style.size;
  switch (style.charDirection) {
    case QUARTER:
      return [x - down, y, x + up, y + width];
    case QUARTER * 2:
      return [x - width, y - down, x, y + up];
    case QUARTER * 3:
      return [x - up, y - width, x + down, y];
    default:
      return [x, y - up, x + width, y + down];
  }
}
