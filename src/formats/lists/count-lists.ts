import { writeNumeral } from "./write-numeral.ts";

/** A level of a list: how it counts and what it prints. */
export interface ListLevel {
  start: number;
  /** As ECMA-376 Part 1, 17.18.59 names it. */
  format: string;
  /** Such as "第%1条": %n is the count of level n. */
  text: string;
  /** Something stands between the number and the text. */
  spaced: boolean;
  /** All counts in figures, whatever their own levels say. */
  inFigures: boolean;
}

/** A list that paragraphs are in. */
export interface List {
  /** Lists of one kind count on together. */
  kind: string;
  levels: ReadonlyMap<number, ListLevel>;
  /** Levels that begin anew, and with which count, where this list first uses them. */
  restarts: ReadonlyMap<number, number>;
}

/** The list that a paragraph is in, and the level. */
export interface ListUse {
  list: string;
  level: number;
}

/**
 * Counts paragraphs in the order of the text, and gives each the number that its list prints before it; "" where it prints
 * none. The numbers stand in no text: a column of numbers that a list made would come out empty.
 */
export function countLists(lists: ReadonlyMap<string, List>): (use: ListUse) => string {
  const counts = new Map<string, (number | undefined)[]>();
  const restarted = new Set<string>();
  return ({ list: name, level: at }) => {
    const list = lists.get(name);
    const level = list?.levels.get(at);
    if (list === undefined || level === undefined) return "";
    const count = counts.get(list.kind) ?? [];
    counts.set(list.kind, count);
    const use = `${name},${String(at)}`;
    const restart = restarted.has(use) ? undefined : list.restarts.get(at);
    restarted.add(use);
    const before = restart === undefined ? count[at] : restart - 1;
    count[at] = before === undefined ? level.start : before + 1;
    count.length = at + 1;
    return writeLabel(level, list, count);
  };
}

function writeLabel(level: ListLevel, list: List, count: readonly (number | undefined)[]): string {
  if (level.format === "bullet") return "";
  const label = level.text.replace(/%([1-9])/gu, (_, place: string) => {
    const index = Number(place) - 1;
    const { start = 1, format = "decimal" } = list.levels.get(index) ?? {};
    return writeNumeral(count[index] ?? start, level.inFigures ? "decimal" : format);
  });
  return level.spaced && /[\w.)]$/u.test(label) ? `${label} ` : label;
}
