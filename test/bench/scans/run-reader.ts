import { fork } from "node:child_process";
import { join } from "node:path";
import { processorTime, watchMemory } from "./machine-use.ts";
import type { FromWorker, ReadPage, ToWorker } from "./read-worker.ts";
import type { ScannedDocument } from "./scanned-documents.ts";

/** What reading a set of documents gave and took. */
export interface ReaderRun {
  /** In the order of the documents. */
  pages: ReadPage[][];
  /** Processor seconds of all processes, their start included. */
  processor: number;
  /** Seconds on the clock from the first page to the last, start not included. */
  clock: number;
  /** Of the worker that took most, with its engines, in MB. */
  memory: number;
}

const WORKER = join(import.meta.dirname, "read-worker.ts");

/** Reads documents with so many workers, each a process with engines of its own. */
export async function runReader(
  documents: readonly ScannedDocument[],
  { module, engines, workers }: { module: string; engines: string; workers: number },
): Promise<ReaderRun> {
  const before = processorTime();
  const children = Array.from({ length: workers }, () => {
    const child = fork(WORKER, [module, engines], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
    const isReady = new Promise<void>((resolve, reject) => {
      child.once("message", () => resolve());
      child.once("exit", (code) => reject(new Error(`a worker ended with ${String(code)}`)));
    });
    return { child, ended, isReady, peak: watchMemory(child.pid ?? 0) };
  });
  await Promise.all(children.map(({ isReady }) => isReady));
  const start = performance.now();
  const pages: ReadPage[][] = [];
  let next = 0;
  await Promise.all(
    children.map(
      ({ child }) =>
        new Promise<void>((resolve, reject) => {
          const give = (): void => {
            const at = next;
            next += 1;
            const document = documents[at];
            if (document === undefined) resolve();
            else child.send({ document, at } satisfies ToWorker);
          };
          child.on("message", (message: FromWorker) => {
            if ("ready" in message) return;
            pages[message.at] = message.pages;
            give();
          });
          child.once("exit", (code) => reject(new Error(`a worker ended with ${String(code)}`)));
          give();
        }),
    ),
  );
  const clock = (performance.now() - start) / 1000;
  const memory = Math.max(...children.map(({ peak }) => peak()));
  for (const { child } of children) child.send("close" satisfies ToWorker);
  await Promise.all(children.map(({ ended }) => ended));
  return { pages, processor: processorTime() - before, clock, memory };
}
