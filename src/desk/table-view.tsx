import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Block, TableCell } from "../model/layout.ts";
import type { Place } from "../model/place.ts";
import type { DescribedRecord } from "../server/describe-record.ts";
import { type Spot, spotActions, spotClass, spotsOf } from "./spots.ts";
import { current } from "./record-state.ts";
import { say } from "./texts.ts";

/** Tables and paragraphs of a document that has no pages (Word, sheets, web pages), with what was read marked. */
export function TablesView({ told, blocks }: { told: DescribedRecord; blocks: readonly Block[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const spots = useMemo(() => new Map(gather(told).map((spot) => [keyOf(spot.at), spot])), [told]);
  useEffect(() => {
    frame.current?.querySelector(".current")?.scrollIntoView({ block: "center", inline: "nearest" });
  }, [current.value]);
  return (
    <div
      class="frame blocks"
      ref={frame}
      tabIndex={0}
      role="group"
      aria-label={say({ zh: "原文", en: "Document" })}
    >
      {blocks.map((block, at) =>
        block.kind === "paragraph" ? (
          <p key={String(at)} {...markOf(spots.get(keyOf(block.at)))}>
            {block.text}
          </p>
        ) : (
          <table key={String(at)} class="copy">
            <tbody>
              {rowsOf(block.cells).map((cells, row) => (
                <tr key={String(row)}>
                  {cells.map((cell) => (
                    <td
                      key={String(cell.column)}
                      rowSpan={cell.rowSpan}
                      colSpan={cell.columnSpan}
                      {...markOf(spots.get(keyOf(cell.at)))}
                    >
                      {cell.text}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        ),
      )}
    </div>
  );
}

/** The spots of a record by cell: several readings may come of parts of one cell. */
function gather(told: DescribedRecord): Spot[] {
  const spots = new Map<string, Spot>();
  for (const spot of spotsOf(told)) {
    const key = keyOf(spot.at);
    const known = spots.get(key);
    spots.set(
      key,
      known === undefined ? spot : { ...known, pointers: [...known.pointers, ...spot.pointers] },
    );
  }
  return [...spots.values()];
}

function keyOf({ sheet, cell, table, row, column, paragraph }: Place): string {
  if (cell !== undefined) return `${sheet ?? ""}!${cell}`;
  return table === undefined ? `p${String(paragraph)}` : `t${String(table)} ${String(row)} ${String(column)}`;
}

function markOf(spot: Spot | undefined) {
  return spot === undefined ? {} : { class: spotClass(spot), ...spotActions(spot) };
}

function rowsOf(cells: readonly TableCell[]): TableCell[][] {
  const rows: TableCell[][] = [];
  for (const cell of cells) (rows[cell.row] ??= []).push(cell);
  return Array.from(rows, (row) => (row ?? []).toSorted((a, b) => a.column - b.column));
}
