import type { FundMeasure, FundSource } from "../../src/model/record.ts";
import type { PrintedForm } from "./printed-form.ts";
import { BREAK, cell, type SheetCell, type SheetStyle } from "./sheet.ts";

/** Runs of neighbours that agree, with how many they are. */
export function runsOf<T>(items: readonly T[], key: (item: T) => string): { first: T; count: number }[] {
  const runs: { first: T; count: number }[] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last !== undefined && key(last.first) === key(item)) last.count += 1;
    else runs.push({ first: item, count: 1 });
  }
  return runs;
}

export function caption(form: PrintedForm, group: string): string {
  const cap = form.caps.find((printed) => printed.group === group);
  return cap === undefined ? group : `${group}${BREAK}(${cap.weight}分)`;
}

/** The label of a first level, which stands somewhere beside its rows. */
export function floating(text: string, down: number): SheetCell {
  return { ...cell(text, 1, down), floats: true };
}

export function amountOf({ funds, noFund }: PrintedForm, measure: FundMeasure, source: FundSource): string {
  return funds.find((fund) => fund.measure === measure && fund.source === source)?.amount ?? noFund;
}

export function longText(paragraphs: readonly string[], style: SheetStyle): string {
  return style.html ? paragraphs.map((text) => `<p>${text}</p>`).join(" ") : paragraphs.join(BREAK);
}
