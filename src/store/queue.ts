import type { RuleId, Severity, Verdict } from "../model/check.ts";
import type { GradeLevel } from "../model/record.ts";

/** What the queue is narrowed to; null for records in which the field is not known. */
export interface QueueFilter {
  year?: number | null;
  region?: string | null;
  unit?: string | null;
  form?: string;
  grade?: GradeLevel | null;
  /** The gravest check that differs; `none` where nothing differs. */
  severity?: Severity | "none";
  rule?: RuleId;
  /** Of `rule`, or of any: some check differs, some could not be computed, or all that could be asked agrees. */
  verdict?: Verdict;
  /** The total score, from and below. */
  score?: readonly [from: number, below: number];
  /** The reported execution rate in per cent, from and below. */
  rate?: readonly [from: number, below: number];
  /** Words that the title and the head of the form (project, units) hold, compared as `Store.search` does, or the beginning of an id. */
  search?: string;
  limit?: number;
  offset?: number;
}

/** A record as the queue lists it. */
export interface QueuedRecord {
  id: string;
  title: string | null;
  project: string | null;
  unit: string | null;
  region: string | null;
  year: number | null;
  form: string;
  grade: string | null;
  gradeLevel: GradeLevel | null;
  totalScore: number | null;
  totalWeight: number | null;
  /** The gravest check that differs; null where none does. */
  severity: Severity | null;
  /** The largest amount of the form, in 元. */
  stakeYuan: number | null;
  doubtful: number;
  unguarded: number;
  numbers: number;
  differs: RuleId[];
  unverifiable: RuleId[];
  path: string | null;
}

/** A part of the queue, gravest first, and how many records there are in all. */
export interface QueuePage {
  total: number;
  records: QueuedRecord[];
}

interface Counted<V> {
  value: V;
  records: number;
}

/** How many records each value of a facet would leave. */
export interface FacetCounts {
  year: Counted<number | null>[];
  region: Counted<string | null>[];
  unit: Counted<string | null>[];
  form: Counted<string | null>[];
  grade: Counted<GradeLevel | null>[];
  severity: Counted<Severity | "none">[];
  rule: Counted<RuleId>[];
}
