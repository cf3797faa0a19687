import { fork, type ChildProcess } from "node:child_process";
import { Failure } from "../model/failure.ts";
import type { LineReading, LineImage, Recogniser } from "../model/recognition.ts";
import { checkReadings } from "./check-readings.ts";
import type { EngineReply, EngineRequest } from "./engine-message.ts";

export interface EngineOptions {
  /** As it stands in records: name and version. */
  id: string;
  /** Argument of the program: which engine it runs. */
  engine: string;
  /** Program of the process. */
  program?: URL;
  limits?: Partial<EngineLimits>;
}

export interface EngineLimits {
  /** Milliseconds to get ready. */
  start: number;
  /** Milliseconds for a call, and for each of its lines beside. */
  call: number;
  line: number;
  /** Megabytes for the heap of the process; the pictures and models of engines come on top (README of this folder). */
  heap: number;
}

/** Lines that take a healthy engine 5 to 20 ms each. */
const LIMITS: EngineLimits = { start: 60_000, call: 10_000, line: 2_000, heap: 256 };
/** Characters of the process's last words that are kept. */
const LAST_WORDS = 500;

/** ONNX Runtime from 1.30 reports its use to its maker, and keeps reports it could not send in the user's cache folder. */
const OFFLINE = { ORT_DISABLE_TELEMETRY: "1" };

/** `tsc` renames imports but not the addresses of programs. */
const PROGRAM = new URL(
  `./engine-host.${import.meta.filename.endsWith(".ts") ? "ts" : "js"}`,
  import.meta.url,
);

/** A recogniser that runs in a process of its own and tells what it costs. */
export interface EngineRecogniser extends Recogniser {
  /** Milliseconds of CPU its processes have used so far, as of the last answer. */
  readonly cpu: number;
  /** Most bytes its process held at the end of a call. */
  readonly peakMemory: number;
  /** Process id while one runs. */
  readonly pid: number | undefined;
}

/**
 * A process that reads. It is started when it is first needed and again when it was lost: what hangs is killed, and only
 * that call fails. Calls wait for one another.
 */
export class EngineProcess implements EngineRecogniser {
  readonly id: string;
  readonly #options: EngineOptions;
  readonly #limits: EngineLimits;
  #child: { process: ChildProcess; ready: Promise<void>; words: () => string } | undefined;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;
  #cpuOfLost = 0;
  #cpuOfChild = 0;
  #peakMemory = 0;

  constructor(options: EngineOptions) {
    this.id = options.id;
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  get cpu(): number {
    return this.#cpuOfLost + this.#cpuOfChild;
  }

  get peakMemory(): number {
    return this.#peakMemory;
  }

  get pid(): number | undefined {
    return this.#child?.process.pid;
  }

  read(lines: readonly LineImage[], kind: "text" | "digits", signal?: AbortSignal): Promise<LineReading[]> {
    const turn = this.#last.then(() => this.#readNow(lines, kind, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#kill();
  }

  async #readNow(
    lines: readonly LineImage[],
    kind: "text" | "digits",
    signal: AbortSignal | undefined,
  ): Promise<LineReading[]> {
    if (lines.length === 0) return [];
    if (signal?.aborted === true) throw interrupted();
    if (this.#closed) throw new Failure("internal", `${this.id} 已关闭 / ${this.id} is closed`);
    const child = (this.#child ??= this.#start());
    try {
      await child.ready;
      const limit = this.#limits.call + this.#limits.line * lines.length;
      const request: EngineRequest = { lines, kind };
      const reply = await this.#next(child, limit, signal, request);
      if ("failed" in reply) throw this.#failure(`出错：${reply.failed}`, `failed: ${reply.failed}`);
      if ("ready" in reply) throw this.#failure("答非所问", "answered something else");
      this.#cpuOfChild = reply.cpu;
      this.#peakMemory = Math.max(this.#peakMemory, reply.memory);
      const fault = checkReadings(reply.readings, lines.length);
      if (fault !== null) throw this.#failure(`返回无效结果：${fault.zh}`, `gave back rubbish: ${fault.en}`);
      return reply.readings;
    } catch (error) {
      // Whatever went wrong, it is not asked again: another process is in a known state.
      if (this.#child === child) await this.#kill();
      throw error;
    }
  }

  #start(): { process: ChildProcess; ready: Promise<void>; words: () => string } {
    const { NODE_OPTIONS: _, ...env } = process.env;
    const started = fork(this.#options.program ?? PROGRAM, [this.#options.engine], {
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      execArgv: [`--max-old-space-size=${String(this.#limits.heap)}`],
      env: { ...env, ...OFFLINE },
    });
    let words = "";
    started.stderr?.setEncoding("utf8").on("data", (text: string) => {
      words = (words + text).slice(-LAST_WORDS);
    });
    // An idle engine keeps nobody from ending; while one is asked, the timer of the call does.
    started.unref();
    started.channel?.unref();
    (started.stderr as unknown as { unref?: () => void } | null)?.unref?.();
    // Nobody else listens between calls; unheard, an error would end the program.
    started.on("error", () => this.#forget(started)).on("exit", () => this.#forget(started));
    const child = { process: started, words: () => words, ready: Promise.resolve() };
    child.ready = this.#next(child, this.#limits.start, undefined, undefined).then((reply) => {
      if ("failed" in reply)
        throw this.#failure(`无法启动：${reply.failed}`, `does not start: ${reply.failed}`);
    });
    return child;
  }

