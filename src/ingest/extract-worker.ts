import { parentPort, workerData } from "node:worker_threads";
import { createExtractor, type ExtractorOptions } from "../extract.ts";
import type { ExtractReply, ExtractRequest } from "./extractor-pool.ts";

// A thread that extracts what it is sent, one file after the other.
const extractor = createExtractor(workerData as ExtractorOptions);

parentPort?.on("message", (request: ExtractRequest) => {
  void extractor.extractBytes(request.bytes, request.source).then((document) => {
    parentPort?.postMessage({ document } satisfies ExtractReply);
  });
});
