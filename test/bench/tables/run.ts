/**
 * Finds the tables of the benchmark and prints how well, by kind: `node test/bench/tables/run.ts [dev|held-out|FOLDER] [--each] [kind…]`.
 * Found by words in common, relations of neighbours as in ICDAR 2013, cells exactly (row, column, spans, text).
 */
import { readFileSync } from "node:fs";
import { extractTables } from "../../../src/tables.ts";
import { DEFAULT_LIMITS } from "../../../src/model/stage.ts";
import { Failure } from "../../../src/model/failure.ts";
import { readCases } from "./cases.ts";
import { printScores } from "./print-scores.ts";
import { addScores, f1, type Score, scoreDocument } from "./score.ts";

const { half: folder, each, kinds } = argumentsOf(process.argv.slice(2));
const scores = new Map<string, Score[]>();
const began = performance.now();
let pages = 0;
for (const { name, pdf, truth } of readCases(folder, kinds)) {
  const tables = await extractTables(readFileSync(pdf), name, {
    warn: () => undefined,
    limits: DEFAULT_LIMITS,
  })
    .then((found) => found.tables)
    .catch((error: unknown) => {
      if (error instanceof Failure) return [];
      throw error;
    });
  pages += truth.pages;
  const score = scoreDocument(tables, truth.tables);
  scores.set(truth.kind, [...(scores.get(truth.kind) ?? []), score]);
  if (each)
    process.stdout.write(
      `${name.padEnd(24)} ${truth.producer.padEnd(12)} ${[score.tables, score.relations, score.cells].map((count) => f1(count).toFixed(3)).join(" ")}\n`,
    );
}
const seconds = (performance.now() - began) / 1000;
printScores(new Map([["fuhe", new Map([...scores].map(([kind, own]) => [kind, addScores(own)]))]]));
process.stdout.write(`${String(pages)} pages in ${seconds.toFixed(2)} s\n`);

function argumentsOf(given: readonly string[]): { half: string; each: boolean; kinds: string[] } {
  const [half = "held-out", ...rest] = given.filter((one) => !one.startsWith("--"));
  return { half, each: given.includes("--each"), kinds: rest };
}
