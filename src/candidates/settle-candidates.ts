import { type Check, EQUALITY_RULES } from "../model/check.ts";
import type { Warning } from "../model/extraction.ts";
import type { Cell, Row } from "../model/layout.ts";
import type { Scoring } from "../model/parsed-form.ts";
import type { Place } from "../model/place.ts";
import { isReading, type Reading } from "../model/reading.ts";
import type { Candidate } from "../model/recognition.ts";
import type { Record } from "../model/record.ts";
import type { Context } from "../model/stage.ts";
import { explain, type Swap } from "./explain.ts";

/** A candidate that hardly anything speaks for is not tried. */
const LEAST_WEIGHT = 0.02;

/** Candidates of one cell that are tried, beside the one that was taken. */
const MOST_OTHERS = 3;

/** Combinations of two cells that are tried for one form. */
const MOST_PAIRS = 120;

/** Weights that are no further apart say that the pixels bear out the one as well as the other. */
const TIE = 0.15;

/** Relations that must come to hold at once before a tie of the recognisers is broken by them. */
const RELATIONS = 2;

/** Confidence of a reading that broke such a tie: below sure, so that only the relations keep it from being doubtful. */
const CHOSEN = 0.6;

/** A cell whose recognisers disagree. */
interface OpenCell {
  row: number;
  column: number;
  cell: Cell;
  others: Candidate[];
}

/** What the record would be with other candidates, and the checks that would come to agree. */
interface Hypothesis {
  cells: OpenCell[];
  swaps: Swap[];
  gains: string[];
  record: Record;
}

/** A form as it was read and checked, with what checking it again needs. */
interface ReadForm {
  record: Record;
  scoring: Scoring;
}

/**
 * Lets the candidates of a recognised form meet its arithmetic. `read` reads the form from rows; it is called again with other
 * candidates in the place of what was taken.
 *
 * Where a relation does not hold, other candidates of the cells it rests on are tried, one at a time and two at a time. A
 * combination that makes it hold and breaks nothing is proposed in the finding; the reading stays, since the report itself may
 * be wrong. It is taken only where it is the only one, the recognisers are tied between the two readings, and two relations
 * come to hold by it; or where what was taken is no number at all. A warning then says so. A relation that does not hold and
 * rests on numbers that the recognisers doubt says that it may be a misreading.
 */
export function settleCandidates(
  rows: Row[],
  read: (rows: Row[], context: Context) => ReadForm,
  context: Context,
): ReadForm {
  const open = openCells(rows);
  if (open.size === 0) return read(rows, context);
  const warnings: Warning[] = [];
  const { record: base, scoring } = read(rows, { ...context, warn: (warning) => warnings.push(warning) });
  const quiet: Context = { ...context, warn: () => undefined };
  const hypotheses = findHypotheses(rows, base, open, (changed) => read(changed, quiet).record);
  const chosen = hypotheses.filter((hypothesis) => mayTake(hypothesis, base, hypotheses));
  const cells = chosen.flatMap((hypothesis) => hypothesis.cells);
  if (chosen.length > 0 && new Set(cells).size === cells.length) {
    const swaps = chosen.flatMap((hypothesis) => hypothesis.swaps);
    const taken = replaced(rows, cells, swaps);
    for (const swap of swaps) warnOfChoice(swap, context);
    return settleCandidates(taken, read, context);
  }
  for (const warning of warnings) context.warn(warning);
  const checks = base.checks.map((check, index) => explained(check, index, base, hypotheses, open));
  return { record: { ...base, checks }, scoring };
}

function openCells(rows: readonly Row[]): Map<string, OpenCell> {
  const open = new Map<string, OpenCell>();
  for (const [row, { cells }] of rows.entries()) {
    for (const [column, cell] of cells.entries()) {
      const others = (cell.candidates ?? [])
        .filter(({ text, weight }) => weight >= LEAST_WEIGHT && text !== cell.text && /\d/u.test(text))
        .slice(0, MOST_OTHERS);
      const key = others.length === 0 ? null : keyOf(cell.at);
      if (key !== null) open.set(key, { row, column, cell, others });
    }
  }
  return open;
}

function keyOf({ page, bbox }: Place): string | null {
  return bbox === undefined ? null : `${String(page)} ${bbox.join(" ")}`;
}

/** All readings of a record by their pointers. */
function readingsOf(record: Record): Map<string, Reading<unknown>> {
  const found = new Map<string, Reading<unknown>>();
  const walk = (part: unknown, pointer: string): void => {
    if (isReading(part)) found.set(pointer, part);
    else if (typeof part === "object" && part !== null) {
      for (const [key, value] of Object.entries(part)) walk(value, `${pointer}/${key}`);
    }
  };
  walk(record, "");
  return found;
}

