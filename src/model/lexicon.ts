import type { ColumnTerm, FieldTerm, PersonTerm } from "./form-profile.ts";
import type { MoneyUnit } from "./money.ts";
import type { FundMeasure, FundSource } from "./record.ts";

/** What a printed label can mean. */
export type Term =
  | { kind: "title" }
  | { kind: "field"; field: FieldTerm }
  | { kind: "measure"; measure: FundMeasure }
  | { kind: "source"; source: FundSource }
  | { kind: "column"; column: ColumnTerm }
  | { kind: "goal"; goal: "expected" | "actual" }
  | { kind: "level1"; name: string }
  | { kind: "level2"; name: string; level1: string | null; alsoUnder: readonly string[] }
  | { kind: "total" }
  | { kind: "narrative"; heading: string }
  | { kind: "role"; role: string }
  | { kind: "person"; person: PersonTerm }
  | { kind: "caption"; caption: string };

export type TermKind = Term["kind"];

/** A printed label and one thing it can mean. */
export interface LabelMatch {
  term: Term;
  /** The label of the vocabulary that was met. */
  label: string;
  /** The printed label is not the vocabulary's: it was misread or cut, and only this one fits. */
  repaired: boolean;
  /** Points printed with the label, as a decimal string: 产出指标(50分), 预算执行情况（20分）. */
  points: string | null;
  /** Unit of money printed with the label: 项目资金(万元). */
  unit: MoneyUnit | null;
}

/** The vocabulary of a form, ready for look-up. */
export interface Lexicon {
  /** Everything the printed text can mean when it is a label, best first; empty where it is none. */
  look(text: string): readonly LabelMatch[];
  /** As `look`, but only meanings of this kind; null where there is none. */
  find<K extends TermKind>(text: string, kind: K): (LabelMatch & { term: Extract<Term, { kind: K }> }) | null;
  /**
   * The one label of the given kinds that the text may be a misreading or a cut-off piece of, by an edit distance that
   * knows look-alikes; null where none or several fit. Exact labels are returned too.
   */
  near(text: string, kinds: readonly TermKind[]): LabelMatch | null;
  /**
   * A label that stands at the beginning of a text with its value glued to it ("实施单位 XX市中小企业局",
   * "负责人：张三"): the longest label that is followed by a colon, a space or the value; null where there is none.
   */
  prefix(text: string): { match: LabelMatch; label: string; rest: string } | null;
}
