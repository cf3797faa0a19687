import type { ColumnTerm, FormProfile } from "../model/form-profile.ts";
import type { Row } from "../model/layout.ts";
import { labelKey } from "../values/text.ts";
import { compileLexicon } from "./lexicon.ts";
import { collectLabels, type PrintedLabels } from "./printed-labels.ts";
import { findUnknownLabels, type UnknownLabel } from "./unknown-labels.ts";

/** Which profile reads a form, and why. */
export interface FormMatch {
  profile: FormProfile;
  /** How well it fits, 0 to 1; 0 for `general`, which is taken where no other fits. */
  score: number;
  /** What speaks for the profile, and what against it. */
  evidence: string[];
  /** Labels the profile is known by that this form does not print. */
  missing: string[];
  /** Texts where labels stand that the profile's vocabulary does not know. */
  unknownLabels: UnknownLabel[];
  /** All profiles but `general`, best first. */
  ranking: { id: string; score: number }[];
}

/** The profile that all others extend, and that reads a form which no other fits. */
export const GENERAL = "general";

/** What each kind of evidence counts. */
const LABELS_WEIGHT = 3;
const TITLE_WEIGHT = 1;
const COLUMNS_WEIGHT = 1;
/** What each label that the form never has takes away. */
const ABSENT_PENALTY = 0.15;
/** A profile is preferred to the one it extends although its score is lower by up to this. */
const NARROWER_MARGIN = 0.15;

interface Mark {
  printed: string;
  key: string;
}

/** The part of a profile that tells its form from others, ready for comparison. */
interface Marks {
  titles: Mark[];
  labels: Mark[];
  absent: Mark[];
  /** What tells the form from the one that its profile extends. */
  own: { titles: Mark[]; labels: Mark[] };
  threshold: number;
}

interface Candidate {
  profile: FormProfile;
  score: number;
  found: number;
  /** The share of labels found reaches the profile's threshold, and so does that of its own marks. */
  fits: boolean;
  evidence: string[];
  missing: string[];
}

/**
 * Chooses the profile that a form was printed from: by its title, the labels it is known by, labels it never has and
 * the columns of its indicator table. Of two that fit alike the more specific is taken; where none reaches its
 * threshold, `general`, which must be among the profiles.
 */
export function matchForm(rows: readonly Row[], profiles: readonly FormProfile[]): FormMatch {
  const general = profiles.find(({ id }) => id === GENERAL);
  if (general === undefined) throw new TypeError(`the profile "${GENERAL}" is missing`);
  const printed = collectLabels(rows, compileLexicon(general));
  const candidates = profiles
    .filter((profile) => profile !== general)
    .map((profile) => weigh(profile, readMarks(profile, profiles), printed))
    .sort((a, b) => compareCandidates(a, b, profiles));
  const chosen = narrowest(candidates, profiles);
  const profile = chosen?.profile ?? general;
  return {
    profile,
    score: chosen?.score ?? 0,
    evidence: chosen?.evidence ?? [],
    missing: chosen?.missing ?? [],
    unknownLabels: findUnknownLabels(rows, profile),
    ranking: candidates.map(({ profile: { id }, score }) => ({ id, score })),
  };
}

const marksOf = new WeakMap<FormProfile, Marks>();

function readMarks(profile: FormProfile, profiles: readonly FormProfile[]): Marks {
  const known = marksOf.get(profile);
  if (known !== undefined) return known;
  const titles = markAll(profile.match?.titles);
  const labels = markAll(profile.match?.labels);
  const wider = ancestorsOf(profile, profiles).flatMap(({ match }) => (match === undefined ? [] : [match]));
  const inherited = new Set(wider.flatMap((match) => match.titles.concat(match.labels)).map(labelKey));
  const isOwn = ({ key }: Mark) => !inherited.has(key);
  const marks = {
    titles,
    labels,
    absent: markAll(profile.match?.absent),
    own: { titles: wider.length === 0 ? [] : titles.filter(isOwn), labels: labels.filter(isOwn) },
    threshold: profile.match?.threshold ?? 1,
  };
  marksOf.set(profile, marks);
  return marks;
}

function markAll(labels: string[] = []): Mark[] {
  return labels.map((printed) => ({ printed, key: labelKey(printed) }));
}

