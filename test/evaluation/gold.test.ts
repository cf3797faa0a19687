import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isPartial, parseGold } from "../../src/evaluation/gold.ts";
import { Failure } from "../../src/model/failure.ts";
import { documentOf } from "../generate/document-of.ts";

function messageOf(json: unknown): string {
  try {
    parseGold(json, "sample.json");
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${error.message}`;
    throw error;
  }
  return "no failure";
}

describe("parseGold", () => {
  test("keeps what is claimed and nothing else", () => {
    const gold = parseGold({ source: "a.txt", records: [{ title: "甲", total: { score: 90 } }] }, "a.json");
    expect(gold.records[0]).toEqual({ title: "甲", total: { score: 90 } });
  });

  test("names the file and each faulty key", () => {
    const message = messageOf({
      source: "a.txt",
      records: [
        { titel: "甲", funds: [{ measure: "annualBudget", amount: 40 }] },
        { indicators: [{ name: "乙" }, { name: { holds: "丙" } }], checks: [{ rule: "sum" }] },
      ],
    });
    expect(message).toContain("bad-gold sample.json:");
    expect(message).toContain('records[0]: Unrecognized key: "titel"');
    expect(message).toContain("records[0].funds[0].amount: ");
    expect(message).toContain('records[1].indicators[1].name: expected a text, null or { "contains"');
    expect(message).toContain("records[1].checks[0].rule: ");
  });

  test("refuses what is no object at all, and an empty contains", () => {
    expect(messageOf([])).toContain("sample.json:\n  (top): ");
    expect(messageOf({ source: "a.txt", records: [{ title: { contains: [] } }] })).toContain(
      "records[0].title",
    );
  });

  test("does not drown the reader in faults", () => {
    const records = Array.from({ length: 30 }, () => ({ wrong: 1 }));
    expect(messageOf({ source: "a.txt", records }).split("\n")).toHaveLength(1 + 8 + 1);
  });

  test("takes a narrative's `contains` for its text", () => {
    const narratives = [{ heading: "项目概况", contains: ["路灯"] }];
    const gold = parseGold({ source: "a.txt", records: [{ narratives }] }, "a.json");
    expect(gold.records[0]?.narratives).toEqual([{ heading: "项目概况", text: { contains: ["路灯"] } }]);
  });

  test("takes the plain output of a document, so that it can be corrected into a gold", () => {
    const [record] = documentOf("a.txt", [{}]).records;
    const plain = {
      source: "a.txt",
      sha256: "00",
      mediaType: "text/plain",
      pages: 1,
      warnings: [],
      records: [
        {
          ...record,
          checks: [
            {
              rule: "total-score",
              verdict: "agrees",
              subject: "/total/score",
              reported: 1,
              recalculated: 1,
              difference: 0,
              severity: "info",
              cause: null,
              suggestion: null,
              message: { en: "", zh: "" },
              evidence: ["/total/score"],
            },
          ],
        },
      ],
    };
    expect(parseGold(plain, "a.json").records).toHaveLength(1);
  });

  test("rows are partial where the gold says so, or where something had to be inferred", () => {
    expect(isPartial({ partial: ["funds"] }, "funds")).toBe(true);
    expect(isPartial({ partial: ["funds"] }, "indicators")).toBe(false);
    expect(isPartial({ inferred: ["/scorecard/投入/score"] }, "indicators")).toBe(true);
    expect(isPartial({ inferred: ["/scorecard/投入/score"] }, "scorecard")).toBe(true);
    expect(isPartial({ inferred: ["/scorecard/投入/score"] }, "funds")).toBe(false);
    expect(isPartial({ inferred: ["/scorecard/投入/score"], partial: [] }, "scorecard")).toBe(false);
    expect(isPartial({}, "indicators")).toBe(false);
  });
});

const SHARED = process.env["FUHE_SHARED"] ?? new URL("../../../shared", import.meta.url).pathname;

describe.skipIf(!existsSync(`${SHARED}/golden`))("the golds beside the repository", () => {
  const names = existsSync(`${SHARED}/golden`)
    ? readdirSync(`${SHARED}/golden`).filter((name) => name.endsWith(".json"))
    : [];

  test.each(names)("%s is a gold", (name) => {
    const gold = parseGold(JSON.parse(readFileSync(`${SHARED}/golden/${name}`, "utf8")), name);
    expect(gold.source).toBe(name.replace(/json$/u, "txt"));
  });
});
