import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

export const BIN = resolve(import.meta.dirname, "../../bin/fuhe.js");

/** What became of a process and how much memory it and those that it started held, in MB. */
export interface Watched {
  peak: number;
  /** The peak by quarter of the run. */
  quarters: number[];
  code: number | null;
}

/** Runs fuhe on the Node.js of this process and samples its resident memory. */
export async function watch(args: string[]): Promise<Watched> {
  const child = spawn(process.execPath, [BIN, ...args], { stdio: ["ignore", "ignore", "inherit"] });
  const samples: number[] = [];
  const timer = setInterval(() => {
    const memory = residentMemory(child.pid ?? 0);
    if (memory > 0) samples.push(memory);
  }, 50);
  const code = await new Promise<number | null>((done) => child.on("exit", done));
  clearInterval(timer);
  const quarters = [0, 1, 2, 3].map((quarter) =>
    Math.max(0, ...samples.slice((samples.length * quarter) / 4, (samples.length * (quarter + 1)) / 4)),
  );
  return { peak: Math.max(0, ...samples), quarters, code };
}

/**
 * Resident memory of a process and its children, in MB, what several of them share (the program of Node.js) counted once;
 * 0 where there is no /proc or the process has ended.
 */
function residentMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/smaps_rollup`, "utf8");
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, "utf8");
    const own = Number(/^Pss:\s+(\d+)/mu.exec(status)?.[1] ?? 0) / 1024;
    return children
      .split(" ")
      .filter((child) => child !== "")
      .reduce((sum, child) => sum + residentMemory(Number(child)), own);
  } catch {
    return 0;
  }
}
