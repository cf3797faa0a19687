import { findGrid } from "../../../src/scans/find-grid.ts";
import { preparePage } from "../../../src/scans/prepare-page.ts";
import type { PreparedPage } from "../../../src/scans/prepared-page.ts";
import type { CellKind } from "../../../fixtures/make/scan/page-source.ts";
import type { Quad } from "../../../fixtures/make/scan/make-scan.ts";
import type { Box } from "../../../src/model/layout.ts";
import type { LineImage } from "../../../src/model/recognition.ts";
import { DEFAULT_LIMITS } from "../../../src/model/stage.ts";
import { cutColumns } from "../../../src/ocr/split-wide.ts";
import { pictureOnly, type ScannedPage } from "./scanned-documents.ts";

/** A cell that truly stands on a page, and the pictures of its lines. */
export interface TrueCell {
  kind: CellKind;
  /** As it is printed. */
  text: string;
  sealed: boolean;
  /** From top to bottom, as `findGrid` cuts them; cut where its words truly stand if the grid is at fault. */
  lines: LineImage[];
  /** Whether the grid cut its lines rightly. */
  found: boolean;
}

/** In dots: how far a line may begin or end from where its words do, or half its height. */
const BEYOND = 8;
/** White around the words of a line that is cut where they truly stand, in dots. */
const MARGIN = 4;

/** The cells of a scanned page that hold something, and all further lines that the page is taken to have. */
export async function trueCells(scan: ScannedPage): Promise<TrueCell[]> {
  const picture = await pictureOnly(scan, 1).picture?.();
  if (picture === undefined) throw new Error("a scan without a picture");
  const page = preparePage(picture, { warn() {}, limits: DEFAULT_LIMITS });
  const grid = findGrid(page);
  const points = 72 / page.dpi;
  const lines = grid.lines.map(({ image, box }) => ({
    image,
    box: box.map((value) => value / points) as Box,
  }));
  const words = scan.truth.words.map(({ quad }) => boxOf(quad, page));
  return scan.truth.cells.flatMap(({ kind, text, quad, sealed }): TrueCell[] => {
    if (kind === "empty") return [];
    const box = boxOf(quad, page);
    const own = inRows(
      lines.filter((line) => isWithin(line.box, box)),
      (line) => line.box,
    );
    const printed = inRows(
      words.filter((word) => isWithin(word, box)),
      (word) => word,
    );
    const found =
      own.length === printed.length &&
      own.every((row, at) => {
        const around = surround(printed[at] as Box[]);
        const cut = surround(row.map((line) => line.box));
        const type = Math.max(BEYOND, (around[3] - around[1]) / 2);
        return (
          row.length <= (printed[at] as Box[]).length &&
          Math.abs(cut[0] - around[0]) < type &&
          Math.abs(cut[2] - around[2]) < type &&
          Math.abs((cut[1] + cut[3]) / 2 - (around[1] + around[3]) / 2) < (around[3] - around[1]) / 2
        );
      });
    const images = found
      ? own.flat().map((line) => line.image)
      : printed.map((row) => cutOut(page, surround(row)));
    return [{ kind, text, sealed, lines: images, found }];
  });
}

function surround(boxes: readonly Box[]): Box {
  return boxes.reduce(([left, top, right, bottom], box) => [
    Math.min(left, box[0]),
    Math.min(top, box[1]),
    Math.max(right, box[2]),
    Math.max(bottom, box[3]),
  ]);
}

function isWithin([left, top, right, bottom]: Box, cell: Box): boolean {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return x >= cell[0] && x <= cell[2] && y >= cell[1] && y <= cell[3];
}

/** Things that stand beside one another are one row; rows from the top, each from the left. */
function inRows<T>(things: readonly T[], boxOfThing: (thing: T) => Box): T[][] {
  const rows: { middle: number; height: number; things: T[] }[] = [];
  for (const thing of things.toSorted((a, b) => boxOfThing(a)[1] - boxOfThing(b)[1])) {
    const box = boxOfThing(thing);
    const [middle, height] = [(box[1] + box[3]) / 2, box[3] - box[1]];
    const row = rows.find((one) => Math.abs(one.middle - middle) < Math.max(one.height, height) * 0.5);
    if (row === undefined) rows.push({ middle, height, things: [thing] });
    else row.things.push(thing);
  }
  return rows.map((row) => row.things.toSorted((a, b) => boxOfThing(a)[0] - boxOfThing(b)[0]));
}

function cutOut({ grey, dpi }: PreparedPage, box: Box): LineImage {
  const left = Math.max(0, Math.floor(box[0] - MARGIN));
  const top = Math.max(0, Math.floor(box[1] - MARGIN));
  const right = Math.min(grey.width, Math.ceil(box[2] + MARGIN));
  const bottom = Math.min(grey.height, Math.ceil(box[3] + MARGIN));
  const rows = grey.data.subarray(top * grey.width, bottom * grey.width);
  const band = { width: grey.width, height: bottom - top, channels: 1 as const, data: rows };
  return { raster: cutColumns(band, left, Math.max(left + 1, right)), dpi };
}

/** Where a quad of the picture stands on the prepared page, in its dots. */
function boxOf(quad: Quad, page: PreparedPage): Box {
  const corners = [0, 2, 4, 6].map((at) => toPrepared(quad[at] as number, quad[at + 1] as number, page));
  // The middle of each side, so that what is left of a slant does not widen the box.
  const [xs, ys] = [0, 1].map((axis) =>
    corners.map((corner) => corner[axis] as number).toSorted((a, b) => a - b),
  ) as [Quarters, Quarters];
  return [(xs[0] + xs[1]) / 2, (ys[0] + ys[1]) / 2, (xs[2] + xs[3]) / 2, (ys[2] + ys[3]) / 2];
}

type Quarters = [number, number, number, number];

/** The reverse of `toSource`, by Newton's method from the middle of the page. */
function toPrepared(x: number, y: number, page: PreparedPage): [number, number] {
  let at: [number, number] = [page.grey.width / 2, page.grey.height / 2];
  for (let round = 0; round < 8; round += 1) {
    const here = page.toSource(...at);
    const right = page.toSource(at[0] + 1, at[1]);
    const below = page.toSource(at[0], at[1] + 1);
    const [a, b, c, d] = [right[0] - here[0], below[0] - here[0], right[1] - here[1], below[1] - here[1]];
    const [dx, dy] = [x - here[0], y - here[1]];
    const area = a * d - b * c;
    at = [at[0] + (d * dx - b * dy) / area, at[1] + (a * dy - c * dx) / area];
    if (Math.abs(dx) + Math.abs(dy) < 0.1) break;
  }
  return at;
}
