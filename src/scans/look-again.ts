import type { LineReading, Recogniser } from "../model/recognition.ts";
import { sameKey } from "./ballot.ts";
import { cutRun } from "./digit-runs.ts";
import { LARGER, SMALLER, THICKER, type LineView } from "./line-views.ts";
import { mendReading } from "./mend-reading.ts";
import {
  areWellFormed,
  isNeural,
  isProse,
  type Line,
  type Read,
  restIsTrusted,
  trustOf,
  vote,
  withFigures,
} from "./line-votes.ts";

/** Share of the votes that makes sure, if different engines gave it; and how many readings it takes. */
const ENOUGH = { few: { share: 0.85, readers: 3 }, many: { share: 0.75, readers: 4 } };
/** Share of the votes from which on figures speak against a reading without any. */
const RIVAL = 0.02;
/** Weight of a short line's reading as figures where it was read as letters: 了 and 工 alone in a cell are 7 and 1. */
const FIGURES_FIRST = 4;
/** Longer lines without figures are not figures that were misread. */
const SHORT = 4;
const CHINESE = /\p{Script=Han}/u;
const DIGIT = /[\d０-９]/u;
const ONLY_FIGURES = /^[\d.,%\s-]+$/u;

/**
 * Further views of lines that are not settled, each view in one go: two at first, more for the lines that those leave open.
 * Running text is not worth more than one.
 *
 * @returns the lines that are sure now.
 */
export async function lookAgain(
  open: readonly Line[],
  first: Recogniser,
  second: Recogniser | null,
  read: Read,
): Promise<Set<Line>> {
  const sure = new Set<Line>();
  const views = new Views(first, second, read);
  await views.whole(first, open, SMALLER, 0.6);
  const short = open.filter((line) => !isProse(line.first.text));
  if (second !== null)
    await views.whole(
      second,
      short.filter((line) => line.runs.length === 0),
      null,
      0.5,
    );
  await views.asFigures(
    short.filter((line) => Array.from(line.first.text).length <= SHORT && !DIGIT.test(line.first.text)),
  );
  await views.figures(short, SMALLER);
  const left = short.filter((line) => {
    if (isSettled(line, first, second, ENOUGH.few)) sure.add(line);
    return !sure.has(line);
  });
  for (const view of [LARGER, THICKER]) await views.whole(first, left, view, 0.6);
  const cleaned = left.filter((line) => line.raw !== null);
  const raw: LineView = {
    name: "uncleaned",
    of: (image) => cleaned.find((line) => line.image === image)?.raw ?? image,
  };
  await views.whole(first, cleaned, raw, 0.3);
  if (second !== null)
    await views.whole(
      second,
      left.filter((line) => line.runs.length > 0),
      null,
      0.5,
    );
  await views.figures(left, LARGER);
  for (const line of left) if (isSettled(line, first, second, ENOUGH.many)) sure.add(line);
  return sure;
}

class Views {
  readonly #figures: Recogniser;
  readonly #read: Read;

  constructor(first: Recogniser, second: Recogniser | null, read: Read) {
    this.#figures = second ?? first;
    this.#read = read;
  }

  /** The whole of each line, in one view. */
  async whole(
    recogniser: Recogniser,
    lines: readonly Line[],
    view: LineView | null,
    weight: number,
  ): Promise<void> {
    const images = lines.map((line) => (view === null ? line.image : view.of(line.image)));
    const name = view === null ? recogniser.id : `${recogniser.id}:${view.name}`;
    this.#vote(lines, await this.#read(recogniser, images, "text"), { recogniser, name, weight });
  }

  /** The whole of each line, taken for figures. */
  async asFigures(lines: readonly Line[]): Promise<void> {
    const recogniser = this.#figures;
    if (isNeural(recogniser)) return;
    const readings = await this.#read(
      recogniser,
      lines.map((line) => line.image),
      "digits",
    );
    const name = `${recogniser.id}:figures`;
    this.#vote(lines, readings, { recogniser, name, weight: FIGURES_FIRST }, (text) =>
      ONLY_FIGURES.test(text),
    );
  }

  /** The figures of each line, cut out. */
  async figures(all: readonly Line[], view: LineView): Promise<void> {
    const lines = all.filter((line) => line.runs.length > 0);
    const cuts = lines.flatMap((line) => line.runs.map((run) => view.of(cutRun(line.image, run))));
    const seen = await this.#read(this.#figures, cuts, "digits");
    if (seen === null) return;
    let next = 0;
    for (const line of lines) {
      const own = seen.slice(next, next + line.runs.length);
      next += line.runs.length;
      if (own.some((reading) => reading.text === "")) continue;
      const weakest = Math.min(...own.map((reading) => reading.confidence));
      line.ballot.add(
        withFigures(line, own),
        `${this.#figures.id}:figures ${view.name}`,
        Math.max(0.1, weakest) * 0.6,
      );
    }
  }

  #vote(
    lines: readonly Line[],
    readings: readonly LineReading[] | null,
    { recogniser, name, weight }: { recogniser: Recogniser; name: string; weight: number },
    counts: (text: string) => boolean = () => true,
  ): void {
    for (const [at, reading] of (readings ?? []).entries()) {
      const line = lines[at] as Line;
      const mended = mendReading(reading, line.image.raster, line.marks, isNeural(recogniser));
      if (counts(mended.text)) vote(line.ballot, mended, name, weight);
    }
  }
}

/** A line is sure after all where different engines gave one text and hardly anything speaks for another. */
function isSettled(
  line: Line,
  firstReader: Recogniser,
  second: Recogniser | null,
  enough: { share: number; readers: number },
): boolean {
  const [best, ...others] = line.ballot.candidates();
  if (best === undefined) return false;
  const engines = second === null ? 1 : 2;
  const trust = trustOf(firstReader);
  const families = new Set(
    best.readers.map((reader) => reader.split(":")[0]).filter((name) => name !== "shape"),
  );
  const { first } = line;
  return (
    !first.doubted &&
    (engines > 1 || !DIGIT.test(best.text) || first.confidence >= trust.figures) &&
    (DIGIT.test(best.text) ||
      !others.some((other) => ONLY_FIGURES.test(other.text) && other.weight > RIVAL)) &&
    (CHINESE.test(first.text) || DIGIT.test(first.text)) &&
    best.weight >= enough.share &&
    families.size >= engines &&
    best.readers.length >= enough.readers &&
    areWellFormed(best.text) &&
    (sameKey(best.text) !== sameKey(first.text) || restIsTrusted(line, trust.beside))
  );
}
