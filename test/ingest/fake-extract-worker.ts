import { parentPort, workerData } from "node:worker_threads";
import type { ExtractReply, ExtractRequest } from "../../src/ingest/extractor-pool.ts";
import { sampleDocument } from "../store/sample-document.ts";

// A thread that does what its file tells it: break down, hang, end, run out of memory, or extract.
parentPort?.on("message", ({ bytes, source }: ExtractRequest) => {
  const content = new TextDecoder().decode(bytes);
  switch (content) {
    case "break":
      throw new Error("a fault");
    case "hang":
      for (;;);
    case "end":
      process.exit(0);
    // falls through: the thread is gone
    case "fill": {
      const hoard: unknown[] = [];
      for (;;) hoard.push(Array.from({ length: 100_000 }, () => ({})));
    }
    default: {
      const unit = String(workerData ?? "some unit");
      parentPort?.postMessage({ document: sampleDocument(source, { content, unit }) } satisfies ExtractReply);
    }
  }
});
