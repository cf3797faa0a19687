import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { recoverBlocks } from "../../src/layout/recover-blocks.ts";
import type { PositionedPage, Ruling, Word } from "../../src/model/layout.ts";
import { keepWarnings } from "../formats/context.ts";
import { centred, level, page, upright, word } from "./drawn-pages.ts";
import { paragraphsOf, tablesOf, textsOf } from "./tables-of.ts";

const EDGES = { left: 50, right: 550 };

/** A sheet with rows of various heights. */
const XS = [0, 120, 420, 700, 860, 1000];
const YS = [100, 124, 154, 180, 211, 240, 262];

const TEXTS = YS.slice(1).map((_, row) =>
  XS.slice(1).map((__, column) => `标签${String(row)}之${String(column)}号`),
);

function drawSheet(): { words: Word[]; rulings: Ruling[] } {
  const words = TEXTS.flatMap((texts, row) =>
    texts.map((text, column) =>
      centred(text, [
        XS[column] as number,
        YS[row] as number,
        XS[column + 1] as number,
        YS[row + 1] as number,
      ]),
    ),
  );
  const rulings = [...YS.map((y) => level(y, 0, 1000)), ...XS.map((x) => upright(x, 100, 262))];
  return { words, rulings };
}

/** The part of a sheet from x on, 500 points wide, as it is printed: what crosses the edge is cut there. */
function print(from: number, number: number): PositionedPage {
  const { words, rulings } = drawSheet();
  const to = from + (EDGES.right - EDGES.left);
  const shift = EDGES.left - from;
  const shown = words.flatMap(({ text, box }) => {
    const characters = Array.from(text).flatMap((character, index) => {
      const x =
        box[0] + Array.from(text.slice(0, index)).reduce((sum, one) => sum + (one > "\u2E80" ? 10 : 5), 0);
      const middle = x + (character > "\u2E80" ? 5 : 2.5);
      return middle >= from - 0.5 && middle <= to + 0.5 ? [{ character, x }] : [];
    });
    const [first] = characters;
    if (first === undefined) return [];
    return [word(characters.map(({ character }) => character).join(""), first.x + shift, box[1])];
  });
  const walls = rulings.flatMap((ruling): Ruling[] => {
    if (ruling.orientation === "horizontal") return [level(ruling.at, EDGES.left, EDGES.right)];
    const x = ruling.at;
    return x >= from - 0.1 && x <= to + 0.1 ? [upright(x + shift, ruling.from, ruling.to)] : [];
  });
  return page(shown, walls, number);
}

