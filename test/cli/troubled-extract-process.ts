import { createExtractor } from "../../src/extract.ts";
import { serveExtraction } from "../../src/ingest/serve-extraction.ts";
import { EngineProcess } from "../../src/ocr/engine-process.ts";
import { createPageReader } from "../../src/scans/read-page.ts";
import { cachePages } from "../../src/scans/reading-cache.ts";

// A process that extracts as that of the program does, but with engines that TROUBLE names: "hang" or "exit good".
const program = new URL("./troubled-engine.ts", import.meta.url);
const limits = { start: 30_000, call: 3000, line: 5, heap: 64 };

serveExtraction(({ ocr, ...options }) => {
  const behaviours = (process.env["TROUBLE"] ?? "good").split(" ");
  const reader = createPageReader(
    behaviours.map(
      (engine, at) => new EngineProcess({ id: `engine ${String(at + 1)}`, engine, program, limits }),
    ),
  );
  const cache = ocr !== undefined && !("readPage" in ocr) ? ocr.cache : undefined;
  return createExtractor({ ...options, ocr: cache === undefined ? reader : cachePages(reader, cache) });
});
