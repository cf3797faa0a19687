import { Worker } from "node:worker_threads";
import type {
  ExtractReply,
  ExtractRequest,
  PagesReply,
  ProcessSetup,
  RecordsReply,
} from "../../src/ingest/extractor-pool.ts";
import { sampleDocument } from "../store/sample-document.ts";

// A process that does what its file tells it: break down, hang, end, run out of memory in several ways, or extract.
let unit = "some unit";

process.on("disconnect", () => process.exit());
process.on("message", (message: ProcessSetup | ExtractRequest) => {
  if ("memoryLimit" in message) {
    // The folder of profiles passes for the unit.
    unit = message.extractor.pipelines ?? unit;
    const { memoryLimit } = message;
    const guard = new URL("../../src/ingest/guard-process.ts", import.meta.url);
    new Worker(guard, { workerData: { memoryLimit, parent: process.ppid } }).unref();
    return;
  }
  const content = new TextDecoder().decode(message.bytes);
  if (content === "slow pages") {
    tellPages(message.source, 0);
    return;
  }
  act(content);
  answer(message.source, content);
});

/** Recognises four pages, each in 300 ms. */
function tellPages(source: string, done: number): void {
  process.send?.({ pages: { done, total: 4 } } satisfies PagesReply);
  if (done === 4) answer(source, "slow pages");
  else setTimeout(() => tellPages(source, done + 1), 300);
}

function answer(source: string, content: string): void {
  const { records, ...document } = sampleDocument(source, { content, unit });
  process.send?.({ records: JSON.stringify(records) } satisfies RecordsReply);
  process.send?.({ document: { ...document, records: [] }, faults: [], held: 0 } satisfies ExtractReply);
}

function act(content: string): void {
  const hoard: unknown[] = [];
  switch (content) {
    case "break":
      throw new Error("a fault");
    case "hang":
      for (;;);
    case "end":
      process.exit(0);
    // falls through: the process is gone
    case "fill":
      for (;;) hoard.push(Array.from({ length: 100_000 }, () => ({})));
    // A map that grows ends the whole process, whatever limits a thread has.
    case "map": {
      const map = new Map<number, number>();
      for (let at = 0; ; at += 1) map.set(at, at);
    }
    // falls through: the process is gone
    case "bytes":
      for (;;) hoard.push(Buffer.alloc(10_000_000, 1));
    default:
  }
}
