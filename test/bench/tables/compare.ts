/**
 * The same documents and measures for other extractors, where they are at hand:
 *
 *   node test/bench/tables/compare.ts held-out --liteparse FOLDER --tabula JAR [--modes guess,lattice,stream]
 *
 * FOLDER is where `@llamaindex/liteparse` was installed (the package itself), JAR the file of tabula-java. Tabula reads
 * each document in three ways: `guess` finds areas and decides by itself, `lattice` goes by lines, `stream` by gaps, both
 * within guessed areas. None of them tells merged cells, so their spans count as 1.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { DEFAULT_LIMITS } from "../../../src/model/stage.ts";
import { extractTables } from "../../../src/tables.ts";
import { type Case, readCases } from "./cases.ts";
import { printScores } from "./print-scores.ts";
import { addScores, type FoundTable, type Score, scoreDocument } from "./score.ts";

/** What tabula of 2016 reaches into; without them a Java of today ends it with an exception when it prints its tables. */
const OPENS = ["java.desktop/java.awt.color", "java.desktop/java.awt", "java.desktop/java.awt.geom"].flatMap(
  (name) => ["--add-opens", `${name}=ALL-UNNAMED`],
);

type Extract = (document: Case) => Promise<FoundTable[]>;

interface TextCell {
  text: string;
}

/** What is used of the results of liteparse. */
interface LiteParsed {
  pages: { pageNum: number; blocks?: { kind: string; header?: TextCell[]; rows?: TextCell[][] }[] }[];
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    liteparse: { type: "string" },
    tabula: { type: "string" },
    modes: { type: "string", default: "guess,lattice,stream" },
  },
});
const [half = "held-out", ...kinds] = positionals;

const tools = new Map<string, Extract>([["fuhe", extractOwn]]);
if (values.liteparse !== undefined)
  tools.set(`liteparse ${versionOf(values.liteparse)}`, await liteparse(values.liteparse));
if (values.tabula !== undefined) {
  const jar = resolve(values.tabula);
  const flags = { guess: [], lattice: ["-r"], stream: ["-n"] };
  for (const [mode, own] of Object.entries(flags))
    if (values.modes.split(",").includes(mode)) tools.set(`tabula ${mode}`, tabula(jar, own));
}

const cases = readCases(half, kinds);
const results = new Map<string, Map<string, Score>>();
for (const [tool, extract] of tools) {
  const byKind = new Map<string, Score[]>();
  const began = performance.now();
  for (const document of cases) {
    const score = scoreDocument(await extract(document), document.truth.tables);
    byKind.set(document.truth.kind, [...(byKind.get(document.truth.kind) ?? []), score]);
  }
  const seconds = (performance.now() - began) / 1000;
  process.stderr.write(`${tool}: ${seconds.toFixed(2)} s for ${String(cases.length)} documents\n`);
  results.set(tool, new Map([...byKind].map(([kind, scores]) => [kind, addScores(scores)])));
}
printScores(results);

function tableOf(rows: readonly (readonly string[])[], page: number): FoundTable {
  const cells = rows.flatMap((line, row) =>
    line.map((text, column) => ({ row, column, rowspan: 1, colspan: 1, text })),
  );
  return { page, cells };
}

async function extractOwn({ name, pdf }: Case): Promise<FoundTable[]> {
  const { tables } = await extractTables(readFileSync(pdf), name, {
    warn: () => undefined,
    limits: DEFAULT_LIMITS,
  });
  return tables;
}

function versionOf(folder: string): string {
  return (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;
}

async function liteparse(folder: string): Promise<Extract> {
  const entry = pathToFileURL(resolve(folder, "dist/lib.js")).href;
  const { LiteParse } = (await import(entry)) as {
    LiteParse: new (options: object) => { parse(path: string): Promise<LiteParsed> };
  };
  const parser = new LiteParse({
    outputFormat: "markdown",
    extractBlocks: true,
    ocrEnabled: false,
    quiet: true,
  });
  return async ({ pdf }) => {
    const { pages } = await parser.parse(pdf);
    return pages.flatMap(({ pageNum, blocks = [] }) =>
      blocks.flatMap(({ kind, header, rows = [] }) => {
        if (kind !== "table") return [];
        const all = header === undefined ? rows : [header, ...rows];
        return [
          tableOf(
            all.map((row) => row.map(({ text }) => text)),
            pageNum,
          ),
        ];
      }),
    );
  };
}

function tabula(jar: string, flags: readonly string[]): Extract {
  return ({ pdf, truth }) => {
    const args = [
      "-XX:TieredStopAtLevel=1",
      ...OPENS,
      "-jar",
      jar,
      "-f",
      "JSON",
      "-p",
      "all",
      "-g",
      ...flags,
      pdf,
    ];
    const { stdout, stderr, status } = spawnSync("java", args, { encoding: "utf8", maxBuffer: 1 << 26 });
    // A crash is no verdict: nothing may be counted against a program that did not run.
    if (status !== 0 || stderr.includes("Exception in thread"))
      throw new Error(`tabula: ${pdf}: ${stderr.slice(-600)}`);
    const found = JSON.parse(stdout.trim() === "" ? "[]" : stdout) as { data: TextCell[][] }[];
    const tables = found
      .filter(({ data }) => data.length > 0)
      .map(({ data }) => {
        const table = tableOf(
          data.map((row) => row.map(({ text }) => text)),
          1,
        );
        return { ...table, page: likeliestPage(table, truth) };
      });
    return Promise.resolve(tables);
  };
}

/** Tabula does not say on which page a table stands: the one with the true table that is most like it is taken. */
function likeliestPage(found: FoundTable, { tables }: Case["truth"]): number {
  const texts = new Set(found.cells.map(({ text }) => text.trim()));
  const alike = tables.map(({ page, cells }) => ({
    page,
    count: cells.filter(({ text }) => texts.has(text)).length,
  }));
  return alike.toSorted((a, b) => b.count - a.count)[0]?.page ?? 1;
}
