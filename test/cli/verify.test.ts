import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { zipOf } from "../formats/zip/zip-of.ts";
import { sha256Of } from "../store/sample-document.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();
const at = (path: string): string => join(work.path, path);

interface Row {
  path: string;
  standing: string;
  sha256: string | null;
  sha256_now: string | null;
  found_at: string[];
  reason: string | null;
}

async function verify(...argv: string[]): Promise<{ code: number; rows: Row[] }> {
  const { code, out } = await work.fuhe(["verify", ...argv, "--format", "json"]);
  return { code, rows: JSON.parse(out) as Row[] };
}

const ingested = async (contents: { [path: string]: string | Uint8Array }): Promise<void> => {
  work.write(contents);
  await work.fuhe(["ingest", ...Object.keys(contents)]);
};

describe("fuhe verify", () => {
  it("finds all intact, lists nothing and ends with 0", async () => {
    await ingested({ "r/a.txt": "total 86", "r/b.txt": "fail not-a-report" });
    expect(await work.fuhe(["verify"])).toEqual({
      code: 0,
      out: "",
      err: expect.stringMatching(/\n2 originals: 2 intact\.\n$/u),
    });
    const { rows } = await verify("--all");
    expect(rows.map(({ path, standing }) => [path, standing])).toEqual([
      ["r/a.txt", "intact"],
      ["r/b.txt", "intact"],
    ]);
    expect(rows[0]?.sha256).toBe(sha256Of("total 86"));
  });

  it("tells missing and changed originals apart, ends with 1 and changes nothing", async () => {
    await ingested({ "a.txt": "total 86", "b.txt": "total 87", "c.txt": "total 88" });
    rmSync(at("a.txt"));
    work.write({ "b.txt": "total 99" });
    const before = readFileSync(at("data/fuhe.db"));
    const { code, rows } = await verify();
    expect(code).toBe(1);
    expect(rows).toEqual([
      {
        path: "a.txt",
        standing: "missing",
        sha256: sha256Of("total 86"),
        sha256_now: null,
        found_at: [],
        reason: null,
      },
      {
        path: "b.txt",
        standing: "changed",
        sha256: sha256Of("total 87"),
        sha256_now: sha256Of("total 99"),
        found_at: [],
        reason: null,
      },
    ]);
    expect(readFileSync(at("data/fuhe.db")).equals(before)).toBe(true);
    expect(readFileSync(at("b.txt"), "utf8")).toBe("total 99");
    const zh = await work.fuhe(["verify", "--lang", "zh"]);
    expect(zh.out).toMatch(/^状态 +原件 /u);
    expect(zh.out).toMatch(/^缺失 +a\.txt$/mu);
    expect(zh.err).toMatch(/共 3 件原件：完好 1，缺失 1，已变更 1。\n$/u);
  });

  it("finds what was moved by its hash, and what was replaced", async () => {
    await ingested({ "in/a.txt": "total 86", "in/b.txt": "total 87" });
    mkdirSync(at("kept"));
    renameSync(at("in/a.txt"), at("kept/2021-001.txt"));
    renameSync(at("in/b.txt"), at("kept/2021-002.txt"));
    work.write({ "in/b.txt": "total 12" });
    expect((await verify()).rows.map(({ standing }) => standing)).toEqual(["missing", "changed"]);
    const { code, rows } = await verify("kept", "no-such-folder");
    expect(code).toBe(1);
    expect(rows.map(({ path, standing, found_at }) => [path, standing, found_at])).toEqual([
      ["in/a.txt", "moved", ["kept/2021-001.txt"]],
      ["in/b.txt", "changed", ["kept/2021-002.txt"]],
    ]);
    expect((await work.fuhe(["verify", "kept", "no-such-folder"])).err).toContain("no-such-folder");
  });

  it("looks into archives: packed anew is intact, an entry changed or gone is not, a damaged archive is unreadable", async () => {
    const entries = { "a.txt": "total 86", "b.txt": "total 87", "c.txt": "total 88" };
    await ingested({ "r.zip": await zipOf(entries), "s.zip": await zipOf({ "d.txt": "total 89" }) });
    expect((await verify("--all")).rows.map(({ standing }) => standing)).toEqual(Array(4).fill("intact"));
    work.write({
      "r.zip": await zipOf({ "new.txt": "total 1", "b.txt": "total 99", "a.txt": "total 86" }),
      "s.zip": (await zipOf({ "d.txt": "total 89" })).subarray(0, 40),
      "kept.zip": await zipOf({ "2021/d.txt": "total 89" }),
    });
    const { rows } = await verify("--all");
    expect(rows.map(({ path, standing }) => [path, standing])).toEqual([
      ["r.zip/a.txt", "intact"],
      ["r.zip/b.txt", "changed"],
      ["r.zip/c.txt", "missing"],
      ["s.zip/d.txt", "unreadable"],
    ]);
    expect(rows[3]?.reason).toMatch(/\S/u);
    rmSync(at("s.zip"));
    expect((await verify("kept.zip")).rows.at(-1)).toMatchObject({
      path: "s.zip/d.txt",
      standing: "moved",
      found_at: ["kept.zip/2021/d.txt"],
    });
  });

  it("says where else the same bytes are stored", async () => {
    await ingested({ "a.txt": "total 86", "copy/a.txt": "total 86" });
    rmSync(at("a.txt"));
    expect((await verify()).rows).toMatchObject([
      { path: "a.txt", standing: "missing", found_at: ["copy/a.txt"] },
    ]);
  });

  it("does not take a folder, or a device that never ends, for the original", async () => {
    await ingested({ "a.txt": "total 86", "b.txt": "total 87" });
    rmSync(at("a.txt"));
    mkdirSync(at("a.txt"));
    rmSync(at("b.txt"));
    symlinkSync("/dev/zero", at("b.txt"));
    const { rows } = await verify();
    expect(rows[0]).toMatchObject({ path: "a.txt", standing: "missing" });
    expect(rows[1]).toMatchObject({
      standing: "unreadable",
      reason: expect.stringContaining("no regular file"),
    });
  });

  it("says so of a path whose bytes could never be had", async () => {
    await ingested({ "a.txt": "total 86" });
    await work.fuhe(["ingest", "gone.txt"]);
    const { code, rows } = await verify();
    expect(code).toBe(1);
    expect(rows).toMatchObject([{ path: "gone.txt", standing: "unhashed", sha256: null }]);
  });

  it("names the remedy where there is no database", async () => {
    expect(await work.fuhe(["verify", "--db", "none.db"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("fuhe ingest"),
    });
  });
});
