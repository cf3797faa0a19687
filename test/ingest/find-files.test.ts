import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findFiles } from "../../src/ingest/find-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fuhe-find-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(...paths: string[]): void {
  for (const path of paths) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
}

const find = (...paths: string[]) => findFiles(paths, folder);

describe("findFiles", () => {
  it("finds all files below a folder, each folder in order, hidden ones left out", async () => {
    write("r/b.txt", "r/a/z.txt", "r/a/2021年度.txt", "r/.hidden.txt", "r/.git/x.txt", "r/c");
    const { files, unreachable } = await find("r");
    expect(files).toEqual(["r/a/2021年度.txt", "r/a/z.txt", "r/b.txt", "r/c"]);
    expect(unreachable).toEqual([]);
  });

  it("reads the text recognised in a picture in its place, and the picture where that is asked for", async () => {
    write("r/a.png", "r/a.hocr", "r/a.txt", "r/b.JPG", "r/b.xml", "r/c.tif", "r/d.txt");
    const found = await find("r");
    expect(found.files).toEqual(["r/a.hocr", "r/b.xml", "r/c.tif", "r/d.txt"]);
    expect([...found.skipped]).toEqual([
      [".png", 1],
      [".txt", 1],
      [".jpg", 1],
    ]);
    const again = await findFiles(["r"], folder, { reread: true });
    expect(again.files).toEqual(["r/a.png", "r/b.JPG", "r/c.tif", "r/d.txt"]);
  });

  it("names a file the same way however it is spelt, and takes it once", async () => {
    write("r/a.txt");
    const { files } = await find("./r/a.txt", "r//a.txt", "r", join(folder, "r/a.txt"), "r/../r/a.txt");
    expect(files).toEqual(["r/a.txt"]);
  });

  it("names files outside the working folder by their absolute path", async () => {
    write("r/a.txt", "work/b.txt");
    const { files } = await findFiles(["../r", "b.txt"], join(folder, "work"));
    expect(files).toEqual([join(folder, "r/a.txt"), "b.txt"]);
  });

  it("takes glob patterns, and files whose name looks like one", async () => {
    write("r/1/a.txt", "r/2/b.txt", "r/2/c.csv", "r/[x].txt");
    expect((await find("r/*/*.txt")).files).toEqual(["r/1/a.txt", "r/2/b.txt"]);
    expect((await find("r/**/*.{txt,csv}")).files).toEqual([
      "r/1/a.txt",
      "r/2/b.txt",
      "r/2/c.csv",
      "r/[x].txt",
    ]);
    expect((await find("r/[x].txt")).files).toEqual(["r/[x].txt"]);
    expect((await find("r/**")).files).toEqual(["r/1/a.txt", "r/2/b.txt", "r/2/c.csv", "r/[x].txt"]);
  });

  it("says what a pattern or a path that leads nowhere was", async () => {
    const { files, unreachable } = await find("no/*.txt", "gone.txt");
    expect(files).toEqual([]);
    expect(unreachable).toEqual([
      {
        source: "no/*.txt",
        failure: { code: "not-readable", message: expect.stringContaining("no file matches") },
      },
      {
        source: "gone.txt",
        failure: { code: "not-readable", message: expect.stringContaining("no such file") },
      },
    ]);
  });

  it("reads no folder twice where symbolic links lead in a circle", async () => {
    write("r/a/x.txt");
    symlinkSync("..", join(folder, "r/a/up"));
    symlinkSync("a", join(folder, "r/same"));
    symlinkSync("self", join(folder, "r/self"));
    const { files, unreachable } = await find("r");
    expect(files).toEqual(["r/a/x.txt"]);
    expect(unreachable).toEqual([
      { source: "r/self", failure: { code: "not-readable", message: expect.stringContaining("circle") } },
    ]);
  });

  it("lists a link that leads nowhere", async () => {
    mkdirSync(join(folder, "r"));
    symlinkSync("gone.txt", join(folder, "r/link.txt"));
    expect((await find("r")).unreachable.map(({ source }) => source)).toEqual(["r/link.txt"]);
  });

  it("passes over what stands beside reports in folders, and counts it; what is named is read", async () => {
    write("r/source.txt", "r/expected.json", "r/snapshot.JSON", "r/about.md", "r/fuhe.db");
    const { files, skipped } = await find("r");
    expect(files).toEqual(["r/source.txt"]);
    expect([...skipped]).toEqual([
      [".md", 1],
      [".json", 2],
      [".db", 1],
    ]);
    expect((await find("r/about.md")).files).toEqual(["r/about.md"]);
    expect((await find("r/*.json")).files).toEqual(["r/expected.json"]);
    expect((await find("r/*")).files).toEqual(["r/source.txt"]);
  });

  it("lists a folder that may not be read, and goes on", async () => {
    write("r/a/x.txt", "r/b/y.txt");
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "r/a"), 0o000);
    const { files, unreachable } = await asOrdinaryUser(() => find("r"));
    expect(files).toEqual(["r/b/y.txt"]);
    expect(unreachable).toEqual([
      { source: "r/a", failure: { code: "not-readable", message: expect.stringContaining("no permission") } },
    ]);
  });
});

/** Root may read everything: where the tests run as root, they become someone else for a while. */
async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.("nobody");
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}
