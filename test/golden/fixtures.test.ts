import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { parseGold } from "../../src/evaluation/gold.ts";
import { createExtractor } from "../../src/extract.ts";
import { plain } from "../../src/model/reading.ts";

const FIXTURES = resolve(import.meta.dirname, "../../fixtures");
const extractor = createExtractor();

/** Cases whose golds do not list every mismatch: those after real reports claim what is certain, the probes one check each. */
const LISTS_SOME_CHECKS = /probe-\d+|shanxi-jinzhong|shanghai-2019|hunan-zhuzhou|cell-lines-two-forms/u;

function casesIn(folder: string): string[] {
  return globSync(`${folder}/**/expected.json`, { cwd: FIXTURES })
    .map((path) => dirname(path))
    .toSorted();
}

function goldOf(path: string) {
  return parseGold(
    JSON.parse(readFileSync(join(FIXTURES, path, "expected.json"), "utf8")),
    `${path}/expected.json`,
  );
}

function sourceOf(path: string): string {
  // The other forms of a case are held against its text in test/formats/fixtures.test.ts.
  const sources = globSync("source*", { cwd: join(FIXTURES, path) }).toSorted();
  return join(
    FIXTURES,
    path,
    sources.find((source) => source === "source.txt") ?? sources[0] ?? "source.txt",
  );
}

async function read(path: string) {
  const file = sourceOf(path);
  return extractor.extractBytes(readFileSync(file), relative(FIXTURES, file).replace(/^forms\//u, ""));
}

describe.each(casesIn("forms"))("%s", (path) => {
  test("holds what its gold says, and no number is wrong without a mark", async () => {
    const document = await read(path);
    const report = evaluate([document], [goldOf(path)]);
    const [of] = report.documents;
    expect(document.failure).toBeUndefined();
    expect(of?.faults).toEqual([]);
    expect(of?.checksNotFound).toEqual([]);
    expect(of?.silent).toBe(0);
    expect(of?.records.got).toBe(of?.records.listed);
  });

  test.skipIf(LISTS_SOME_CHECKS.test(path))("has no mismatch that its gold does not know", async () => {
    const report = evaluate([await read(path)], [goldOf(path)]);
    expect(report.documents[0]?.checksNotListed).toEqual([]);
  });

  test("is read by its own form profile", async () => {
    const document = await read(path);
    expect(new Set(document.records.map(({ form }) => form))).toEqual(new Set([path.split("/")[1]]));
  });

  test("comes out as before", async () => {
    const { records, warnings } = await read(path);
    await expect(
      `${JSON.stringify({ records: records.map(plain), warnings }, null, 1)}\n`,
    ).toMatchFileSnapshot(join(FIXTURES, path, "snapshot.json"));
  });
});

describe.each(casesIn("refused"))("%s", (path) => {
  test("is refused for the right reason, with a remedy", async () => {
    const document = await read(path);
    const gold = JSON.parse(readFileSync(join(FIXTURES, path, "expected.json"), "utf8")) as {
      failure: { code: string };
    };
    expect(document.records).toEqual([]);
    expect(document.failure?.code).toBe(gold.failure.code);
    expect(document.failure?.message.length).toBeGreaterThan(10);
  });
});

const SHARED = [process.env["FUHE_SHARED"], resolve(FIXTURES, "../../shared")].find(
  (folder) => folder !== undefined && existsSync(join(folder, "golden")),
);

describe.skipIf(SHARED === undefined)("the five sample reports", () => {
  const golds = SHARED === undefined ? [] : globSync("*.json", { cwd: join(SHARED, "golden") }).toSorted();

  test.each(golds)("%s", async (name) => {
    const folder = SHARED as string;
    const gold = parseGold(JSON.parse(readFileSync(join(folder, "golden", name), "utf8")), name);
    const bytes = readFileSync(join(folder, "seeds", gold.source));
    const report = evaluate([await extractor.extractBytes(bytes, gold.source)], [gold]);
    expect(report.documents[0]?.faults).toEqual([]);
    expect(report.documents[0]?.checksNotFound).toEqual([]);
  });
});
