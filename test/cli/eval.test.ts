import { describe, expect, it } from "vitest";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();

const gold = (source: string, total: number, more: object = {}): string =>
  JSON.stringify({ source, records: [{ total: { score: total }, ...more }] });

describe("fuhe eval", () => {
  it("ends with 0 where everything is as the golds have it", async () => {
    work.write({ "docs/a.txt": "total 86", "golds/a.json": gold("a.txt", 86), "golds/README.md": "notes" });
    const { code, out, err } = await work.fuhe(["eval", "docs", "golds"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("a.txt");
  });

  it("ends with 1 where a value differs, and says which", async () => {
    work.write({ "docs/a.txt": "total 86", "golds/a.json": gold("a.txt", 81) });
    const { code, out } = await work.fuhe(["eval", "docs", "golds", "--format", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      documents: [{ faults: [{ path: "/records/0/total/score", expected: 81, got: 86 }] }],
    });
  });

  it("ends with 1 where a check is not found, or a document is missing or fails", async () => {
    work.write({ "docs/a.txt": "total 86", "docs/b.txt": "fail empty-file" });
    work.write({ "golds/a.json": gold("a.txt", 86, { checks: [{ rule: "fund-sum", verdict: "differs" }] }) });
    expect((await work.fuhe(["eval", "docs", "golds"])).code).toBe(1);
    work.write({ "golds/a.json": gold("gone.txt", 86) });
    expect((await work.fuhe(["eval", "docs", "golds"])).code).toBe(1);
    work.write({ "golds/a.json": gold("b.txt", 86) });
    expect((await work.fuhe(["eval", "docs", "golds"])).code).toBe(1);
  });

  it("names documents without a gold", async () => {
    work.write({ "docs/a.txt": "total 86", "docs/b/c.txt": "x", "golds/a.json": gold("a.txt", 86) });
    const { out } = await work.fuhe(["eval", "docs", "golds", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({ documentsWithoutGold: ["docs/b/c.txt"] });
  });

  it("pairs golds with documents by the end of their paths, where many have the same name, and passes over other JSON beside a gold", async () => {
    work.write({
      "cases/one/source.txt": "total 86",
      "cases/one/expected.json": gold("one/source.txt", 86),
      "cases/one/snapshot.json": "{}",
      "cases/two/source.txt": "total 91.5",
      "cases/two/expected.json": gold("two/source.txt", 91.5),
    });
    expect((await work.fuhe(["eval", "cases", "cases"])).code).toBe(0);
  });

  it("finds a document in another folder by its name", async () => {
    work.write({ "docs/2021/a.txt": "total 86", "golds/a.json": gold("a.txt", 86) });
    expect((await work.fuhe(["eval", "docs", "golds"])).code).toBe(0);
  });

  it("takes one document and one gold", async () => {
    work.write({ "a.txt": "total 86", "a.json": gold("a.txt", 86) });
    expect((await work.fuhe(["eval", "a.txt", "a.json"])).code).toBe(0);
  });

  it("says what is wrong with a gold, and where a path leads nowhere", async () => {
    work.write({
      "docs/a.txt": "x",
      "golds/a.json": '{"source": "a.txt", "record": []}',
      "broken/b.json": "{",
    });
    expect(await work.fuhe(["eval", "docs", "golds"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("[bad-gold] golds/a.json"),
    });
    expect(await work.fuhe(["eval", "docs", "broken"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("broken/b.json"),
    });
    expect(await work.fuhe(["eval", "docs", "gone"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("gone"),
    });
    work.write({ "empty/x.txt": "" });
    expect(await work.fuhe(["eval", "docs", "empty"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no gold in empty"),
    });
  });
});
