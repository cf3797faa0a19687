import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Box, Ruling } from "../../src/model/layout.ts";
import { centred, fullGrid, level, line, page, upright } from "./drawn-pages.ts";
import { paragraphsOf, tablesOf, textsOf } from "./tables-of.ts";

/** Words "r0c0" … in the middle of the boxes of a grid. */
function fill(xs: number[], ys: number[]) {
  return ys.slice(1).flatMap((bottom, row) =>
    xs.slice(1).map((right, column) => {
      const box: Box = [xs[column] as number, ys[row] as number, right, bottom];
      return centred(`r${String(row)}c${String(column)}`, box);
    }),
  );
}

describe("tables by their rulings", () => {
  it("makes cells of the boxes between the lines", () => {
    const [xs, ys] = [
      [50, 150, 250],
      [100, 120, 140],
    ];
    const [table] = tablesOf(page(fill(xs, ys), fullGrid(xs, ys)));
    expect(table && textsOf(table)).toEqual([
      ["r0c0", "r0c1"],
      ["r1c0", "r1c1"],
    ]);
    expect(table?.cells[3]?.at).toEqual({ page: 1, bbox: [150, 120, 250, 140] });
  });

  it("merges boxes without a wall between them", () => {
    const rulings = [
      level(100, 50, 350),
      level(120, 150, 350),
      level(140, 50, 350),
      upright(50, 100, 140),
      upright(150, 100, 140),
      upright(250, 120, 140),
      upright(350, 100, 140),
    ];
    const words = [
      ...line("一级", 80, 115),
      ...line("spanning", 230, 105),
      ...line("a", 180, 125),
      ...line("b", 290, 125),
    ];
    const [table] = tablesOf(page(words, rulings));
    expect(table && textsOf(table)).toEqual([
      ["一级", "spanning", "<"],
      ["^", "a", "b"],
    ]);
  });

  it("keeps two tables on a page apart, side by side as well", () => {
    const ys = [100, 120, 140];
    const left = [50, 100, 150];
    const right = [200, 250, 300];
    const words = [...fill(left, ys), ...fill(right, ys)];
    expect(tablesOf(page(words, [...fullGrid(left, ys), ...fullGrid(right, ys)])).map(textsOf)).toEqual([
      [
        ["r0c0", "r0c1"],
        ["r1c0", "r1c1"],
      ],
      [
        ["r0c0", "r0c1"],
        ["r1c0", "r1c1"],
      ],
    ]);
  });

  it("takes a frame around the page for no table, and the table in it for one", () => {
    const [xs, ys] = [
      [50, 150, 250],
      [100, 120, 140],
    ];
    const frame = fullGrid([20, 575], [20, 820]);
    const words = [...fill(xs, ys), ...line("text in the frame", 50, 300)];
    expect(tablesOf(page(words, [...frame, ...fullGrid(xs, ys)]))).toHaveLength(1);
    expect(paragraphsOf(page(words, [...frame, ...fullGrid(xs, ys)]))).toEqual(["text in the frame"]);
  });

  it("takes underlines and boxes around a text for no table", () => {
    const words = [...line("a heading", 50, 88), ...line("in a box", 60, 205)];
    const rulings = [level(100, 50, 550), level(103, 50, 550), ...fullGrid([50, 300], [200, 220])];
    expect(tablesOf(page(words, rulings))).toEqual([]);
    expect(paragraphsOf(page(words, rulings))).toEqual(["a heading", "in a box"]);
  });

  it("takes the double lines of a table for one", () => {
    const [xs, ys] = [
      [50, 150, 250],
      [100, 120, 140],
    ];
    const doubled = [...fullGrid(xs, ys), ...fullGrid([48, 252], [98, 142])];
    const [table] = tablesOf(page(fill(xs, ys), doubled));
    expect(table && textsOf(table)).toEqual([
      ["r0c0", "r0c1"],
      ["r1c0", "r1c1"],
    ]);
  });

  it("closes a table that is open at its sides", () => {
    const xs = [50, 150, 250, 350];
    const ys = [100, 120, 140];
    const open = fullGrid(xs, ys).filter(
      ({ orientation, at }) => orientation === "horizontal" || (at > 50 && at < 350),
    );
    const [table] = tablesOf(page(fill(xs, ys), open));
    expect(table && textsOf(table)).toEqual([
      ["r0c0", "r0c1", "r0c2"],
      ["r1c0", "r1c1", "r1c2"],
    ]);
  });

  it("leaves out the room beside a narrow part of a table", () => {
    const wide = fullGrid([50, 150, 250, 350], [100, 120]);
    const narrow = fullGrid([50, 150], [120, 140]);
    const words = [
      ...fill([50, 150, 250, 350], [100, 120]),
      ...line("below", 60, 125),
      ...line("beside", 260, 125),
    ];
    const [table] = tablesOf(page(words, [...wide, ...narrow]));
    expect(table && textsOf(table)).toEqual([
      ["r0c0", "r0c1", "r0c2"],
      ["below", "?", "?"],
    ]);
    expect(paragraphsOf(page(words, [...wide, ...narrow]))).toEqual(["beside"]);
  });

  it("takes the grid of a chart for no table", () => {
    const xs = Array.from({ length: 11 }, (_, index) => 100 + index * 30);
    const ys = Array.from({ length: 7 }, (_, index) => 100 + index * 30);
    const words = [...line("50", 80, 95), ...line("2019", 120, 290), ...line("peak", 210, 140)];
    expect(tablesOf(page(words, fullGrid(xs, ys)))).toEqual([]);
  });

  it("keeps a table within a cell of another one apart from it", () => {
    const outer = fullGrid([50, 150, 500], [100, 120, 300]);
    const [xs, ys] = [
      [200, 280, 360],
      [150, 170, 190],
    ];
    const words = [
      ...fill(xs, ys),
      ...line("outer", 60, 105),
      ...line("below", 60, 200),
      ...line("head", 200, 105),
    ];
    const tables = tablesOf(page(words, [...outer, ...fullGrid(xs, ys)])).map(textsOf);
    expect(tables).toEqual([
      [
        ["outer", "head"],
        ["below", ""],
      ],
      [
        ["r0c0", "r0c1"],
        ["r1c0", "r1c1"],
      ],
    ]);
  });

  it("comes through any number of lines", () => {
    const xs = Array.from({ length: 200 }, (_, index) => 20 + index * 2.6);
    const ys = Array.from({ length: 300 }, (_, index) => 20 + index * 2.6);
    expect(tablesOf(page(line("a hatched area", 50, 300), fullGrid(xs, ys)))).toEqual([]);
  });
});

