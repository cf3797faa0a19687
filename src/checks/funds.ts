import { decimal, type Decimal } from "../model/decimal.ts";
import { YUAN_EXPONENT, type MoneyUnit } from "../model/money.ts";
import type { DraftRecord } from "../model/parsed-form.ts";
import type { FundLine, FundMeasure, FundSource } from "../model/record.ts";
import { plain } from "./sums.ts";

/** A line of the fund table with its place in the record. */
export interface PlacedLine {
  pointer: string;
  line: FundLine;
  source: FundSource | null;
  /** The amount in 元; null where amount or unit is unknown. */
  yuan: Decimal | null;
}

/** What the fund table says of one measure. */
export interface Amount {
  yuan: Decimal;
  /** The amount as people read it, with its unit: "232.63万元", "40万元". */
  shown: string;
  evidence: string[];
}

/** Sources that other sources may be parts of: 当年财政拨款 is paid by 中央, 省, 市 and 县. */
const LEVELS: ReadonlySet<FundSource | null> = new Set(["higherLevel", "cityLevel", "countyLevel"]);

/** The lines of a measure in printed order. */
export function linesOf(record: DraftRecord, measure: FundMeasure): PlacedLine[] {
  const lines: PlacedLine[] = [];
  for (const [index, line] of record.funds.entries()) {
    if (line.measure.value !== measure) continue;
    const yuan = line.yuan === null ? null : decimal(line.yuan);
    lines.push({ pointer: `/funds/${index}/amount`, line, source: line.source.value, yuan });
  }
  return lines;
}

/**
 * The amount of a measure: its total line, or, where none is printed, the sum of its sources. Null where there is
 * neither, or an amount could not be read.
 */
export function amountOf(record: DraftRecord, measure: FundMeasure): Amount | null {
  const lines = linesOf(record, measure);
  const total = lines.find((line) => line.source === "total");
  return sumUp(total === undefined ? withoutNested(lines) : [total]);
}

/** The lines that do not stand for a part of another one. */
export function withoutNested(lines: readonly PlacedLine[]): PlacedLine[] {
  const nests = lines.some((line) => line.source === "currentYear");
  return lines.filter((line) => line.source !== "total" && !(nests && LEVELS.has(line.source)));
}

/** Adds up lines; null where there are none or one of them is unknown. */
function sumUp(lines: readonly PlacedLine[]): Amount | null {
  let yuan = decimal("0");
  for (const line of lines) {
    if (line.yuan === null) return null;
    yuan = yuan.plus(line.yuan);
  }
  const [first] = lines;
  if (first === undefined) return null;
  const unit = first.line.unit.value ?? "元";
  const same = lines.every((line) => line.line.unit.value === unit);
  return { yuan, shown: shownIn(yuan, same ? unit : "元"), evidence: lines.map((line) => line.pointer) };
}

/** An amount in 元 as it reads in another unit. */
export function shownIn(yuan: Decimal, unit: MoneyUnit): string {
  return `${plain(inUnit(yuan, unit))}${unit}`;
}

/** An amount in 元, counted in another unit. */
export function inUnit(yuan: Decimal, unit: MoneyUnit): Decimal {
  return yuan.times(decimal(`1e-${YUAN_EXPONENT[unit]}`));
}
