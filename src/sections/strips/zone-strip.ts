import type { Cell, Row } from "../../model/layout.ts";
import { isBlankDate, parseDate } from "../../values/date.ts";
import { gradeLevelOf } from "../../values/grade.ts";
import { parseAmount } from "../../values/money.ts";
import { parseNumber } from "../../values/number.ts";
import { filledCells, type FormReader } from "../form-reader.ts";
import { tidyText } from "../make-reading.ts";

/** A line of running text has more Chinese characters than any label or value of these forms. */
const LONG_TEXT = 16;
/** A short piece of a line of running text is told by its punctuation. */
const PROSE = /[，。；]/u;
const HAN = /\p{Script=Han}/gu;

/** A narrative in a strip: its heading where the strip holds it, and its lines. */
export interface TextZone {
  heading: Cell | null;
  lines: Cell[];
}

/** The rows of one strip by the part of the form they belong to. */
export interface Zones {
  head: Row[];
  funds: Row[];
  textBefore: TextZone[];
  indicatorHeader: Row | null;
  indicators: Row[];
  textAfter: TextZone[];
  scoreHeader: Row | null;
  scores: Row[];
  /** Label or value of the grade. */
  grade: Cell | null;
  peopleHeader: Row | null;
  people: Row[];
  foot: Row[];
}

type ZoneName = "head" | "funds" | "textBefore" | "indicators" | "textAfter" | "scores" | "people" | "foot";
const ORDER: ZoneName[] = [
  "head",
  "funds",
  "textBefore",
  "indicators",
  "textAfter",
  "scores",
  "people",
  "foot",
];

/** Sorts the rows of a strip into the parts of the form, going down it. */
export function zoneStrip(reader: FormReader, strip: Row[]): Zones {
  const zones: Zones = {
    head: [],
    funds: [],
    textBefore: [],
    indicatorHeader: null,
    indicators: [],
    textAfter: [],
    scoreHeader: null,
    scores: [],
    grade: null,
    peopleHeader: null,
    people: [],
    foot: [],
  };
  let zone: ZoneName = "head";
  for (const row of strip) {
    const filled = filledCells(row);
    const next = zoneOf(reader, row, filled, zone, zones);
    const sameZone = next.zone === zone;
    zone = ORDER[Math.max(ORDER.indexOf(zone), ORDER.indexOf(next.zone))] as ZoneName;
    place(zones, zone, row, filled, next.heads, next.heading, sameZone);
  }
  return zones;
}

interface Step {
  zone: ZoneName;
  /** The row is the header of its zone. */
  heads: boolean;
  heading: boolean;
}

