import type { Box, PositionedPage, Ruling, Word } from "../../model/layout.ts";
import type { Paint } from "./attributes.ts";
import { cutAtRulings, type PlacedWord } from "./cut-at-rulings.ts";
import { area, holdsMiddle, intersection, tidy, tidyBox } from "./geometry.ts";

/** A picture is taken for a scan of the page where it covers this part of it. */
const SCAN_SHARE = 0.5;
/** How many filled areas and scans are looked through for each word. */
const LOOK_BACK = 500;

/** Confidence of text that lies unseen on a scan: a machine has read it there. */
const RECOGNISED = 0.85;
/** Confidence of words with characters that mean nothing outside of their font: private use, the replacement character. */
const GARBLED = 0.2;
const MEANINGLESS = /[\p{Co}\uFFFD]/u;

/** Words of the same text count as printed twice where they stand no further apart, as a part of their size. */
const DOUBLED = 0.2;
const CELL = 4;

/** What a page shows, in points, in the order in which it is drawn. */
export class PageCanvas {
  /** Texts that lie across the page and are no part of it. */
  readonly watermarks = new Set<string>();
  /** Texts that are in the file and cannot be seen on the page; they are left out. */
  readonly unseen = new Set<string>();
  /** Whether text lies unseen on a scan; it is kept. */
  hasHiddenText = false;
  readonly #page: Box;
  readonly #words: (PlacedWord & { paint: Paint; order: number })[] = [];
  readonly #rulings: Ruling[] = [];
  readonly #images: { box: Box; order: number }[] = [];
  readonly #fills: Box[] = [];
  #order = 0;

  constructor(width: number, height: number) {
    this.#page = [0, 0, width, height];
  }

  addWord(word: PlacedWord, paint: Paint): void {
    const seen = paint === "white" && !this.#isOnFill(word.box) ? "none" : paint;
    this.#words.push({ ...word, paint: seen, order: (this.#order += 1) });
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
    if (seen !== null) this.#images.push({ box: seen, order: (this.#order += 1) });
  }

  #isOnFill(box: Box): boolean {
    return (
      this.#fills.slice(-LOOK_BACK).some((fill) => holdsMiddle(fill, box)) ||
      this.#images.slice(-LOOK_BACK).some((image) => holdsMiddle(image.box, box))
    );
  }

  /** The page as it is handed on. */
  finish(number: number): PositionedPage {
    const [, , width, height] = this.#page;
    const scans = this.#images
      .filter(({ box }) => area(box) >= SCAN_SHARE * width * height)
      .slice(0, LOOK_BACK);
    const words: PlacedWord[] = [];
    for (const word of this.#words) {
      const scan = scans.find(({ box }) => holdsMiddle(box, word.box));
      const covered = scan !== undefined && scan.order > word.order;
      const onPage = intersection(word.box, this.#page) !== null;
      if (onPage && scan !== undefined && (covered || word.paint === "none")) {
        this.hasHiddenText = true;
        words.push({ ...word, confidence: RECOGNISED });
      } else if (onPage && word.paint !== "none") words.push(word);
      else this.unseen.add(word.text);
    }
    return {
      kind: "positioned",
      number,
      width: tidy(width),
      height: tidy(height),
      words: dropDoubled(cutAtRulings(words, this.#rulings)).map(({ text, box, size, confidence }): Word => ({
        text,
        box: tidyBox(box),
        size: tidy(size),
        confidence: MEANINGLESS.test(text) ? GARBLED : confidence,
      })),
      rulings: this.#rulings.map(({ orientation, at, from, to }) => ({
        orientation,
        at: tidy(at),
        from: tidy(from),
        to: tidy(to),
      })),
      images: this.#images.map(({ box }) => tidyBox(box)).toSorted((one, other) => area(other) - area(one)),
    };
  }
}

/** Bold type is sometimes made by printing it twice, and a template may print what the page prints as well. */
function dropDoubled(words: PlacedWord[]): PlacedWord[] {
  const seen = new Map<string, Box[]>();
  return words.filter(({ text, box, size }) => {
    const column = Math.floor(box[0] / CELL);
    const row = Math.floor(box[1] / CELL);
    for (const right of [-1, 0, 1]) {
      for (const down of [-1, 0, 1]) {
        const near = seen.get(`${column + right} ${row + down} ${text}`) ?? [];
        if (
          near.some((other) => other.every((side, at) => Math.abs(side - (box[at] ?? 0)) <= DOUBLED * size))
        )
          return false;
      }
    }
    const key = `${column} ${row} ${text}`;
    const there = seen.get(key);
    if (there === undefined) seen.set(key, [box]);
    else there.push(box);
    return true;
  });
}
