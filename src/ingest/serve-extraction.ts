import { Worker } from "node:worker_threads";
import type { Extractor, ExtractorOptions } from "../extract.ts";
import type {
  ExtractReply,
  ExtractRequest,
  PagesReply,
  ProcessSetup,
  RecordsReply,
} from "./extractor-pool.ts";

/** Records of one reply: some hundred kilobytes. */
const RECORDS_AT_ONCE = 16;

/** Makes this process extract what it is sent, one file after the other, until the one that started it lets go of it. */
export function serveExtraction(create: (options: ExtractorOptions) => Extractor): void {
  let extractor: Extractor | undefined;
  let faults: ExtractReply["faults"] = [];
  let recognised = false;

  function setUp({ extractor: options, memoryLimit }: ProcessSetup): void {
    const program = new URL(
      `./guard-process.${import.meta.filename.endsWith(".ts") ? "ts" : "js"}`,
      import.meta.url,
    );
    new Worker(program, { workerData: { memoryLimit, parent: process.ppid } }).unref();
    extractor = create({
      ...options,
      onFault: (error) => {
        const { message, stack = message } = error instanceof Error ? error : new Error(String(error));
        faults.push({ message, stack });
      },
      onPages: (_, done, total) => {
        recognised = true;
        void send({ pages: { done, total } });
      },
    });
  }

  async function extract({ bytes, source }: ExtractRequest): Promise<void> {
    if (extractor === undefined) throw new Error("the process was not set up");
    faults = [];
    recognised = false;
    const { records, ...document } = await extractor.extractBytes(bytes, source);
    for (let at = 0; at < records.length; at += RECORDS_AT_ONCE)
      await send({ records: JSON.stringify(records.slice(at, at + RECORDS_AT_ONCE)) });
    await send({
      document: { ...document, records: [] },
      faults,
      held: process.memoryUsage.rss(),
      recognised,
    });
  }

  process.on("disconnect", () => process.exit());
  process.on("message", (message: ProcessSetup | ExtractRequest) => {
    if ("memoryLimit" in message) setUp(message);
    else void extract(message);
  });
}

/** Settles when it is on its way, so that little waits in memory. */
function send(reply: RecordsReply | PagesReply | ExtractReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, (error: Error | null) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
