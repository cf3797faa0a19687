import { decimalOf, exactNumber, type Decimal } from "../model/decimal.ts";
import type { DraftRecord, ParsedForm } from "../model/parsed-form.ts";
import type { Reading } from "../model/reading.ts";
import { nilKind } from "../values/text.ts";
import { viewForm, type CheckedForm, type Inference } from "./checked-form.ts";
import { FULL_POINTS, weightOf, type ScoredRow } from "./scored-rows.ts";
import { groupLines, plain, sumOf, surplusAmong, type Part, type Sum } from "./sums.ts";

/** The relation of the total to its rows or groups, as `Inference` names it; a group's is the pointer of its line. */
export const TOTAL_RELATION = "/total";

/** That a whole is the sum of its parts. */
interface Relation {
  id: string;
  whole: ScoredRow;
  /** The points the parts must have together for the relation to be complete. */
  points: Decimal | null;
  parts: readonly ScoredRow[];
  /** Rows among which more values than rows would leave open which value is whose. */
  contested: readonly ScoredRow[];
  /** Whether the whole may be inferred from its parts: a subtotal may, the total may not. */
  upward: boolean;
}

/** A missing score and the value that follows for it. */
interface Solution {
  row: ScoredRow;
  value: Decimal;
  equation: string;
  restsOn: string[];
}

/** A form with the values that follow with certainty from what is printed. */
export interface InferredForm {
  form: ParsedForm;
  inferences: Map<string, Inference>;
}

/**
 * Fills in scores that are not printed where exactly one value is possible: a subtotal from its rows, a single missing
 * addend from the sum, and several missing addends where the sum leaves them their full points or nothing, since no
 * score exceeds its weight or falls below zero. Nothing is inferred where weights are missing or do not add up, where
 * something is printed that could not be read, or where more values stand on the page than rows.
 */
export function inferScores(form: ParsedForm): InferredForm {
  const inferences = new Map<string, Inference>();
  let current = form;
  for (;;) {
    const view = viewForm(current, inferences);
    const found = firstSolved(view);
    if (found === null) return { form: current, inferences };
    for (const solution of found.solutions) {
      const pointer = `${solution.row.pointer}/score`;
      inferences.set(pointer, {
        pointer,
        relations: ancestry(found.relation.id, solution.restsOn, inferences),
        restsOn: solution.restsOn,
        equation: solution.equation,
      });
    }
    current = { record: fillIn(view, found.solutions), scoring: form.scoring };
  }
}

/** Subtotals come before what follows from the total, so that a total stays a check of rows that are printed. */
function firstSolved(form: CheckedForm): { relation: Relation; solutions: Solution[] } | null {
  for (const relation of relationsOf(form)) {
    const solutions = solve(form, relation);
    if (solutions.length > 0) return { relation, solutions };
  }
  return null;
}

function relationsOf(form: CheckedForm): Relation[] {
  const { groups, rows, execution, basis } = form.sheet;
  const relations: Relation[] = groups
    .filter((group) => group.rows.length > 0)
    .map(({ line, rows: parts }) => ({
      id: line.pointer,
      whole: line,
      points: weightOf(line),
      parts,
      contested: [line, ...parts],
      upward: true,
    }));
  const { weight, score } = form.record.total;
  const whole: ScoredRow = {
    pointer: TOTAL_RELATION,
    name: "总分",
    group: null,
    subgroup: null,
    weight,
    score,
    knownWeight: FULL_POINTS,
  };
  const beside = execution !== null && basis === "inclusive" ? [execution] : [];
  const lines = groupLines(form);
  const parts = [...(lines ?? rows), ...beside];
  // The scores of group lines stand, whatever competes for the rows below them.
  const contested = lines === null ? parts : [];
  relations.push({ id: TOTAL_RELATION, whole, points: weightOf(whole), parts, contested, upward: false });
  return relations;
}

function solve(form: CheckedForm, relation: Relation): Solution[] {
  const { whole, parts, points, contested } = relation;
  const sum = sumOf(parts, "score");
  const weights = sumOf(parts, "weight");
  const complete = points !== null && weights.lacking.length === 0 && weights.value.eq(points);
  const blank = sum.lacking.every((part) => isBlank(part.reading));
  if (!complete || !blank || sum.parts.length === 0 || surplusAmong(form, contested).length > 0) return [];
  const weightPointers = weights.evidence;
  const total = whole.score?.value ?? null;
  if (total !== null) {
    const restsOn = [`${whole.pointer}/score`, ...sum.evidence, ...weightPointers];
    const solutions = solveParts(decimalOf(total), sum, restsOn);
    return solutions.every(isPlaceable) ? solutions : [];
  }
  const solvesWhole = relation.upward && sum.lacking.length === 0 && isBlank(whole.score);
  if (!solvesWhole || sum.value.gt(points)) return [];
  const restsOn = [...sum.evidence, ...weightPointers];
  const solution = { row: whole, value: sum.value, equation: `${sum.terms} = ${plain(sum.value)}`, restsOn };
  return isPlaceable(solution) ? [solution] : [];
}