function zoneOf(reader: FormReader, row: Row, filled: Cell[], zone: ZoneName, zones: Zones): Step {
  const { lexicon } = reader;
  const columns = new Set<string>();
  let people = 0;
  let foot = false;
  let measure = false;
  let total = false;
  for (const cell of filled) {
    for (const { term } of lexicon.look(cell.text)) {
      if (term.kind === "column") columns.add(term.column);
      if (term.kind === "person") people += 1;
      if (term.kind === "role" || (term.kind === "field" && term.field === "filedOn")) foot = true;
      if (term.kind === "measure") measure = true;
      if (term.kind === "total" || (term.kind === "field" && term.field === "grade")) total = true;
    }
    const glued = lexicon.prefix(cell.text)?.match.term;
    if (glued?.kind === "role") foot = true;
    if (isBlankDate(cell.text)) foot = true;
  }
  // A row with a number is no header, whatever its words could mean.
  const numbered = filled.some((cell) => parseNumber(cell.text) !== null);
  const step = (name: ZoneName, heads = false, heading = false): Step => ({
    zone: name,
    heads: heads && !numbered,
    heading,
  });
  const [first] = filled;
  const text = tidyText(first?.text ?? "");
  const prose = PROSE.test(text) && !isFundLabel(reader, first);
  const long = row.table === null && ((text.match(HAN)?.length ?? 0) >= LONG_TEXT || prose);
  const numbers = filled.every((cell) => parseNumber(cell.text) !== null);
  const past = (name: ZoneName) => ORDER.indexOf(zone) >= ORDER.indexOf(name);
  if (foot) return step("foot");
  if (past("indicators") && people > 0 && !columns.has("name")) return step("people", true);
  if (
    columns.has("weight") ||
    (zones.indicatorHeader !== null && (columns.has("level2") || columns.has("score")) && columns.size > 0)
  )
    return step("scores", true);
  if (
    columns.has("target") ||
    columns.has("actual") ||
    columns.has("completion") ||
    (columns.has("name") && zones.indicatorHeader === null) ||
    (columns.has("level2") && zones.indicatorHeader === null)
  )
    return step("indicators", true);
  if (total) return step("scores");
  if (measure && !past("textBefore")) return step("funds");
  const named = first === undefined ? null : lexicon.find(first.text, "narrative");
  // A piece of a heading by itself may be anything; 其他 is a source of funds as well.
  if (named !== null && (!named.repaired || filled.length > 1))
    return step(past("indicators") ? "textAfter" : "textBefore", false, true);
  switch (zone) {
    case "head":
      if (
        filled.every((cell) => parseAmount(cell.text) !== null) ||
        filled.some((cell) => isFundLabel(reader, cell))
      )
        return step("funds");
      return step(long ? "textBefore" : "head");
    case "funds":
      return step(long ? "textBefore" : "funds");
    case "textBefore":
      return step("textBefore");
    case "indicators":
      // Below a header of several columns a line without tabs, after a gap, is no row.
      if (long || (row.gap && row.table === null && filledCells(zones.indicatorHeader).length > 1))
        return step("textAfter");
      return step(numbers && row.table === null && zones.indicatorHeader === null ? "scores" : "indicators");
    case "textAfter":
      return step(
        numbers || (row.table !== null && parseNumber(filled.at(-1)?.text ?? "") !== null)
          ? "scores"
          : "textAfter",
      );
    case "scores":
      return step("scores");
    case "people":
      return step(parseDate(text) === null ? "people" : "foot");
    case "foot":
      return step("foot");
  }
}

/** A cut label of a source of funds, as a strip holds it: 及预算资金, F结转资金, 其他. */
function isFundLabel(reader: FormReader, cell: Cell | undefined): boolean {
  if (cell === undefined) return false;
  const text = tidyText(cell.text);
  if (reader.lexicon.find(text, "source") !== null) return true;
  return (
    text.length >= 3 &&
    reader.profile.funds.rows.some(({ labels }) => labels.some((label) => label.endsWith(text.slice(1))))
  );
}

function place(
  zones: Zones,
  zone: ZoneName,
  row: Row,
  filled: Cell[],
  heads: boolean,
  heading: boolean,
  sameZone: boolean,
): void {
  const [first, ...rest] = filled;
  if (first === undefined) return;
  switch (zone) {
    case "head":
    case "funds":
    case "foot":
      zones[zone].push(row);
      return;
    case "textBefore":
    case "textAfter": {
      const texts = zones[zone];
      if (heading) texts.push({ heading: first, lines: rest });
      else if (texts.length === 0 || (row.gap && texts.at(-1)?.heading === null) || !sameZone)
        texts.push({ heading: null, lines: filled });
      else texts.at(-1)?.lines.push(...filled);
      return;
    }
    case "indicators":
      if (heads && zones.indicatorHeader === null) zones.indicatorHeader = row;
      else zones.indicators.push(row);
      return;
    case "scores":
      if (heads && zones.scoreHeader === null) zones.scoreHeader = row;
      else if (filled.length === 1 && gradeLevelOf(tidyText(first.text)) !== null) zones.grade = first;
      else zones.scores.push(row);
      return;
    case "people":
      if (heads && zones.peopleHeader === null) zones.peopleHeader = row;
      else zones.people.push(row);
  }
}
