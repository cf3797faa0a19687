import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readXlsx } from "hucre";
import JSZip from "jszip";
import { beforeEach, describe, expect, it } from "vitest";
import { SERVICES } from "../../src/cli/services.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();
beforeEach(async () => {
  work.write({ "a.txt": "total 86", "b.txt": "total 91.5", "c.txt": "fail not-a-report" });
  await work.fuhe(["ingest", "a.txt", "b.txt", "c.txt"]);
});

const sheetsOf = async (name: string): Promise<string[]> => {
  const { sheets } = await readXlsx(readFileSync(join(work.path, name)));
  return sheets.map((sheet) => sheet.name);
};

describe("fuhe export", () => {
  it("writes work papers in Chinese, whatever the language of the terminal, and in English where it is asked to", async () => {
    const { code, out, err } = await work.fuhe(["export", "papers.xlsx"]);
    expect({ code, out, err }).toEqual({ code: 0, out: "papers.xlsx\n", err: "2 records.\n" });
    expect(await sheetsOf("papers.xlsx")).toEqual(["汇总", "目录", "问题清单", "1 道路养护", "2 道路养护"]);
    await work.fuhe(["export", "english.xlsx", "--lang", "en"]);
    expect((await sheetsOf("english.xlsx"))[0]).toBe("Summary");
  });

  it("says where a limit leaves records out, and goes on from there", async () => {
    const { code, err } = await work.fuhe(["export", "one.xlsx", "--limit", "1"]);
    expect(code).toBe(0);
    expect(err).toContain("1 of 2 records (numbers 1 to 1)");
    expect(err).toContain("--offset 1");
    await work.fuhe(["export", "two.xlsx", "--limit", "1", "--offset", "1"]);
    expect((await sheetsOf("two.xlsx"))[3]).toBe("2 道路养护");
  });

  it.each(["csv", "ndjson", "parquet", "datapackage"])(
    "writes tables and their dictionary as %s",
    async (format) => {
      const { code } = await work.fuhe(["export", "out/tables", "--format", format]);
      expect(code).toBe(0);
      const extension = format === "datapackage" ? "csv" : format;
      const files = readdirSync(join(work.path, "out/tables"));
      expect(files).toHaveLength(15);
      expect(files).toEqual(
        expect.arrayContaining(["datapackage.json", `records.${extension}`, `checks.${extension}`]),
      );
    },
  );

  it("exports what a filter lets through", async () => {
    await work.fuhe([
      "export",
      "t",
      "--format",
      "csv",
      "--document",
      "a.txt",
      "--year",
      "2021",
      "--unit",
      "某中心",
    ]);
    const text = readFileSync(join(work.path, "t/sources.csv"), "utf8");
    expect(text).toContain("a.txt,");
    expect(text).not.toContain("b.txt,");
  });

  it("replaces nothing without --force, and says so in the language of the run", async () => {
    await work.fuhe(["export", "a.xlsx"]);
    const { code, err } = await work.fuhe(["export", "a.xlsx", "--lang", "zh"]);
    expect(code).toBe(3);
    expect(err).toMatch(
      /^fuhe：\[file-exists\] 文件已存在，没有改动：.*a\.xlsx；请换一个位置，或用 --force 覆盖\n$/u,
    );
    expect((await work.fuhe(["export", "a.xlsx", "--force"])).code).toBe(0);
    const inTheWay = await work.fuhe(["export", "a.xlsx/b.xlsx"]);
    expect(inTheWay).toMatchObject({ code: 3, err: expect.stringContaining("[not-writable]") });
  });

  it("refuses options that the format does not know, and formats that are none", async () => {
    for (const argv of [
      ["--bom"],
      ["--format", "ndjson", "--bom"],
      ["--format", "csv", "--limit", "1"],
      ["--format", "csv", "--no-crops"],
    ])
      expect((await work.fuhe(["export", "x", ...argv])).code).toBe(2);
    expect((await work.fuhe(["export", "x", "--format", "pdf"])).code).toBe(2);
    expect(existsSync(join(work.path, "x"))).toBe(false);
  });

  it("leaves nothing behind where it is interrupted", async () => {
    const interrupt = (press: () => void): void => press();
    const { code } = await work.fuhe(["export", "t", "--format", "csv"], { interrupt });
    expect(code).toBe(130);
    expect(readdirSync(work.path).sort()).toEqual(["a.txt", "b.txt", "c.txt", "data"]);
  });

  it("shows places of PDF files, in archives too", async () => {
    const form = new URL("../../fixtures/forms/hunan-zhuzhou/report-with-table/source.pdf", import.meta.url);
    const archive = new JSZip();
    archive.file("inner/report.pdf", readFileSync(form));
    work.write({ "reports.zip": await archive.generateAsync({ type: "uint8array" }) });
    const real = { services: SERVICES };
    await work.fuhe(["ingest", "reports.zip", "--db", "real.db"], real);
    await work.fuhe(["export", "with.xlsx", "--db", "real.db"], real);
    await work.fuhe(["export", "without.xlsx", "--db", "real.db", "--no-crops"], real);
    const pictures = async (name: string): Promise<number> => {
      const { sheets } = await readXlsx(readFileSync(join(work.path, name)));
      return sheets.reduce((count, sheet) => count + (sheet.images?.length ?? 0), 0);
    };
    expect(await pictures("with.xlsx")).toBeGreaterThan(0);
    expect(await pictures("without.xlsx")).toBe(0);
  });
});
