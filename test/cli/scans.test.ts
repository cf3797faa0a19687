import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { PDFDocument } from "@cantoo/pdf-lib";
import { createCanvas } from "@napi-rs/canvas";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { type Services, SERVICES } from "../../src/cli/services.ts";
import { ExtractorPool } from "../../src/ingest/extractor-pool.ts";
import type { Document } from "../../src/model/extraction.ts";
import type { Ran } from "./fake-io.ts";
import { useWorkFolder } from "./work-folder.ts";

const PATIENCE = 120_000;
const work = useWorkFolder();
const scanOf = (path: string): Uint8Array =>
  readFileSync(new URL(`../../fixtures/scans/${path}`, import.meta.url));
const STAMPED = scanOf("stamp/national-ten-column/other-funds/source.jpg");
const formOf = (kind: string): Uint8Array =>
  readFileSync(
    new URL(`../../fixtures/forms/national-ten-column/other-funds/source.${kind}`, import.meta.url),
  );

/** The program with engines that do as TROUBLE says. */
const TROUBLED: Services = {
  ...SERVICES,
  createPool: (options) =>
    Promise.resolve(
      new ExtractorPool({ ...options, program: new URL("./troubled-extract-process.ts", import.meta.url) }),
    ),
};

const troubled = (trouble: string, ...argv: string[]): Promise<Ran> => {
  vi.stubEnv("TROUBLE", trouble);
  return work.fuhe(argv, { services: TROUBLED });
};
const real = (...argv: string[]): Promise<Ran> => work.fuhe(argv, { services: SERVICES });

/** A page with a table of lines of signs; one is wider than any line of a form where trouble is asked for. */
function drawPage(number: number): Buffer {
  const isTrouble = number === 2;
  // Alike on all pages they would be taken for running heads.
  const left = 150 * number;
  const canvas = createCanvas(2480, 1200);
  const context = canvas.getContext("2d");
  context.fillStyle = "#ffffff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = "#000000";
  for (let row = 0; row < 8; row += 1) {
    const letters = isTrouble && row === 3 ? 42 : 6;
    for (let letter = 0; letter < letters; letter += 1) {
      const [x, y] = [left + letter * 46, 100 + left / 2 + row * 100];
      for (const offset of [0, 17, 34]) {
        context.fillRect(x + offset, y, 5, 40);
        context.fillRect(x, y + offset, 40, 5);
      }
    }
  }
  const top = 70 + left / 2;
  for (let wall = 0; wall <= 8; wall += 1) context.fillRect(100, top + wall * 100, 2300, 4);
  for (const wall of [100, 2400]) context.fillRect(wall, top, 4, 804);
  return canvas.toBuffer("image/png");
}

/** A PDF of such pages after those of another. */
async function addPages(numbers: number[], before?: Uint8Array): Promise<Uint8Array> {
  const pdf = before === undefined ? await PDFDocument.create() : await PDFDocument.load(before);
  for (const number of numbers) {
    const image = await pdf.embedPng(drawPage(number));
    pdf.addPage([595, 288]).drawImage(image, { x: 0, y: 0, width: 595, height: 288 });
  }
  return await pdf.save();
}

