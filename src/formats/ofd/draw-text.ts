import { characterOf, isImpossible } from "../pdf/doubt-text.ts";
import type { PlacedGlyph } from "../pdf/build-words.ts";
import { apply, boxUnder, type Matrix, type Point } from "../pdf/matrix.ts";
import { booleanOf, type Paint } from "./attributes.ts";
import { mapDirection } from "./geometry.ts";
import { directionOf, glyphsOf, textStyleOf } from "./glyphs.ts";
import type { PageCanvas } from "./page-canvas.ts";
import type { XmlElement } from "./parse-xml.ts";
import type { DrawParam } from "./resources.ts";
import { type Run, splitRuns } from "./split-runs.ts";

/** Text this many degrees off the level and the upright is no part of a form, but lies across it. */
const SLANT = 8;
const QUARTER = 90;
const DEGREES = 180 / Math.PI;

/** The smallest type that can be read, in points. */
const LEAST_SIZE = 0.5;

/** Characters nearer to one another than this share one glyph, as a part of their size. */
const SHARED = 0.2;

/** Confidence of a character that no text is made of. */
const DOUBTFUL_CHARACTER = 0.2;

/**
 * Draws a text object (GB/T 33190-2016, 11.2). `matrix` leads from its own coordinates to the page in points. Slanted text
 * is a watermark: it goes by itself, and never between the words of the page.
 */
export function drawText(
  text: XmlElement,
  matrix: Matrix,
  param: DrawParam,
  hidden: boolean,
  canvas: PageCanvas,
): void {
  const style = textStyleOf(text);
  const up = mapDirection(matrix, directionOf((style.charDirection + QUARTER) % (4 * QUARTER)));
  const size = style.size * Math.hypot(...up);
  if (!(size > 0) || !Number.isFinite(size)) return;
  const paint = hidden || size < LEAST_SIZE ? "none" : textPaint(text, param);
  const font = text.attributes["Font"] ?? "";
  for (const glyphs of glyphsOf(text, style)) {
    for (const run of splitRuns(glyphs, style)) {
      if (isSlanted(run, matrix))
        canvas.watermarks.add(
          run.glyphs
            .map(({ char }) => char)
            .join("")
            .trim(),
        );
      else canvas.addRun(placeRun(run, matrix, size, font), paint);
    }
  }
}

function isSlanted({ direction }: Run, matrix: Matrix): boolean {
  const [x, y] = mapDirection(matrix, direction);
  const angle = (Math.atan2(y, x) * DEGREES + 4 * QUARTER) % QUARTER;
  return angle > SLANT && angle < QUARTER - SLANT;
}

/**
 * The characters of a run on the page. Widths are only estimated, and the run was parted where its gaps say so: each
 * character is taken to reach to the next.
 */
function placeRun({ glyphs, direction }: Run, matrix: Matrix, size: number, font: string): PlacedGlyph[] {
  const [x, y] = mapDirection(matrix, direction);
  const length = Math.hypot(x, y);
  const unit: Point = [x / length, y / length];
  const origins: Point[] = [];
  for (const glyph of glyphs) {
    const [left, top] = apply(matrix, glyph.x, glyph.y);
    const last = origins.at(-1);
    // Characters that share a glyph stand at one place; they are not the same one printed twice.
    const shared = last !== undefined && Math.hypot(left - last[0], top - last[1]) < SHARED * size;
    origins.push(shared ? [left + SHARED * size * unit[0], top + SHARED * size * unit[1]] : [left, top]);
  }
  return glyphs.map(({ char, box }, at): PlacedGlyph => {
    const character = characterOf(char);
    const from = origins[at] ?? [0, 0];
    return {
      text: character,
      from,
      to: origins[at + 1] ?? from,
      direction: unit,
      size,
      box: boxUnder(matrix, box),
      hidden: false,
      confidence: isImpossible(character) ? DOUBTFUL_CHARACTER : 1,
      font,
    };
  });
}

/** Text is filled in black unless it says otherwise, and its outline is not drawn. */
function textPaint({ attributes }: XmlElement, { fill, stroke }: DrawParam): Paint {
  const paints: Paint[] = [];
  if (booleanOf(attributes["Fill"], true)) paints.push(fill ?? "dark");
  if (booleanOf(attributes["Stroke"], false)) paints.push(stroke ?? "dark");
  if (paints.includes("dark")) return "dark";
  return paints.includes("white") ? "white" : "none";
}
