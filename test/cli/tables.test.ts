import { describe, expect, it } from "vitest";
import { WITH_IMAGE_PAGE } from "./image-page.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();

describe("fuhe tables", () => {
  it("prints a line for each file, and tells of those that cannot be read", async () => {
    work.write({ "a.txt": "x\ty\n1\t2\n", "b.txt": "", "c.txt": "z\tw\n" });
    const { code, out, err } = await work.fuhe(["tables", "a.txt", "b.txt", "gone.txt", "c.txt"]);
    const lines = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { pdf: string; tables: unknown[] });
    expect(lines.map(({ pdf, tables }) => [pdf, tables.length])).toEqual([
      ["a.txt", 1],
      ["c.txt", 1],
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/b\.txt: \[empty-file\].*\ngone\.txt: \[not-readable\]/u);
  });

  it("tells of what could not be read, and of nothing that could steer the terminal", async () => {
    work.write({ "scan.pdf": WITH_IMAGE_PAGE });
    const { code, err } = await work.fuhe(["tables", "scan.pdf", "\u001b[2Jgone.txt", "--ocr", "off"]);
    expect(code).toBe(1);
    expect(err).toMatch(/^scan\.pdf: \[image-page\] [^\p{Script=Han}]+\(.*2\)\n/u);
    expect(err).toContain("�[2Jgone.txt: [not-readable]");
    expect(err).not.toContain("\u001b");
  });

  it("prints JSON that cannot steer the terminal and says the same", async () => {
    work.write({ "a.txt": "x\u009b2Jy\u202ez\tb\n1\t2\n" });
    for (const format of ["json", "ndjson"]) {
      const { out } = await work.fuhe(["tables", "a.txt", "--format", format]);
      expect(out).not.toMatch(/[\u007f-\u009f\u202e]/u);
      expect(out).toContain("\\u009b2Jy\\u202ez");
    }
  });

  it("prints one list as json, and columns for people", async () => {
    work.write({ "a.txt": "项目\t得分\n甲\t95.5\n" });
    const { out } = await work.fuhe(["tables", "a.txt", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject([
      {
        tables: [
          {
            rows: [
              ["项目", "得分"],
              ["甲", "95.5"],
            ],
          },
        ],
      },
    ]);
    const shown = await work.fuhe(["tables", "a.txt"], { terminal: 80 });
    expect(shown.out).toMatch(/项目 +得分\n甲 +95\.5/u);
  });
});
