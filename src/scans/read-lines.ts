import { Failure } from "../model/failure.ts";
import type { Candidate, LineImage, LineReading, Recogniser } from "../model/recognition.ts";
import type { Context } from "../model/stage.ts";
import { Ballot, sameKey } from "./ballot.ts";
import { cutRun, digitRuns, type DigitRun } from "./digit-runs.ts";
import { lineMarks, withoutSpecks, type LineMarks } from "./line-marks.ts";
import { LARGER, SMALLER, THICKER, type LineView } from "./line-views.ts";
import { mendReading, type MendedReading } from "./mend-reading.ts";

/** What the readers together make of one line. */
export interface ReadLine {
  /** As printed, as far as it could be told; "" where nothing could be read. */
  text: string;
  /** 0 to 1; from 0.9 on it is sure (README.md says what that was measured to mean). */
  confidence: number;
  /** Best first; the first says what `text` says. Empty where nothing was read. */
  candidates: Candidate[];
}

/** Confidence of what was found in each way; measured by test/bench/lines.ts. */
const CONFIDENCE = { agreed: 0.98, label: 0.95, voted: 0.92, doubtful: 0.85 };
/**
 * Least confidence of a reading that needs no second one (labels of at least so many letters), of one that a second may
 * confirm, of the characters beside the figures that only one reads, and of figures where there is no other engine.
 */
const TRUST = {
  neural: { alone: 0.9, confirmed: 0.75, beside: 0.9, letters: 1, figures: 0.97 },
  plain: { alone: 0.85, confirmed: 0.3, beside: 0.95, letters: 3, figures: 0.3 },
};
type Trust = (typeof TRUST)["neural"];
/** Least confidence of the second reading of figures. */
const FIGURES_CONFIDENCE = 0.7;
/** Share of the votes that makes sure, if different engines gave it. */
const LEAST_SHARE = 0.75;
/** Share of the votes from which on figures speak against a reading without any. */
const RIVAL = 0.02;
/** Weight of a short line's reading as figures where it was read as letters: 了 and 工 alone in a cell are 7 and 1. */
const FIGURES_FIRST = 4;
/** Longer lines without figures are not figures that were misread. */
const SHORT = 4;
const CHINESE = /\p{Script=Han}/u;
const DIGIT = /[\d０-９]/u;
const WELL_FORMED =
  /^(?:-?\d+(?:\.\d+)?[%‰]?|-?\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{4}([-.])\d{1,2}(?:\1\d{1,2})?|\d{1,2}:\d{2}|\d+(?:\.\d+)?[%‰]?-\d+(?:\.\d+)?[%‰]?|\d{1,2}[.,])$/u;
const ONLY_FIGURES = /^[\d.,%\s-]+$/u;

/** One line while it is being read. */
interface Line {
  image: LineImage;
  /** As it was given, where it was cleaned of specks. */
  raw: LineImage | null;
  marks: LineMarks;
  first: MendedReading;
  runs: DigitRun[];
  ballot: Ballot;
  confidence: number | null;
}

/** Reads with one recogniser; null where it failed, which was warned of. */
type Read = (
  recogniser: Recogniser,
  lines: readonly LineImage[],
  kind: "text" | "digits",
) => Promise<LineReading[] | null>;

/**
 * Reads lines with all recognisers there are. Figures are read twice, by different engines where there are two; what
 * they agree on and the picture does not speak against is sure. All else is looked at in further views and keeps every candidate.
 *
 * @param recognisers best first; at least one.
 * @throws Failure where all recognisers fail, or where reading was interrupted.
 */
export async function readLines(
  lines: readonly LineImage[],
  recognisers: readonly Recogniser[],
  context: Pick<Context, "warn" | "signal">,
): Promise<ReadLine[]> {
  let failure = new Failure("internal", "没有可用的文字识别引擎 / there is no recogniser to read with");
  const read: Read = async (recogniser, images, kind) => {
    try {
      return images.length === 0 ? [] : await recogniser.read(images, kind, context.signal);
    } catch (error) {
      if (!(error instanceof Failure) || error.code === "interrupted") throw error;
      context.warn({ code: "recogniser-failed", message: error.message });
      failure = error;
      return null;
    }
  };
  const prepared = lines.map(prepare);
  for (const [at, recogniser] of recognisers.entries()) {
    const readings = await read(
      recogniser,
      prepared.map((line) => line.image),
      "text",
    );
    if (readings === null) continue;
    const others = recognisers.slice(at + 1);
    return await readTwice(prepared, readings, recogniser, others[0] ?? null, read);
  }
  throw failure;
}

