import type { FormProfile } from "../model/form-profile.ts";
import type { LabelMatch, Lexicon, Term, TermKind } from "../model/lexicon.ts";
import type { MoneyUnit } from "../model/money.ts";
import { moneyUnitIn } from "../values/money.ts";
import { closest } from "../values/similarity.ts";
import { foldWidth, labelKey, withoutBrackets } from "../values/text.ts";
import { findHeadingPieces } from "./vertical-headings.ts";
import { listEntries, type VocabularyEntry } from "./vocabulary-entries.ts";

/** No printed label with its notes is longer; titles are the longest. Longer texts are prose. */
const LONGEST_LABEL = 120;
/** A value may follow the first label of a text within so many characters. */
const LONGEST_PREFIX = 40;
/** Labels shorter than this are not told from the beginning of a word, unless a space or a colon follows. */
const SHORTEST_GLUED = 4;
/** Texts whose meanings are kept at hand. */
const MOST_REMEMBERED = 4096;
/** A cut-off piece tells its label from this length on. */
const SHORTEST_PIECE = 2;
/** Kinds whose label may run into its value without anything between. */
const GLUED_KINDS: ReadonlySet<TermKind> = new Set(["field", "goal", "narrative", "role"]);
/** Kinds whose label may have bare points in brackets: 产出指标(50). Elsewhere a number is a value: 总分(95.5). */
const POINTED_KINDS: ReadonlySet<TermKind> = new Set(["level1", "level2", "caption"]);

const NOTE = /\(((?:[^()]|\([^()]*\))*)\)?/gu;
const POINTS = /(\d+(?:\.\d+)?)分/u;
const BARE_POINTS = /^\d+(?:\.\d+)?$/u;
/** 产出指标50分 */
const TRAILING_POINTS = /\d+(?:\.\d+)?分$/u;
const NUMBER_NOTE = /\(-?[\d.,]+%?\)?$/u;
/** What may stand between a label and its value. */
const SEPARATOR = /[:\s]/u;
const CLOSING_BRACKET = /[)】〕\]]/u;

const TITLE: Term = { kind: "title" };

/** The labels of one meaning. */
interface Meaning {
  term: Term;
  keys: string[];
}

const compiled = new WeakMap<FormProfile, Lexicon>();

/**
 * The vocabulary of a resolved profile, ready for look-up. A profile is compiled once: the same profile always gives
 * the same lexicon, so profiles must not be changed after they are loaded.
 */
export function compileLexicon(profile: FormProfile): Lexicon {
  let lexicon = compiled.get(profile);
  if (lexicon === undefined) {
    lexicon = buildLexicon(profile);
    compiled.set(profile, lexicon);
  }
  return lexicon;
}

function buildLexicon({ vocabulary }: FormProfile): Lexicon {
  const entries = listEntries(vocabulary);
  const byKey = groupByKey(entries);
  const meanings = groupByTerm(entries);
  const leads = vocabulary.leads.map(labelKey);
  const findTitle = titleFinder(vocabulary.titles);
  const findPiece = findHeadingPieces(vocabulary.verticalHeadings);
  /** Every stage asks for the same cells again. */
  const looked = new Map<string, readonly LabelMatch[]>();

  /** Entries of the label that the key is, its notes and lead words aside. */
  function entriesFor(key: string): VocabularyEntry[] {
    const exact = byKey.get(key);
    if (exact !== undefined) return exact;
    const bare = withoutNotes(key);
    const lead = leads.find((word) => bare.startsWith(word)) ?? "";
    const noted = byKey.get(bare) ?? byKey.get(bare.slice(lead.length)) ?? [];
    return NUMBER_NOTE.test(key) ? noted.filter(({ term }) => POINTED_KINDS.has(term.kind)) : noted;
  }

  function matchLabel(text: string): LabelMatch[] {
    const key = labelKey(text);
    const found = key === "" ? [] : entriesFor(key);
    if (found.length === 0) return [];
    const { points, unit } = readNotes(key);
    return found.map(({ term, label }) => ({ term, label, repaired: false, points, unit }));
  }

  function matchPiece(text: string): { match: LabelMatch; end: number; cutsWords: boolean } | null {
    const piece = findPiece(text);
    if (piece === null) return null;
    const named = byKey.get(labelKey(piece.heading))?.find(({ term }) => term.kind === "narrative");
    const term: Term = named?.term ?? { kind: "narrative", heading: piece.heading };
    const match = { term, label: piece.heading, repaired: true, points: null, unit: null };
    return { match, end: piece.end, cutsWords: piece.cutsWords };
  }

  function look(text: string): readonly LabelMatch[] {
    if (text.length > LONGEST_LABEL) return [];
    let matches = looked.get(text);
    if (matches !== undefined) return matches;
    matches = lookUp(text);
    if (looked.size >= MOST_REMEMBERED) looked.clear();
    looked.set(text, matches);
    return matches;
  }

  function lookUp(text: string): LabelMatch[] {
    const matches = matchLabel(text);
    const title = findTitle(text);
    if (title !== null) matches.push(title);
    if (!matches.some(({ term }) => term.kind === "narrative")) {
      const piece = matchPiece(text);
      if (piece !== null && text.slice(piece.end).trim() === "") matches.push(piece.match);
    }
    return matches;
  }

  function near(text: string, kinds: readonly TermKind[]): LabelMatch | null {
    const exact = look(text).find(({ term }) => kinds.includes(term.kind));
    if (exact !== undefined) return exact;
    if (text.length > LONGEST_LABEL) return null;
    const key = labelKey(text);
    const bare = withoutNotes(key);
    const wanted = meanings.filter(({ term }) => kinds.includes(term.kind));
    const found = closestMeaning(bare, wanted) ?? onlyMeaningWith(bare, wanted);
    if (found === null) return null;
    const entry = byKey.get(found.key)?.find(({ term }) => term === found.term);
    return { term: found.term, label: entry?.label ?? found.key, repaired: true, ...readNotes(key) };
  }

  const split = new Map<string, ReturnType<Lexicon["prefix"]>>();

  function prefix(text: string): ReturnType<Lexicon["prefix"]> {
    // A long text is a narrative, which is asked about once or twice and is not worth remembering.
    if (text.length > LONGEST_LABEL) return splitPrefix(text);
    let found = split.get(text);
    if (found === undefined) {
      found = splitPrefix(text);
      if (split.size >= MOST_REMEMBERED) split.clear();
      split.set(text, found);
    }
    return found;
  }

  function splitPrefix(text: string): ReturnType<Lexicon["prefix"]> {
    const start = text.length - text.trimStart().length;
    const head = foldWidth(text.slice(start, start + LONGEST_PREFIX));
    const splitAt = (match: LabelMatch, end: number) => ({
      match,
      label: text.slice(start, start + end).replace(/[\s:：]+$/u, ""),
      rest: text.slice(start + end).replace(/^[\s:：]+/u, ""),
    });
    const ends = (end: number) =>
      start + end === text.length ||
      SEPARATOR.test(head.charAt(end)) ||
      CLOSING_BRACKET.test(head.charAt(end - 1));
    for (let end = head.length; end > 0; end -= 1) {
      const match = ends(end) ? matchLabel(head.slice(0, end))[0] : undefined;
      if (match !== undefined) return splitAt(match, end);
    }
    for (let end = head.length - 1; end >= SHORTEST_GLUED; end -= 1) {
      const entry = byKey.get(head.slice(0, end))?.find(({ term }) => GLUED_KINDS.has(term.kind));
      if (entry !== undefined) return splitAt({ ...entry, repaired: false, points: null, unit: null }, end);
    }
    const piece = matchPiece(head);
    return piece !== null && (piece.cutsWords || ends(piece.end)) ? splitAt(piece.match, piece.end) : null;
  }

  return {
    look,
    find<K extends TermKind>(text: string, kind: K) {
      const match = look(text).find(({ term }) => term.kind === kind);
      return (match ?? null) as (LabelMatch & { term: Extract<Term, { kind: K }> }) | null;
    },
    near,
    prefix,
  };
}

