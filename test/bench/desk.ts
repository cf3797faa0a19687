/**
 * How fast the reviewing desk answers: `node test/bench/desk.ts [RECORDS [DATABASE]]`, 100,000 records where it is not said. The records are those of the
 * fixtures, each time under another id, unit, year and amount; where a database is named, it is filled up to so many, and kept.
 * Nothing here is asserted.
 */
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createExtractor } from "../../src/extract.ts";
import type { ReadDocument } from "../../src/model/extraction.ts";
import { createApp } from "../../src/server/create-app.ts";
import { open } from "../../src/store/open.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const COUNT = Number(process.argv[2] ?? 100_000);
const PLACES = ["云岭县", "青禾市", "江湾区", "云坪县", "北沟县", "云梦湖区", "广水市", "水口县"];
const OFFICES = ["文物局", "水利局", "教育局", "民政局", "卫生健康局", "农业农村局", "交通运输局"];

const folder = mkdtempSync(join(tmpdir(), "fuhe-bench-desk-"));
const store = await open(process.argv[3] ?? join(folder, "fuhe.db"));
const extractor = createExtractor();
const read: ReadDocument[] = [];
for (const path of globSync("fixtures/forms/*/*/source.txt", { cwd: ROOT }).toSorted()) {
  const document = await extractor.extractBytes(readFileSync(join(ROOT, path)), path);
  if (document.records.length > 0) read.push(document);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** The n-th document: a fixture of another place, year and amount of money. */
function another(n: number): ReadDocument {
  const document = structuredClone(read[n % read.length]) as ReadDocument;
  document.sha256 = n.toString(16).padStart(12, "0").padEnd(64, "0");
  document.source = `reports/${String(n)}.txt`;
  for (const [index, record] of document.records.entries()) {
    record.id = `${document.sha256.slice(0, 12)}-${String(index + 1)}`;
    const unit = record.project.implementingUnit ?? record.project.department;
    if (unit !== null)
      unit.value = `${PLACES[n % PLACES.length] ?? ""}${OFFICES[n % OFFICES.length] ?? ""}${String(n % 40)}`;
    if (record.fiscalYear !== null) record.fiscalYear.value = 2016 + (n % 9);
    for (const line of record.funds) if (line.yuan !== null) line.yuan = String(Number(line.yuan) + n);
  }
  return document;
}

const start = performance.now();
let { total: records } = await store.queue({ limit: 1 });
for (let n = records; records < COUNT; n += 1) {
  const document = another(n);
  records += document.records.length;
  await store.saveDocument(document, { profileHash: "bench", programVersion: "bench" });
}
say(`${String(records)} records stored in ${((performance.now() - start) / 1000).toFixed(0)} s`);

const app = createApp({
  store,
  database: "fuhe.db",
  programVersion: "bench",
  cwd: ROOT,
  uploads: folder,
  page: join(ROOT, "test/desk/plain-page"),
  access: { loopback: true, names: [] },
  user: "",
  openReader: () => Promise.reject(new Error("nothing is uploaded")),
  openPageReader: () => null,
  onFault: (error) => {
    throw error;
  },
});
const { records: first } = await store.queue({ limit: 1 });
const id = first[0]?.id ?? "";
const RUNS = 11;
for (const path of [
  "/records.json",
  "/records.json?offset=50000",
  "/records.json?severity=error",
  "/records.json?year=2021",
  `/records.json?region=${encodeURIComponent("青禾市")}&severity=warning`,
  "/records.json?rule=total-score&verdict=differs",
  "/records.json?verdict=agrees",
  "/records.json?score=90,91",
  `/records.json?search=${encodeURIComponent("水利局17")}`,
  "/records/facets.json",
  "/records/facets.json?severity=error",
  `/records/facets.json?search=${encodeURIComponent("水利局")}`,
  `/records/${id}.json`,
  "/index.json",
]) {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const begun = performance.now();
    const answer = await app.fetch(
      new Request(`http://localhost${path}`, { headers: { host: "localhost" } }),
    );
    await answer.text();
    times.push(performance.now() - begun);
    if (answer.status !== 200) throw new Error(`${path}: ${String(answer.status)}`);
  }
  const sorted = times.toSorted((a, b) => a - b);
  say(
    `${decodeURIComponent(path).padEnd(52)} first ${(times[0] ?? 0).toFixed(0).padStart(4)} ms, median ${(sorted[5] ?? 0).toFixed(0).padStart(4)} ms, worst ${(sorted.at(-1) ?? 0).toFixed(0).padStart(4)} ms`,
  );
}
await app.close();
await store.close();
rmSync(folder, { recursive: true, force: true });
