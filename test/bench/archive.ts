/**
 * A store of many reports: how fast it fills, how large it becomes, how fast it answers.
 * `npm run bench:archive`; figures in docs/benchmarks.md come from it, nothing here is asserted.
 *
 *   --reports 100000   how many
 *   --db FILE          the database to fill; one that is there is only asked
 *
 * Reports are the fixtures read with other figures (their checks are those of the figures), each under a year, a unit and a
 * project of its own. They go straight into the store: reading files is measured by `npm run bench -- ingest`.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createExtractor } from "../../src/extract.ts";
import { open } from "../../src/store/open.ts";
import type { Store } from "../../src/store/store.ts";
import { archivedReport, readVariants } from "./archive-reports.ts";
import { FINDINGS, SEARCHES } from "./archive-questions.ts";

const STAMP = { profileHash: "bench", programVersion: "bench" };
/** Each question is asked so often; the first time is cold and told apart. */
const TIMES = 7;

const { values } = parseArgs({
  options: { reports: { type: "string", default: "100000" }, db: { type: "string" } },
});

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function fill(store: Store, path: string, count: number): Promise<void> {
  const extractor = createExtractor();
  const variants = await readVariants(extractor);
  say(`${String(variants.length)} variants of the fixtures`);
  const step = Math.max(1000, Math.round(count / 10));
  const begin = { time: performance.now(), cpu: process.cpuUsage() };
  let last = begin;
  for (let n = 0; n < count; n += 1) {
    await store.saveDocument(archivedReport(variants, n), STAMP);
    if ((n + 1) % step !== 0 && n + 1 !== 1000) continue;
    const since = n + 1 === 1000 ? 1000 : n + 1 === step ? step - 1000 : step;
    const [time, used] = [performance.now(), process.cpuUsage(last.cpu)];
    const cpu = (used.user + used.system) / 1000 / since;
    const rate = (since / (time - last.time)) * 1000;
    const memory = process.memoryUsage().rss / 1024 / 1024;
    say(
      `stored ${String(n + 1).padStart(6)}: ${rate.toFixed(0)} a second, ${cpu.toFixed(2)} ms of CPU each, ${memory.toFixed(0)} MB, ${(statSync(path).size / (n + 1) / 1024).toFixed(1)} kB a report`,
    );
    last = { time: performance.now(), cpu: process.cpuUsage() };
  }
}

/** Milliseconds of the first answer, of the median, and of the slowest after the first. */
async function ask(name: string, question: () => Promise<number>): Promise<void> {
  const times: number[] = [];
  let found = 0;
  for (let n = 0; n < TIMES; n += 1) {
    const start = performance.now();
    found = await question();
    times.push(performance.now() - start);
  }
  const [first = 0, ...rest] = times;
  const sorted = rest.toSorted((a, b) => a - b);
  const [median = 0, most = 0] = [sorted[Math.floor(sorted.length / 2)], sorted.at(-1)];
  say(
    `${name}: ${String(found)} found, ${median.toFixed(1)} ms (first ${first.toFixed(1)}, slowest after it ${most.toFixed(1)})`,
  );
}

const folder = mkdtempSync(join(tmpdir(), "fuhe-archive-"));
const path = values.db ?? join(folder, "archive.db");
try {
  say(
    `Node.js ${process.version}, ${cpus()[0]?.model ?? "unknown CPU"}, load ${loadavg()[0]?.toFixed(1) ?? "?"}`,
  );
  const known = existsSync(path);
  const store = await open(path);
  if (!known) await fill(store, path, Number(values.reports));
  const { rows } = await store.query("select (select count(*) from records), (select count(*) from checks)");
  say(`${String(rows[0]?.[0])} records, ${String(rows[0]?.[1])} checks`);
  for (const filter of FINDINGS)
    await ask(
      `findings ${JSON.stringify(filter)}`,
      async () => (await store.findings({ ...filter, limit: 100 })).length,
    );
  for (const { query, ...filter } of SEARCHES)
    await ask(
      `search ${query} ${JSON.stringify(filter)}`,
      async () => (await store.search(query, filter)).hits.length,
    );
  await store.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
