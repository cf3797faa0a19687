import type { Cell, Row } from "../../model/layout.ts";
import { decimal, type Decimal } from "../../model/decimal.ts";
import { parseNumber } from "../../values/number.ts";
import { labelKey } from "../../values/text.ts";
import { filledCells, use, type FormReader } from "../form-reader.ts";
import { tidyText } from "../make-reading.ts";
import { alignFragments, pieceCost } from "./align-fragments.ts";
import { blank, moved, rejoined, tableRow } from "./build-row.ts";
import { placeScores } from "./place-scores.ts";
import type { Zones } from "./zone-strip.ts";

/** A row of the scoring table as the form always prints it. */
interface ScoreRow {
  kind: "group" | "item" | "total";
  group: string;
  subgroup: string | null;
  name: string;
  labels: string[];
}

/** What the strips hold of one row. */
interface Found {
  pieces: Cell[];
  subgroup: Cell | null;
  weight: Cell | null;
}

/**
 * The scoring table of a cut form: names begin in the left strip and end in the next, which has the points; the scores
 * stand in the last, of which some are lost. Names are put on the rows that the profile says the form always has.
 */
export function joinScores(reader: FormReader, strips: Zones[]): Row[] {
  const [left, ...others] = strips;
  const canonical = canonicalRows(reader);
  const pointed = others.find((zones) => zones.scores.some((row) => filledCells(row).length > 1));
  const scored = others.find((zones) => zones !== pointed && zones.scores.length > 0);
  if (left === undefined || pointed === undefined || canonical.length === 0)
    return strips.flatMap((zones) => [
      ...(zones.scoreHeader === null ? [] : [zones.scoreHeader]),
      ...zones.scores,
    ]);
  const found: Found[] = canonical.map(() => ({ pieces: [], subgroup: null, weight: null }));
  placeHeads(reader, left.scores, canonical, found);
  const lost = placeTails(pointed.scores, canonical, found);
  const weights = found.map(({ weight }) => weightOf(weight));
  const values = (scored?.scores ?? [])
    .flatMap(filledCells)
    .filter((cell) => parseNumber(cell.text) !== null);
  const placing = placeScores(
    values.map((cell) => weightOf(cell) as Decimal),
    canonical.map(({ kind }, index) => ({ kind, weight: weights[index] ?? null })),
  );
  use(reader, ...[left, pointed, scored].flatMap((zones) => zones?.scoreHeader?.cells ?? []));
  const anchor = left.scores[0]?.cells[0]?.at ?? { page: 1 };
  const rows = [headerRow(reader, anchor)];
  let line = 0;
  for (const [index, row] of canonical.entries()) {
    const { pieces, subgroup, weight } = found[index] as Found;
    if (pieces.length === 0 && weight === null) continue;
    const at = pieces[0]?.at ?? weight?.at ?? anchor;
    const label = rejoined(pieces, row.name, at);
    const value = values[placing[index] ?? -1];
    const numbers = [
      weight === null ? blank(at) : moved(weight),
      value === undefined ? blank(weight?.at ?? at) : moved(value),
    ];
    if (row.kind === "item") rows.push(tableRow([subgroup ?? blank(at), label, ...numbers]));
    else rows.push(tableRow([label, blank(at), ...numbers]));
    if (row.kind === "total") continue;
    if (value !== undefined) reader.scoring.circular.push(`/scorecard/${String(line)}/score`);
    line += 1;
  }
  reportSurplus(reader, canonical, found, values, placing);
  const surplus = values.filter((_, index) => !placing.includes(index));
  return [...rows, ...lost, ...surplus.map((cell) => tableRow([cell]))];
}

function weightOf(cell: Cell | null): Decimal | null {
  const number = cell === null ? null : parseNumber(cell.text);
  return number === null ? null : decimal(number.text);
}

function canonicalRows(reader: FormReader): ScoreRow[] {
  const groups = reader.profile.scorecard?.groups ?? [];
  const rows = groups.flatMap((group): ScoreRow[] => [
    {
      kind: "group",
      group: group.name,
      subgroup: null,
      name: group.name,
      labels: [group.name, ...group.labels],
    },
    ...group.subgroups.flatMap((subgroup) =>
      subgroup.rows.map((row): ScoreRow => ({
        kind: "item",
        group: group.name,
        subgroup: subgroup.name ?? null,
        name: row.name,
        labels: [row.name, ...row.labels],
      })),
    ),
  ]);
  const [total] = reader.profile.vocabulary.totals;
  return rows.length === 0 || total === undefined
    ? rows
    : [
        ...rows,
        { kind: "total", group: "", subgroup: null, name: total, labels: reader.profile.vocabulary.totals },
      ];
}

