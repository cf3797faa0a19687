import type { Box, Ruling } from "../../model/layout.ts";
import { type BuiltWord, WordBuilder } from "./build-words.ts";
import { FontUse } from "./doubt-text.ts";
import { type GraphicsState, initialState, moveText, setTextMatrix } from "./graphics-state.ts";
import { boxUnder, IDENTITY, type Matrix, multiply } from "./matrix.ts";
import { type FontFacts, type Glyph, placeGlyphs } from "./place-glyphs.ts";
import { thinBox, tracePath } from "./trace-path.ts";

/** What pdf.js tells of the drawing of a page. */
interface Operators {
  fnArray: readonly number[];
  argsArray: readonly unknown[];
}

/** What a page must be told before its drawing can be followed. */
export interface Surroundings {
  /** Codes of the operators by name. */
  ops: { readonly [name: string]: number };
  /** From PDF space to points of the page as it is looked at. */
  transform: Matrix;
  /** The page, in points. */
  box: Box;
  fontOf(name: string): FontFacts;
  /** Whether a layer (optional content) is shown. */
  isVisible(layer: unknown): boolean;
}

export interface Interpretation {
  words: BuiltWord[];
  rulings: Ruling[];
  images: Box[];
  fonts: ReadonlyMap<string, FontUse>;
}

/** Slack at the edge of a clip, in points: glyphs whose middle stands on it are seen. */
const CLIP_SLACK = 0.5;

/** A glyph can be read from this share of its height: a page break through a line leaves somewhat less than half on either page. */
const LEGIBLE_SHARE = 0.35;

/** Operators that paint an image into the unit square. */
const IMAGE_OPERATORS = [
  "paintImageXObject",
  "paintImageMaskXObject",
  "paintInlineImageXObject",
  "paintSolidColorImageMask",
  "paintImageXObjectRepeat",
  "paintImageMaskXObjectRepeat",
  "paintImageMaskXObjectGroup",
  "paintInlineImageXObjectGroup",
];

/** Operators whose path is stroked. */
const STROKES = [
  "stroke",
  "closeStroke",
  "fillStroke",
  "eoFillStroke",
  "closeFillStroke",
  "closeEOFillStroke",
];

type Step = (args: readonly unknown[]) => void;

/**
 * Follows the drawing of a page and notes what it leaves there: text by place, straight lines, images. What is clipped
 * away or stands on a layer that is not shown is left out; text that is drawn invisibly is marked so.
 */
export function interpretPage({ fnArray, argsArray }: Operators, around: Surroundings): Interpretation {
  const interpreter = new Interpreter(around);
  fnArray.forEach((operator, index) => {
    interpreter.take(operator, (argsArray[index] ?? []) as readonly unknown[]);
  });
  return interpreter.finish();
}

class Interpreter {
  readonly #around: Surroundings;
  readonly #steps: ReadonlyMap<number, Step>;
  readonly #strokes: ReadonlySet<unknown>;
  readonly #words = new WordBuilder();
  readonly #rulings: Ruling[] = [];
  readonly #images: Box[] = [];
  readonly #fonts = new Map<string, FontUse>();
  readonly #stack: GraphicsState[] = [];
  #state: GraphicsState;
  /** Open stretches of marked content, true for those of a layer that is not shown. */
  readonly #layers: boolean[] = [];
  /** A clip is announced before the path that makes it. */
  #clipAnnounced = false;
  /** The space of a change of space in which nothing has been drawn yet: see `#noteImage`. */
  #untouched: Matrix | null = null;

