import type { LineReading } from "../model/recognition.ts";
import type { Raster } from "../model/raster.ts";
import { boundary, pitchOf } from "./digit-runs.ts";
import { hasUnreadInk, lonePointBetween, pointBetween, type LineMarks } from "./line-marks.ts";
import { readSign } from "./read-sign.ts";
import { inkPerColumn } from "../ocr/split-wide.ts";

/** A reading that the picture was asked about, and what the picture said. */
export interface MendedReading extends LineReading {
  /** Other texts that the picture allows, with the rule as their reader. */
  rivals: { text: string; reader: string; weight: number }[];
  /** The picture shows something the text does not account for: never sure. */
  doubted: boolean;
  /** Ink stands where no character was read: another reading may well say more. */
  unread: boolean;
}

const SIGN = /[≥≤≧≦><＞＜=＝]/u;
/** What engines make of ≥ and ≤ in front of a figure. */
const SIGN_LIKE = /[≥≤≧≦><＞＜=＝之过二三乏么全关忆人入乏和苹宇委乡证》《〉〈MV]/u;
const DIGIT = /[\d０-９]/u;
const POINT = /[.,．，·:：;；]/u;
/** No sign of comparison stands between two figures. */
const SIGN_WITHIN = /\d[=＝><＞＜≥≤]\d/u;
/** Two figures with a space between them: one number whose point is lost, or two numbers. */
const PARTED = /\d\s+\d/u;
const LOOSE_START = /^[.,．，·:：;；'’‘"“”`|[\]\s]+(?=[\d≥≤><=])/u;
const LOOSE_END = /(?<=[\d%％\p{Script=Han}])[.．,，·:：;；'’‘"“”`|[\]\s_-]+$/u;
/** A sign that is the engine's second thought is preferred to its first from here on. */
const SECOND_THOUGHT = 0.05;
const SHAPE_CONFIDENCE = 0.97;

/**
 * Asks the picture about what engines often miss: signs of comparison, points and commas, gaps between figures, whole characters.
 *
 * @param neural whether the engine can read ≥ and ≤ at all, and tells exactly where each character stands.
 */
export function mendReading(
  reading: LineReading,
  raster: Raster,
  marks: LineMarks,
  neural: boolean,
): MendedReading {
  const mended: MendedReading = { ...reading, rivals: [], doubted: false, unread: false };
  if (reading.places === undefined) return mended;
  const characters = Array.from(reading.text);
  const height = marks.bottom - marks.top;
  // The rings of a per cent sign stand far from its middle.
  const columns = reading.places.flatMap((place, at) => {
    const middle = place * raster.width;
    const rings = height * 0.35;
    return /[%％‰]/u.test(characters[at] as string) ? [middle - rings, middle, middle + rings] : [middle];
  });
  mendForms(mended);
  mended.unread = neural && hasUnreadInk(marks, columns, /\p{Script=Han}/u.test(reading.text));
  mended.doubted = mended.unread;
  if (!DIGIT.test(reading.text)) return mended;
  if (SIGN_WITHIN.test(mended.text) || PARTED.test(mended.text)) mended.doubted = true;
  mendSigns(mended, raster, marks, neural);
  checkPoints(mended, raster, marks);
  checkEnds(mended);
  partFigures(mended, raster, marks);
  return mended;
}

/** × and 。 between Chinese characters have the forms of letters and degrees to an engine. */
const TIMES = /(?<=[\p{Script=Han})）%])[xX](?=$|[\p{Script=Han}(（])/gu;
const FULL_STOP = /(?<=[\p{Script=Han})）])[°º](?=$|[\p{Script=Han}])/gu;

function mendForms(reading: MendedReading): void {
  const text = reading.text.replace(TIMES, "×").replace(FULL_STOP, "。");
  if (text === reading.text) return;
  reading.rivals.push({ text: reading.text, reader: "", weight: 0.1 });
  reading.text = text;
}

function mendSigns(
  reading: MendedReading,
  raster: Raster,
  { bottom, top }: LineMarks,
  neural: boolean,
): void {
  const characters = Array.from(reading.text);
  const places = reading.places as number[];
  const inks = inkPerColumn(raster);
  const pitch = pitchOf(characters, places, raster.width, bottom - top);
  const cut = (at: number): number =>
    boundary(inks, places, at, raster.width, {
      before: DIGIT.test(characters[at - 1] as string),
      behind: DIGIT.test(characters[at] as string),
      pitch,
    });
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] as string;
    const leads = DIGIT.test(characters[at + 1] ?? "") && (at === 0 || SIGN.test(character));
    if (!SIGN_LIKE.test(character) || !(SIGN.test(character) || leads)) continue;
    const from = at === 0 ? 0 : cut(at);
    const to = at + 1 === characters.length ? raster.width : cut(at + 1);
    // Too wide a cut holds more than the sign.
    const seen = to - from > (bottom - top) * 2.5 ? null : readSign(raster, { from, to });
    const other = thought(reading, characters, at);
    const chosen = seen ?? (character === ">" || character === "<" ? other : null) ?? character;
    const confidences = reading.confidences?.slice();
    // A worn ≥ is read as >; a > that its own strokes do not show stays doubtful.
    if (/[><＞＜]/u.test(chosen) && seen === null) reading.doubted = true;
    if (chosen === character) {
      if (seen !== null && confidences !== undefined) {
        confidences[at] = Math.max(confidences[at] as number, SHAPE_CONFIDENCE);
        reading.confidences = confidences;
        reading.confidence = Math.min(...confidences);
      }
      continue;
    }
    const before = reading.text;
    characters[at] = chosen;
    reading.text = characters.join("");
    reading.rivals.push({ text: before, reader: "", weight: 0.3 });
    reading.rivals.push({ text: reading.text, reader: `shape:${chosen}`, weight: 0.5 });
    if (confidences !== undefined) {
      // Seen in the picture, and thought of by the engine: as good as read.
      confidences[at] =
        seen !== null && other === seen ? SHAPE_CONFIDENCE : Math.min(confidences[at] as number, 0.85);
      reading.confidences = confidences;
      reading.confidence = Math.min(...confidences);
    }
    if (seen === null || other !== seen) reading.doubted = true;
  }
  if (!neural && /[27Z]/u.test(characters[0] ?? "") && characters.length > 1) {
    // An engine without ≥ takes it for a figure.
    const seen = readSign(raster, { from: 0, to: cut(1) });
    if (seen === "≥" || seen === "≤") {
      reading.doubted = true;
      reading.rivals.push({
        text: [seen, ...characters.slice(1)].join(""),
        reader: `shape:${seen}`,
        weight: 0.5,
      });
    }
  }
}