function groupByKey(entries: VocabularyEntry[]): Map<string, VocabularyEntry[]> {
  const byKey = new Map<string, VocabularyEntry[]>();
  for (const entry of entries) {
    const key = labelKey(entry.label);
    const others = byKey.get(key);
    if (others === undefined) byKey.set(key, [entry]);
    else if (!others.some(({ term }) => term === entry.term)) others.push(entry);
  }
  return byKey;
}

function groupByTerm(entries: VocabularyEntry[]): Meaning[] {
  const keys = new Map<Term, string[]>();
  for (const { term, label } of entries) {
    const known = keys.get(term);
    if (known === undefined) keys.set(term, [labelKey(label)]);
    else known.push(labelKey(label));
  }
  return [...keys].map(([term, labels]) => ({ term, keys: labels }));
}

function titleFinder(titles: string[]): (text: string) => LabelMatch | null {
  const labels = new Map(titles.map((title) => [labelKey(title), title]));
  const lengths = [...new Set(Array.from(labels.keys(), (key) => key.length))].sort((a, b) => b - a);
  return (text) => {
    const bare = withoutBrackets(labelKey(text));
    for (const length of lengths) {
      const label = bare.length < length ? undefined : labels.get(bare.slice(-length));
      if (label !== undefined) return { term: TITLE, label, repaired: false, points: null, unit: null };
    }
    return null;
  };
}

function withoutNotes(key: string): string {
  const bare = withoutBrackets(key);
  return bare.replace(TRAILING_POINTS, "") || bare;
}

/** Points and unit of money printed in the brackets of a label key. */
function readNotes(key: string): { points: string | null; unit: MoneyUnit | null } {
  let points = TRAILING_POINTS.exec(key)?.[0].slice(0, -1) ?? null;
  let unit: MoneyUnit | null = null;
  for (const [, note = ""] of key.matchAll(NOTE)) {
    points ??= POINTS.exec(note)?.[1] ?? BARE_POINTS.exec(note)?.[0] ?? null;
    unit ??= moneyUnitIn(note);
  }
  return { points, unit };
}

/** The one meaning with a label near enough to be what the key was misread from. */
function closestMeaning(key: string, meanings: Meaning[]): { term: Term; key: string } | null {
  let best: { term: Term; key: string; distance: number } | null = null;
  let tied = false;
  for (const { term, keys } of meanings) {
    const found = closest(key, keys);
    if (found === null || (best !== null && found.distance > best.distance)) continue;
    tied = best !== null && found.distance === best.distance && (tied || found.key !== best.key);
    if (best === null || found.distance < best.distance) best = { term, ...found };
  }
  return tied ? null : best;
}

/** The one meaning with labels that begin or end with this piece; the shortest of them. */
function onlyMeaningWith(piece: string, meanings: Meaning[]): { term: Term; key: string } | null {
  if (piece.length < SHORTEST_PIECE) return null;
  const fitting = meanings.flatMap(({ term, keys }) => {
    const whole = keys.filter((key) => key.startsWith(piece) || key.endsWith(piece));
    const shortest = whole.sort((a, b) => a.length - b.length)[0];
    return shortest === undefined ? [] : [{ term, key: shortest }];
  });
  const [first] = fitting;
  return first !== undefined && fitting.every(({ key }) => key === first.key) ? first : null;
}