  constructor(around: Surroundings) {
    this.#around = around;
    this.#state = initialState(around.transform, around.box);
    this.#strokes = new Set(STROKES.map((name) => around.ops[name]));
    const steps: [string, Step][] = [
      ...this.#textSteps(),
      ...this.#stateSteps(),
      ...IMAGE_OPERATORS.map((name): [string, Step] => [name, () => this.#paintImage()]),
    ];
    this.#steps = new Map(steps.map(([name, step]) => [around.ops[name] as number, step]));
  }

  take(operator: number, args: readonly unknown[]): void {
    this.#steps.get(operator)?.(args);
  }

  finish(): Interpretation {
    this.#noteImage();
    return {
      words: this.#words.finish(this.#rulings),
      rulings: this.#rulings,
      images: this.#images.toSorted((a, b) => areaOf(b) - areaOf(a)),
      fonts: this.#fonts,
    };
  }

  #stateSteps(): [string, Step][] {
    return [
      ["save", () => this.#save()],
      ["restore", () => this.#restore()],
      ["transform", (args) => this.#transform(args as unknown as Matrix)],
      ["setGState", ([changes]) => this.#setGraphics(changes as [string, unknown][])],
      ["clip", () => this.#announceClip()],
      ["eoClip", () => this.#announceClip()],
      ["constructPath", ([paint, data, extent]) => this.#paintPath(paint, data, extent)],
      ["paintFormXObjectBegin", ([matrix, box]) => this.#enter([matrix as Matrix | null], box as Box | null)],
      ["paintFormXObjectEnd", () => this.#restore()],
      ["beginGroup", () => this.#save()],
      ["endGroup", () => this.#restore()],
      ["beginAnnotation", ([, , ...maps]) => this.#enterAnnotation(maps as (Matrix | null)[])],
      ["endAnnotation", () => this.#restore()],
      ["beginMarkedContent", () => this.#layers.push(false)],
      ["beginMarkedContentProps", ([tag, layer]) => this.#enterLayer(tag, layer)],
      ["endMarkedContent", () => this.#layers.pop()],
    ];
  }

  #textSteps(): [string, Step][] {
    const set = (change: (state: GraphicsState, value: number) => void): Step => {
      return ([value]) => change(this.#state, value as number);
    };
    return [
      ["beginText", () => setTextMatrix(this.#state, IDENTITY)],
      ["setFont", ([font, size]) => this.#setFont(font as string, size as number)],
      ["setCharSpacing", set((state, value) => (state.charSpacing = value))],
      ["setWordSpacing", set((state, value) => (state.wordSpacing = value))],
      ["setHScale", set((state, value) => (state.stretch = value / 100))],
      ["setLeading", set((state, value) => (state.leading = value))],
      ["setTextRise", set((state, value) => (state.rise = value))],
      ["setTextRenderingMode", set((state, value) => (state.mode = value))],
      ["setTextMatrix", (args) => setTextMatrix(this.#state, matrixOf(args))],
      ["moveText", ([x, y]) => moveText(this.#state, x as number, y as number)],
      ["setLeadingMoveText", ([x, y]) => this.#moveWithLeading(x as number, y as number)],
      ["nextLine", () => moveText(this.#state, 0, -this.#state.leading)],
      ["showText", ([glyphs]) => this.#showText(glyphs as (Glyph | number)[])],
    ];
  }

  #save(): void {
    this.#stack.push({ ...this.#state });
  }

  #restore(): void {
    this.#noteImage();
    this.#state = this.#stack.pop() ?? initialState(this.#around.transform, this.#around.box);
  }

  #transform(matrix: Matrix): void {
    this.#state.matrix = multiply(this.#state.matrix, matrix);
    this.#untouched = this.#state.matrix;
  }

  #enter(maps: readonly (Matrix | null)[], box: Box | null): void {
    this.#save();
    for (const map of maps)
      if (map !== null) this.#state.matrix = multiply(this.#state.matrix, matrixOf(map));
    if (box !== null) this.#clipTo(boxUnder(this.#state.matrix, box));
  }

  /** Annotations (form fields, stamps) are drawn in the space of the page, whatever was drawn before. */
  #enterAnnotation(maps: readonly (Matrix | null)[]): void {
    this.#save();
    this.#state = initialState(this.#around.transform, this.#around.box);
    for (const map of maps.slice(0, 2))
      if (map !== null) this.#state.matrix = multiply(this.#state.matrix, matrixOf(map));
  }

  #enterLayer(tag: unknown, layer: unknown): void {
    this.#layers.push(tag === "OC" && !this.#around.isVisible(layer));
  }

  get #onHiddenLayer(): boolean {
    return this.#layers.includes(true);
  }

  #setGraphics(changes: readonly [string, unknown][]): void {
    for (const [key, value] of changes) {
      if (key === "ca") this.#state.opacity = value as number;
      if (key === "Font") this.#setFont(...(value as [string, number]));
    }
  }

  #announceClip(): void {
    this.#clipAnnounced = true;
  }

  #clipTo(box: Box): void {
    this.#state.clip = intersect(this.#state.clip, box);
  }

  #paintPath(paint: unknown, data: unknown, extent: unknown): void {
    const [path] = Array.isArray(data) ? (data as unknown[]) : [];
    if (paint !== this.#around.ops["endPath"]) {
      this.#untouched = null;
      // Only this packing of paths is known; where pdf.js gives another one there are no lines rather than wrong ones.
      if (path instanceof Float32Array && !this.#onHiddenLayer) {
        this.#rulings.push(...tracePath(path, this.#state.matrix, { stroke: this.#strokes.has(paint) }));
      }
    }
    if (this.#clipAnnounced && extent !== null && extent !== undefined) {
      this.#clipTo(boxUnder(this.#state.matrix, extent as Box));
    }
    this.#clipAnnounced = false;
  }

  #paintImage(): void {
    this.#untouched = this.#state.matrix;
    this.#noteImage();
  }

  /**
   * Images are not decoded, which would cost a second and tens of megabytes a page; pdf.js then leaves out the operator
   * that paints them. What remains of an image is the change of space it stood in: the unit square became its box, and
   * nothing was drawn there. Thin ones are lines that some programs draw as images.
   */
  #noteImage(): void {
    if (this.#untouched === null) return;
    const box = intersect(boxUnder(this.#untouched, [0, 0, 1, 1]), this.#state.clip);
    this.#untouched = null;
    if (this.#onHiddenLayer) return;
    const line = thinBox(box);
    if (line !== null) this.#rulings.push(line);
    else if (areaOf(box) > 1) this.#images.push(box);
  }

  #setFont(font: string, size: number): void {
    this.#state.font = font;
    this.#state.size = size;
  }

  #moveWithLeading(x: number, y: number): void {
    this.#state.leading = -y;
    moveText(this.#state, x, y);
  }

  #showText(glyphs: readonly (Glyph | number)[]): void {
    this.#untouched = null;
    const { font, clip } = this.#state;
    const use = this.#fonts.get(font) ?? new FontUse();
    this.#fonts.set(font, use);
    const shown = !this.#onHiddenLayer;
    placeGlyphs(this.#state, glyphs, this.#around.fontOf(font), (glyph, source) => {
      if (!shown || !isWithin(glyph.box, clip)) {
        if (shown && isBeside(glyph.box, clip)) this.#words.skip(glyph);
        else this.#words.close();
        return;
      }
      use.add(glyph.text, source.originalCharCode);
      this.#words.add(glyph);
    });
  }
}

function matrixOf(args: readonly unknown[]): Matrix {
  // A text matrix may come as one array or as six numbers.
  const numbers = typeof args[0] === "number" ? args : args[0];
  return numbers as Matrix;
}

function intersect(a: Box, b: Box): Box {
  const left = Math.max(a[0], b[0]);
  const top = Math.max(a[1], b[1]);
  return [left, top, Math.max(left, Math.min(a[2], b[2])), Math.max(top, Math.min(a[3], b[3]))];
}

function isWithin([left, top, right, bottom]: Box, clip: Box): boolean {
  const x = (left + right) / 2;
  const seen = Math.min(bottom, clip[3]) - Math.max(top, clip[1]);
  return (
    x >= clip[0] - CLIP_SLACK &&
    x <= clip[2] + CLIP_SLACK &&
    seen >= Math.min((bottom - top) * LEGIBLE_SHARE, (bottom - top) / 2 - CLIP_SLACK)
  );
}

/** Whether a box lies to the left or right of what is shown, at a height that is. */
function isBeside([, top, , bottom]: Box, clip: Box): boolean {
  const y = (top + bottom) / 2;
  return y >= clip[1] && y <= clip[3] && clip[2] > clip[0];
}

function areaOf([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}
