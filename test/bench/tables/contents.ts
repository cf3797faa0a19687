import type { Draws } from "./draws.ts";
import type { ModelCell, ModelTable } from "./model.ts";
import type { Words } from "./words.ts";

/** What a table is to look like beside its texts. */
export interface Wish {
  columns?: number;
  rows?: number;
  /** Levels of the header. */
  levels?: 1 | 2 | 3;
  grouped?: boolean;
  /** Share of the cells of figures that are left blank. */
  blank?: number;
  caption?: boolean;
  notes?: boolean;
}

function cell(text: string, align: ModelCell["align"] = "left", more: Partial<ModelCell> = {}): ModelCell {
  return { text, align, colspan: 1, rowspan: 1, ...more };
}

function grouped(value: number, decimals: number): string {
  return value.toLocaleString("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** Ways in which the figures of a column are printed. */
function figures(draws: Draws): () => string {
  const kind = draws.whole(0, 5);
  const magnitude = 10 ** draws.whole(2, 5);
  return () => {
    const value = draws.share() * magnitude;
    if (kind === 0) return grouped(value, 0);
    if (kind === 1) return grouped(value, 1);
    if (kind === 2) return `${(draws.share() * 100).toFixed(1)}%`;
    if (kind === 3) return draws.chance(0.3) ? `(${grouped(value, 0)})` : grouped(value, 0);
    if (kind === 4) return `${draws.chance(0.4) ? "-" : ""}${(draws.share() * 20).toFixed(1)}`;
    return draws.chance(0.1) ? "–" : grouped(value / 7, 2);
  };
}

function captionOf(draws: Draws, words: Words, what: string): string {
  return `Table ${String(draws.whole(1, 40))}${draws.one([".", ":", " –"])} ${what} by ${draws.one(["region", "kind", "sector"])}, ${String(draws.one(words.years))}`;
}

function finish(draws: Draws, words: Words, table: ModelTable, wish: Wish, what: string): ModelTable {
  if (wish.caption ?? draws.chance(0.6)) {
    table.caption = captionOf(draws, words, what);
    table.captionBelow = draws.chance(0.25);
  }
  if (wish.notes ?? draws.chance(0.4))
    table.notes.push(
      `Source: ${draws.one(words.subjects)} ${draws.one(words.verbs)} ${draws.one(words.objects)}.`,
    );
  return table;
}

/** Header lines whose upper levels span: `leaves` columns behind the labels. */
function headerOf(
  draws: Draws,
  words: Words,
  leaves: number,
  levels: number,
  stub: string,
): { rows: ModelCell[][]; leaves: number } {
  const years = words.years.slice(0, 3).map(String);
  if (levels === 1) {
    const heads = draws.chance(0.4)
      ? words.years.slice(0, leaves).map(String)
      : draws.some(words.measures, leaves);
    return { rows: [[cell(stub), ...heads.map((text) => cell(text, "right"))]], leaves: heads.length };
  }
  const each = leaves >= 6 ? 3 : 2;
  const spans = Math.max(2, Math.floor(leaves / each));
  const measures = draws.some(words.measures, spans);
  const alone = levels === 2 && draws.chance(0.4);
  const lower = measures.flatMap(() => years.slice(0, each).map((text) => cell(text, "right")));
  const upper = [
    cell(stub, "left", { rowspan: levels }),
    ...measures.map((text) => cell(text, "center", { colspan: each })),
  ];
  if (alone) upper.push(cell("Change", "right", { rowspan: 2 }));
  if (levels === 2) return { rows: [upper, lower], leaves: spans * each + (alone ? 1 : 0) };
  const top = [
    upper[0] as ModelCell,
    cell(draws.one(["Territory as a whole", "All persons", "Thousands of units"]), "center", {
      colspan: spans * each,
    }),
  ];
  return { rows: [top, upper.slice(1), lower], leaves: spans * each };
}

export function statistics(draws: Draws, words: Words, wish: Wish = {}): ModelTable {
  const levels = wish.levels ?? 1;
  const wanted = wish.columns ?? draws.whole(2, 6);
  const { rows, leaves } = headerOf(draws, words, wanted, levels, draws.one(["Region", "", "Item", "Area"]));
  const columns = Array.from({ length: leaves }, () => figures(draws));
  const blank = wish.blank ?? 0;
  const line = (label: string, more: Partial<ModelCell> = {}): ModelCell[] => [
    cell(label, "left", more),
    ...columns.map((next) =>
      cell(draws.chance(blank) ? "" : next(), "right", more.bold === true ? { bold: true } : {}),
    ),
  ];
  const count = wish.rows ?? draws.whole(5, 12);
  if (wish.grouped === true) {
    for (const group of draws.some(words.groups, Math.max(2, Math.floor(count / 4)))) {
      rows.push(
        draws.chance(0.5)
          ? [cell(group, "left", { bold: true }), ...columns.map(() => cell(""))]
          : line(group, { bold: true }),
      );
      for (const item of draws.some(words.items, draws.whole(2, 4))) rows.push(line(item, { indent: 1 }));
    }
  } else for (const place of draws.some(words.places, count)) rows.push(line(place));
  if (draws.chance(0.5)) rows.push(line("Total", { bold: true }));
  const widths = [30, ...columns.map(() => 70 / leaves)];
  return finish(draws, words, { widths, header: levels, rows, notes: [] }, wish, draws.one(words.measures));
}

export function experiment(draws: Draws, words: Words, wish: Wish = {}): ModelTable {
  const scores = draws.some(words.scores, wish.columns ?? draws.whole(3, 5));
  const both = wish.levels === 2;
  const value = () =>
    draws.chance(0.3)
      ? `${(draws.share() * 100).toFixed(1)} ± ${draws.share().toFixed(1)}`
      : (draws.share() * 100).toFixed(draws.whole(1, 2));
  const rows: ModelCell[][] = [];
  if (both) {
    rows.push([
      cell("", "left"),
      cell(draws.one(["Test set", "Dataset A"]), "center", { colspan: scores.length }),
      cell(draws.one(["Transfer", "Dataset B"]), "center", { colspan: scores.length }),
    ]);
  }
  const heads = both ? [...scores, ...scores] : scores;
  rows.push([cell(draws.one(["Method", "Model"])), ...heads.map((text) => cell(text, "center"))]);
  for (const method of draws.some(words.methods, wish.rows ?? draws.whole(4, 8)))
    rows.push([cell(method), ...heads.map(() => cell(value(), "center", { bold: draws.chance(0.15) }))]);
  const widths = [30, ...heads.map(() => 70 / heads.length)];
  return finish(draws, words, { widths, header: both ? 2 : 1, rows, notes: [] }, wish, "Results");
}

export function texts(draws: Draws, words: Words, wish: Wish = {}): ModelTable {
  const heads = draws.some(
    ["Measure", "Responsible", "State", "Remarks", "Due", "Place"],
    wish.columns ?? draws.whole(3, 4),
  );
  const fill = (head: string): string => {
    if (head === "Responsible")
      return draws.one(["Office of works", "Board", "Ms Lindqvist", "Finance department and auditors"]);
    if (head === "State") return draws.one(["open", "done", "under way", "yes", "no"]);
    if (head === "Due")
      return `${String(draws.whole(1, 28))} ${draws.one(["May", "June", "October"])} ${String(draws.one(words.years))}`;
    if (head === "Place") return draws.one(words.places);
    if (head === "Measure") return draws.one(words.items);
    return draws.one(words.remarks);
  };
  const rows = [heads.map((head) => cell(head, "left", { bold: true }))];
  for (let row = 0; row < (wish.rows ?? draws.whole(4, 7)); row += 1)
    rows.push(heads.map((head) => cell(fill(head))));
  const share = (head: string) => (head === "Remarks" ? 3 : head === "Measure" ? 2 : 1.2);
  const all = heads.reduce((sum, head) => sum + share(head), 0);
  const widths = heads.map((head) => (share(head) / all) * 100);
  return finish(draws, words, { widths, header: 1, rows, notes: [] }, wish, "Measures");
}

export function statement(draws: Draws, words: Words, wish: Wish = {}): ModelTable {
  const years = words.years.slice(-2 - draws.whole(0, 1)).map(String);
  const rows: ModelCell[][] = [];
  if (draws.chance(0.5))
    rows.push([
      cell(""),
      cell(draws.one(["Year ended 31 December", "(in millions)"]), "center", { colspan: years.length }),
    ]);
  const header = rows.length + 1;
  rows.push([cell(""), ...years.map((year) => cell(year, "right", { bold: true }))]);
  const count = Math.min(words.lines.length, wish.rows ?? draws.whole(6, 11));
  words.lines.slice(0, count).forEach((label, index) => {
    const sum = index === 0 || index === count - 1;
    rows.push([
      cell(label),
      ...years.map(() => {
        const value = grouped(draws.share() * 90_000, 0);
        const text = !sum && draws.chance(0.3) ? `(${value})` : value;
        return cell(text, "right", {
          ...(sum ? { lead: words.currency } : {}),
          ...(index === count - 1
            ? { underline: "double" }
            : index === count - 2
              ? { underline: "single" }
              : {}),
        });
      }),
    ]);
  });
  const widths = [55, ...years.map(() => 45 / years.length)];
  return finish(draws, words, { widths, header, rows, notes: [] }, wish, "Statement of income");
}

export function yearbookChinese(draws: Draws, words: Words, wish: Wish = {}): ModelTable {
  const measures = draws.some(words.measures_zh, wish.columns ?? draws.whole(4, 6));
  const columns = measures.map(() => figures(draws));
  const rows: ModelCell[][] = [];
  const spanned = draws.chance(0.5);
  if (spanned) {
    const half = Math.floor(measures.length / 2);
    rows.push(
      [
        cell("地区", "center", { rowspan: 2 }),
        cell(draws.one(["总量", "合计"]), "center", { colspan: half }),
        cell(draws.one(["其中", "构成"]), "center", { colspan: measures.length - half }),
      ],
      measures.map((text) => cell(text, "center")),
    );
  } else rows.push([cell("地区", "center"), ...measures.map((text) => cell(text, "center"))]);
  const blank = wish.blank ?? 0.05;
  for (const place of draws.some(words.places_zh, wish.rows ?? draws.whole(8, 15)))
    rows.push([cell(place), ...columns.map((next) => cell(draws.chance(blank) ? "" : next(), "right"))]);
  const table: ModelTable = {
    widths: [16, ...measures.map(() => 84 / measures.length)],
    header: spanned ? 2 : 1,
    rows,
    notes: draws.chance(0.5) ? [`注：${draws.one(words.prose_zh)}`] : [],
  };
  table.caption = `表${String(draws.whole(1, 9))}-${String(draws.whole(1, 20))} 各地区主要指标（${String(draws.one(words.years))}年）`;
  return table;
}

export function form(draws: Draws, words: Words): ModelTable {
  const rows: ModelCell[][] = [
    [cell("Name of project", "left", { bold: true }), cell(draws.one(words.items), "left", { colspan: 3 })],
    [
      cell("Office", "left"),
      cell(draws.one(words.places)),
      cell("Telephone"),
      cell(`555-0${String(draws.whole(100, 999))}`),
    ],
    [
      cell("Begin"),
      cell(`${String(draws.whole(1, 28))}.4.${String(draws.one(words.years))}`),
      cell("End"),
      cell(""),
    ],
    [cell("Funds", "left", { rowspan: 3 }), cell("Source"), cell("Planned", "right"), cell("Spent", "right")],
    [
      cell("Grants"),
      cell(grouped(draws.whole(100, 99_999), 0), "right"),
      cell(grouped(draws.whole(100, 99_999), 0), "right"),
    ],
    [cell("Own"), cell(grouped(draws.whole(100, 9999), 0), "right"), cell("", "right")],
    [cell("Remarks"), cell(draws.one(words.remarks), "left", { colspan: 3 })],
  ];
  return { widths: [20, 30, 25, 25], header: 0, rows, notes: [] };
}

export function sentence(draws: Draws, words: Words): string {
  const further = draws.chance(0.5)
    ? `, and ${draws.one(words.subjects).toLowerCase()} ${draws.one(words.verbs)} ${draws.one(words.objects)}`
    : "";
  return `${draws.one(words.subjects)} ${draws.one(words.verbs)} ${draws.one(words.objects)}${further}.`;
}

export function paragraph(draws: Draws, words: Words, sentences = draws.whole(2, 4)): string {
  return Array.from({ length: sentences }, () => sentence(draws, words)).join(" ");
}

export function paragraphChinese(draws: Draws, words: Words): string {
  return Array.from({ length: draws.whole(2, 4) }, () => draws.one(words.prose_zh)).join("");
}
