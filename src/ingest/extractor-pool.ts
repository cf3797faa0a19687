import { Worker } from "node:worker_threads";
import type { Document } from "../model/extraction.ts";
import type { FailureCode } from "../model/failure.ts";
import { failedDocument } from "./failed-document.ts";

/** What a thread is sent. */
export interface ExtractRequest {
  bytes: Uint8Array;
  source: string;
}

/** What a thread sends back for each request. */
export interface ExtractReply {
  document: Document;
}

/** Why a thread did not answer. */
interface Lost {
  failure: { code: FailureCode; message: string };
}

export interface PoolOptions {
  /** Threads at most; each is started when it is first needed. */
  threads: number;
  /** The program of a thread; it is given `threadData` as its `workerData`. */
  program?: URL;
  threadData?: unknown;
  /** Milliseconds that one file may take. */
  timeLimit?: number;
  /** Megabytes that a thread may hold. */
  memoryLimit?: number;
}

/** `tsc` renames imports but not the addresses of threads. */
const PROGRAM = new URL(
  `./extract-worker.${import.meta.filename.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

const TIME_LIMIT = 120_000;
/** Megabytes for what a thread needs for a moment only; left alone it takes several times as much without being faster. */
const YOUNG_MEMORY = 24;
/** Enough for the largest file that is read at all; where a thread may take more, it leaves more rubbish lying. */
const MEMORY_LIMIT = 512;

/**
 * Threads that extract, each one file at a time. A file that brings its thread down, or takes too long, fails alone:
 * the thread is given up and another takes its place.
 */
export class ExtractorPool {
  readonly #options: Required<PoolOptions>;
  readonly #idle: Worker[] = [];
  readonly #all = new Set<Worker>();
  readonly #waiting: ((worker: Worker) => void)[] = [];

  constructor(options: PoolOptions) {
    this.#options = {
      program: PROGRAM,
      threadData: undefined,
      timeLimit: TIME_LIMIT,
      memoryLimit: MEMORY_LIMIT,
      ...options,
    };
  }

  /** Never rejects. `sha256` names the file where its thread is lost. */
  async extractBytes(bytes: Uint8Array, source: string, sha256: string): Promise<Document> {
    const worker = await this.#take();
    const outcome = await this.#ask(worker, { bytes, source });
    if (!("failure" in outcome)) {
      this.#release(worker);
      return outcome.document;
    }
    await this.#giveUp(worker);
    return failedDocument(source, outcome.failure, sha256);
  }

  /** Ends all threads, whatever they do. */
  async close(): Promise<void> {
    await Promise.all([...this.#all].map((worker) => worker.terminate()));
    this.#all.clear();
  }

  async #take(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.size < this.#options.threads) return this.#start();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #start(): Worker {
    const worker = new Worker(this.#options.program, {
      workerData: this.#options.threadData,
      resourceLimits: {
        maxOldGenerationSizeMb: this.#options.memoryLimit,
        maxYoungGenerationSizeMb: YOUNG_MEMORY,
      },
    });
    this.#all.add(worker);
    // Nobody else listens while it waits for work; unheard, an error would end the process.
    worker.on("error", () => this.#forget(worker)).on("exit", () => this.#forget(worker));
    return worker;
  }

  #forget(worker: Worker): void {
    this.#all.delete(worker);
    const at = this.#idle.indexOf(worker);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  #release(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  async #giveUp(worker: Worker): Promise<void> {
    this.#forget(worker);
    await worker.terminate();
    const next = this.#waiting.shift();
    if (next !== undefined) next(this.#start());
  }

  #ask(worker: Worker, request: ExtractRequest): Promise<ExtractReply | Lost> {
    return new Promise((resolve) => {
      const finish = (outcome: ExtractReply | Lost): void => {
        clearTimeout(timer);
        worker.off("message", finish).off("error", crash).off("exit", end);
        resolve(outcome);
      };
      const crash = (error: Error): void => {
        const outOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
        finish({
          failure: outOfMemory
            ? {
                code: "too-large",
                message:
                  "内容占用内存过多，请拆分文件 / its content takes more memory than there is; split the file",
              }
            : {
                code: "internal",
                message: `读取它的线程出错 / the thread that read it broke down: ${error.message}`,
              },
        });
      };
      const end = (): void =>
        finish({
          failure: {
            code: "internal",
            message: "读取它的线程提前结束 / the thread that read it ended before it was done",
          },
        });
      const seconds = this.#options.timeLimit / 1000;
      const timer = setTimeout(() => {
        finish({
          failure: {
            code: "timed-out",
            message: `在 ${seconds} 秒内未能完成，请检查或拆分文件 / not done within ${seconds} s; look at the file, or split it`,
          },
        });
      }, this.#options.timeLimit);
      worker.on("message", finish).on("error", crash).on("exit", end);
      worker.postMessage(request);
    });
  }
}