/** An inferred value needs a place on the page, which its row's weight gives, and digits that JSON can hold. */
function isPlaceable({ row, value }: Solution): boolean {
  return (row.weight ?? row.score) !== null && exactNumber(value) !== null;
}

function solveParts(total: Decimal, sum: Sum, restsOn: string[]): Solution[] {
  const rest = total.minus(sum.value);
  const full = sum.lacking.map((part) => weightOf(part.row));
  const [first] = sum.lacking;
  if (first === undefined || full.includes(null) || rest.lt("0")) return [];
  const weights = full.filter((weight) => weight !== null);
  const room = weights.reduce((left, weight) => left.minus(weight), rest);
  const known = sum.parts.flatMap((part) => (part.value === null ? [] : [plain(part.value)]));
  const equation =
    known.length === 0 ? plain(total) : `${[plain(total), ...known].join(" − ")} = ${plain(rest)}`;
  const solved = (value: (index: number) => Decimal | undefined, tail: string): Solution[] =>
    sum.lacking.map(({ row }, index) => ({
      row,
      value: value(index) ?? rest,
      equation: `${equation}${tail}`,
      restsOn,
    }));
  if (sum.lacking.length === 1)
    return room.gt("0") || sum.parts.some(isRounded) ? [] : solved(() => rest, "");
  if (room.eq("0")) return solved((index) => weights[index], ` = ${weights.map(plain).join(" + ")}`);
  return rest.eq("0") ? solved(() => rest, "") : [];
}

/** An execution score between nothing and full points was rounded; the total may have been made of the unrounded one. */
function isRounded({ row, value }: Part): boolean {
  return (
    row.pointer === "/execution" &&
    value !== null &&
    !value.eq("0") &&
    value.cmp(weightOf(row) ?? value) !== 0
  );
}

function isBlank(reading: Reading<number> | null): boolean {
  return reading === null || (reading.value === null && nilKind(reading.raw) === "blank");
}

function ancestry(
  relation: string,
  restsOn: readonly string[],
  inferences: ReadonlyMap<string, Inference>,
): Set<string> {
  const relations = new Set([relation]);
  for (const pointer of restsOn) {
    for (const earlier of inferences.get(pointer)?.relations ?? []) relations.add(earlier);
  }
  return relations;
}

/** The record with the solved scores in their places; each stands where the weight of its row stands. */
function fillIn(form: CheckedForm, solutions: readonly Solution[]): DraftRecord {
  const { record, sheet } = form;
  const confidences = confidenceByPointer(form);
  const byPointer = new Map<string, Reading<number>>();
  for (const { row, value, restsOn } of solutions) {
    const place = row.weight ?? row.score;
    if (place === null) continue;
    byPointer.set(row.pointer, {
      value: exactNumber(value),
      raw: "",
      origin: "inferred",
      confidence: Math.min(1, ...restsOn.map((pointer) => confidences.get(pointer) ?? 1)),
      state: "doubtful",
      guards: 0,
      at: place.at,
    });
  }
  const scoreAt = (pointer: string, printed: Reading<number> | null): Reading<number> | null =>
    byPointer.get(pointer) ?? printed;
  return {
    ...record,
    indicators: record.indicators.map((row, index) => ({
      ...row,
      score: scoreAt(`/indicators/${index}`, row.score),
    })),
    scorecard: record.scorecard.map((row, index) => ({
      ...row,
      score: scoreAt(`/scorecard/${index}`, row.score),
    })),
    execution:
      sheet.execution === null
        ? record.execution
        : { ...record.execution, score: scoreAt("/execution", record.execution.score) },
  };
}

function confidenceByPointer({ sheet, record }: CheckedForm): Map<string, number> {
  const confidences = new Map<string, number>();
  const rows = [
    ...sheet.rows,
    ...sheet.groups.map((group) => group.line),
    { pointer: "/total", ...record.total },
  ];
  if (sheet.execution !== null) rows.push(sheet.execution);
  for (const { pointer, weight, score } of rows) {
    if (weight !== null) confidences.set(`${pointer}/weight`, weight.confidence);
    if (score !== null) confidences.set(`${pointer}/score`, score.confidence);
  }
  return confidences;
}
