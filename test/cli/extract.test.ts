import { describe, expect, it } from "vitest";
import { Extraction } from "../../src/model/extraction.ts";
import { zipOf } from "../formats/zip/zip-of.ts";
import { fakeExtractor } from "../ingest/fake-extractor.ts";
import { sampleDocument } from "../store/sample-document.ts";
import { FAKE_SERVICES } from "./fake-services.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();

describe("fuhe extract", () => {
  it("gives one extraction for all files of a call, with sources as they were given", async () => {
    work.write({ "a.txt": "total 86", "r/b.txt": "total 91.5" });
    const { code, out, err } = await work.fuhe(["extract", "./a.txt", "r/b.txt", "--format", "json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const { documents } = Extraction.parse(JSON.parse(out));
    expect(documents.map((document) => document.source)).toEqual(["./a.txt", "r/b.txt"]);
    expect(documents[0]?.records[0]?.total.score?.value).toBe(86);
  });

  it("gives a line to each document as ndjson", async () => {
    work.write({ "a.txt": "total 86", "b.txt": "x" });
    const { out } = await work.fuhe(["extract", "a.txt", "b.txt", "--format", "ndjson"]);
    const lines = out.trimEnd().split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { source: string }).source)).toEqual(["a.txt", "b.txt"]);
  });

  it("gives values alone with --plain", async () => {
    work.write({ "a.txt": "total 86" });
    const { out } = await work.fuhe(["extract", "a.txt", "--plain", "--format", "ndjson"]);
    expect(JSON.parse(out)).toMatchObject({
      source: "a.txt",
      records: [{ total: { weight: 100, score: 86 }, project: { name: "道路养护", subproject: null } }],
    });
    expect(out).not.toContain('"raw"');
  });

  it("reads standard input as -", async () => {
    const { code, out } = await work.fuhe(["extract", "-", "--plain"], { stdin: "total 91.5" });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      documents: [{ source: "-", records: [{ total: { score: 91.5 } }] }],
    });
  });

  it("gives a document for each file in a zip archive, also from standard input", async () => {
    const zip = await zipOf({ "甲/1.txt": "total 86", "2.txt": "fail empty-file" });
    work.write({ "a.zip": zip });
    const { code, out, err } = await work.fuhe(["extract", "./a.zip", "--format", "json"]);
    const { documents } = Extraction.parse(JSON.parse(out));
    expect(documents.map(({ source, records }) => [source, records.length])).toEqual([
      ["./a.zip/甲/1.txt", 1],
      ["./a.zip/2.txt", 0],
    ]);
    expect(code).toBe(1);
    expect(err).toMatch(/^\.\/a\.zip\/2\.txt: \[empty-file\] .*\n$/u);
    const piped = await work.fuhe(["extract", "-", "--format", "ndjson"], { stdin: zip });
    expect(piped.out).toContain('"source":"-/甲/1.txt"');
  });

  it("tells that it waits for a person to type", async () => {
    const { err } = await work.fuhe(["extract", "-"], { terminal: 80, stdin: "x" });
    expect(err).toContain("Ctrl-D");
  });

  it("prints what it could read, lists what it could not, and ends with 1", async () => {
    work.write({ "a.txt": "fail empty-file", "b.txt": "total 86" });
    const { code, out, err } = await work.fuhe(["extract", "a.txt", "gone.txt", "b.txt"]);
    expect(code).toBe(1);
    const { documents } = Extraction.parse(JSON.parse(out));
    expect(documents.map((document) => document.failure?.code)).toEqual([
      "empty-file",
      "not-readable",
      undefined,
    ]);
    expect(err).toMatch(/^a\.txt: \[empty-file\] .*\ngone\.txt: \[not-readable\] .*\n$/u);
  });

  it("changes no text, whatever line separators it holds", async () => {
    const unit = "一\u2028二\u2029三\r四";
    const services = {
      ...FAKE_SERVICES,
      createExtractor: () =>
        Promise.resolve(
          fakeExtractor({ extractBytes: (_, source) => Promise.resolve(sampleDocument(source, { unit })) }),
        ),
    };
    const { out } = await work.fuhe(["extract", "-", "--plain"], { services });
    expect(JSON.parse(out)).toMatchObject({
      documents: [{ records: [{ project: { implementingUnit: unit } }] }],
    });
  });

  it("lets no file name steer the terminal", async () => {
    const { err } = await work.fuhe(["extract", "\u001b[2Jgone.txt"], {
      terminal: 80,
      env: { NO_COLOR: "1" },
    });
    expect(err).toMatch(/^�\[2Jgone\.txt: /u);
    expect((await work.fuhe(["\u001b[2J"])).err).not.toContain("\u001b");
  });

  it("is JSON where nothing is said, text on a terminal", async () => {
    work.write({ "a.txt": "total 86" });
    expect((await work.fuhe(["extract", "a.txt"])).out).toMatch(/^\{/u);
    expect((await work.fuhe(["extract", "a.txt"], { terminal: 100 })).out).toContain("total-score");
  });
});