describe("a wide sheet printed on two pages", () => {
  it("is one table again, its cut labels whole", () => {
    const [table, ...others] = tablesOf(print(0, 1), print(500, 2));
    expect(others).toEqual([]);
    expect(table && textsOf(table)).toEqual(TEXTS);
    expect(table?.joinedFrom).toEqual([1, 2]);
  });

  it("says which texts the cut ran through", () => {
    const [left, right] = [print(0, 1), print(500, 2)];
    left.words.push(word("项目立", 520, 107));
    right.words = right.words.filter(({ box }) => box[1] > 124 || box[0] > 250);
    right.words.push(word("项规范性", 50, 107));
    const [table] = tablesOf(left, right);
    expect(table?.cells.filter(({ repaired }) => repaired !== undefined)).toMatchObject([
      { row: 0, column: 2, text: "项目立项规范性", repaired: "项目立项规范性" },
    ]);
  });

  it("doubts what goes on out of sight and is on no other page", () => {
    const [left, right] = [print(0, 1), print(500, 2)];
    const cut = (text: string, x: number, y: number, sides: { left: boolean; right: boolean }) => ({
      ...word(text, x, y),
      cut: sides,
    });
    left.words.push(
      cut("立项", 525, 107, { left: false, right: true }),
      cut("12", 530, 132, { left: false, right: true }),
    );
    right.words = right.words.filter(({ box }) => box[1] > 154 || box[0] > 250);
    right.words.push(cut("规范性", 45, 107, { left: true, right: false }));
    const context = keepWarnings();
    const [block] = recoverBlocks([left, right], context);
    const cells = block?.kind === "table" ? block.cells : [];
    expect(cells.filter(({ confidence }) => confidence < 0.9).map(({ text }) => text)).toEqual(["12"]);
    expect(cells.map(({ text }) => text)).toContain("立项规范性");
    expect(context.warnings.filter(({ code }) => code === "cut-text")).toMatchObject([{ at: { page: 1 } }]);
  });

  it("has its values at the places where they were printed", () => {
    const [table] = tablesOf(print(0, 1), print(500, 2));
    const [left, right] = [table?.cells[0]?.at, table?.cells[4]?.at];
    expect(left).toEqual({ page: 1, bbox: [50, 100, 170, 124] });
    expect(right).toEqual({ page: 2, bbox: [410, 100, 550, 124] });
  });

  it("keeps numbers of its last row that stand low on both pages at the same place", () => {
    const low = (number: number, text: string) => {
      const printed = print(number === 1 ? 0 : 500, number);
      const own = printed.words.filter(({ box }) => box[1] < 240 || box[0] > 170 || box[2] < 50);
      return { ...page([...own, word(text, 60, 246)], printed.rulings, number), height: 265 };
    };
    const [table] = tablesOf(low(1, "95"), low(2, "100"));
    const texts = table?.cells.map(({ text }) => text).join(" ");
    expect(texts).toContain("95");
    expect(texts).toContain("100");
  });

  it("keeps numbers that stand below it at the same place of both pages, but no page numbers", () => {
    const below = (number: number, ...texts: string[]) => {
      const printed = print(number === 1 ? 0 : 500, number);
      const own = texts.map((text, index) => word(text, 60 + 120 * index, 780));
      return page([...printed.words, ...own], printed.rulings, number);
    };
    const texts = paragraphsOf(
      below(1, "得分95", "第1页共2页", "公开14表"),
      below(2, "得分100", "第2页共2页", "公开14表"),
    );
    const all = texts.join(" ");
    expect(all).toContain("得分95");
    expect(all).toContain("得分100");
    expect(all).not.toContain("第2页");
    expect(all.match(/公开14表/gu)).toHaveLength(1);
  });

  it("is put together wherever it is cut", () => {
    fc.assert(
      fc.property(fc.integer({ min: 450, max: 500 }), (from) => {
        const left = print(0, 1);
        const right = print(from, 2);
        // What both pages print is cut off at the first one, as a printer does.
        const at = from + EDGES.left;
        left.words = left.words.flatMap((own): Word[] => {
          const kept = Array.from(own.text).filter((_, index) => {
            const x =
              own.box[0] +
              Array.from(own.text.slice(0, index)).reduce((sum, one) => sum + (one > "\u2E80" ? 10 : 5), 0);
            return x + ((own.text[index] as string) > "\u2E80" ? 5 : 2.5) <= at + 0.5;
          });
          return kept.length === 0 ? [] : [word(kept.join(""), own.box[0], own.box[1])];
        });
        left.rulings = left.rulings.flatMap((ruling): Ruling[] =>
          ruling.orientation === "horizontal"
            ? [{ ...ruling, to: at }]
            : ruling.at <= at + 0.1
              ? [ruling]
              : [],
        );
        expect(tablesOf(left, right).map(textsOf)).toEqual([TEXTS]);
      }),
    );
  });
});

describe("pages that are no parts of one sheet", () => {
  it("stay apart where one form follows another of its kind", () => {
    const form = (number: number) => {
      const whole = drawSheet();
      const fits = ({ box }: Word) => box[2] < 420;
      return page(
        whole.words.filter(fits).map((own) => ({ ...own, text: `${own.text}${String(number)}` })),
        [...YS.map((y) => level(y, 0, 420)), ...XS.slice(0, 3).map((x) => upright(x, 100, 262))],
        number,
      );
    };
    const tables = tablesOf(form(1), form(2));
    expect(tables.every(({ columns }) => columns === 2)).toBe(true);
  });
});
