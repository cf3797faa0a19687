import type { Vocabulary } from "../model/form-profile.ts";
import type { z } from "zod";
import { labelKey } from "../values/text.ts";
import type { WrittenProfile } from "./read-profile.ts";

type WrittenVocabulary = z.input<typeof Vocabulary>;
type LabelLists = { [key: string]: string[] | undefined };

/**
 * A profile with what it takes over from the one it extends. Labels are added to the parent's; a label that the child
 * gives a meaning loses the parent's meaning of the same section (the child's vocabulary is the narrower one). Of
 * `funds` and `rules` each key is taken over that the child leaves out, of the rest each part that it leaves out as a
 * whole. What says who the profile is (id, name, source, match) is never taken over.
 */
export function inheritProfile(child: WrittenProfile, parent: WrittenProfile): WrittenProfile {
  const { id: _, name: _name, source: _source, extends: _extends, match: _match, ...inherited } = parent;
  return {
    ...inherited,
    ...child,
    vocabulary: inheritVocabulary(child.vocabulary ?? {}, parent.vocabulary ?? {}),
    funds: { ...parent.funds, ...child.funds },
    rules: { ...parent.rules, ...child.rules },
  };
}

function inheritVocabulary(child: WrittenVocabulary, parent: WrittenVocabulary): WrittenVocabulary {
  return {
    titles: addLabels(child.titles, parent.titles),
    fields: addLists(child.fields, parent.fields),
    measures: addLists(child.measures, parent.measures),
    sources: addLists(child.sources, parent.sources),
    columns: addLists(child.columns, parent.columns),
    goals: addLists(child.goals, parent.goals),
    level1: addLists(child.level1, parent.level1) as WrittenVocabulary["level1"],
    level2: addLevel2(child.level2 ?? {}, parent.level2 ?? {}),
    totals: addLabels(child.totals, parent.totals),
    narratives: addLists(child.narratives, parent.narratives) as WrittenVocabulary["narratives"],
    verticalHeadings: addLabels(child.verticalHeadings, parent.verticalHeadings),
    roles: addLists(child.roles, parent.roles) as WrittenVocabulary["roles"],
    people: addLists(child.people, parent.people),
    captions: addLabels(child.captions, parent.captions),
    leads: addLabels(child.leads, parent.leads),
  };
}

function addLabels(child: string[] = [], parent: string[] = []): string[] {
  return [...new Set([...child, ...parent])];
}

/** The child's lists and what the child leaves of the parent's. */
function addLists(child: LabelLists = {}, parent: LabelLists = {}): LabelLists {
  const taken = new Set(Object.values(child).flatMap((labels = []) => labels.map(labelKey)));
  const lists: LabelLists = { ...child };
  for (const [name, labels = []] of Object.entries(parent)) {
    const left = labels.filter((label) => !taken.has(labelKey(label)));
    if (left.length > 0) lists[name] = [...(child[name] ?? []), ...left];
  }
  return lists;
}

type WrittenLevel2 = NonNullable<WrittenVocabulary["level2"]>;

function addLevel2(child: WrittenLevel2, parent: WrittenLevel2): WrittenLevel2 {
  const lists = addLists(labelsOf(child), labelsOf(parent));
  return Object.fromEntries(
    Object.entries(lists).map(([name, labels = []]) => [name, { ...parent[name], ...child[name], labels }]),
  );
}

function labelsOf(level2: WrittenLevel2): LabelLists {
  return Object.fromEntries(Object.entries(level2).map(([name, { labels }]) => [name, labels]));
}
