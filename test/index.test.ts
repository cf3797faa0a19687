import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import * as fuhe from "../src/index.ts";

const REPORT = fileURLToPath(
  new URL("../fixtures/forms/national-ten-column/other-funds/source.txt", import.meta.url),
);

describe("the library", () => {
  it("has these public names", () => {
    expect(Object.keys(fuhe).sort()).toEqual([
      "Check",
      "Coverage",
      "Document",
      "EXPORT_FORMATS",
      "EXTRACTION_SCHEMA",
      "Extraction",
      "Failure",
      "FormProfile",
      "FundLine",
      "Indicator",
      "PATTERNS",
      "Place",
      "Quantity",
      "Record",
      "RuleId",
      "ScoreLine",
      "Severity",
      "Verdict",
      "Warning",
      "compareStores",
      "createExtractor",
      "evaluate",
      "exportStore",
      "extract",
      "extractTables",
      "findFiles",
      "ingest",
      "isReading",
      "loadProfiles",
      "matchList",
      "open",
      "parseGold",
      "plain",
      "queryOf",
      "readDescriptionList",
      "verifyOriginals",
    ]);
  });

  it("extracts a file, or bytes under a name", async () => {
    const document = await fuhe.extract(REPORT);
    expect(fuhe.Document.parse(document).source).toBe(REPORT);
    expect(document.records).toHaveLength(1);
    const same = await fuhe.extract(readFileSync(REPORT), { source: "a.txt" });
    expect(same).toEqual({ ...document, source: "a.txt" });
    expect((await fuhe.extract(new Uint8Array())).failure?.code).toBe("empty-file");
  });

  it("takes options", async () => {
    expect((await fuhe.extract(REPORT, { limits: { bytes: 10 } })).failure?.code).toBe("too-large");
    await expect(fuhe.extract(REPORT, { pipelines: "/no/such/folder" })).rejects.toThrow(fuhe.Failure);
    await expect(fuhe.extract(REPORT, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/u);
  });

  it("stores what it extracts", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fuhe-index-"));
    const store = await fuhe.open(join(folder, "archive.db"));
    const extractor = fuhe.createExtractor();
    const document = await extractor.extractFile(REPORT);
    const stamp = { profileHash: extractor.profileHash, programVersion: "1" };
    expect(await store.saveDocument(document, stamp)).toBe("added");
    expect(await store.getRecord(document.records[0]?.id ?? "")).toEqual(document.records[0]);
    await store.close();
    rmSync(folder, { recursive: true });
  });
});
