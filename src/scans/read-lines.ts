import { Failure } from "../model/failure.ts";
import type { Candidate, LineImage, LineReading, Recogniser } from "../model/recognition.ts";
import type { Context } from "../model/stage.ts";
import { Ballot, sameKey } from "./ballot.ts";
import { cutRun, digitRuns } from "./digit-runs.ts";
import { type LineMarks, lineMarks, withoutSpecks } from "./line-marks.ts";
import {
  areWellFormed,
  isNeural,
  isProse,
  isWellFormed,
  type Line,
  type Read,
  restIsTrusted,
  type Trust,
  trustOf,
  vote,
  withFigures,
} from "./line-votes.ts";
import { isBlank, readLoneSign } from "./lone-sign.ts";
import { lookAgain } from "./look-again.ts";
import { mendReading } from "./mend-reading.ts";

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
const CONFIDENCE = { agreed: 0.98, label: 0.95, voted: 0.92, shape: 0.92, doubtful: 0.85 };
/** Least confidence of the second reading of figures. */
const FIGURES_CONFIDENCE = 0.7;
/** Least confidence of each figure in running text that one reading suffices for. */
const PROSE_FIGURES = 0.98;
const CHINESE = /\p{Script=Han}/u;
const DIGIT = /[\d０-９]/u;
/** A point behind Chinese characters is what is left of another mark. */
const LOOSE_POINT = /\p{Script=Han}[.．·]$/u;

type Prepared = Pick<Line, "image" | "raw" | "marks">;

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
  const told = prepared.map(({ image, marks }) => readByShape(image, marks));
  const asked = prepared.filter((_, at) => told[at] === null);
  const answers = (await readWithFirst(asked, recognisers, read)) ?? [];
  if (answers.length < asked.length) throw failure;
  let next = 0;
  return told.map((line) => line ?? (answers[next++] as ReadLine));
}

/** With the first recogniser that does not fail, and the one behind it; null where all fail. */
async function readWithFirst(
  lines: readonly Prepared[],
  recognisers: readonly Recogniser[],
  read: Read,
): Promise<ReadLine[] | null> {
  for (const [at, recogniser] of recognisers.entries()) {
    const images = lines.map((line) => line.image);
    const readings = await read(recogniser, images, "text");
    if (readings !== null)
      return await readTwice(lines, readings, recogniser, recognisers[at + 1] ?? null, read);
  }
  return null;
}

function prepare(image: LineImage): Prepared {
  const marks = lineMarks(image.raster);
  const clean = withoutSpecks(image.raster, marks);
  if (clean === image.raster) return { image, raw: null, marks };
  return { image: { ...image, raster: clean }, raw: image, marks: lineMarks(clean) };
}

/** What needs no recogniser: nothing at all, or a dash that stands alone. */
function readByShape({ raster }: LineImage, marks: LineMarks): ReadLine | null {
  if (isBlank(marks, raster)) return { text: "", confidence: 0, candidates: [] };
  const text = readLoneSign(raster, marks);
  if (text === null) return null;
  const confidence = CONFIDENCE.shape;
  return { text, confidence, candidates: [{ text, weight: confidence, readers: [`shape:${text}`] }] };
}

async function readTwice(
  prepared: readonly Prepared[],
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
  const trust = trustOf(first);
  for (const line of lines) if (isTrusted(line, trust, isNeural(first))) line.confidence = CONFIDENCE.label;
  const figures = second ?? first;
  await confirmFigures(
    lines.filter((line) => line.confidence === null),
    figures,
    trust,
    first !== figures || !isNeural(first),
    read,
  );
  const open = lines.filter((line) => line.confidence === null);
  const sure = await lookAgain(open, first, second, read);
  for (const line of open) {
    const [best] = line.ballot.candidates();
    line.confidence = sure.has(line)
      ? CONFIDENCE.voted
      : Math.min(CONFIDENCE.doubtful, 0.3 + 0.55 * (best?.weight ?? 0));
    if (best === undefined) line.confidence = 0;
  }
  return lines.map(({ ballot, confidence, first: { text } }) => {
    const candidates = ballot.candidates(confidence ?? CONFIDENCE.doubtful);
    return { text: candidates[0]?.text ?? text, confidence: confidence ?? 0, candidates };
  });
}

/** Labels, and running text whose figures are beyond doubt: nothing is calculated with them, and one reading suffices. */
function isTrusted({ first, runs }: Line, trust: Trust, neural: boolean): boolean {
  if (first.doubted || first.confidence < trust.alone || LOOSE_POINT.test(first.text)) return false;
  if (runs.length === 0) return CHINESE.test(first.text) && Array.from(first.text).length >= trust.letters;
  const characters = Array.from(first.text);
  return (
    neural &&
    isProse(first.text) &&
    areWellFormed(first.text) &&
    runs.every((run) => isWellFormed(characters.slice(run.from, run.to).join(""))) &&
    (first.confidences ?? []).every(
      (confidence, at) => confidence >= PROSE_FIGURES || !DIGIT.test(characters[at] as string),
    )
  );
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
