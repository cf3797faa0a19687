import type { Box } from "../../model/layout.ts";
import type { Matrix } from "../pdf/matrix.ts";
import type { XmlElement } from "./parse-xml.ts";

/** A finite number; null where the attribute is missing or is none. */
export function numberOf(value: string | undefined): number | null {
  if (value === undefined || value.trim() === "") return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

/** An ST_Array of numbers; what is no number ends it. */
function numbersOf(value: string | undefined): number[] {
  const numbers: number[] = [];
  for (const token of tokensOf(value)) {
    const number = numberOf(token);
    if (number === null) break;
    numbers.push(number);
  }
  return numbers;
}

/** What white space or commas part. */
export function tokensOf(value: string | undefined): string[] {
  return value?.split(/[\s,]+/u).filter((token) => token !== "") ?? [];
}

/** An ST_Box, "left top width height", as left, top, right, bottom. Some writers give negative widths for lines. */
export function boxOf(value: string | undefined): Box | null {
  const [left, top, width, height] = numbersOf(value);
  if (left === undefined || top === undefined || width === undefined || height === undefined) return null;
  return [
    Math.min(left, left + width),
    Math.min(top, top + height),
    Math.max(left, left + width),
    Math.max(top, top + height),
  ];
}

/** The CTM of an object; null where there is none, or fewer than six numbers. */
export function matrixOf(value: string | undefined): Matrix | null {
  const [a, b, c, d, e, f] = numbersOf(value);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  return e === undefined || f === undefined ? null : [a, b, c, d, e, f];
}

export function booleanOf(value: string | undefined, missing: boolean): boolean {
  const word = value?.trim().toLowerCase();
  if (word === "true" || word === "1") return true;
  return word === "false" || word === "0" ? false : missing;
}

/** How a colour looks on white paper. */
export type Paint = "dark" | "white" | "none";

/** Grey, red, green and blue from this value on are not told from paper. */
const WHITE_FROM = 250;
const CMYK_CHANNELS = 4;

/** The look of a CT_Color (8.3.2). Patterns, shadings and colours of a palette count as dark. */
export function paintOf(color: XmlElement | undefined): Paint | null {
  if (color === undefined) return null;
  if (numberOf(color.attributes["Alpha"]) === 0) return "none";
  const channels = tokensOf(color.attributes["Value"]).map((token) =>
    token.startsWith("#") ? Number.parseInt(token.slice(1), 16) : Number(token),
  );
  if (channels.length === 0 || color.children.length > 0) return "dark";
  const white =
    channels.length >= CMYK_CHANNELS
      ? channels.every((channel) => channel <= 255 - WHITE_FROM)
      : channels.every((channel) => channel >= WHITE_FROM);
  return white ? "white" : "dark";
}