function weigh(profile: FormProfile, marks: Marks, printed: PrintedLabels): Candidate {
  const isPrinted = ({ key }: Mark) => printed.keys.has(key);
  const isTitle = ({ key }: Mark) => printed.titles.some((title) => title.includes(key));
  const title = marks.titles.find(isTitle);
  const found = marks.labels.filter(isPrinted);
  const unexpected = marks.absent.filter(isPrinted);
  const order = bestOrder(profile, printed.headers);
  const share = shareOf(found.length, marks.labels.length);
  const { own, threshold } = marks;
  const ownFound = own.titles.filter(isTitle).length + own.labels.filter(isPrinted).length;

  const parts = [{ weight: LABELS_WEIGHT, value: share }];
  if (marks.titles.length > 0) parts.push({ weight: TITLE_WEIGHT, value: title === undefined ? 0 : 1 });
  if (order !== null) parts.push({ weight: COLUMNS_WEIGHT, value: order });
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0);
  const reached = parts.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return {
    profile,
    score: Math.max(0, reached / whole - ABSENT_PENALTY * unexpected.length),
    found: found.length,
    fits: share >= threshold && shareOf(ownFound, own.titles.length + own.labels.length) >= threshold,
    evidence: [
      ...(title === undefined ? [] : [`title ${title.printed}`]),
      ...found.map(({ printed: label }) => `label ${label}`),
      ...(order === null ? [] : [`columns ${Math.round(order * 100)} %`]),
      ...unexpected.map(({ printed: label }) => `against it: label ${label}`),
    ],
    missing: marks.labels.filter((mark) => !isPrinted(mark)).map(({ printed: label }) => label),
  };
}

function shareOf(found: number, all: number): number {
  return all === 0 ? 0 : found / all;
}

/** How far the columns of the best header row stand in the profile's order, 0 to 1; null where there is none. */
function bestOrder(profile: FormProfile, headers: readonly Row[]): number | null {
  if (profile.indicatorColumns.length === 0 || headers.length === 0) return null;
  return Math.max(...headers.map((header) => orderOf(header, profile)));
}

/** The forms of one document have the same headers again and again. */
const orders = new WeakMap<FormProfile, Map<string, number>>();
const MOST_ORDERS = 1000;

function orderOf({ cells }: Row, profile: FormProfile): number {
  const known = orders.get(profile) ?? new Map<string, number>();
  orders.set(profile, known);
  const header = cells.map(({ text }) => text).join("\t");
  let order = known.get(header);
  if (order === undefined) {
    const lexicon = compileLexicon(profile);
    const printed = cells.flatMap(({ text }) => {
      const columns = lexicon.look(text).flatMap(({ term }) => (term.kind === "column" ? [term.column] : []));
      return columns.length === 0 ? [] : [columns];
    });
    order =
      commonOrder(printed, profile.indicatorColumns) /
      Math.max(printed.length, profile.indicatorColumns.length);
    if (known.size >= MOST_ORDERS) known.clear();
    known.set(header, order);
  }
  return order;
}

/** Length of the longest common subsequence of the printed columns, each with all it can mean, and the expected. */
function commonOrder(printed: ColumnTerm[][], expected: readonly ColumnTerm[]): number {
  let row = Array.from<number>({ length: expected.length + 1 }).fill(0);
  for (const columns of printed) {
    const next = [0];
    for (let index = 0; index < expected.length; index += 1) {
      const diagonal = (row[index] ?? 0) + (columns.includes(expected[index] as ColumnTerm) ? 1 : 0);
      next.push(Math.max(diagonal, row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function compareCandidates(a: Candidate, b: Candidate, profiles: readonly FormProfile[]): number {
  return (
    b.score - a.score ||
    b.found - a.found ||
    ancestorsOf(b.profile, profiles).length - ancestorsOf(a.profile, profiles).length ||
    (a.profile.id < b.profile.id ? -1 : 1)
  );
}

/** The best that fits, or a narrower profile below it that fits hardly worse. */
function narrowest(candidates: Candidate[], profiles: readonly FormProfile[]): Candidate | undefined {
  let chosen = candidates.find(({ fits }) => fits);
  for (let wider = chosen; wider !== undefined;) {
    const { profile, score } = wider;
    wider = candidates.find(
      (other) =>
        other.fits &&
        other.score >= score - NARROWER_MARGIN &&
        ancestorsOf(other.profile, profiles).includes(profile),
    );
    chosen = wider ?? chosen;
  }
  return chosen;
}

/** The profiles that a profile extends, nearest first. */
function ancestorsOf(profile: FormProfile, profiles: readonly FormProfile[]): FormProfile[] {
  const parent = profiles.find(({ id }) => id === profile.extends);
  return parent === undefined ? [] : [parent, ...ancestorsOf(parent, profiles)];
}
