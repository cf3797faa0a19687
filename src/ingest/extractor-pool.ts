import { type ChildProcess, fork } from "node:child_process";
import { getCompileCacheDir } from "node:module";
import type { ExtractorOptions } from "../extract.ts";
import type { Document } from "../model/extraction.ts";
import type { Record } from "../model/record.ts";
import type { ReaderPlan } from "../scans/open-page-reader.ts";
import { failedDocument } from "./failed-document.ts";
import { killProcess, type Loss, lossAfter, lossOfTime } from "./lost-process.ts";

/** What can be sent to a process of how to extract. */
export type PlainExtractorOptions = Omit<ExtractorOptions, "onFault" | "onPages" | "ocr"> & {
  ocr?: ReaderPlan;
};

/** What an extracting process is told first. */
export interface ProcessSetup {
  extractor: PlainExtractorOptions;
  /** Megabytes that the process may hold. */
  memoryLimit: number;
}

/** A file it is to extract. */
export interface ExtractRequest {
  bytes: Uint8Array;
  source: string;
}

/** What it sends back first where a document holds records: some of them, as JSON, so that they are never held whole twice. */
export interface RecordsReply {
  records: string;
}

/** What it sends meanwhile where pages are recognised, which takes seconds each. */
export interface PagesReply {
  pages: { done: number; total: number };
}

/** What it sends back last for each file. */
export interface ExtractReply {
  /** Without the records that came before. */
  document: Document;
  /** Faults of the program that came up meanwhile, each with its stack. */
  faults: { message: string; stack: string }[];
  /** Bytes of memory that the process holds now, its engines not counted. */
  held: number;
  /** Pages were recognised, so that engines are running. */
  recognised?: boolean;
}

export interface PoolOptions {
  /** Processes at most; the first is started at once, the others when they are first needed. */
  processes: number;
  /** The program of a process. */
  program?: URL;
  /** A reader of pages is given by its plan: one that is open cannot be sent to another process. */
  extractor?: ExtractorOptions;
  /** Milliseconds that one file may take; where pages are recognised each of them has as much again. */
  timeLimit?: number;
  /** Megabytes that a process may hold, buffers and what the system counts for it included. */
  memoryLimit?: number;
}

/** Extracts apart from this process, so that a file may be given up. */
export interface ApartExtractor {
  /** Never rejects. `sha256` names the file where its process is lost. */
  extractBytes(bytes: Uint8Array, source: string, sha256: string): Promise<Document>;
  /** Ends all processes, whatever they do. */
  close(): Promise<void>;
}