function findHypotheses(
  rows: readonly Row[],
  base: Record,
  open: ReadonlyMap<string, OpenCell>,
  read: (rows: Row[]) => Record,
): Hypothesis[] {
  const readings = readingsOf(base);
  const failing = base.checks.filter(fails);
  const cellsOf = (check: Check): OpenCell[] => [
    ...new Set(
      check.evidence.flatMap((pointer) => {
        const at = readings.get(pointer)?.at;
        const cell = at === undefined ? undefined : open.get(keyOf(at) ?? "");
        return cell === undefined ? [] : [cell];
      }),
    ),
  ];
  // What is no number stands in no evidence.
  const unread = [...open.values()].filter(({ cell }) => hasNoNumber(base, cell));
  const concerned = [...new Set([...failing.flatMap(cellsOf), ...unread])];
  const shape = [...readings.keys()].join(" ");
  const attempt = (cells: OpenCell[], texts: Candidate[]): Hypothesis[] => {
    const swaps = cells.map(({ cell }, index): Swap => ({ from: cell, to: texts[index] as Candidate }));
    const record = read(replaced(rows, cells, swaps));
    if ([...readingsOf(record).keys()].join(" ") !== shape) return [];
    const gains = gainsOf(
      base,
      record,
      cells.every((cell) => unread.includes(cell)),
    );
    return gains === null || gains.length === 0 ? [] : [{ cells, swaps, gains, record }];
  };
  const singles = concerned.flatMap((cell) => cell.others.flatMap((other) => attempt([cell], [other])));
  const explainedBySingles = new Set(singles.flatMap(({ gains }) => gains));
  const pairs = failing
    .filter((check) => !explainedBySingles.has(nameOf(check, base.checks.indexOf(check))))
    .flatMap((check) => pairsOf(cellsOf(check)))
    .slice(0, MOST_PAIRS)
    .flatMap(([cells, texts]) => attempt(cells, texts));
  return [...singles, ...pairs];
}

function pairsOf(cells: readonly OpenCell[]): [OpenCell[], Candidate[]][] {
  return cells.flatMap((first, index) =>
    cells.slice(index + 1).flatMap((second) =>
      first.others.flatMap((one) =>
        second.others.map((two): [OpenCell[], Candidate[]] => [
          [first, second],
          [one, two],
        ]),
      ),
    ),
  );
}

function replaced(rows: readonly Row[], cells: readonly OpenCell[], swaps: readonly Swap[]): Row[] {
  const changed = [...rows];
  for (const [index, { row, column }] of cells.entries()) {
    const { from, to } = swaps[index] as Swap;
    const old = changed[row] as Row;
    const rest = (from.candidates ?? []).filter(({ text }) => text !== to.text);
    const cell: Cell = { ...from, text: to.text, confidence: CHOSEN, candidates: [to, ...rest] };
    changed[row] = { ...old, cells: old.cells.map((own, at) => (at === column ? cell : own)) };
  }
  return changed;
}

/** A relation that was found not to hold, or whose numbers could hardly be read. */
function fails({ verdict, severity }: Check): boolean {
  return (verdict === "differs" && severity !== "info") || verdict === "unverifiable";
}

/** A check as it can be found again among those of another reading of the same form: by its place among its like. */
function nameOf({ rule, subject }: Check, index: number): string {
  return `${rule} ${subject} ${String(index)}`;
}

/**
 * The checks that fail before and agree after; null where one that agreed no longer does, or another begins to differ. One
 * that could not be computed may differ where a number was not to be read before.
 */
function gainsOf(before: Record, after: Record, unread: boolean): string[] | null {
  if (before.checks.length !== after.checks.length) return null;
  const gains: string[] = [];
  for (const [index, old] of before.checks.entries()) {
    const now = after.checks[index] as Check;
    if (now.rule !== old.rule || now.subject !== old.subject) return null;
    if (old.verdict === "agrees" && now.verdict !== "agrees") return null;
    if (now.verdict === "differs" && old.verdict !== "differs" && !unread) return null;
    if (fails(old) && now.verdict === "agrees") gains.push(nameOf(old, index));
  }
  return gains;
}

function mayTake(hypothesis: Hypothesis, base: Record, all: readonly Hypothesis[]): boolean {
  const rivals = all.filter((other) => other.gains.some((gain) => hypothesis.gains.includes(gain)));
  if (rivals.length > 1) return false;
  const unread = hypothesis.swaps.every(({ from }) => hasNoNumber(base, from));
  const tied = hypothesis.swaps.every(
    ({ from, to }) => (from.candidates?.[0]?.weight ?? 1) - to.weight <= TIE && to.readers.length > 0,
  );
  const relations = base.checks.filter(
    (check, index) => EQUALITY_RULES.has(check.rule) && hypothesis.gains.includes(nameOf(check, index)),
  ).length;
  return (unread && relations > 0) || (tied && relations >= RELATIONS);
}

/** Whether nothing of a cell became a value. */
function hasNoNumber(base: Record, cell: Cell): boolean {
  const key = keyOf(cell.at);
  const own = [...readingsOf(base).values()].filter((reading) => keyOf(reading.at) === key);
  return own.length > 0 && own.every(({ value }) => value === null);
}

function explained(
  check: Check,
  index: number,
  base: Record,
  hypotheses: readonly Hypothesis[],
  open: ReadonlyMap<string, OpenCell>,
): Check {
  if (check.verdict !== "differs") return check;
  const own = hypotheses.filter(({ gains }) => gains.includes(nameOf(check, index)));
  const readings = readingsOf(base);
  const doubted = check.evidence.flatMap((pointer) => {
    const reading = readings.get(pointer);
    return reading?.state === "doubtful" && open.has(keyOf(reading.at) ?? "") ? [reading.raw] : [];
  });
  return explain(
    check,
    own.map(({ swaps }) => swaps),
    [...new Set(doubted)],
  );
}

function warnOfChoice({ from, to }: Swap, context: Context): void {
  const [old, now] = [from.text, to.text];
  context.warn({
    code: "reading-chosen",
    message: `此处识别结果不一（“${old}”与“${now}”），取“${now}”，因${to.readers.join("、")}如此识别且表内多处算式由此相符，请核对原图 / The recognisers disagree here (“${old}”, “${now}”); “${now}” was taken, since ${to.readers.join(", ")} saw it and relations of the form hold by it. Look at the picture.`,
    at: from.at,
  });
}