  /** The next message of the process, or the Failure why none comes. */
  #next(
    child: { process: ChildProcess; words: () => string },
    limit: number,
    signal: AbortSignal | undefined,
    request: EngineRequest | undefined,
  ): Promise<EngineReply> {
    return new Promise((resolve, reject) => {
      const finish = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", stop);
        child.process.off("message", answer).off("close", end).off("error", crash);
      };
      const fail = (failure: Failure): void => {
        finish();
        reject(failure);
      };
      const answer = (reply: unknown): void => {
        finish();
        resolve(reply as EngineReply);
      };
      const end = (code: number | null, sent: NodeJS.Signals | null): void => {
        const why = `${sent ?? String(code)}${child.words() === "" ? "" : `: ${lastWords(child.words())}`}`;
        fail(this.#failure(`意外退出（${why}）`, `ended unexpectedly (${why})`));
      };
      const crash = (error: Error): void =>
        fail(this.#failure(`无法运行：${error.message}`, `cannot run: ${error.message}`));
      const stop = (): void => fail(interrupted());
      const timer = setTimeout(() => {
        const seconds = String(limit / 1000);
        fail(
          new Failure(
            "timed-out",
            `识别引擎 ${this.id} 在 ${seconds} 秒内没有回应，已重启 / recogniser ${this.id} did not answer within ${seconds} s and was restarted`,
          ),
        );
      }, limit);
      child.process.on("message", answer).on("close", end).on("error", crash);
      signal?.addEventListener("abort", stop, { once: true });
      if (child.process.exitCode !== null || child.process.signalCode !== null)
        end(child.process.exitCode, child.process.signalCode);
      else if (request !== undefined)
        child.process.send(request, (error) => {
          if (error !== null) crash(error);
        });
    });
  }

  #failure(zh: string, en: string): Failure {
    return new Failure("internal", `识别引擎 ${this.id} ${zh} / recogniser ${this.id} ${en}`);
  }

  #forget(lost: ChildProcess): void {
    if (this.#child?.process !== lost) return;
    this.#child = undefined;
    this.#cpuOfLost += this.#cpuOfChild;
    this.#cpuOfChild = 0;
  }

  async #kill(): Promise<void> {
    const child = this.#child?.process;
    if (child === undefined) return;
    this.#forget(child);
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => {
      child.ref();
      child.once("exit", resolve);
    });
    child.kill("SIGKILL");
    await gone;
  }
}

function interrupted(): Failure {
  return new Failure("interrupted", "识别被中断 / recognition was interrupted");
}

/** The line that says what happened, not the trace below it. */
function lastWords(words: string): string {
  const lines = words.split("\n").filter((line) => line.trim() !== "");
  return (lines.find((line) => /error|fatal|memory/iu.test(line)) ?? lines.at(-1) ?? "").trim().slice(0, 200);
}