/** `tsc` renames imports but not the addresses of programs. */
const PROGRAM = new URL(
  `./extract-process.${import.meta.filename.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

const TIME_LIMIT = 120_000;
/** Enough for the largest file that is read at all; where a process may take more, it leaves more rubbish lying. */
const MEMORY_LIMIT = 768;
/** The share of it that objects may take; the rest is for the program itself and for bytes. */
const HEAP_SHARE = 2 / 3;
/** Megabytes for what is needed for a moment only; left alone it takes several times as much without being faster. */
const YOUNG_MEMORY = 8;
/** Lets the malloc of glibc give back what was freed, some 50 MB after a thousand pages; other systems do not look at it. */
const FRUGAL_MALLOC = { MALLOC_ARENA_MAX: "2", MALLOC_TRIM_THRESHOLD_: "1000000" };
/** A process that holds more bytes than this is not kept for the next file; one whose engines are running is worth more. */
const MUCH_MEMORY = 256 * 1024 * 1024;
const MUCH_MEMORY_OF_READER = 512 * 1024 * 1024;
/** The share of the time limit after which a page is given up by itself, so that its file need not be. */
const PAGE_SHARE = 0.75;
/** How much of what a process says on its standard error is kept: why it broke down is said last. */
const LAST_WORDS = 4096;

/**
 * Processes that extract, each one file at a time. A file that brings its process down, takes too long or too much memory
 * fails alone: the process is given up and another takes its place. Threads would not do: where V8 cannot go on it ends the
 * whole process, and their limits do not count bytes.
 */
export class ExtractorPool implements ApartExtractor {
  readonly #options: Required<PoolOptions>;
  readonly #idle: ChildProcess[] = [];
  readonly #all = new Set<ChildProcess>();
  readonly #waiting: ((child: ChildProcess) => void)[] = [];
  readonly #lastWords = new WeakMap<ChildProcess, string>();

  constructor(options: PoolOptions) {
    this.#options = {
      program: PROGRAM,
      extractor: {},
      timeLimit: TIME_LIMIT,
      memoryLimit: MEMORY_LIMIT,
      ...options,
    };
    this.#idle.push(this.#start());
  }

  async extractBytes(bytes: Uint8Array, source: string, sha256: string): Promise<Document> {
    const child = await this.#take();
    const outcome = await this.#ask(child, { bytes, source });
    if ("code" in outcome) {
      this.#giveUp(child);
      return failedDocument(source, outcome, sha256);
    }
    for (const { message, stack } of outcome.faults)
      this.#options.extractor.onFault?.(Object.assign(new Error(message), { stack }), source);
    // What a process has taken it seldom gives back.
    if (outcome.held > (outcome.recognised ? MUCH_MEMORY_OF_READER : MUCH_MEMORY)) this.#giveUp(child);
    else this.#release(child);
    return outcome.document;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#all].map(endOf));
    this.#all.clear();
    this.#idle.length = 0;
  }

  async #take(): Promise<ChildProcess> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.size < this.#options.processes) return this.#start();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  #start(): ChildProcess {
    const { program, extractor, memoryLimit, timeLimit } = this.#options;
    const child = fork(program, {
      serialization: "advanced",
      execArgv: [
        `--max-old-space-size=${String(Math.floor(memoryLimit * HEAP_SHARE))}`,
        `--max-semi-space-size=${String(YOUNG_MEMORY)}`,
      ],
      env: {
        ...process.env,
        ...FRUGAL_MALLOC,
        NODE_COMPILE_CACHE: getCompileCacheDir() ?? "",
        // It comes by way of the options; nothing else that is started needs to see it.
        FUHE_PASSWORD: undefined,
      },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      // A Ctrl-C at the terminal is for this process, which then decides what becomes of the others; on Windows this would
      // open a window.
      detached: process.platform !== "win32",
      windowsHide: true,
    });
    this.#all.add(child);
    // Nobody else listens while it waits for work; unheard, an error would end this process.
    child.on("error", () => this.#forget(child)).on("exit", () => this.#forget(child));
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      this.#lastWords.set(child, `${this.#lastWords.get(child) ?? ""}${text}`.slice(-LAST_WORDS));
    });
    const { onFault: _, onPages: __, ocr, ...rest } = extractor;
    const plan =
      ocr === undefined || "readPage" in ocr ? {} : { ocr: { pageLimit: timeLimit * PAGE_SHARE, ...ocr } };
    child.send({ extractor: { ...rest, ...plan }, memoryLimit } satisfies ProcessSetup, ignoreLoss);
    return child;
  }

  #forget(child: ChildProcess): void {
    this.#all.delete(child);
    const at = this.#idle.indexOf(child);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  #release(child: ChildProcess): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(child);
    else next(child);
  }

  #giveUp(child: ChildProcess): void {
    this.#forget(child);
    killProcess(child);
    const next = this.#waiting.shift();
    if (next !== undefined) next(this.#start());
  }

  #ask(child: ChildProcess, request: ExtractRequest): Promise<ExtractReply | Loss> {
    const { timeLimit, memoryLimit } = this.#options;
    return new Promise((resolve) => {
      const finish = (outcome: ExtractReply | Loss): void => {
        clearTimeout(timer);
        child.off("message", answer).off("error", fail).off("close", end);
        resolve(outcome);
      };
      const records: Record[] = [];
      const answer = (message: unknown): void => {
        const reply = message as RecordsReply | PagesReply | ExtractReply;
        if ("pages" in reply) {
          timer.refresh();
          this.#options.extractor.onPages?.(request.source, reply.pages.done, reply.pages.total);
        } else if ("records" in reply) records.push(...(JSON.parse(reply.records) as Record[]));
        else finish({ ...reply, document: { ...reply.document, records } });
      };
      const fail = (error: Error): void => finish(lossAfter(null, error.message, memoryLimit));
      // "close" comes when its last words have been read, unlike "exit".
      const end = (_: unknown, signal: NodeJS.Signals | null): void =>
        finish(lossAfter(signal, this.#lastWords.get(child) ?? "", memoryLimit));
      const timer = setTimeout(() => finish(lossOfTime(timeLimit)), timeLimit);
      child.on("message", answer).on("error", fail).on("close", end);
      if (child.exitCode !== null || child.signalCode !== null) end(null, child.signalCode);
      else child.send(request, ignoreLoss);
    });
  }
}

/** Where what is sent does not arrive the process is lost, which is told by its end. */
function ignoreLoss(): void {
  // see above
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("close", resolve));
  killProcess(child);
  await ended;
}
