import type { Box } from "../../model/layout.ts";
import type { Matrix } from "../pdf/matrix.ts";
import { booleanOf, numberOf } from "./attributes.ts";
import type { Surface } from "./draw-page.ts";
import { USUAL_LINE_WIDTH } from "./draw-path.ts";
import { type Glyph, glyphsOf, type TextStyle, textStyleOf } from "./glyphs.ts";
import { childText, type XmlElement } from "./parse-xml.ts";
import type { DrawParam, Resources } from "./resources.ts";
import { svgPath } from "./trace-path.ts";

/** Colours of CSS; null where nothing is drawn. */
interface Pen {
  fill: string | null;
  stroke: string | null;
  /** In the coordinates of the figure. */
  lineWidth: number;
  /** 0 to 1. */
  opacity: number;
}

/** One thing on a page as it looks. `matrix` leads from its own coordinates to the page in points. */
export type Figure =
  | {
      kind: "text";
      matrix: Matrix;
      pen: Pen;
      glyphs: Glyph[];
      style: TextStyle;
      font: string;
      bold: boolean;
      italic: boolean;
    }
  | { kind: "path"; matrix: Matrix; pen: Pen; bounds: Box | null; data: string; evenOdd: boolean }
  /** Fills the unit square; `part` is its name in the package. */
  | { kind: "image"; matrix: Matrix; bounds: Box | null; part: string };

const OPAQUE = 255;
const BOLD_FROM = 600;

/** Takes what a page looks like. */
export class PictureSurface implements Surface {
  readonly figures: Figure[] = [];
  readonly width: number;
  readonly height: number;
  readonly #resources: Resources;

  constructor(resources: Resources, width: number, height: number) {
    this.#resources = resources;
    this.width = width;
    this.height = height;
  }

  text(object: XmlElement, matrix: Matrix, param: DrawParam, hidden: boolean): void {
    const style = textStyleOf(object);
    if (hidden || !(style.size > 0)) return;
    const { attributes } = object;
    this.figures.push({
      kind: "text",
      matrix,
      pen: penOf(object, param, { fill: true, stroke: false }),
      glyphs: glyphsOf(object, style).flat(),
      style,
      font: this.#resources.fontName(attributes["Font"]),
      bold: (numberOf(attributes["Weight"]) ?? 0) >= BOLD_FROM,
      italic: booleanOf(attributes["Italic"], false),
    });
  }

  path(object: XmlElement, matrix: Matrix, bounds: Box | null, param: DrawParam): void {
    const pen = penOf(object, param, { fill: false, stroke: true });
    // A filled path without a colour of its own or inherited is not drawn.
    if (param.fillColour === null) pen.fill = null;
    this.figures.push({
      kind: "path",
      matrix,
      pen,
      bounds,
      data: svgPath(childText(object, "AbbreviatedData") ?? ""),
      evenOdd: object.attributes["Rule"]?.trim() === "Even-Odd",
    });
  }

  image(part: string, matrix: Matrix, bounds: Box | null): void {
    this.figures.push({ kind: "image", matrix, bounds, part });
  }

  watermark(): boolean {
    return true;
  }
}

const BLACK = "rgb(0 0 0)";

function penOf(
  { attributes }: XmlElement,
  { lineWidth, fillColour, strokeColour }: DrawParam,
  usual: { fill: boolean; stroke: boolean },
): Pen {
  return {
    fill: booleanOf(attributes["Fill"], usual.fill) ? (fillColour ?? BLACK) : null,
    stroke: booleanOf(attributes["Stroke"], usual.stroke) ? (strokeColour ?? BLACK) : null,
    lineWidth: Math.abs(lineWidth ?? USUAL_LINE_WIDTH),
    opacity: Math.min(1, Math.max(0, (numberOf(attributes["Alpha"]) ?? OPAQUE) / OPAQUE)),
  };
}
