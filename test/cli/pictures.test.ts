import { readFileSync } from "node:fs";
import { join } from "node:path";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { SERVICES } from "../../src/cli/services.ts";
import { colourOf, pixelsOf } from "../pictures/pixels.ts";
import type { Ran } from "./fake-io.ts";
import { WITH_IMAGE_PAGE } from "./image-page.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();
const FORM = new URL("../../fixtures/forms/national-ten-column/other-funds/", import.meta.url);
const formOf = (kind: string): Uint8Array => readFileSync(new URL(`source.${kind}`, FORM));
const fuhe = (...argv: string[]): Promise<Ran> => work.fuhe(argv, { services: SERVICES });
const pictureAt = (name: string): ReturnType<typeof pixelsOf> =>
  pixelsOf(readFileSync(join(work.path, name)));

/** Stores a form and gives the id of its record. */
async function store(name: string): Promise<string> {
  await fuhe("ingest", name, "--db", "x.db");
  const { out } = await fuhe("query", "select id from records", "--db", "x.db", "--format", "json");
  return (JSON.parse(out) as { id: string }[])[0]?.id ?? "";
}

describe("fuhe picture", () => {
  it("writes a PNG for each page and prints where", async () => {
    work.write({ "report.pdf": formOf("pdf") });
    const { code, out, err } = await fuhe("picture", "report.pdf", "-o", "pictures");
    expect({ code, out, err }).toEqual({ code: 0, out: "pictures/report-p1.png\n", err: "" });
    expect(await pictureAt("pictures/report-p1.png")).toMatchObject({ width: 1191, height: 1684 });
  });

  it("draws only the pages that are asked for", async () => {
    const wide = new URL("../../fixtures/forms/shanxi-jinzhong/wide-sheet/source.pdf", import.meta.url);
    work.write({ "wide.pdf": readFileSync(wide) });
    const { out } = await fuhe("picture", "wide.pdf", "--pages", "5, 2-3,3");
    expect(out).toBe("wide-p2.png\nwide-p3.png\nwide-p5.png\n");
    for (const pages of ["0", "8-12", "3-2", "x", ""]) {
      const { code, err } = await fuhe("picture", "wide.pdf", "--pages", pages);
      expect(code).toBe(2);
      expect(err).toContain("has the pages 1 to 9");
    }
  });

  it("draws the tables of a document that is no report, and says so", async () => {
    const other = new URL("../../fixtures/layouts/statistics.pdf", import.meta.url);
    work.write({ "other.pdf": readFileSync(other) });
    const { code, out, err } = await fuhe("picture", "other.pdf");
    expect({ code, out }).toEqual({ code: 0, out: "other-p1.png\n" });
    expect(err).toContain("[not-a-report]");
  });

  it("tells of pages that could not be read", async () => {
    work.write({ "scan.pdf": WITH_IMAGE_PAGE });
    const { err } = await fuhe("picture", "scan.pdf", "--pages", "1", "--ocr", "off");
    expect(err).toMatch(/^scan\.pdf: \[image-page\] .*2\)$/mu);
  });

  it("says why there is nothing to draw", async () => {
    work.write({ "report.txt": formOf("txt"), "in-the-way": "", "report.pdf": formOf("pdf") });
    const text = await fuhe("picture", "report.txt");
    expect(text.code).toBe(1);
    expect(text.err).toMatch(/\[no-pages\].*save it as PDF/u);
    expect(await fuhe("picture", "gone.pdf")).toMatchObject({ code: 3, out: "" });
    const blocked = await fuhe("picture", "report.pdf", "-o", "in-the-way");
    expect(blocked.code).toBe(3);
    expect(blocked.err).toContain("in-the-way cannot be written");
  });
});

describe("fuhe crop", () => {
  it("cuts out a value with 3 cm around it, its box marked", async () => {
    work.write({ "report.pdf": formOf("pdf") });
    const id = await store("report.pdf");
    const { code, out, err } = await fuhe("crop", id, "/total/score", "-o", "score.png", "--db", "x.db");
    expect({ code, out, err }).toEqual({ code: 0, out: "score.png\n", err: "" });
    const shown = await fuhe("show", id, "--db", "x.db", "--format", "json");
    const { total } = JSON.parse(shown.out) as {
      total: { score: { at: { bbox: [number, number, number, number] } } };
    };
    const [left, top, right, bottom] = total.score.at.bbox;
    const around = (3 / 2.54) * 72;
    const pixels = await pictureAt("score.png");
    // The page ends less than 3 cm to the right of the box.
    expect(pixels.width).toBeCloseTo((595.3 - left + around) * 2, -1);
    expect(pixels.height).toBeCloseTo((bottom - top + 2 * around) * 2, -1);
    const middle = (around + (bottom - top) / 2) * 2;
    expect(colourOf(pixels.at((around + 4) * 2, middle))).toBe("green");
    expect(colourOf(pixels.at((around + right - left - 4) * 2, middle))).toBe("green");
    expect(colourOf(pixels.at((around - 30) * 2, (around - 30) * 2))).toBe("none");
  });

  it("says what is wrong with the record, the pointer, the file", async () => {
    work.write({ "report.pdf": formOf("pdf") });
    const id = await store("report.pdf");
    const crop = (record: string, pointer: string): Promise<Ran> =>
      fuhe("crop", record, pointer, "-o", "x.png", "--db", "x.db");
    expect(await crop("ffff", "/total/score")).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is no record ffff in x.db") as unknown,
    });
    expect(await crop(id, "/total/points")).toMatchObject({
      code: 2,
      err: expect.stringContaining("There is: /total/weight /total/score") as unknown,
    });
    expect(await crop(id, "/filedOn")).toMatchObject({
      code: 2,
      err: expect.stringContaining("The form prints nothing for /filedOn") as unknown,
    });
    const unwritten = await fuhe("crop", id, "/total/score", "-o", "no/x.png", "--db", "x.db");
    expect(unwritten.code).toBe(3);
    work.write({ "report.pdf": "something else" });
    expect(await crop(id, "/total/score")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/\[changed-file\].*fuhe ingest/u) as unknown,
    });
    const elsewhere = await work.fuhe(
      ["crop", id, "/total/score", "-o", "x.png", "--db", `${work.path}/x.db`],
      {
        services: SERVICES,
        cwd: "/",
      },
    );
    expect(elsewhere.code).toBe(3);
    expect(elsewhere.err).toContain("not at report.pdf");
  });

  it("finds the file of a record in its archive", async () => {
    const archive = await new JSZip()
      .file("county/report.pdf", formOf("pdf"))
      .generateAsync({ type: "uint8array" });
    work.write({ "all.zip": archive });
    const id = await store("all.zip");
    expect(await fuhe("crop", id, "/total/score", "-o", "score.png", "--db", "x.db")).toMatchObject({
      code: 0,
    });
    expect((await pictureAt("score.png")).width).toBeGreaterThan(300);
  });

  it("says where a value stands that has no place on a page", async () => {
    work.write({ "report.txt": formOf("txt") });
    const id = await store("report.txt");
    const { code, err } = await fuhe("crop", id, "/total/score", "-o", "x.png", "--db", "x.db");
    expect(code).toBe(1);
    expect(err).toMatch(/\[no-pages\].*it stands here: line 25\./u);
  });
});
