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
  const channels = channelsOf(color);
  if (channels.length === 0 || color.children.length > 0) return "dark";
  const white =
    channels.length >= CMYK_CHANNELS
      ? channels.every((channel) => channel <= 255 - WHITE_FROM)
      : channels.every((channel) => channel >= WHITE_FROM);
  return white ? "white" : "dark";
}

function channelsOf(color: XmlElement): number[] {
  return tokensOf(color.attributes["Value"]).map((token) =>
    token.startsWith("#") ? Number.parseInt(token.slice(1), 16) : Number(token),
  );
}

const OPAQUE = 255;

/**
 * A CT_Color as a colour of CSS; null where there is none. Grey, red-green-blue or cyan-magenta-yellow-black are told by
 * the number of channels; a shading has the first of its colours, and what is not understood is black.
 */
export function colourOf(color: XmlElement | undefined): string | null {
  if (color === undefined) return null;
  const alpha = Math.min(1, Math.max(0, (numberOf(color.attributes["Alpha"]) ?? OPAQUE) / OPAQUE));
  const [shading] = color.children;
  const plain = shading?.children.find(({ name }) => name === "Segment")?.children[0] ?? color;
  return `rgb(${redGreenBlue(channelsOf(plain)).join(" ")} / ${alpha})`;
}

function redGreenBlue(channels: number[]): number[] {
  const [first = 0, second = first, third = first, black] = channels.map((channel) =>
    Number.isFinite(channel) ? Math.min(OPAQUE, Math.max(0, channel)) : 0,
  );
  if (black === undefined) return [first, second, third];
  return [first, second, third].map((ink) => Math.round(((OPAQUE - ink) * (OPAQUE - black)) / OPAQUE));
}
