import type { ColumnTerm } from "../../model/form-profile.ts";
import type { Cell, Row } from "../../model/layout.ts";
import { parseCompletion } from "../../values/completion.ts";
import { nilKind } from "../../values/text.ts";
import { filledCells, use, type FormReader } from "../form-reader.ts";
import { tidyText } from "../make-reading.ts";
import { headerColumns } from "../read-indicators.ts";
import { blank, moved, STRIP_CONFIDENCE, tableRow } from "./build-row.ts";
import { findSeam } from "./split-names.ts";
import type { Zones } from "./zone-strip.ts";

interface NameRow {
  level1: Cell | null;
  level2: Cell | null;
  name: Cell | null;
}

/**
 * The indicator table of a cut form: names in the left strip, targets and actual values in the next, how far they were
 * reached in the last. Rows are brought together by order. Where names are fewer than values, names that were run
 * together are parted; where the numbers of rows still differ, nothing is placed.
 */
export function joinIndicators(reader: FormReader, strips: Zones[], documentText: string): Row[] {
  const [left, ...others] = strips;
  if (left === undefined || left.indicatorHeader === null)
    return strips.flatMap((zones) => [
      ...(zones.indicatorHeader === null ? [] : [zones.indicatorHeader]),
      ...zones.indicators,
    ]);
  const measured = others.find(
    (zones) => zones.indicatorHeader !== null && hasColumn(reader, zones.indicatorHeader, "target"),
  );
  const reached = others.find(
    (zones) =>
      zones !== measured &&
      zones.indicatorHeader !== null &&
      hasColumn(reader, zones.indicatorHeader, "completion"),
  );
  const values = measured?.indicators ?? [];
  const names = splitNames(
    left.indicators.map((row) => nameRow(reader, row)),
    values.length,
    documentText,
  );
  const columns: ColumnTerm[] = ["level1", "level2", "name"];
  const valueColumns =
    measured?.indicatorHeader == null ? [] : headerColumns(reader, measured.indicatorHeader);
  const placed = values.length === names.length;
  columns.push(...valueColumns.map(({ column }) => column));
  const completions = (reached?.indicators ?? []).flatMap(filledCells);
  if (completions.length > 0) columns.push("completion");
  const chosen = placed
    ? alignCompletions(
        values,
        completions,
        valueColumns.findIndex(({ column }) => column === "actual"),
      )
    : { at: [], circular: true };
  const headers = [left, measured, reached].flatMap((zones) => zones?.indicatorHeader?.cells ?? []);
  use(reader, ...headers);
  const anchor = headers[0]?.at ?? { page: 1 };
  const rows = [
    tableRow(
      columns.map((column) => ({
        ...blank(anchor),
        text: reader.profile.vocabulary.columns[column]?.[0] ?? column,
      })),
    ),
  ];
  for (const [index, { level1, level2, name }] of names.entries()) {
    const at = (name ?? level2 ?? level1)?.at ?? anchor;
    const cells = [level1, level2, name].map((cell) => cell ?? blank(at));
    const value = values[index];
    cells.push(
      ...valueColumns.map(({ at: column }) =>
        placed ? moved(value?.cells[column] ?? blank(at)) : blank(at),
      ),
    );
    const completion = completions[chosen.at[index] ?? -1];
    if (columns.includes("completion")) cells.push(completion === undefined ? blank(at) : moved(completion));
    if (completion !== undefined && chosen.circular)
      reader.scoring.circular.push(`/indicators/${String(index)}/completion`);
    rows.push(tableRow(cells));
  }
  const left2 = completions.filter((_, index) => !chosen.at.includes(index));
  return [...rows, ...(placed ? [] : values), ...left2.map((cell) => tableRow([cell]))];
}

function hasColumn(reader: FormReader, row: Row, column: ColumnTerm): boolean {
  return headerColumns(reader, row).some((candidate) => candidate.column === column);
}