function prepare(image: LineImage): Pick<Line, "image" | "raw" | "marks"> {
  const marks = lineMarks(image.raster);
  const clean = withoutSpecks(image.raster, marks);
  if (clean === image.raster) return { image, raw: null, marks };
  return { image: { ...image, raster: clean }, raw: image, marks: lineMarks(clean) };
}

async function readTwice(
  prepared: readonly Pick<Line, "image" | "raw" | "marks">[],
  readings: readonly LineReading[],
  first: Recogniser,
  second: Recogniser | null,
  read: Read,
): Promise<ReadLine[]> {
  const lines = prepared.map((line, at): Line => {
    const reading = readings[at] as LineReading;
    const mended = mendReading(reading, line.image.raster, line.marks, isNeural(first));
    const ballot = new Ballot();
    vote(ballot, mended, first.id, 1);
    return {
      ...line,
      first: mended,
      runs: digitRuns(mended, line.image.raster, line.marks.bottom - line.marks.top),
      ballot,
      confidence: null,
    };
  });
  const trust = isNeural(first) ? TRUST.neural : TRUST.plain;
  for (const line of lines)
    if (
      line.runs.length === 0 &&
      !line.first.doubted &&
      CHINESE.test(line.first.text) &&
      Array.from(line.first.text).length >= trust.letters &&
      line.first.confidence >= trust.alone
    )
      line.confidence = CONFIDENCE.label;
  const figures = second ?? first;
  await confirmFigures(lines, figures, trust, first !== figures || !isNeural(first), read);
  const open = lines.filter((line) => line.confidence === null);
  await lookAgain(open, first, second, read);
  for (const line of open) settle(line, second === null ? 1 : 2, trust);
  return lines.map(({ ballot, confidence, first: { text } }) => {
    const candidates = ballot.candidates(confidence ?? CONFIDENCE.doubtful);
    return { text: candidates[0]?.text ?? text, confidence: confidence ?? 0, candidates };
  });
}

/** Engines whose confidence of each character is a probability. */
function isNeural(recogniser: Recogniser): boolean {
  return recogniser.id.startsWith("PP-OCR");
}

function vote(ballot: Ballot, reading: MendedReading, reader: string, weight: number): void {
  if (reading.text === "") return;
  const own = weight * Math.max(0.05, reading.confidence);
  ballot.add(reading.text, reader, own);
  for (const other of reading.alternatives)
    if (other.text !== "") ballot.add(other.text, reader, weight * other.weight * 0.5);
  for (const rival of reading.rivals)
    ballot.add(rival.text, rival.reader === "" ? reader : rival.reader, weight * rival.weight * 0.5);
}

/** Every run of figures is read alone by the engine for figures; lines on which both agree are settled. */
async function confirmFigures(
  lines: readonly Line[],
  figures: Recogniser,
  trust: Trust,
  settles: boolean,
  read: Read,
): Promise<void> {
  const asked = lines.filter((line) => line.runs.length > 0);
  const cuts = asked.flatMap((line) => line.runs.map((run) => cutRun(line.image, run)));
  const seen = await read(figures, cuts, "digits");
  if (seen === null) return;
  let next = 0;
  for (const line of asked) {
    const own = seen.slice(next, next + line.runs.length);
    next += line.runs.length;
    const weakest = Math.min(...own.map((reading) => reading.confidence));
    const characters = Array.from(line.first.text);
    const agrees = line.runs.every(
      (run, at) =>
        sameKey(characters.slice(run.from, run.to).join("")) === sameKey((own[at] as LineReading).text),
    );
    if (own.every((reading) => reading.text !== ""))
      line.ballot.add(withFigures(line, own), `${figures.id}:figures`, Math.max(0.1, weakest) * 0.9);
    if (
      agrees &&
      settles &&
      !line.first.doubted &&
      line.first.confidence >= trust.confirmed &&
      weakest >= FIGURES_CONFIDENCE &&
      restIsTrusted(line, trust.beside) &&
      line.runs.every((run) => isWellFormed(characters.slice(run.from, run.to).join(""))) &&
      areWellFormed(line.first.text)
    )
      line.confidence = CONFIDENCE.agreed;
  }
}

/** Only one engine reads what is not a figure; and which of point and comma it is hangs on a few dots. */
function restIsTrusted({ first, runs }: Line, least: number): boolean {
  const characters = Array.from(first.text);
  return (first.confidences ?? []).every(
    (confidence, at) =>
      confidence >= least ||
      (DIGIT.test(characters[at] as string) && runs.some((run) => at >= run.from && at < run.to)),
  );
}

/** Whether figures are written as numbers and dates are: nobody prints two points in a number, or groups of two. */
function isWellFormed(text: string): boolean {
  return WELL_FORMED.test(sameKey(text));
}

