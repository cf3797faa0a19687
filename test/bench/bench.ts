/**
 * Speed and memory on this machine: `npm run bench`, or one part of it, `npm run bench -- pdf`. Nothing here is asserted;
 * figures in the README and in docs/benchmarks.md come from it.
 * Reports are the fixtures, each time with other figures in the texts, so that no two are the same.
 */
import { spawnSync } from "node:child_process";
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Extractor } from "../../src/extract.ts";
import { benchPdf, type Built } from "./pdf.ts";
import { BIN, watch } from "./watch-process.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COUNTS = [100, 1000, 10_000];

const texts = globSync("fixtures/forms/*/*/source.txt", { cwd: ROOT })
  .toSorted()
  .map((path) => readFileSync(join(ROOT, path)))
  .map((bytes) => bytes.toString("utf8"))
  .filter((text) => !text.includes("\uFFFD") && !text.includes("\0"));

/** The n-th report: a fixture whose project name carries its number. */
function report(n: number): string {
  const text = texts[n % texts.length] ?? "";
  return text.replace(/(项目名称[：:]?\t*\n?\t*)/u, `$1第${String(n)}号`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
}

async function benchExtract(extractor: Extractor): Promise<void> {
  const bytes = texts.map((text) => Buffer.byteLength(text));
  say(
    `reports: ${String(texts.length)} fixtures, ${(bytes.reduce((a, b) => a + b, 0) / bytes.length / 1024).toFixed(1)} kB on average`,
  );
  for (let n = 0; n < 500; n += 1) await extractor.extractBytes(Buffer.from(report(n)), `warm-${String(n)}`);
  for (const count of COUNTS) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    for (let n = 0; n < count; n += 1) await extractor.extractBytes(Buffer.from(report(n)), `r${String(n)}`);
    const wall = performance.now() - start;
    const used = process.cpuUsage(cpu);
    const busy = (used.user + used.system) / 1000;
    say(
      `extract ${String(count).padStart(6)}: ${(wall / count).toFixed(2)} ms a report, ${(busy / count).toFixed(2)} ms of CPU, ${((count / busy) * 1000).toFixed(0)} reports per second and core`,
    );
  }
}

async function benchIngest(folder: string): Promise<void> {
  for (const count of COUNTS) {
    const input = join(folder, `in-${String(count)}`);
    mkdirSync(input);
    for (let n = 0; n < count; n += 1)
      writeFileSync(join(input, `${String(n).padStart(6, "0")}.txt`), report(n));
    const start = performance.now();
    const { peak, quarters, code } = await watch([
      "ingest",
      input,
      "--db",
      join(folder, `${String(count)}.db`),
      "--jobs",
      "1",
    ]);
    const wall = performance.now() - start;
    say(
      `ingest ${String(count).padStart(6)}: ${(wall / 1000).toFixed(1)} s, ${((count / wall) * 1000).toFixed(0)} reports per second, peak memory ${peak.toFixed(0)} MB (by quarter of the run: ${quarters.map((mb) => mb.toFixed(0)).join(", ")} MB), exit ${String(code)}`,
    );
    rmSync(input, { recursive: true });
  }
}

function benchStart(): void {
  const runs = Array.from({ length: 21 }, () => {
    const start = performance.now();
    spawnSync(process.execPath, [BIN, "--help"]);
    return performance.now() - start;
  });
  say(`start of fuhe --help: ${median(runs).toFixed(0)} ms (median of ${String(runs.length)})`);
}

// What is measured is what is installed: the built program, of which the type checker knows nothing.
const built: string = "../../dist/index.js";
const { createExtractor, open } = (await import(built)) as Built;
const PARTS: { [name: string]: () => void | Promise<void> } = {
  start: benchStart,
  extract: () => benchExtract(createExtractor()),
  ingest: () => benchIngest(folder),
  pdf: () => benchPdf({ createExtractor, open }, say),
};
const folder = mkdtempSync(join(tmpdir(), "fuhe-bench-"));
try {
  say(`Node.js ${process.version}, ${cpus()[0]?.model ?? "unknown CPU"}`);
  const asked = process.argv.slice(2);
  for (const [name, part] of Object.entries(PARTS))
    if (asked.length === 0 || asked.includes(name)) await part();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
