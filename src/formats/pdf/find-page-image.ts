import type { Box } from "../../model/layout.ts";
import { boxUnder, type Matrix, multiply } from "./matrix.ts";

/** The part of a page that its one image must cover to be taken for the page. */
const COVERAGE = 0.8;

/** How much of an image may be clipped away, or lie outside of the page. */
const CUT_OFF = 0.02;

/** What pdf.js tells of the drawing of a page, images included. */
interface Operators {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** An image on a page. */
export interface PlacedImage {
  /** Its name among the objects of the page. */
  id: string;
  /** From the unit square, whose y points up in the image, to points of the page as it is looked at. */
  matrix: Matrix;
  /** What it covers. */
  box: Box;
}

/** Operators that leave nothing to be seen, whatever is drawn there by others. */
const UNSEEN = new Set(
  [
    "save restore transform clip eoClip endPath dependency setLineWidth setLineCap setLineJoin setMiterLimit setDash",
    "setRenderingIntent setFlatness setStrokeColorSpace setFillColorSpace setStrokeColor setStrokeColorN setFillColor",
    "setFillColorN setStrokeGray setFillGray setStrokeRGBColor setFillRGBColor setStrokeCMYKColor setFillCMYKColor",
    "paintFormXObjectBegin paintFormXObjectEnd markPoint markPointProps beginMarkedContent endMarkedContent beginCompat endCompat",
    "beginText endText setFont setCharSpacing setWordSpacing setHScale setLeading setTextRise setTextMatrix moveText",
    "setLeadingMoveText nextLine",
  ].flatMap((names) => names.split(" ")),
);

const SHOW_TEXT = new Set(["showText", "showSpacedText", "nextLineShowText", "nextLineSetSpacingShowText"]);

/** Text rendering modes that leave nothing to be seen. */
const INVISIBLE = new Set([3, 7]);

/**
 * The one image that is all there is to be seen on a page, as scanners make them; null where anything else is drawn (strips,
 * layers, stamps, lines), where it is clipped, or covers too little: such a page must be rendered. Text that is drawn invisibly
 * does not count.
 */
export function findPageImage(
  { fnArray, argsArray }: Operators,
  ops: { readonly [name: string]: number },
  transform: Matrix,
  page: Box,
): PlacedImage | null {
  const names = new Map(Object.entries(ops).map(([name, code]) => [code, name]));
  const stack: { matrix: Matrix; clip: Box }[] = [];
  let state = { matrix: transform, clip: page };
  let mode = 0;
  let clipAnnounced = false;
  let found: PlacedImage | null = null;
  for (const [index, code] of fnArray.entries()) {
    const name = names.get(code) ?? "";
    const args = (argsArray[index] ?? []) as readonly unknown[];
    if (name === "save") stack.push({ ...state });
    else if (name === "restore" || name === "paintFormXObjectEnd")
      state = stack.pop() ?? { matrix: transform, clip: page };
    else if (name === "transform")
      state = { ...state, matrix: multiply(state.matrix, args as unknown as Matrix) };
    else if (name === "paintFormXObjectBegin") {
      stack.push({ ...state });
      const [matrix, box] = args as [Matrix | null, Box | null];
      if (matrix !== null) state = { ...state, matrix: multiply(state.matrix, matrix) };
      if (box !== null) state = { ...state, clip: intersect(state.clip, boxUnder(state.matrix, box)) };
    } else if (name === "clip" || name === "eoClip") clipAnnounced = true;
    else if (name === "constructPath") {
      const [paint, , extent] = args as [number, unknown, Box | null | undefined];
      if (paint !== ops["endPath"]) return null;
      if (clipAnnounced && extent !== null && extent !== undefined)
        state = { ...state, clip: intersect(state.clip, boxUnder(state.matrix, extent)) };
      clipAnnounced = false;
    } else if (name === "setTextRenderingMode") mode = args[0] as number;
    else if (name === "paintImageXObject") {
      if (found !== null) return null;
      const box = boxUnder(state.matrix, [0, 0, 1, 1]);
      if (areaOf(intersect(box, state.clip)) < areaOf(box) * (1 - CUT_OFF)) return null;
      found = { id: args[0] as string, matrix: state.matrix, box };
    } else if (!(UNSEEN.has(name) || (SHOW_TEXT.has(name) && INVISIBLE.has(mode)))) return null;
  }
  if (found === null || areaOf(intersect(found.box, page)) < areaOf(page) * COVERAGE) return null;
  return found;
}

function intersect(a: Box, b: Box): Box {
  const left = Math.max(a[0], b[0]);
  const top = Math.max(a[1], b[1]);
  return [left, top, Math.max(left, Math.min(a[2], b[2])), Math.max(top, Math.min(a[3], b[3]))];
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}
