import { useEffect, useMemo, useRef } from "preact/hooks";
import type { DescribedRecord } from "../server/describe-record.ts";
import { type Spot, spotActions, spotClass, spotsOf } from "./spots.ts";
import { current } from "./record-state.ts";
import { say } from "./texts.ts";

interface Line {
  line: number;
  text: string;
}

/** Lines before and after those of the record. */
const MARGIN = 20;
/** No more lines than this are shown at once. */
const MOST_LINES = 3000;

/** The lines of a text with the spans that were read. */
export function TextView({ told, lines }: { told: DescribedRecord; lines: readonly Line[] }) {
  const list = useRef<HTMLOListElement>(null);
  const spots = useMemo(() => spotsByLine(told), [told]);
  useEffect(() => {
    list.current?.querySelector(".current")?.scrollIntoView({ block: "center" });
  }, [current.value]);
  const numbers = [...spots.keys()];
  const first = Math.max(1, Math.min(...numbers) - MARGIN);
  const last = Math.min(Math.max(...numbers) + MARGIN, first + MOST_LINES);
  const shown = lines.filter(({ line }) => line >= first && line <= last);
  return (
    <>
      <div class="tools">
        <span>
          {say({
            zh: `第 ${String(first)}–${String(shown.at(-1)?.line ?? first)} 行，共 ${String(lines.length)} 行`,
            en: `lines ${String(first)}–${String(shown.at(-1)?.line ?? first)} of ${String(lines.length)}`,
          })}
        </span>
      </div>
      <ol class="frame lines" ref={list} tabIndex={0} aria-label={say({ zh: "原文", en: "Text" })}>
        {shown.map(({ line, text }) => (
          <li key={line}>
            <span class="line-number" aria-hidden="true">
              {line}
            </span>
            <span class="line-text">{piecesOf(text, spots.get(line) ?? [])}</span>
          </li>
        ))}
      </ol>
    </>
  );
}

function spotsByLine(told: DescribedRecord): Map<number, Spot[]> {
  const byLine = new Map<number, Spot[]>();
  for (const spot of spotsOf(told)) {
    const { line } = spot.at;
    if (line !== undefined) byLine.set(line, [...(byLine.get(line) ?? []), spot]);
  }
  for (const spots of byLine.values()) spots.sort((a, b) => (a.at.column ?? 1) - (b.at.column ?? 1));
  return byLine;
}

/** The line in pieces: what was read is marked, the rest is as it is. */
function piecesOf(text: string, spots: readonly Spot[]): preact.ComponentChildren[] {
  const pieces: preact.ComponentChildren[] = [];
  let done = 0;
  for (const spot of spots) {
    const from = Math.max((spot.at.column ?? 1) - 1, done);
    const to = Math.max(from, endOf(text, from, spot.raw));
    if (to === from) continue;
    pieces.push(text.slice(done, from));
    pieces.push(
      <mark key={String(from)} class={spotClass(spot)} {...spotActions(spot)}>
        {text.slice(from, to)}
      </mark>,
    );
    done = to;
  }
  pieces.push(text.slice(done));
  return pieces;
}

/** Where what was read ends in its line: as long as what is printed, or to the end of the cell where that goes on below. */
function endOf(text: string, from: number, raw: string): number {
  const own = raw.split("\n")[0] ?? "";
  if (own !== "" && text.startsWith(own, from)) return from + own.length;
  const tab = text.indexOf("\t", from);
  return tab === -1 ? text.length : tab;
}
