import type { Box, PositionedPage, Ruling, Word } from "../../model/layout.ts";
import { type BuiltWord, type PlacedGlyph, WordBuilder } from "../pdf/build-words.ts";
import type { Paint } from "./attributes.ts";
import { area, holdsMiddle, intersection, tidy, tidyBox } from "./geometry.ts";

/** A picture is taken for a scan of the page where it covers this part of it. */
const SCAN_SHARE = 0.5;
/** How many scans are told apart on a page, and how many areas are looked through for what is white. */
const MAX_SCANS = 20;
const LOOK_BACK = 500;

/** Confidence of text that lies unseen on a scan: a machine has read it there. */
const RECOGNISED = 0.85;

/** What a page shows, in points, in the order in which it is drawn. */
export class PageCanvas {
  /** Texts that lie across the page and are no part of it. */
  readonly watermarks = new Set<string>();
  /** Texts that are in the file and cannot be seen on the page; they are left out. */
  readonly unseen = new Set<string>();
  /** Whether text lies unseen on a scan; it is kept. */
  hasHiddenText = false;
  readonly #page: Box;
  /** What is written before the first scan, between it and the second, and so on. */
  readonly #layers = [new WordBuilder()];
  readonly #scans: Box[] = [];
  readonly #rulings: Ruling[] = [];
  readonly #images: Box[] = [];
  readonly #fills: Box[] = [];

  constructor(width: number, height: number) {
    this.#page = [0, 0, width, height];
  }

  /** Characters that belong together; blanks among them part words. */
  addRun(glyphs: PlacedGlyph[], paint: Paint): void {
    const words = this.#layers.at(-1);
    words?.close();
    for (const glyph of glyphs) {
      const seen = paint === "dark" || (paint === "white" && this.#isOnFill(glyph.box));
      words?.add({ ...glyph, hidden: !seen });
    }
  }

  addRuling({ orientation, at, from, to }: Ruling, paint: Paint): void {
    const [, , width, height] = this.#page;
    const level = orientation === "horizontal";
    const first = Math.max(from, 0);
    const last = Math.min(to, level ? width : height);
    const box: Box = level ? [first, at, last, at] : [at, first, at, last];
    const onPage = at >= 0 && at <= (level ? height : width) && first < last;
    const seen = paint === "dark" || (paint === "white" && this.#isOnFill(box));
    if (onPage && seen) this.#rulings.push({ orientation, at, from: first, to: last });
  }

  /** An area that is filled with a colour that white is seen on. */
  addFill(box: Box): void {
    this.#fills.push(box);
  }

  addImage(box: Box): void {
    const seen = intersection(box, this.#page);
    if (seen === null) return;
    this.#images.push(seen);
    if (area(seen) < SCAN_SHARE * area(this.#page) || this.#scans.length === MAX_SCANS) return;
    this.#scans.push(seen);
    this.#layers.push(new WordBuilder());
  }

  #isOnFill(box: Box): boolean {
    const under = [...this.#fills.slice(-LOOK_BACK), ...this.#images.slice(-LOOK_BACK)];
    return under.some((fill) => holdsMiddle(fill, box));
  }

  /** The page as it is handed on. */
  finish(number: number): PositionedPage {
    const [, , width, height] = this.#page;
    return {
      kind: "positioned",
      number,
      width: tidy(width),
      height: tidy(height),
      words: this.#layers.flatMap((layer, order) =>
        layer.finish(this.#rulings).flatMap((word) => this.#judge(word, this.#scans.slice(order))),
      ),
      rulings: this.#rulings.map(({ orientation, at, from, to }) => ({
        orientation,
        at: tidy(at),
        from: tidy(from),
        to: tidy(to),
      })),
      images: this.#images.map(tidyBox).toSorted((one, other) => area(other) - area(one)),
    };
  }

  /** A word as it is handed on, or nothing where it is not seen. `above` are the scans that were drawn after it. */
  #judge({ text, box, size, confidence, hidden }: BuiltWord, above: Box[]): Word[] {
    const word: Word = { text, box: tidyBox(box), size: tidy(size), confidence };
    const onPage = intersection(box, this.#page) !== null;
    const onScan = (scans: Box[]) => scans.some((scan) => holdsMiddle(scan, box));
    if (onPage && (onScan(above) || (hidden && onScan(this.#scans)))) {
      this.hasHiddenText = true;
      return [{ ...word, confidence: Math.min(confidence, RECOGNISED) }];
    }
    if (onPage && !hidden) return [word];
    this.unseen.add(text);
    return [];
  }
}
