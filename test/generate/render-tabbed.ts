import * as fc from "fast-check";
import type { GeneratedForm } from "./printed-form.ts";
import { BREAK, expandRows, type PlacedCell, PLAIN_STYLE, type SheetRow, type SheetStyle } from "./sheet.ts";
import { sheetOf } from "./sheets.ts";

/** How a reader of pages may have written tables down: all of it seen, none of it losing anything. */
export interface TabbedOptions extends SheetStyle {
  /** Empty cells at the end of a row: kept as tabs, or dropped. */
  trailing: "kept" | "dropped";
  /** Where pages break inside tables, in per cent of their rows: a blank line. */
  breaks: number[];
  /** A new page repeats the labels of the columns. */
  repeatsHeader: boolean;
  /** Labels of first levels stand in the middle of their rows. */
  centred: boolean;
  /** Which indicator rows lost the first of the cells that merged cells above them cover: out of so many one; 0 none. */
  shiftsEvery: number;
  /** A row of empty cells after every so many rows; 0 none. */
  blankEvery: number;
  endsWithNewline: boolean;
}

export const PLAIN_TABBED: TabbedOptions = {
  ...PLAIN_STYLE,
  trailing: "kept",
  breaks: [],
  repeatsHeader: false,
  centred: false,
  shiftsEvery: 0,
  blankEvery: 0,
  endsWithNewline: true,
};

export function tabbedOptions(): fc.Arbitrary<TabbedOptions> {
  return fc.record({
    numbered: fc.boolean(),
    lettered: fc.boolean(),
    html: fc.boolean(),
    garbled: fc.boolean(),
    trailing: fc.constantFrom("kept" as const, "dropped" as const),
    breaks: fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 3 }),
    repeatsHeader: fc.boolean(),
    centred: fc.boolean(),
    shiftsEvery: fc.constantFrom(0, 0, 2, 3),
    blankEvery: fc.constantFrom(0, 0, 7),
    endsWithNewline: fc.boolean(),
  });
}

/** The form as lines with tabs between the cells, merged cells as empty ones. */
export function renderTabbed({ printed }: GeneratedForm, options: TabbedOptions): string {
  const lines = ["", ""];
  for (const block of sheetOf(printed, options)) {
    if (block.kind === "line") {
      // A line of text has air around it.
      if (lines.at(-1) !== "") lines.push("");
      lines.push(...block.text.split(BREAK).map(oneLine), "");
    } else {
      lines.push(...tableLines(block.rows, options));
    }
  }
  const text = lines.join("\n");
  return options.endsWithNewline ? `${text}\n` : text.trimEnd();
}

function oneLine(text: string): string {
  return text.replaceAll(BREAK, "").replaceAll("\n", " ");
}

function tableLines(rows: readonly SheetRow[], options: TabbedOptions): string[] {
  const expanded = expandRows(rows, options.centred);
  const breaksAt = new Set(options.breaks.map((share) => Math.floor((share * rows.length) / 100)));
  let header: string | null = null;
  return rows.flatMap((row, at) => {
    const cells = expanded[at] ?? [];
    const isShifted = row.isIndicator === true && options.shiftsEvery > 0 && at % options.shiftsEvery === 0;
    const text = cellsToLine(isShifted ? withoutFirstCover(cells) : cells, options);
    if (row.isHeader === true) header = text;
    const breaks = at > 0 && breaksAt.has(at);
    const blank = options.blankEvery > 0 && at % options.blankEvery === options.blankEvery - 1;
    const width = cells.reduce((sum, { span }) => sum + span, 0);
    return [
      ...(breaks ? [""] : []),
      ...(breaks && options.repeatsHeader && header !== null && row.isIndicator === true ? [header] : []),
      text,
      ...(blank && row.isIndicator === true ? ["\t".repeat(width - 1)] : []),
    ];
  });
}

/** What stands under a merged cell may come out one column too far to the left; the row stays as wide. */
function withoutFirstCover(cells: PlacedCell[]): PlacedCell[] {
  const [first, ...others] = cells;
  if (first === undefined || !first.isCovered || first.text !== "") return cells;
  return [...others, { text: "", span: 1, down: 1, isCovered: true }];
}

function cellsToLine(cells: readonly PlacedCell[], { trailing }: TabbedOptions): string {
  const texts = cells.flatMap(({ text, span }) => [
    oneLine(text).trim(),
    ...Array.from({ length: span - 1 }, () => ""),
  ]);
  const all = texts.join("\t");
  return trailing === "kept" ? all : all.replace(/\t+$/u, "");
}
