import type { Paint } from "./attributes.ts";
import { booleanOf } from "./attributes.ts";
import { mapBox, mapDirection, type Matrix } from "./geometry.ts";
import { directionOf, glyphsOf, textStyleOf } from "./glyphs.ts";
import type { PageCanvas } from "./page-canvas.ts";
import type { XmlElement } from "./parse-xml.ts";
import type { DrawParam } from "./resources.ts";
import { splitWords } from "./split-words.ts";

/** Text this many degrees off the level and the upright is no part of a form, but lies across it. */
const SLANT = 8;
const QUARTER = 90;
const DEGREES = 180 / Math.PI;

/** The smallest type that can be read, in points. */
const LEAST_SIZE = 0.5;

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
  if (!(style.size > 0)) return;
  const paint = hidden ? "none" : textPaint(text, param);
  const [upX, upY] = mapDirection(matrix, ...directionOf((style.charDirection + QUARTER) % (4 * QUARTER)));
  const size = style.size * Math.hypot(upX, upY);
  for (const glyphs of glyphsOf(text, style)) {
    for (const word of splitWords(glyphs, style)) {
      const [x, y] = mapDirection(matrix, ...word.direction);
      const angle = (Math.atan2(y, x) * DEGREES + 4 * QUARTER) % QUARTER;
      if (!Number.isFinite(size)) continue;
      if (angle > SLANT && angle < QUARTER - SLANT) {
        canvas.watermarks.add(word.text);
        continue;
      }
      canvas.addWord(
        {
          text: word.text,
          box: mapBox(matrix, word.box),
          size,
          confidence: 1,
          chars: word.chars.map(({ char, blank, box }) => ({ char, blank, box: mapBox(matrix, box) })),
          level: x > 0 && Math.abs(y) < x,
        },
        size < LEAST_SIZE ? "none" : paint,
      );
    }
  }
}

/** Text is filled in black unless it says otherwise, and its outline is not drawn. */
function textPaint({ attributes }: XmlElement, { fill, stroke }: DrawParam): Paint {
  const paints: Paint[] = [];
  if (booleanOf(attributes["Fill"], true)) paints.push(fill ?? "dark");
  if (booleanOf(attributes["Stroke"], false)) paints.push(stroke ?? "dark");
  if (paints.includes("dark")) return "dark";
  return paints.includes("white") ? "white" : "none";
}
