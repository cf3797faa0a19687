import type { Cell, Row } from "../../model/layout.ts";
import { filledCells, noteUnrecorded, use, type FormReader } from "../form-reader.ts";
import { moved, rejoined, tableRow } from "./build-row.ts";
import { findStrips } from "./find-strips.ts";
import { joinFunds } from "./join-funds.ts";
import { joinLabels, joinTitle } from "./join-head.ts";
import { joinIndicators } from "./join-indicators.ts";
import { joinScores } from "./join-scores.ts";
import { joinTexts } from "./join-texts.ts";
import { zoneStrip, type Zones } from "./zone-strip.ts";

/**
 * Puts a form together again that was printed over several pages side by side and recognised page after page: vertical
 * strips, labels cut between them, some values lost. Whole forms are given back as they are.
 *
 * Each strip is sorted into the parts of the form; the parts are joined row by row, by their order and by what the form's
 * profile says it always prints. Nothing joined so is sure.
 */
export function rejoinStrips(reader: FormReader, rows: Row[]): Row[] {
  const strips = findStrips(rows, reader.lexicon);
  if (strips === null) return rows;
  const zones = strips.map((strip) => zoneStrip(reader, strip));
  const first = rows[0]?.cells[0];
  reader.warn({
    code: "strips-joined",
    message: `本表被切成 ${String(strips.length)} 条后先后识别，已按行重新拼接，请核对 / the form was cut into ${String(strips.length)} vertical strips and joined again by rows`,
    ...(first === undefined ? {} : { at: first.at }),
  });
  const { rows: title, rest } = joinTitle(
    reader,
    zones.map(({ head }) => head),
  );
  const text = rows
    .flatMap(filledCells)
    .map((cell) => cell.text)
    .join("\n");
  const joined = [
    ...title,
    ...joinLabels(reader, rest),
    ...joinFunds(
      reader,
      zones.map(({ funds }) => funds),
    ),
    ...joinTexts(zones.map(({ textBefore }) => textBefore)),
    ...joinIndicators(reader, zones, text),
    ...joinTexts(zones.map(({ textAfter }) => textAfter)),
    ...joinScores(reader, zones),
    ...joinGrade(zones),
    ...joinPeople(reader, zones),
    ...joinLabels(
      reader,
      zones.map(({ foot }) => foot),
    ),
  ];
  noteLost(reader, rows, joined);
  return joined;
}

/** What no joiner used or handed on would leave no trace: it is told, numbers by themselves. */
function noteLost(reader: FormReader, rows: readonly Row[], joined: readonly Row[]): void {
  const kept = new Set(joined.flatMap(({ cells }) => cells.map(({ at }) => at)));
  // Labels that were put together again stand in one cell for their pieces.
  const said = joined
    .flatMap(({ cells }) => cells.map(({ text, repaired = "" }) => `${text}\n${repaired}`))
    .join("\n")
    .replace(/[^\S\n]+/gu, "");
  const words: Cell[] = [];
  for (const cell of rows.flatMap(filledCells)) {
    if (kept.has(cell.at) || reader.used.has(cell.at)) continue;
    if (/\d/u.test(cell.text)) noteUnrecorded(reader, "strips", cell);
    else if (!said.includes(cell.text.replace(/\s+/gu, ""))) words.push(cell);
  }
  const [first] = words;
  if (first === undefined) return;
  const quote = words.map(({ text }) => text.trim().replace(/\s+/gu, " ")).join("；");
  reader.warn({
    code: "unplaced-text",
    message: `拼接时没有找到归属的文字，未入记录：“${quote}” / words that found no place when the strips were joined, and are not in the record: "${quote}"`,
    at: first.at,
  });
}

function joinGrade(zones: Zones[]): Row[] {
  const label = gradeLabel(zones);
  const grade = zones
    .slice(1)
    .map((zone) => zone.grade)
    .find((cell) => cell !== null);
  const cells = [label, grade].filter((cell): cell is Cell => cell !== undefined && cell !== null);
  return cells.length === 0 ? [] : [tableRow(cells.map(moved))];
}

/** The label of the grade stands last among the scores of the left strip. */
function gradeLabel(zones: Zones[]): Cell | undefined {
  const row = zones[0]?.scores.at(-1);
  return row === undefined ? undefined : filledCells(row)[0];
}

/** People: names in the left strip, what they are in the others; joined only where the numbers of rows agree. */
function joinPeople(reader: FormReader, zones: Zones[]): Row[] {
  const parts = zones.filter((zone) => zone.peopleHeader !== null);
  const [left] = parts;
  if (left === undefined) return [];
  const agreeing = parts.filter((zone) => zone.people.length === left.people.length);
  const others = parts.filter((zone) => !agreeing.includes(zone));
  const header = joinHeader(
    reader,
    agreeing.map((zone) => filledCells(zone.peopleHeader)),
  );
  const rows = left.people.map((_, index) =>
    tableRow(agreeing.flatMap((zone) => pad(zone, index)).map(moved)),
  );
  return [
    tableRow(header),
    ...rows,
    ...others.flatMap((zone) => [...(zone.peopleHeader === null ? [] : [zone.peopleHeader]), ...zone.people]),
  ];
}

/** The labels over the table; one that was cut between two strips (职|称/职务) is put together again. */
function joinHeader(reader: FormReader, strips: Cell[][]): Cell[] {
  const header: Cell[] = [];
  for (const cells of strips) {
    const [first, ...rest] = cells;
    const last = header.at(-1);
    if (first === undefined) continue;
    const whole = `${last?.text.trim() ?? ""}${first.text.trim()}`;
    const cut = last !== undefined && reader.lexicon.look(last.text).length === 0;
    if (
      cut &&
      reader.lexicon.find(first.text, "person") === null &&
      reader.lexicon.find(whole, "person") !== null
    ) {
      use(reader, last, first);
      header.push({ ...rejoined([last, first], whole, first.at), text: whole }, ...rest);
    } else {
      if (cut && first.text.trim().startsWith(last.text.trim())) use(reader, last);
      header.push(...cells);
    }
  }
  return header;
}

function pad(zone: Zones, index: number): Cell[] {
  const width = filledCells(zone.peopleHeader).length;
  const row = zone.people[index] as Row;
  const filled = filledCells(row);
  if (filled.length === width) return filled;
  return row.cells.slice(0, width);
}
