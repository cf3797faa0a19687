import type { Document } from "../model/extraction.ts";
import type { Record } from "../model/record.ts";
import { alignInOrder } from "./align-rows.ts";
import { compareChecks } from "./compare-checks.ts";
import { type ComparedLeaf, compareRecord } from "./compare-record.ts";
import type { Gold, GoldRecord } from "./gold.ts";
import { claimsNumber, isNumeric, judgeLeaf, placeOf, writtenOtherwise } from "./leaves.ts";
import { pairDocuments } from "./pair-documents.ts";
import {
  addCounts,
  addNumbers,
  type Counts,
  type DocumentReport,
  type LeafFault,
  NO_COUNTS,
  NO_NUMBERS,
  type NumberCounts,
  type NumberMark,
  type Report,
  scoreOf,
} from "./report.ts";

/**
 * Holds documents against what they are known to hold. They are paired by the ends of their paths; the records of a
 * document with those of its gold in order, by their titles and project names where their number is not the same.
 * The documents must carry their Readings: without them neither places nor silent errors can be told.
 */
export function evaluate(documents: readonly Document[], golds: readonly Gold[]): Report {
  const pairs = pairDocuments(documents, golds);
  const named = new Set(pairs.values());
  const fields = new Map<string, Counts>();
  const reports = golds.map((gold) => evaluateDocument(pairs.get(gold), gold, fields));
  return {
    documents: reports,
    fields: [...fields].map(([field, counts]) => ({ field, score: scoreOf(counts) })),
    total: totalOf(reports),
    documentsWithoutGold: documents
      .filter((document) => !named.has(document))
      .map((document) => document.source),
  };
}

const NO_DOCUMENT = { code: "no-document", message: "no document of this name" };

function evaluateDocument(
  document: Document | undefined,
  gold: Gold,
  fields: Map<string, Counts>,
): DocumentReport {
  const records = document?.records ?? [];
  const report: DocumentReport = {
    source: gold.source,
    absent: document === undefined ? NO_DOCUMENT : (document.failure ?? null),
    score: scoreOf(NO_COUNTS),
    numbers: NO_NUMBERS,
    records: { listed: gold.records.length, got: records.length, exact: 0 },
    rows: { listed: 0, exact: 0, extra: 0 },
    checks: { listed: 0, found: 0 },
    faults: [],
    silent: 0,
    formDifferences: [],
    checksNotFound: [],
    checksNotListed: [],
  };
  const outcomes: CountedOutcome[] = [];
  const count = (field: string, outcome: CountedOutcome): void => {
    outcomes.push(outcome);
    fields.set(field, addCounts(fields.get(field) ?? NO_COUNTS, countOf(outcome)));
  };
  for (const pair of pairRecords(gold.records, records)) {
    if (pair.wanted === null) {
      count("records", "extra");
      report.faults.push(recordTooMany(pair.got, `/records/+${records.indexOf(pair.got)}`));
    } else {
      evaluateRecord(pair, report, count);
    }
  }
  report.score = scoreOf(outcomes.map(countOf).reduce(addCounts, NO_COUNTS));
  report.silent = report.faults.filter((fault) => fault.silent).length;
  return report;
}

type CountedOutcome = LeafFault["outcome"] | "right";

function evaluateRecord(
  { wanted, at, got }: WantedRecord,
  report: DocumentReport,
  count: (field: string, outcome: CountedOutcome) => void,
): void {
  const { leaves, rows } = compareRecord(wanted, got, `/records/${at}`);
  let isExact = true;
  const numbers: NumberCounts = { ...NO_NUMBERS };
  for (const leaf of leaves) {
    const outcome = judgeLeaf(leaf);
    if (outcome === "empty") continue;
    count(leaf.field, outcome);
    countNumber(leaf, outcome, got, numbers);
    if (outcome === "right") {
      const other = writtenOtherwise(leaf);
      if (other !== null) report.formDifferences.push({ path: leaf.path, ...other });
    } else {
      isExact = false;
      report.faults.push(faultOf(leaf, outcome, got));
    }
  }
  if (isExact) report.records.exact += 1;
  const { missing, wrongDoubtful, wrongInFinding, wrongSilent } = numbers;
  if (got !== null && missing + wrongDoubtful + wrongInFinding + wrongSilent === 0) numbers.wholeRecords = 1;
  report.numbers = addNumbers(report.numbers, numbers);
  report.rows.listed += rows.listed;
  report.rows.exact += rows.exact;
  report.rows.extra += rows.extra;
  const checks = compareChecks(wanted, got);
  report.checks.listed += checks.listed;
  report.checks.found += checks.found;
  report.checksNotFound.push(...checks.notFound.map((check) => ({ record: at, check })));
  report.checksNotListed.push(...checks.notListed.map((check) => ({ record: at, check })));
}

