import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findHeadingPieces } from "../../src/forms/vertical-headings.ts";

const findPiece = findHeadingPieces(["项目 概况", "项目 资金 使用 情况", "项目 组织 实施 情况"]);

describe("findHeadingPieces", () => {
  test("finds the heading by the characters that are left, wherever the column broke", () => {
    expect(findPiece("目概")).toEqual({ heading: "项目概况", end: 2, cutsWords: true });
    expect(findPiece("金\n使 年初预算")).toEqual({ heading: "项目资金使用情况", end: 3, cutsWords: true });
    expect(findPiece("组织实施")).toEqual({ heading: "项目组织实施情况", end: 4, cutsWords: false });
  });

  test.for(["", "概", "项目", "情况", "项目情况", "培训", "况概"])("finds nothing in %j", (text) => {
    expect(findPiece(text)).toBeNull();
  });

  test("any characters that only one heading has in this order find it", () => {
    const heading = Array.from("资金使用");
    fc.assert(
      fc.property(fc.subarray(heading, { minLength: 2 }), (kept) => {
        expect(findPiece(kept.join(""))?.heading).toBe("项目资金使用情况");
      }),
    );
  });
});