/** Rows of the left strip: groups, subgroups with the beginning of a name, beginnings alone, the total. */
function placeHeads(reader: FormReader, rows: Row[], canonical: ScoreRow[], found: Found[]): void {
  const heads = rows.map((row) => filledCells(row)).filter((cells) => cells.length > 0);
  const placed = alignFragments(heads, canonical, (cells, row) => headCost(cells, row));
  for (const [index, cells] of heads.entries()) {
    const target = found[placed[index] ?? -1];
    if (target === undefined) continue;
    const piece = cells.at(-1) as Cell;
    target.pieces.push(piece);
    if (cells.length > 1) target.subgroup = cells[0] ?? null;
    use(reader, piece, ...cells.slice(0, 1));
  }
}

function headCost(cells: Cell[], row: ScoreRow): number {
  const [first] = cells;
  const last = cells.at(-1);
  if (first === undefined || last === undefined) return 3;
  const piece = labelKey(last.text);
  const names = row.labels.map((label) => labelKey(label));
  if (row.kind !== "item") return cells.length === 1 && names.includes(piece) ? 0 : 4;
  if (/[：:]\s*$/u.test(last.text)) return 4;
  const name = Math.min(...names.map((label) => pieceCost(piece, label, "head")));
  const subgroup =
    cells.length > 1 ? (row.subgroup !== null && labelKey(first.text) === labelKey(row.subgroup) ? 0 : 1) : 0;
  return name + subgroup;
}

/** Rows of the strip with the points: ends of names with their points, points of groups alone. Gives what fits nowhere. */
function placeTails(rows: Row[], canonical: ScoreRow[], found: Found[]): Row[] {
  const tails = rows.filter((row) => filledCells(row).length > 0);
  const placed = alignFragments(tails, canonical, tailCost);
  const lost: Row[] = [];
  for (const [index, row] of tails.entries()) {
    const target = found[placed[index] ?? -1];
    const cells = filledCells(row);
    if (target === undefined) {
      lost.push(row);
      continue;
    }
    target.weight = cells.find((cell) => parseNumber(cell.text) !== null) ?? null;
    target.pieces.push(...cells.filter((cell) => cell !== target.weight));
  }
  return lost;
}

function tailCost(row: Row, canonical: ScoreRow): number {
  const cells = filledCells(row);
  const name = cells.find((cell) => parseNumber(cell.text) === null);
  if (canonical.kind !== "item") return name === undefined ? 0 : 3;
  if (name === undefined) return 2.5;
  return Math.min(
    ...canonical.labels.map((label) => pieceCost(labelKey(tidyText(name.text)), labelKey(label), "tail")),
  );
}

function headerRow(reader: FormReader, at: Cell["at"]): Row {
  const { columns } = reader.profile.vocabulary;
  return tableRow(
    (["level2", "name", "weight", "score"] as const).map((column) => ({
      ...blank(at),
      text: columns[column]?.[0] ?? column,
    })),
  );
}

/** More values than rows in a group: all of them are told, so that nobody takes one of them for certain. */
function reportSurplus(
  reader: FormReader,
  canonical: ScoreRow[],
  found: Found[],
  values: Cell[],
  placed: (number | null)[],
): void {
  for (const [index, cell] of values.entries()) {
    if (placed.includes(index)) continue;
    const before = values.slice(0, index).findLastIndex((_, at) => placed.includes(at));
    const row = placed.indexOf(before);
    const group = canonical[row]?.group ?? "";
    const members = canonical.flatMap((candidate, at) =>
      candidate.group === group && candidate.kind === "item" ? [at] : [],
    );
    const own = members.flatMap((at) => (placed[at] == null ? [] : [placed[at]]));
    const raw = [...own, index].sort((a, b) => a - b).map((at) => tidyText(values[at]?.text ?? ""));
    const header = canonical.findIndex(
      (candidate) => candidate.group === group && candidate.kind === "group",
    );
    const line = canonical
      .slice(0, Math.max(0, header))
      .filter((_, at) => (found[at]?.pieces.length ?? 0) > 0 || found[at]?.weight !== null).length;
    reader.scoring.surplus.push({
      near: `/scorecard/${String(line)}`,
      raw,
      rows: members.length,
      at: cell.at,
    });
    reader.warn({
      code: "surplus-values",
      message: `“${group}”有 ${String(raw.length)} 个得分（${raw.join("、")}），只有 ${String(members.length)} 行，对应关系不能确定 / ${String(raw.length)} scores stand for ${String(members.length)} rows of "${group}"`,
      at: cell.at,
    });
  }
}
