import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeDeltas } from "../../../fixtures/make/write-ofd.ts";
import { expandDeltas } from "../../../src/formats/ofd/deltas.ts";

describe("expandDeltas", () => {
  it.each([
    ["6.5 7 2", 3, [6.5, 7, 2]],
    ["g 3 2.1167", 3, [2.1167, 2.1167, 2.1167]],
    ["g 2 2.5 -67.5 g 2 2.5", 5, [2.5, 2.5, -67.5, 2.5, 2.5]],
    ["1.5875 g 2 3.175 1.5875", 4, [1.5875, 3.175, 3.175, 1.5875]],
    ["3.175", 4, [3.175, 3.175, 3.175, 3.175]],
    ["g 10 3", 2, [3, 3]],
    ["1,2 , 3", 3, [1, 2, 3]],
    ["G 2 4", 2, [4, 4]],
  ])("reads %j as %i steps", (value, count, steps) => {
    expect(expandDeltas(value, count)).toEqual(steps);
  });

  it.each(["", "   ", "x", "g", "g 3", "g x y", undefined])("finds nothing in %j", (value) => {
    expect(expandDeltas(value, 3)).toBeNull();
  });

  it("makes no more steps than there are characters, whatever a run claims", () => {
    expect(expandDeltas("g 1000000000 1", 3)).toEqual([1, 1, 1]);
    expect(expandDeltas("g 1e300 1", 2)).toEqual([1, 1]);
    expect(expandDeltas("g -5 1 2", 2)).toEqual([2, 2]);
  });

  it("reads back what was written, runs and all", () => {
    const step = fc.integer({ min: -200_000, max: 200_000 }).map((hundredths) => hundredths / 100);
    const runs = fc.array(fc.tuple(step, fc.integer({ min: 1, max: 9 })), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(runs, (list) => {
        const steps = list.flatMap(([value, times]) => Array.from({ length: times }, () => value));
        expect(expandDeltas(writeDeltas(steps), steps.length)).toEqual(steps);
      }),
    );
  });

  it("writes what repeats as runs", () => {
    expect(writeDeltas([1, 1, 1, 2.5, 2.5, 3])).toBe("g 3 1 2.5 2.5 3");
  });
});
