import type { RuleId, Severity } from "../model/check.ts";

/** A bar of a histogram: so many records from `from` to below `below`. */
interface Bin {
  from: number;
  below: number;
  records: number;
}

/** Money of the records of one region or year, in 元: the largest of each is its total line. */
interface MoneySum {
  budgetYuan: number | null;
  executedYuan: number | null;
  records: number;
}

/** How the archive stands. */
export interface Overview {
  documents: number;
  records: number;
  failures: number;
  corrections: number;
  /** Records by their gravest difference. */
  severities: { severity: Severity | "none"; records: number }[];
  /** Rules that differ somewhere, each with its gravest difference, how many there are, and in how many records. */
  rules: { rule: RuleId; severity: Severity; findings: number; records: number }[];
  /** Units with most errors. */
  units: { unit: string | null; records: number; errors: number; warnings: number }[];
  /** Total scores in bins of one point from 0 to 100, empty ones left out; what is above 100 counts from 100 on. */
  scores: Bin[];
  /** Execution rates in bins of ten per cent; what is above 100 counts from 100 on. */
  rates: Bin[];
  years: ({ year: number | null } & MoneySum)[];
  regions: ({ region: string | null } & MoneySum)[];
}
