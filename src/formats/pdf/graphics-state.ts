import type { Box } from "../../model/layout.ts";
import { IDENTITY, type Matrix } from "./matrix.ts";

/** What `q` saves and `Q` brings back, as far as it tells where text and lines stand. */
export interface GraphicsState {
  /** From user space to points of the page. */
  matrix: Matrix;
  /** What lies outside of this box, in points of the page, is not seen. */
  clip: Box;
  /** Opacity of what is filled, 0 to 1. */
  opacity: number;
  font: string;
  size: number;
  charSpacing: number;
  wordSpacing: number;
  /** Horizontal scaling, 1 for none. */
  stretch: number;
  leading: number;
  rise: number;
  /** Text rendering mode. */
  mode: number;
  text: Matrix;
  /** The pen, and the beginning of its line, in text space. */
  x: number;
  y: number;
  lineX: number;
  lineY: number;
}

export function initialState(matrix: Matrix, clip: Box): GraphicsState {
  return {
    matrix,
    clip,
    opacity: 1,
    font: "",
    size: 0,
    charSpacing: 0,
    wordSpacing: 0,
    stretch: 1,
    leading: 0,
    rise: 0,
    mode: 0,
    text: IDENTITY,
    x: 0,
    y: 0,
    lineX: 0,
    lineY: 0,
  };
}

export function setTextMatrix(state: GraphicsState, matrix: Matrix): void {
  state.text = matrix;
  state.x = 0;
  state.y = 0;
  state.lineX = 0;
  state.lineY = 0;
}

/** Goes to a new line, relative to the beginning of this one. */
export function moveText(state: GraphicsState, x: number, y: number): void {
  state.lineX += x;
  state.lineY += y;
  state.x = state.lineX;
  state.y = state.lineY;
}
