import type { ScanTruth } from "../../../fixtures/make/scan/make-scan.ts";
import type { CellKind } from "../../../fixtures/make/scan/page-source.ts";
import { blocksOfPages } from "../../../src/layout/recover-layout.ts";
import type { Box, PositionedPage } from "../../../src/model/layout.ts";
import { SURE_CONFIDENCE } from "../../../src/model/reading.ts";
import { DEFAULT_LIMITS } from "../../../src/model/stage.ts";
import { foldWidth } from "../../../src/values/text.ts";

/** A text that was read, and where, in points of the page as the reader has it. */
export interface ReadCell {
  text: string;
  box: Box;
  confidence: number;
}

interface CellCounts {
  listed: number;
  right: number;
  /** Not as printed, and the reader says so: its confidence is below what counts as sure. */
  wrongDoubtful: number;
  wrongSure: number;
}

export type PageCounts = { [kind in CellKind]: CellCounts };

/** A cell that was not read as it is printed. */
export interface CellFault {
  kind: CellKind;
  expected: string;
  got: string;
  sure: boolean;
}

export const noCells = (): PageCounts => {
  const none = (): CellCounts => ({ listed: 0, right: 0, wrongDoubtful: 0, wrongSure: 0 });
  return { number: none(), label: none(), text: none(), empty: none() };
};

export function addCells(one: PageCounts, other: PageCounts): PageCounts {
  const sum = noCells();
  for (const kind of Object.keys(sum) as CellKind[])
    for (const key of Object.keys(sum[kind]) as (keyof CellCounts)[])
      sum[kind][key] = one[kind][key] + other[kind][key];
  return sum;
}

/** The cells and paragraphs of a page that was read, as the layout recovers them. */
export function cellsOf(page: PositionedPage): ReadCell[] {
  const context = { warn() {}, limits: DEFAULT_LIMITS };
  return blocksOfPages([page], context).flatMap((block): ReadCell[] => {
    const parts = block.kind === "table" ? block.cells : [block];
    return parts.flatMap(({ text, at: { bbox }, confidence }) =>
      bbox === undefined ? [] : [{ text, box: bbox, confidence }],
    );
  });
}

/**
 * Holds what was read against what is printed, cell by cell: a cell is the one in whose place the printed one stands. The
 * page that was read may lie a little elsewhere and be a little larger or smaller; that is told from cells that say the same.
 */
export function compareCells(
  truth: ScanTruth,
  read: readonly ReadCell[],
): { counts: PageCounts; faults: CellFault[] } {
  const place = placing(truth, read);
  const counts = noCells();
  const faults: CellFault[] = [];
  for (const { kind, text, box } of truth.cells) {
    const middle = place((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    const wanted: Box = [...place(box[0], box[1]), ...place(box[2], box[3])];
    const found = read
      .filter((cell) => isWithin(middle, cell.box))
      .toSorted((a, b) => overlap(b.box, wanted) - overlap(a.box, wanted))[0];
    const count = counts[kind];
    count.listed += 1;
    if (foldCell(found?.text ?? "") === foldCell(text)) {
      count.right += 1;
      continue;
    }
    const sure = found === undefined || found.confidence >= SURE_CONFIDENCE;
    if (sure) count.wrongSure += 1;
    else count.wrongDoubtful += 1;
    faults.push({ kind, expected: text, got: found === undefined ? "(no cell)" : found.text, sure });
  }
  return { counts, faults };
}

/** Equal but for white space, width, and the forms that one sign has in different fonts. */
export function foldCell(text: string): string {
  return foldWidth(text)
    .normalize("NFKC")
    .replaceAll(/\s/gu, "")
    .replaceAll(/[≧⩾]/gu, "≥")
    .replaceAll(/[≦⩽]/gu, "≤")
    .replaceAll(/[—–―─一-]+/gu, "-")
    .replaceAll(/[“”„‟]/gu, '"')
    .replaceAll(/[·•・]/gu, "·");
}

type Place = (x: number, y: number) => [number, number];

/** How places of the printed page lie on the page that was read: scale and shift along each side, by least squares. */
function placing(truth: ScanTruth, read: readonly ReadCell[]): Place {
  const texts = (cells: readonly { text: string; box: Box }[]): Map<string, Box | null> => {
    const boxes = new Map<string, Box | null>();
    for (const { text, box } of cells) {
      const key = foldCell(text);
      if (key !== "") boxes.set(key, boxes.has(key) ? null : box);
    }
    return boxes;
  };
  const [printed, found] = [texts(truth.cells), texts(read)];
  const anchors = [...printed].flatMap(([key, box]) => {
    const other = found.get(key);
    return box === null || other === undefined || other === null ? [] : [{ from: box, to: other }];
  });
  const along = (low: 0 | 1): ((value: number) => number) => {
    const high = (low + 2) as 2 | 3;
    let pairs = anchors.map(
      ({ from, to }) => [(from[low] + from[high]) / 2, (to[low] + to[high]) / 2] as const,
    );
    let line = fit(pairs);
    for (let round = 0; round < 3; round += 1) {
      const away = pairs.map(([x, y]) => Math.abs(line(x) - y)).toSorted((a, b) => a - b);
      const limit = Math.max(3, 3 * (away[Math.floor(away.length / 2)] ?? 0));
      pairs = pairs.filter(([x, y]) => Math.abs(line(x) - y) <= limit);
      line = fit(pairs);
    }
    return line;
  };
  const [acrossLine, downLine] = [along(0), along(1)];
  return (x, y) => [acrossLine(x), downLine(y)];
}

function fit(pairs: readonly (readonly [number, number])[]): (value: number) => number {
  if (pairs.length < 3) return (value) => value;
  const mean = (pick: (pair: readonly [number, number]) => number): number =>
    pairs.reduce((sum, pair) => sum + pick(pair), 0) / pairs.length;
  const [meanX, meanY] = [mean(([x]) => x), mean(([, y]) => y)];
  const spread = mean(([x]) => (x - meanX) ** 2);
  const slope = spread < 1 ? 1 : mean(([x, y]) => (x - meanX) * (y - meanY)) / spread;
  return (value) => meanY + slope * (value - meanX);
}

function isWithin([x, y]: [number, number], [left, top, right, bottom]: Box): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

/** How much two boxes share of what they cover together. */
function overlap(one: Box, other: Box): number {
  const wide = Math.min(one[2], other[2]) - Math.max(one[0], other[0]);
  const high = Math.min(one[3], other[3]) - Math.max(one[1], other[1]);
  if (wide <= 0 || high <= 0) return 0;
  const area = ([left, top, right, bottom]: Box): number => (right - left) * (bottom - top);
  return (wide * high) / (area(one) + area(other) - wide * high);
}