/** Levels and name of a row of the left strip, also where its leading tabs are lost. */
function nameRow(reader: FormReader, row: Row): NameRow {
  const filled = filledCells(row);
  const isLevel = (cell: Cell | undefined, kind: "level1" | "level2") =>
    cell !== undefined && reader.lexicon.find(cell.text, kind) !== null;
  const [first, second, third] = filled;
  if (filled.length >= 3) return { level1: first ?? null, level2: second ?? null, name: third ?? null };
  if (filled.length === 2) {
    return isLevel(first, "level1") && !isLevel(first, "level2")
      ? { level1: first ?? null, level2: null, name: second ?? null }
      : { level1: null, level2: first ?? null, name: second ?? null };
  }
  if (isLevel(first, "level1") || isLevel(first, "level2"))
    return { level1: null, level2: first ?? null, name: null };
  return { level1: null, level2: null, name: first ?? null };
}

/** Parts names that were run together until there are as many as values, the surest seam first. */
function splitNames(rows: NameRow[], wanted: number, documentText: string): NameRow[] {
  let names = rows;
  while (names.length < wanted) {
    let best: { index: number; at: number; score: number } | null = null;
    for (const [index, { name }] of names.entries()) {
      if (name === null) continue;
      const text = tidyText(name.text);
      const seam = findSeam(text, documentText.replace(text, ""));
      if (seam !== null && seam.score > (best?.score ?? 0)) best = { index, ...seam };
    }
    const row = best === null ? undefined : names[best.index];
    if (best === null || row?.name == null) return rows;
    const text = tidyText(row.name.text);
    const { column } = row.name.at;
    const parts = [text.slice(0, best.at), text.slice(best.at)] as const;
    const second: Cell = {
      ...row.name,
      text: parts[1],
      repaired: parts[1],
      confidence: STRIP_CONFIDENCE,
      at: { ...row.name.at, ...(column === undefined ? {} : { column: column + best.at }) },
    };
    const first: Cell = { ...row.name, text: parts[0], repaired: parts[0], confidence: STRIP_CONFIDENCE };
    names = [
      ...names.slice(0, best.index),
      { ...row, name: first },
      { level1: null, level2: null, name: second },
      ...names.slice(best.index + 1),
    ];
  }
  return names;
}

const GOOD = 2;
const CLASH = -4;
const SKIP = -0.5;

/**
 * Which completion belongs to which row. Equal numbers are told by order alone. Otherwise rows or completions were lost,
 * and the order is kept while a value of nothing is held against a completion of nothing: the completions so chosen prove
 * nothing about those values, which `circular` says.
 */
function alignCompletions(
  values: Row[],
  completions: Cell[],
  actual: number,
): { at: (number | null)[]; circular: boolean } {
  if (values.length === completions.length) return { at: values.map((_, index) => index), circular: false };
  if (actual < 0) return { at: [], circular: true };
  const n = values.length;
  const m = completions.length;
  const score = Array.from({ length: n + 1 }, () => new Float64Array(m + 1).fill(-Infinity));
  const move = Array.from({ length: n + 1 }, () => new Uint8Array(m + 1));
  (score[0] as Float64Array)[0] = 0;
  const offer = (i: number, j: number, value: number, kind: number) => {
    if (value <= ((score[i] as Float64Array)[j] ?? -Infinity)) return;
    (score[i] as Float64Array)[j] = value;
    (move[i] as Uint8Array)[j] = kind;
  };
  for (let i = 0; i <= n; i += 1) {
    for (let j = 0; j <= m; j += 1) {
      const value = (score[i] as Float64Array)[j] ?? -Infinity;
      if (value === -Infinity) continue;
      if (i < n) offer(i + 1, j, value + SKIP, 1);
      if (j < m) offer(i, j + 1, value + SKIP, 2);
      if (i < n && j < m) offer(i + 1, j + 1, value + compare(values[i]?.cells[actual], completions[j]), 3);
    }
  }
  const at: (number | null)[] = values.map(() => null);
  for (let i = n, j = m; i > 0 || j > 0;) {
    const kind = (move[i] as Uint8Array)[j];
    if (kind === 3) at[i - 1] = j - 1;
    if (kind !== 2) i -= 1;
    if (kind !== 1) j -= 1;
  }
  return { at, circular: true };
}

function compare(value: Cell | undefined, completion: Cell | undefined): number {
  const nothing =
    nilKind(value?.text ?? "") !== null || /^0(?:\.0+)?\D{0,2}$/u.test(value?.text.trim() ?? "");
  const reached = parseCompletion(completion?.text ?? "");
  if (reached === null) return -1;
  const none = reached === "not completed" || reached === 0;
  return nothing === none ? GOOD : CLASH;
}
