import type { ColumnTerm, GradeBand, RuleModes } from "./form-profile.ts";
import type { Place } from "./place.ts";
import type { Record } from "./record.ts";

/** A record as the section parsers leave it: read, not yet checked. */
export type DraftRecord = Omit<Record, "checks" | "coverage">;

/** Values that stand on the page beside a part but fit none of its rows (six scores for five rows). */
export interface Surplus {
  /** JSON Pointer of the row or group they stand at. */
  near: string;
  /** The values as printed, all of them, those that were given a row included. */
  raw: string[];
  /** How many rows there are for them. */
  rows: number;
  at: Place;
}

/** What the rules must know of the form beside the record. */
export interface Scoring {
  modes: RuleModes;
  /** The grade scale in force, and what vouches for it: a note on the form, its profile, or the national scale. */
  gradeScale: { bands: GradeBand[]; source: "printed" | "profile" | "national" };
  /** Columns that the indicator table prints (empty where there is no such table). */
  indicatorColumns: ColumnTerm[];
  /** Columns that the scoring table prints. */
  scorecardColumns: ColumnTerm[];
  /** Points of groups told in a note below the form, to be held against the captions. */
  notedWeights: { group: string; weight: string; at: Place }[];
  surplus: Surplus[];
  /** Pointers of readings whose row was chosen with the help of their own value: no check of that value proves it. */
  circular: string[];
  /** Rates and scores that rows below the first fund row repeat (其中 rows): checked, never added. */
  repeatedExecution: {
    label: string;
    budget: string | null;
    executed: string | null;
    rate: string | null;
    at: Place;
  }[];
}

/** One form as parsed, with what is needed to check it. */
export interface ParsedForm {
  record: DraftRecord;
  scoring: Scoring;
}