let scan: Uint8Array;
let mixed: Uint8Array;
beforeAll(async () => {
  scan = await addPages([1, 2]);
  mixed = await addPages([2, 3], formOf("pdf"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

function documentsOf({ out }: Ran): Document[] {
  return (JSON.parse(out) as { documents: Document[] }).documents;
}

const warningsOf = (document: Document | undefined): [string, number | undefined][] =>
  (document?.warnings ?? [])
    .filter(({ code }) => /recogni[sz]e/u.test(code))
    .map(({ code, at }) => [code, at?.page]);

describe("an engine that fails on one page", () => {
  it.each(["hang", "exit", "memory", "rubbish"])(
    "costs that page alone, which is said: %s",
    async (trouble) => {
      work.write({ "a.pdf": mixed });
      const ran = await troubled(trouble, "extract", "a.pdf", "--format", "json", "--no-cache");
      const [document] = documentsOf(ran);
      expect(document?.failure).toBeUndefined();
      expect(ran.code).toBe(0);
      expect(document?.records).toHaveLength(1);
      expect(warningsOf(document)).toEqual([
        ["recogniser-failed", undefined],
        ["page-not-recognised", 2],
        ["recognised-page", 3],
      ]);
    },
    PATIENCE,
  );

  it(
    "costs not even that where another reads on",
    async () => {
      work.write({ "a.pdf": mixed });
      const ran = await troubled("exit good", "extract", "a.pdf", "--format", "json", "--no-cache");
      const codes = warningsOf(documentsOf(ran)[0]).map(([code]) => code);
      expect(new Set(codes)).toEqual(new Set(["recognised-page", "recogniser-failed"]));
      expect(codes.filter((code) => code === "recognised-page")).toHaveLength(2);
    },
    PATIENCE,
  );

  it(
    "fails the file where no page could be read, and the next file goes on",
    async () => {
      work.write({ "scans/a.pdf": scan, "scans/b.txt": formOf("txt") });
      const ran = await troubled("dead", "ingest", "scans", "--db", "x.db");
      expect(ran.code).toBe(1);
      expect(ran.err).toMatch(/scans\/a\.pdf: \[internal\].*engine 1.*broke down/u);
      expect(ran.out).toMatch(/^read +1$/mu);
    },
    PATIENCE,
  );
});

describe("readings that are kept", () => {
  it(
    "serve a second ingest under other profiles: no engine is asked again",
    async () => {
      work.write({ "a.pdf": mixed });
      expect((await troubled("good", "ingest", "a.pdf", "--db", "data/x.db")).code).toBe(0);
      expect(existsSync(join(work.path, "data/.fuhe-cache"))).toBe(true);
      const profile = readFileSync(new URL("../../pipelines/hebei-chengan.yaml", import.meta.url), "utf8");
      work.write({ "own/other.yaml": profile.replace(/^id: .*$/mu, "id: other") });
      // Any question would now end the engine.
      const again = await troubled("dead", "ingest", "a.pdf", "--db", "data/x.db", "--pipelines", "own");
      expect(again.out).toMatch(/^replaced +1$/mu);
      const told = await real(
        "query",
        "select code, page from warnings where code like '%recogni%' order by page",
        "--db",
        "data/x.db",
        "--format",
        "json",
      );
      expect(JSON.parse(told.out)).toEqual([
        { code: "recognised-page", page: 2 },
        { code: "recognised-page", page: 3 },
      ]);
      const fresh = await troubled("dead", "extract", "a.pdf", "--no-cache");
      expect(warningsOf(documentsOf(fresh)[0])).toContainEqual(["page-not-recognised", 2]);
    },
    PATIENCE,
  );
});

describe("scans without engines", () => {
  it("are refused with what to do, and tried again", async () => {
    work.write({ "scan.jpg": STAMPED });
    const { code, err } = await real("extract", "scan.jpg", "--ocr", "off", "--format", "ndjson");
    expect(code).toBe(1);
    expect(err).toMatch(/\[only-images\].*fuhe doctor/u);
    // Once there are engines they are tried again, though nothing about the file has changed.
    const refused = await real("ingest", "scan.jpg", "--db", "x.db", "--ocr", "off");
    expect(refused.err).toContain("[only-images]");
    const again = await troubled("good", "ingest", "scan.jpg", "--db", "x.db", "--no-cache");
    expect(again.out).toMatch(/^unchanged +0$/mu);
    expect(again.err).not.toContain("[only-images]");
    const tables = await real("tables", "scan.jpg", "--ocr", "off");
    expect(tables.err).toMatch(/\[only-images\]/u);
  });
});

describe("a scan", () => {
  it(
    "is read, drawn upright, cut out and made searchable",
    async () => {
      work.write({ "scan.jpg": scanOf("turned-90/national-ten-column/other-funds/source.jpg") });
      const cached = ["--cache", "kept"];
      const ingested = await real("ingest", "scan.jpg", "--db", "x.db", ...cached);
      expect(ingested.out).toMatch(/^records +1$/mu);
      const asked = await real(
        "query",
        "select r.id, w.message from records r join warnings w on w.document_id = r.document_id where w.code = 'recognised-page'",
        "--db",
        "x.db",
        "--format",
        "json",
      );
      const [row] = JSON.parse(asked.out) as { id: string; message: string }[];
      expect(row?.message).toMatch(/recognised by .*tesseract\.js/u);

      expect(await real("picture", "scan.jpg", "-o", "pictures", ...cached)).toMatchObject({ code: 0 });
      expect(readdirSync(join(work.path, "pictures"))).toEqual(["scan-p1.png"]);
      const crop = await real("crop", row?.id ?? "", "/title", "-o", "title.png", "--db", "x.db", ...cached);
      expect(crop).toMatchObject({ code: 0, out: "title.png\n" });

      const made = await real("searchable", "scan.jpg", "-o", "found.pdf", ...cached);
      expect(made).toMatchObject({ code: 0, out: "found.pdf\n" });
      expect(made.err).not.toContain("not marked as PDF/A");
      const tables = await real("tables", "found.pdf", "--ocr", "off", "--format", "ndjson");
      expect(tables.out).toContain("敬老院消防设施改造项目");
      expect(tables.out).toContain("165.50");
    },
    PATIENCE,
  );

  it("is never written over by its searchable copy", async () => {
    work.write({ "scan.jpg": STAMPED });
    const { code, err } = await real("searchable", "scan.jpg", "-o", "./scan.jpg");
    expect(code).toBe(2);
    expect(err).toContain("is the scan itself");
  });

  it("can be found as a text file cannot", async () => {
    writeFileSync(join(work.path, "a.txt"), "项目名称\t甲\n");
    expect((await real("searchable", "a.txt", "-o", "b.pdf")).err).toContain("[no-pages]");
  });
});

describe("fuhe doctor", () => {
  it("names all parts, in both languages and for programs", async () => {
    const { code, out } = await real("doctor", "--format", "json");
    const { ok, parts } = JSON.parse(out) as { ok: boolean; parts: { id: string; available: boolean }[] };
    expect({ code, ok }).toEqual({ code: 0, ok: true });
    expect(parts.map(({ id }) => id)).toEqual([
      "node",
      "sqlite",
      "paddle",
      "tesseract",
      "sharp",
      "libreoffice",
      "chinese-fonts",
    ]);
    expect((await real("--lang", "zh", "doctor")).out).toContain("必需的组件齐全");
  });

  it("says how to get what is missing, without calling that an error where it is not needed", async () => {
    const { code, out } = await work.fuhe(["doctor"], { services: SERVICES, env: { FUHE_SOFFICE: "" } });
    expect(code).toBe(0);
    expect(out).toMatch(/– LibreOffice +missing\n.*\n +Install LibreOffice/u);
  });
});
