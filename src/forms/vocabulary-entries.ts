import type { Vocabulary } from "../model/form-profile.ts";
import type { Term } from "../model/lexicon.ts";

/** A label of a vocabulary and one thing it means. */
export interface VocabularyEntry {
  label: string;
  term: Term;
}

/**
 * All labels of a vocabulary but the titles, which are recognised by their end. The order of the kinds is the order
 * in which the meanings of an ambiguous label are tried: 合计 is a row of the fund table before it is the total.
 */
export function listEntries(vocabulary: Vocabulary): VocabularyEntry[] {
  return [
    ...entriesOf(vocabulary.fields, (field) => ({ kind: "field", field })),
    ...entriesOf(vocabulary.measures, (measure) => ({ kind: "measure", measure })),
    ...entriesOf(vocabulary.sources, (source) => ({ kind: "source", source })),
    ...entriesOf(vocabulary.columns, (column) => ({ kind: "column", column })),
    ...entriesOf(vocabulary.goals, (goal) => ({ kind: "goal", goal })),
    ...entriesOf(vocabulary.level1, (name) => ({ kind: "level1", name })),
    ...Object.entries(vocabulary.level2).flatMap(([name, { level1 = null, alsoUnder, labels }]) =>
      withTerm({ kind: "level2", name, level1, alsoUnder }, labels),
    ),
    ...withTerm({ kind: "total" }, vocabulary.totals),
    ...entriesOf(vocabulary.narratives, (heading) => ({ kind: "narrative", heading })),
    ...entriesOf(vocabulary.roles, (role) => ({ kind: "role", role })),
    ...entriesOf(vocabulary.people, (person) => ({ kind: "person", person })),
    ...vocabulary.captions.flatMap((caption) => withTerm({ kind: "caption", caption }, [caption])),
  ];
}

function entriesOf<K extends string>(
  section: { [key in K]?: string[] },
  termOf: (key: K) => Term,
): VocabularyEntry[] {
  const entries = Object.entries(section) as [K, string[]][];
  return entries.flatMap(([key, labels]) => withTerm(termOf(key), labels));
}

/** The labels of one meaning share one term object, by which they are told from those of another. */
function withTerm(term: Term, labels: string[]): VocabularyEntry[] {
  return labels.map((label) => ({ label, term }));
}
