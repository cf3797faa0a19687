import { type Kysely, sql } from "kysely";
import type { Quantity } from "../model/record.ts";
import type { Schema } from "./schema.ts";
import { facet } from "./search-rows.ts";
import {
  foldText,
  indexPhrase,
  SEARCHED,
  type SearchField,
  type SearchLeaf,
  searchWords,
} from "./search-text.ts";
import type { SearchFilter, SearchHit, SearchResult } from "./store.ts";

/** Fields of the index by what a hit there is worth; each step takes in those before. */
const STEPS: readonly SearchField[][] = [
  ["names"],
  ["names", "indicators"],
  ["names", "indicators", "narratives"],
];

/** Of so many records, the newest, the best are picked; of a word that stands in more, the others are not weighed. */
const WEIGHED = 50;

const USUAL_LIMIT = 20;

/** As `Store.search`. */
export async function searchRecords(
  db: Kysely<Schema>,
  query: string,
  filter: SearchFilter,
): Promise<SearchResult> {
  const words = searchWords(query);
  const limit = filter.limit ?? USUAL_LIMIT;
  if (words.length === 0 || limit < 1) return { hits: [], more: false };
  const conditions = facetConditions(filter);
  const found: SearchHit[] = [];
  const known = new Set<number>();
  for (const fields of STEPS) {
    if (found.length > limit) break;
    const wanted = words.map(indexPhrase).map((phrase) => `{${fields.join(" ")}} : ${phrase}`);
    const match = [...wanted, ...conditions].join(" AND ");
    const candidates = await candidatesOf(db, match, Math.max(limit + 1, WEIGHED) + known.size);
    const added = candidates.filter(({ key }) => !known.has(key));
    for (const { key } of added) known.add(key);
    const keys = added.map(({ key }) => key);
    const leaves = await leavesOf(db, keys, fields);
    const hits = added.map((candidate) => hitOf(candidate, leaves.get(candidate.key) ?? [], words));
    found.push(...hits.toSorted((a, b) => b.score - a.score).map(({ hit }) => hit));
  }
  return { hits: found.slice(0, limit), more: found.length > limit };
}

/** What the filters ask of the index. */
function facetConditions({ year, region, unit, form, grade, rule, severity }: SearchFilter): string[] {
  const quoted = (text: string) => `facets : "${text.replaceAll('"', '""')}"`;
  const part = (column: string, text: string | undefined) =>
    text === undefined ? [] : searchWords(text).map((word) => `${column} : ${indexPhrase(word)}`);
  return [
    ...(year === undefined ? [] : [quoted(facet.year(year))]),
    ...(form === undefined ? [] : [quoted(facet.form(form))]),
    ...(grade === undefined ? [] : [quoted(facet.grade(grade))]),
    ...(rule === undefined && severity === undefined ? [] : [quoted(facet.finding(rule, severity))]),
    ...part("region", region),
    ...part("unit", unit),
  ];
}

/** A record in which all words stand, before the place is known. */
interface Candidate {
  key: number;
  record: Omit<SearchHit, "field" | "pointer" | "snippet" | "match">;
}

async function candidatesOf(db: Kysely<Schema>, match: string, limit: number): Promise<Candidate[]> {
  const { rows } = await sql<Candidate["record"] & { key: number }>`
    select k.key, r.id as recordId, r.title, r.project_name as project, r.fiscal_year as year, r.form,
      coalesce(r.project_implementing_unit, r.project_department) as unit, r.grade_level as gradeLevel,
      (select min(s.path) from sources s where s.document_id = r.document_id) as path
    from (
      select rowid as key from record_search where record_search match ${match} order by rowid desc limit ${limit}
    ) k cross join records r on r.key = k.key
    order by k.key desc`.execute(db);
  return rows.map(({ key, ...record }) => ({ key, record }));
}

/** The texts of records that can be found in these fields, in the order of pointers. */
async function leavesOf(
  db: Kysely<Schema>,
  keys: readonly number[],
  fields: readonly SearchField[],
): Promise<Map<number, SearchLeaf[]>> {
  const leaves = new Map<number, SearchLeaf[]>(keys.map((key) => [key, []]));
  if (keys.length === 0) return leaves;
  for (const field of fields) {
    for (const part of SEARCHED[field]) {
      const readings = await db
        .selectFrom("readings")
        .select(["record_key", "pointer", "kind", "value"])
        .where("record_key", "in", keys)
        .where("pointer", ">=", part)
        .where("pointer", "<", `${part}~`)
        .where("kind", "in", ["text", "quantity"])
        .where("value", "is not", null)
        .execute();
      for (const { record_key, pointer, kind, value } of readings) {
        const text = kind === "quantity" ? (JSON.parse(value ?? "") as Quantity).text : (value ?? "");
        leaves.get(record_key)?.push({ pointer, field, text });
      }
    }
  }
  return leaves;
}

const FIELD_WORTH = { names: 4, indicators: 2, narratives: 1 } as const;

/**
 * The best place of a record, and what it is worth: how much of the text the words make up, in names more than in
 * indicators and there more than in narratives; more words in one place count before all that.
 */
function hitOf(
  { record }: Candidate,
  leaves: readonly SearchLeaf[],
  words: readonly string[],
): { hit: SearchHit; score: number } {
  let best: { leaf: SearchLeaf; score: number } | undefined;
  for (const leaf of leaves) {
    const folded = foldText(leaf.text);
    const inIt = words.filter((word) => folded.includes(word));
    if (inIt.length === 0) continue;
    const covered = Math.min(1, inIt.join("").length / folded.length);
    const score = inIt.length * 10 + FIELD_WORTH[leaf.field] * (1 + covered);
    if (best === undefined || score > best.score) best = { leaf, score };
  }
  const { field, pointer, text } = best?.leaf ?? { field: "names", pointer: "", text: "" };
  return { score: best?.score ?? 0, hit: { ...record, field, pointer, ...snippetOf(text, words) } };
}

const BEFORE = 16;
const AFTER = 48;

/** What stands around the first of the words, as printed but on one line, and the word itself in it. */
function snippetOf(text: string, words: readonly string[]): { snippet: string; match: string } {
  // Folded one by one, with where each came from.
  const characters = Array.from(text.replaceAll(/\s+/gu, " "));
  const from: number[] = [];
  let folded = "";
  for (const [at, character] of characters.entries()) {
    const piece = foldText(character);
    folded += piece;
    from.push(...Array.from({ length: piece.length }, () => at));
  }
  const starts = words
    .map((word) => ({ word, at: folded.indexOf(word) }))
    .filter(({ at }) => at >= 0)
    .toSorted((a, b) => a.at - b.at);
  const [first] = starts;
  const start = first === undefined ? 0 : (from[first.at] ?? 0);
  const last = first === undefined ? 0 : (from[first.at + first.word.length - 1] ?? start) + 1;
  const [left, right] = [Math.max(0, start - BEFORE), Math.min(characters.length, last + AFTER)];
  const snippet = characters.slice(left, right).join("").trim();
  return {
    snippet: `${left > 0 ? "…" : ""}${snippet}${right < characters.length ? "…" : ""}`,
    match: characters.slice(start, last).join(""),
  };
}
