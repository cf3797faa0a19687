import { jsonText } from "./json-text.ts";
import type { Session } from "./session.ts";
import { type Column, renderTable } from "./table.ts";
import { printableLines } from "./text-width.ts";

export type RowFormat = "table" | "json" | "csv";

/** Rows under named columns. `heading` and the rest serve the table alone; JSON and CSV take the names. */
export interface Rows {
  columns: readonly (Partial<Column> & { name: string })[];
  rows: readonly (readonly unknown[])[];
}

/** Rows written at a time. */
const BATCH = 500;

/** Prints rows: a table for people, an array of objects (one to a line), or CSV (RFC 4180, with a line of names). */
export async function printRows({ columns, rows }: Rows, format: RowFormat, session: Session): Promise<void> {
  if (format === "table") {
    const layout = columns.map(({ name, ...column }): Column => ({ heading: name, ...column }));
    const texts = rows.map((row) => row.map(cellText));
    const paintHeading = (heading: string): string => session.paint("bold", heading);
    if (rows.length > 0)
      await session.out(renderTable(layout, texts, { width: session.width, paintHeading }));
    return;
  }
  const names = distinctNames(columns.map((column) => column.name));
  if (format === "json") {
    await session.out("[");
    await inBatches(rows, session, (batch, first) => {
      const lines = batch.map((row) =>
        jsonText(Object.fromEntries(names.map((name, at) => [name, jsonValue(row[at])]))),
      );
      return (first ? "\n  " : ",\n  ") + lines.join(",\n  ");
    });
    await session.out(rows.length === 0 ? "]\n" : "\n]\n");
    return;
  }
  const { stringify } = await import("csv-stringify/sync");
  // A file gets the texts as they are.
  const shown = session.io.stdout.isTTY ? printableLines : (text: string): string => text;
  await session.out(stringify([names.map(shown)]));
  await inBatches(rows, session, (batch) =>
    stringify(batch.map((row) => row.map((value) => shown(cellText(value))))),
  );
}

async function inBatches(
  rows: Rows["rows"],
  session: Session,
  render: (batch: Rows["rows"], first: boolean) => string,
): Promise<void> {
  for (let at = 0; at < rows.length; at += BATCH)
    await session.out(render(rows.slice(at, at + BATCH), at === 0));
}

/** Two columns of one name would be one in JSON: the second "a" becomes "a:1", as sqlite3 has it. */
function distinctNames(names: readonly string[]): string[] {
  const times = new Map<string, number>();
  return names.map((name) => {
    const before = times.get(name) ?? 0;
    times.set(name, before + 1);
    return before === 0 ? name : `${name}:${before}`;
  });
}

function cellText(value: unknown): string {
  return value === null || value === undefined ? "" : String(jsonValue(value));
}

/** As JSON can hold it: blobs in hexadecimal, whole numbers too large for JSON as text. */
function jsonValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("hex");
  return typeof value === "bigint" ? String(value) : value;
}