function countNumber(
  leaf: ComparedLeaf,
  outcome: CountedOutcome,
  record: Record | null,
  into: NumberCounts,
): void {
  const isClaimed = claimsNumber(leaf);
  if (isClaimed) into.listed += 1;
  if (outcome === "right" && isClaimed) {
    into.right += 1;
    if (leaf.reading?.of.state === "doubtful") into.rightDoubtful += 1;
  } else if (outcome !== "right" && outcome !== "missing" && isNumeric(leaf)) {
    const mark = record === null ? null : markOf(leaf, record);
    if (mark === "doubtful") into.wrongDoubtful += 1;
    else if (mark === "finding") into.wrongInFinding += 1;
    else into.wrongSilent += 1;
  } else if (isClaimed) {
    into.missing += 1;
  }
}

/** A record of the gold and what was read of it, or a record that the gold does not have. */
type RecordPair = WantedRecord | { wanted: null; got: Record };
interface WantedRecord {
  wanted: GoldRecord;
  /** Position in the gold. */
  at: number;
  got: Record | null;
}

function pairRecords(golds: readonly GoldRecord[], records: readonly Record[]): RecordPair[] {
  if (golds.length === records.length) {
    return golds.map((wanted, at) => ({ wanted, at, got: records[at] ?? null }));
  }
  const claims = golds.map(({ title, project }) => ({ title, project: { name: project?.name } }));
  return alignInOrder(claims, records).flatMap((pair): RecordPair[] => {
    const got = pair.got === null ? null : (records[pair.got] ?? null);
    const wanted = pair.gold === null ? undefined : golds[pair.gold];
    if (wanted !== undefined) return [{ wanted, at: pair.gold ?? 0, got }];
    return got === null ? [] : [{ wanted: null, got }];
  });
}

function recordTooMany(record: Record, path: string): LeafFault {
  return {
    path,
    row: "",
    outcome: "extra",
    expected: null,
    got: record.title?.value ?? record.id,
    raw: record.title?.raw ?? null,
    at: record.title?.at ?? null,
    silent: false,
  };
}

function faultOf(leaf: ComparedLeaf, outcome: LeafFault["outcome"], record: Record | null): LeafFault {
  const isWrongNumber = outcome !== "missing" && isNumeric(leaf);
  return {
    path: leaf.path,
    row: leaf.row,
    outcome,
    expected: leaf.expected,
    got: leaf.got,
    raw: leaf.reading?.of.raw ?? null,
    at: placeOf(leaf),
    silent: isWrongNumber && record !== null && markOf(leaf, record) === null,
  };
}

/** How a person is told to look at this leaf. */
function markOf(leaf: ComparedLeaf, record: Record): NumberMark {
  if (leaf.reading?.of.state === "doubtful") return "doubtful";
  const pointers = [leaf.reading?.pointer, leaf.pointer].filter((pointer) => typeof pointer === "string");
  const isInFinding = record.checks.some(
    (check) =>
      check.verdict === "differs" &&
      check.evidence.some((evidence) =>
        pointers.some((pointer) => evidence === pointer || evidence.startsWith(`${pointer}/`)),
      ),
  );
  return isInFinding ? "finding" : null;
}

function countOf(outcome: CountedOutcome): Counts {
  return { ...NO_COUNTS, listed: outcome === "extra" ? 0 : 1, [outcome]: 1 };
}

function totalOf(reports: readonly DocumentReport[]): Report["total"] {
  const sum = (pick: (report: DocumentReport) => number): number =>
    reports.reduce((total, report) => total + pick(report), 0);
  return {
    documents: reports.length,
    score: scoreOf(reports.reduce<Counts>((counts, report) => addCounts(counts, report.score), NO_COUNTS)),
    numbers: reports.map(({ numbers }) => numbers).reduce(addNumbers, NO_NUMBERS),
    records: {
      listed: sum((report) => report.records.listed),
      got: sum((report) => report.records.got),
      exact: sum((report) => report.records.exact),
    },
    rows: {
      listed: sum((report) => report.rows.listed),
      exact: sum((report) => report.rows.exact),
      extra: sum((report) => report.rows.extra),
    },
    checks: { listed: sum((report) => report.checks.listed), found: sum((report) => report.checks.found) },
    silent: sum((report) => report.silent),
    checksNotListed: sum((report) => report.checksNotListed.length),
  };
}
