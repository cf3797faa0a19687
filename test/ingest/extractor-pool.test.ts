import { afterEach, describe, expect, it } from "vitest";
import { ExtractorPool, type PoolOptions } from "../../src/ingest/extractor-pool.ts";

let pool: ExtractorPool;
afterEach(() => pool.close());

function start(more: Partial<PoolOptions> = {}): void {
  pool = new ExtractorPool({
    processes: 2,
    program: new URL("./fake-extract-process.ts", import.meta.url),
    ...more,
  });
}

const extract = (content: string, source = `${content}.txt`) =>
  pool.extractBytes(new TextEncoder().encode(content), source, "f".repeat(64));

describe("ExtractorPool", () => {
  it("gives each file its own document, however many are asked for at once", async () => {
    start({ extractor: { pipelines: "水利局" } });
    const names = Array.from({ length: 12 }, (_, at) => `report ${at}`);
    const documents = await Promise.all(names.map((name) => extract(name)));
    expect(documents.map((document) => document.source)).toEqual(names.map((name) => `${name}.txt`));
    expect(documents[0]?.records[0]?.project.implementingUnit?.value).toBe("水利局");
  });

  it("lets a file that breaks its process down fail alone", async () => {
    start();
    const documents = await Promise.all(
      ["a", "break", "b", "end", "c", "break", "d"].map((name) => extract(name)),
    );
    expect(documents.map((document) => document.failure?.code)).toEqual([
      undefined,
      "internal",
      undefined,
      "internal",
      undefined,
      "internal",
      undefined,
    ]);
    expect(documents[1]).toMatchObject({ source: "break.txt", sha256: "f".repeat(64), records: [] });
    expect(documents[1]?.failure?.message).toContain("a fault");
  });

  it("gives up a file that takes too long", async () => {
    start({ processes: 1, timeLimit: 500 });
    expect((await extract("hang")).failure).toMatchObject({
      code: "timed-out",
      message: expect.stringContaining("0.5 s"),
    });
  });

  it("gives each page that is recognised the time of a file, and tells of it", async () => {
    const told: [string, number, number][] = [];
    const onPages = (...page: [string, number, number]): void => void told.push(page);
    start({ processes: 1, timeLimit: 900, extractor: { onPages } });
    // The first file finds its process started.
    await extract("a");
    expect((await extract("slow pages")).failure).toBeUndefined();
    expect(told).toEqual([0, 1, 2, 3, 4].map((done) => ["slow pages.txt", done, 4]));
  });

  it.each(["fill", "map", "bytes"])("lets a file that takes too much memory fail alone: %s", async (how) => {
    start({ processes: 1, memoryLimit: 200 });
    const [filled, next] = await Promise.all([extract(how), extract("a")]);
    expect(filled.failure).toMatchObject({
      code: "too-large",
      message: expect.stringContaining("200 MB"),
    });
    expect(next.records).toHaveLength(1);
  });

  it("takes a process that ended while it waited for work for lost", async () => {
    start({ processes: 1 });
    await extract("a");
    await extract("break");
    expect((await extract("b")).records).toHaveLength(1);
  });
});
