import { writeSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { OVER_MEMORY } from "./lost-process.ts";

/**
 * A thread that looks after its process while that is busy: ends it where it holds more memory than it may, which the limit
 * of its heap does not tell (bytes lie outside), and where the process that started it is gone.
 */
const { memoryLimit, parent } = workerData as { memoryLimit: number; parent: number };

/** Milliseconds between two looks: memory grows by a gigabyte a second at most. */
const INTERVAL = 100;
const STANDARD_ERROR = 2;

setInterval(() => {
  if (process.ppid !== parent) end();
  if (process.memoryUsage.rss() > memoryLimit * 1024 * 1024) {
    writeSync(STANDARD_ERROR, OVER_MEMORY);
    end();
  }
}, INTERVAL);

function end(): void {
  process.kill(process.platform === "win32" ? process.pid : -process.pid, "SIGKILL");
}
