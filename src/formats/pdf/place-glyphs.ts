import type { Box } from "../../model/layout.ts";
import type { PlacedGlyph } from "./build-words.ts";
import { characterOf, isImpossible } from "./doubt-text.ts";
import type { GraphicsState } from "./graphics-state.ts";
import { apply, boxUnder, type Matrix, multiply, type Point } from "./matrix.ts";

/** A glyph as pdf.js tells it. */
export interface Glyph {
  unicode: string;
  originalCharCode: number;
  /** In units of glyph space. */
  width: number;
  /** In vertical writing: advance, and where the glyph's origin stands. */
  vmetric?: readonly [number, number, number] | undefined;
  isSpace: boolean;
}

/** What must be known of a font beside its glyphs. */
export interface FontFacts {
  /** Size of a unit of glyph space, mostly 1/1000. */
  unit: number;
  vertical: boolean;
}

/** Parts of the type size that glyphs reach above and below their base line. */
const ASCENT = 0.86;
const DESCENT = 0.14;

/** Text rendering modes that leave nothing on the page: 3 draws nothing, 7 only clips. */
const INVISIBLE: ReadonlySet<number> = new Set([3, 7]);

/** Confidence of a character that no text is made of. */
const DOUBTFUL_CHARACTER = 0.2;

/**
 * Where the glyphs of one operator stand on the page; the pen of the state is moved on. A number among the glyphs moves
 * the pen by so many thousandths of the type size.
 */
export function placeGlyphs(
  state: GraphicsState,
  glyphs: readonly (Glyph | number)[],
  { unit, vertical }: FontFacts,
  take: (glyph: PlacedGlyph, source: Glyph) => void,
): void {
  const size = Math.abs(state.size);
  const sign = state.size < 0 ? -1 : 1;
  const stretch = state.stretch * sign;
  const matrix = multiply(state.matrix, state.text);
  const hidden = INVISIBLE.has(state.mode) || state.opacity === 0;
  const advance = unit * size;
  let pen = 0;
  for (const glyph of glyphs) {
    if (typeof glyph === "number") {
      pen += ((vertical ? 1 : -1) * glyph * size) / 1000;
      continue;
    }
    const spacing = (glyph.isSpace ? state.wordSpacing : 0) + state.charSpacing;
    const width = glyph.width * advance;
    if (vertical) {
      const [down, across, up] = glyph.vmetric ?? [-1000, glyph.width / 2, 880];
      const left = state.x - across * advance;
      const base = state.y + state.rise - pen - up * advance;
      const line: Line = {
        from: [state.x, state.y - pen],
        to: [state.x, state.y - pen + down * advance],
        box: [left, base - DESCENT * size, left + width, base + ASCENT * size],
      };
      take(placed(glyph, state, matrix, line, hidden), glyph);
      pen += -down * advance - spacing * sign;
    } else {
      const left = state.x + pen * stretch;
      const right = left + width * stretch;
      const base = state.y + state.rise;
      const line: Line = {
        from: [left, base],
        to: [right, base],
        box: [left, base - DESCENT * size * sign, right, base + ASCENT * size * sign],
      };
      take(placed(glyph, state, matrix, line, hidden), glyph);
      pen += width + spacing * sign;
    }
  }
  if (vertical) state.y -= pen;
  else state.x += pen * stretch;
}

/** Where the pen goes and what the glyph covers, in text space. */
interface Line {
  from: Point;
  to: Point;
  box: Box;
}

function placed(
  glyph: Glyph,
  { size, font }: GraphicsState,
  matrix: Matrix,
  { from, to, box }: Line,
  hidden: boolean,
): PlacedGlyph {
  const text = characterOf(glyph.unicode);
  const start = apply(matrix, ...from);
  const end = apply(matrix, ...to);
  return {
    text,
    from: start,
    to: end,
    direction: directionOf(start, end, matrix),
    size: Math.abs(size) * Math.hypot(matrix[2], matrix[3]),
    box: boxUnder(matrix, box),
    hidden,
    confidence: isImpossible(text) ? DOUBTFUL_CHARACTER : 1,
    font,
  };
}

/** Glyphs without a width (accents that stand over their letter) run as their line does. */
function directionOf(start: Point, end: Point, matrix: Matrix): Point {
  const x = end[0] - start[0];
  const y = end[1] - start[1];
  const length = Math.hypot(x, y);
  if (length > 0.01) return [x / length, y / length];
  const scale = Math.hypot(matrix[0], matrix[1]) || 1;
  return [matrix[0] / scale, matrix[1] / scale];
}