/** ≥ or ≤ among the engine's alternatives for just this character. */
function thought(reading: LineReading, characters: readonly string[], at: number): "≥" | "≤" | null {
  for (const sign of ["≥", "≤"] as const) {
    const text = [...characters.slice(0, at), sign, ...characters.slice(at + 1)].join("");
    if (reading.alternatives.some((other) => other.text === text && other.weight > SECOND_THOUGHT))
      return sign;
  }
  return null;
}

/** A point is read where none is printed, or printed where none is read. */
function checkPoints(reading: MendedReading, raster: Raster, marks: LineMarks): void {
  const characters = Array.from(reading.text);
  const places = (reading.places as number[]).map((place) => place * raster.width);
  for (let at = 1; at < characters.length; at += 1) {
    const [before, character] = [characters[at - 1] as string, characters[at] as string];
    if (!DIGIT.test(before)) continue;
    if (POINT.test(character)) {
      const next = characters[at + 1];
      const until = next === undefined ? raster.width : (places[at + 1] as number);
      if (!pointBetween(marks, places[at - 1] as number, until)) {
        reading.doubted = true;
        reading.rivals.push({
          text: characters.toSpliced(at, 1).join(""),
          reader: "shape:no point",
          weight: 0.3,
        });
      }
    } else if (
      DIGIT.test(character) &&
      lonePointBetween(marks, places[at - 1] as number, places[at] as number)
    ) {
      reading.doubted = true;
      reading.rivals.push({
        text: characters.toSpliced(at, 0, ".").join(""),
        reader: "shape:.",
        weight: 0.4,
      });
    }
  }
}

/** Dirt beside a figure is read as a point or a stroke: no figure begins or ends with one. */
function checkEnds(reading: MendedReading): void {
  const trimmed = reading.text.replace(LOOSE_START, "").replace(LOOSE_END, "");
  if (trimmed === reading.text) return;
  reading.doubted = true;
  reading.rivals.push({ text: trimmed, reader: "shape:ends", weight: 0.5 });
}

/** Of the height of the line: figures whose middles are so far apart, with so much paper between them, had a point between them. */
const POINT_ROOM = 0.97;
const POINT_GAP = 0.45;

/** Two figures with a wide gap between them are two numbers. */
function partFigures(reading: MendedReading, raster: Raster, { bottom, top }: LineMarks): void {
  const characters = Array.from(reading.text);
  const places = (reading.places as number[]).map((place) => place * raster.width);
  const height = bottom - top;
  const inks = inkPerColumn(raster);
  for (let at = characters.length - 1; at > 0; at -= 1) {
    if (!DIGIT.test(characters[at] as string) || !DIGIT.test(characters[at - 1] as string)) continue;
    const [from, to] = [places[at - 1] as number, places[at] as number];
    const gap = blank(inks, from, to);
    const joined = characters.join("");
    if (to - from < height * 1.2 || gap < height * 0.75) {
      if (to - from > height * POINT_ROOM && gap > height * POINT_GAP) {
        // Room for a point, and none there: it may have been lost with the dirt.
        reading.doubted = true;
        reading.rivals.push({
          text: characters.toSpliced(at, 0, ".").join(""),
          reader: "shape:gap",
          weight: 0.3,
        });
      }
      continue;
    }
    characters.splice(at, 0, " ");
    reading.text = characters.join("");
    reading.places = (reading.places as number[]).toSpliced(at, 0, (from + to) / 2 / raster.width);
    if (reading.confidences !== undefined) reading.confidences = reading.confidences.toSpliced(at, 0, 0.8);
    reading.rivals.push({ text: joined, reader: "", weight: 0.3 });
    reading.doubted = true;
  }
}

/** The widest run of columns without ink. */
function blank(inks: Uint32Array, from: number, to: number): number {
  let widest = 0;
  let run = 0;
  for (let x = Math.floor(from); x < to; x += 1) {
    run = inks[x] === 0 ? run + 1 : 0;
    widest = Math.max(widest, run);
  }
  return widest;
}