/** The longest break of a line, in points. */
const BREAK = 6;

/** A grid of given column widths and row heights in which some rectangles are merged. */
interface Drawing {
  widths: number[];
  heights: number[];
  merges: { row: number; column: number; down: number; right: number }[];
  /** Numbers from −1 to 1 that move the ends and places of lines. */
  jitter: number[];
  /** Where each wall is broken: −1 for not at all, else the part of its length before the gap. */
  gaps: number[];
}

const drawings: fc.Arbitrary<Drawing> = fc.record({
  widths: fc.array(fc.integer({ min: 40, max: 90 }), { minLength: 2, maxLength: 6 }),
  heights: fc.array(fc.integer({ min: 16, max: 50 }), { minLength: 2, maxLength: 8 }),
  merges: fc.array(
    fc.record({
      row: fc.nat(7),
      column: fc.nat(5),
      down: fc.integer({ min: 1, max: 3 }),
      right: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 4 },
  ),
  jitter: fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 40, maxLength: 40 }),
  gaps: fc.array(fc.oneof(fc.constant(-1), fc.double({ min: 0.1, max: 0.6, noNaN: true })), {
    minLength: 40,
    maxLength: 40,
  }),
});

function placesOf(lengths: number[]): number[] {
  let place = 40;
  return [place, ...lengths.map((length) => (place += length))];
}

