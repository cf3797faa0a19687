import type { Box } from "../../model/layout.ts";
import { boxUnder, type Matrix } from "../pdf/matrix.ts";
import type { Surface } from "./draw-page.ts";
import { drawPath } from "./draw-path.ts";
import { drawText } from "./draw-text.ts";
import { intersection } from "./geometry.ts";
import { PageCanvas } from "./page-canvas.ts";
import { children, type XmlElement } from "./parse-xml.ts";
import type { DrawParam } from "./resources.ts";

const UNIT_SQUARE: Box = [0, 0, 1, 1];

/** Takes the words, rulings and images of a page; a watermark is only noted. */
export class ReadingSurface implements Surface {
  readonly canvas: PageCanvas;

  constructor(width: number, height: number) {
    this.canvas = new PageCanvas(width, height);
  }

  text(object: XmlElement, matrix: Matrix, param: DrawParam, hidden: boolean): void {
    drawText(object, matrix, param, hidden, this.canvas);
  }

  path(object: XmlElement, matrix: Matrix, bounds: Box | null, param: DrawParam): void {
    drawPath(object, matrix, bounds, param, this.canvas);
  }

  image(_part: string, matrix: Matrix, bounds: Box | null): void {
    const whole = boxUnder(matrix, UNIT_SQUARE);
    const seen = bounds === null ? whole : intersection(whole, bounds);
    if (seen !== null) this.canvas.addImage(seen);
  }

  watermark(appearance: XmlElement): boolean {
    for (const text of textsIn(appearance)) this.canvas.watermarks.add(text);
    return false;
  }
}

/** The texts in an element, each TextObject one. */
function textsIn(element: XmlElement): string[] {
  return element.children.flatMap((one) =>
    one.name === "TextObject"
      ? [
          children(one, "TextCode")
            .map(({ text }) => text)
            .join(""),
        ]
      : textsIn(one),
  );
}