/** The same of all figures in a text; months and days have two figures at most: a 日 is easily read as 11. */
function areWellFormed(text: string): boolean {
  if (/[年月]\d{3}/u.test(sameKey(text))) return false;
  return (sameKey(text).match(/[\d.,%‰:-]*\d[\d.,%‰:-]*/gu) ?? []).every(isWellFormed);
}

/** The first reading with its figures as another engine read them. */
function withFigures(line: Line, figures: readonly LineReading[]): string {
  const characters = Array.from(line.first.text);
  for (const [at, run] of [...line.runs.entries()].reverse())
    characters.splice(run.from, run.to - run.from, (figures[at] as LineReading).text.replaceAll(" ", ""));
  return characters.join("");
}

/** Further views of lines that are not settled, each view in one go. */
async function lookAgain(
  open: readonly Line[],
  first: Recogniser,
  second: Recogniser | null,
  read: Read,
): Promise<void> {
  if (open.length === 0) return;
  const whole = async (
    recogniser: Recogniser,
    lines: readonly Line[],
    kind: "text" | "digits",
    view: LineView | null,
    weight: number,
  ): Promise<void> => {
    const images = lines.map((line) => (view === null ? line.image : view.of(line.image)));
    const readings = await read(recogniser, images, kind);
    for (const [at, reading] of (readings ?? []).entries()) {
      const line = lines[at] as Line;
      const mended = mendReading(reading, line.image.raster, line.marks, isNeural(recogniser));
      if (kind === "digits" && !ONLY_FIGURES.test(mended.text)) continue;
      const suffix = [kind === "digits" ? "figures" : "", view?.name ?? ""]
        .filter((part) => part !== "")
        .join(" ");
      vote(line.ballot, mended, suffix === "" ? recogniser.id : `${recogniser.id}:${suffix}`, weight);
    }
  };
  for (const view of [SMALLER, LARGER, THICKER]) await whole(first, open, "text", view, 0.6);
  const cleaned = open.filter((line) => line.raw !== null);
  const raw: LineView = {
    name: "uncleaned",
    of: (image) => cleaned.find((line) => line.image === image)?.raw ?? image,
  };
  if (cleaned.length > 0) await whole(first, cleaned, "text", raw, 0.3);
  if (second !== null) await whole(second, open, "text", null, 0.5);
  const figures = second ?? first;
  for (const view of [SMALLER, LARGER]) await figuresAgain(open, figures, view, read);
  const unread = open.filter(
    (line) => Array.from(line.first.text).length <= SHORT && !DIGIT.test(line.first.text),
  );
  if (unread.length > 0 && !isNeural(figures)) await whole(figures, unread, "digits", null, FIGURES_FIRST);
}

async function figuresAgain(
  open: readonly Line[],
  figures: Recogniser,
  view: LineView,
  read: Read,
): Promise<void> {
  const lines = open.filter((line) => line.runs.length > 0);
  const cuts = lines.flatMap((line) => line.runs.map((run) => view.of(cutRun(line.image, run))));
  const seen = await read(figures, cuts, "digits");
  if (seen === null) return;
  let next = 0;
  for (const line of lines) {
    const own = seen.slice(next, next + line.runs.length);
    next += line.runs.length;
    if (own.some((reading) => reading.text === "")) continue;
    const weakest = Math.min(...own.map((reading) => reading.confidence));
    line.ballot.add(
      withFigures(line, own),
      `${figures.id}:figures ${view.name}`,
      Math.max(0.1, weakest) * 0.6,
    );
  }
}

/** A line is sure after all where different engines gave one text and hardly anything speaks for another. */
function settle(line: Line, engines: number, trust: Trust): void {
  const [best, ...others] = line.ballot.candidates();
  if (best === undefined) {
    line.confidence = 0;
    return;
  }
  const families = new Set(
    best.readers.map((reader) => reader.split(":")[0]).filter((name) => name !== "shape"),
  );
  const sure =
    !line.first.doubted &&
    (engines > 1 || !DIGIT.test(best.text) || line.first.confidence >= trust.figures) &&
    (DIGIT.test(best.text) ||
      !others.some((other) => ONLY_FIGURES.test(other.text) && other.weight > RIVAL)) &&
    (CHINESE.test(line.first.text) || DIGIT.test(line.first.text)) &&
    best.weight >= LEAST_SHARE &&
    families.size >= engines &&
    best.readers.length >= 4 &&
    areWellFormed(best.text) &&
    (sameKey(best.text) !== sameKey(line.first.text) || restIsTrusted(line, trust.beside));
  line.confidence = sure ? CONFIDENCE.voted : Math.min(CONFIDENCE.doubtful, 0.3 + 0.55 * best.weight);
}