/** Which cell owns each box: its own number, or that of the merged cell it belongs to. */
function ownersOf({ widths, heights, merges }: Drawing): number[][] {
  const owner = heights.map((_, row) => widths.map((__, column) => row * widths.length + column));
  const merged = new Set<string>();
  for (const { row, column, down, right } of merges) {
    if (row + down > heights.length || column + right > widths.length) continue;
    const boxes = Array.from({ length: down * right }, (_, index) => {
      return `${String(row + Math.floor(index / right))} ${String(column + (index % right))}`;
    });
    if (boxes.some((box) => merged.has(box))) continue;
    boxes.forEach((box) => merged.add(box));
    for (let y = row; y < row + down; y += 1)
      owner[y]?.fill(row * widths.length + column, column, column + right);
  }
  return owner;
}

/** The walls between boxes of different cells, each drawn by itself, moved and broken as the drawing says. */
function wallsOf(drawing: Drawing): Ruling[] {
  const owner = ownersOf(drawing);
  const [xs, ys] = [placesOf(drawing.widths), placesOf(drawing.heights)];
  let count = 0;
  const wall = (make: typeof level, at: number, from: number, to: number): Ruling[] => {
    count += 1;
    const jitter = (drawing.jitter[count % 40] as number) / 2;
    const gap = drawing.gaps[(count * 7) % 40] as number;
    const [begin, end] = [from + jitter, to - jitter];
    if (gap < 0) return [make(at + jitter, begin, end)];
    const length = end - begin;
    const hole = Math.min(BREAK, length * 0.3);
    return [
      make(at + jitter, begin, begin + length * gap),
      make(at + jitter, begin + length * gap + hole, end),
    ];
  };
  const rulings: Ruling[] = [];
  for (let row = 0; row <= drawing.heights.length; row += 1) {
    for (let column = 0; column <= drawing.widths.length; column += 1) {
      const own = owner[row]?.[column];
      const [x, y] = [xs[column] as number, ys[row] as number];
      if (column < drawing.widths.length && owner[row - 1]?.[column] !== own)
        rulings.push(...wall(level, y, x, xs[column + 1] as number));
      if (row < drawing.heights.length && owner[row]?.[column - 1] !== own)
        rulings.push(...wall(upright, x, y, ys[row + 1] as number));
    }
  }
  return rulings;
}

describe("a grid with merged cells, moved by half a point and broken", () => {
  it("comes back as it was drawn", () => {
    fc.assert(
      fc.property(drawings, (drawing) => {
        const owner = ownersOf(drawing);
        const [xs, ys] = [placesOf(drawing.widths), placesOf(drawing.heights)];
        const cells = [...new Set(owner.flat())].map((own) => {
          const rows = owner.flatMap((boxes, row) => (boxes.includes(own) ? [row] : []));
          const [row = 0] = rows;
          const column = owner[row]?.indexOf(own) ?? 0;
          const columnSpan = owner[row]?.filter((other) => other === own).length ?? 0;
          return { row, column, rowSpan: rows.length, columnSpan, text: `c${String(own)}` };
        });
        // A line that no cell begins or ends at is not there.
        fc.pre(xs.slice(0, -1).every((_, at) => cells.some(({ column }) => column === at)));
        fc.pre(ys.slice(0, -1).every((_, at) => cells.some(({ row }) => row === at)));
        const words = cells.map(({ row, column, rowSpan, columnSpan, text }) =>
          centred(text, [
            xs[column] as number,
            ys[row] as number,
            xs[column + columnSpan] as number,
            ys[row + rowSpan] as number,
          ]),
        );
        const [table] = tablesOf(page(words, wallsOf(drawing)));
        const found = table?.cells.map(({ row, column, rowSpan, columnSpan, text }) => ({
          row,
          column,
          rowSpan,
          columnSpan,
          text,
        }));
        const order = (a: { row: number; column: number }, b: { row: number; column: number }) =>
          a.row - b.row || a.column - b.column;
        expect(found?.toSorted(order)).toEqual(cells.toSorted(order));
      }),
      { numRuns: 500 },
    );
  });
});
