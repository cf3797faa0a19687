import { describe, expect, test } from "vitest";
import type { ScanTruth } from "../../fixtures/make/scan/make-scan.ts";
import type { Box } from "../../src/model/layout.ts";
import type { Record } from "../../src/model/record.ts";
import { documentOf, differing } from "../generate/document-of.ts";
import { compareCells, type ReadCell } from "../bench/scans/compare-cells.ts";
import { compareFindings } from "../bench/scans/compare-findings.ts";

const QUAD = [0, 0, 0, 0, 0, 0, 0, 0] as ScanTruth["cells"][number]["quad"];
const TEXTS = ["项目名称", "修路", "预算数", "120.50", "执行数", "118.20", "得分", "9.8"];

/** Eight cells in two columns. */
const printed = TEXTS.map((text, at) => {
  const [left, top] = [60 + (at % 2) * 100, 80 + Math.floor(at / 2) * 20];
  const box: Box = [left, top, left + 100, top + 20];
  return {
    kind: /\d/u.test(text) ? ("number" as const) : ("label" as const),
    text,
    box,
    quad: QUAD,
    walled: true,
    sealed: false,
  };
});
const truth = { cells: printed } as ScanTruth;

function readAs(change: (text: string) => string | null, place = (box: Box): Box => box): ReadCell[] {
  return printed.flatMap(({ text, box }) => {
    const read = change(text);
    return read === null ? [] : [{ text: read, box: place(box), confidence: read === "118.70" ? 0.5 : 0.98 }];
  });
}

describe("cells", () => {
  test("are held against those in their place, sure and doubtful ones apart", () => {
    const { counts, faults } = compareCells(
      truth,
      readAs((text) => (text === "120.50" ? "126.50" : text === "118.20" ? "118.70" : text)),
    );
    expect(counts.number).toEqual({ listed: 3, right: 1, wrongDoubtful: 1, wrongSure: 1 });
    expect(counts.label).toMatchObject({ listed: 5, right: 5 });
    expect(faults).toEqual([
      { kind: "number", expected: "120.50", got: "126.50", sure: true },
      { kind: "number", expected: "118.20", got: "118.70", sure: false },
    ]);
  });

  test("are found on a page that lies elsewhere and is larger", () => {
    const moved = (box: Box): Box => box.map((value) => value * 1.04 + 31) as Box;
    expect(
      compareCells(
        truth,
        readAs((text) => text, moved),
      ).counts.number.right,
    ).toBe(3);
  });

  test("that were not found at all are wrong, and nobody was told", () => {
    const { counts } = compareCells(
      truth,
      readAs((text) => (text === "9.8" ? null : text)),
    );
    expect(counts.number).toMatchObject({ right: 2, wrongSure: 1 });
  });
});

describe("findings", () => {
  const record = (
    name: string,
    subject: string | null,
    cause: "arithmetic" | "likely-misread" = "arithmetic",
  ): Record => {
    const [made] = documentOf("a.txt", [
      {
        indicators: [
          { name: "甲", score: 1 },
          { name, score: 2 },
        ],
      },
    ]).records;
    if (made === undefined) throw new Error("no record");
    made.checks = subject === null ? [] : [differing({ rule: "score-range", subject, cause })];
    return made;
  };

  test("are the same by the place or by the name of the row", () => {
    const text = record("乙", "/indicators/1/score");
    expect(compareFindings([text], [text])).toMatchObject({ listed: 1, missed: 0, extra: 0 });
    const shifted = record("乙", "/indicators/1/score");
    shifted.indicators.unshift(...record("丙", null).indicators.slice(1));
    shifted.checks = [differing({ rule: "score-range", subject: "/indicators/2/score" })];
    expect(compareFindings([text], [shifted])).toMatchObject({ missed: 0, extra: 0 });
  });

  test("that are not there are missed, those beyond are extra unless they speak of a misreading", () => {
    const [with_, without] = [record("乙", "/indicators/1/score"), record("乙", null)];
    expect(compareFindings([with_], [without])).toMatchObject({ listed: 1, missed: 1, extra: 0 });
    expect(compareFindings([without], [with_])).toMatchObject({ missed: 0, extraMarked: 0, extra: 1 });
    const marked = record("乙", "/indicators/1/score", "likely-misread");
    expect(compareFindings([without], [marked])).toMatchObject({ extraMarked: 1, extra: 0 });
    expect(compareFindings([with_], [])).toMatchObject({ missed: 1 });
  });
});
