import { readFileSync } from "node:fs";

/** Processor time of this process and of all that it started and that have ended, in seconds; Linux only. */
export function processorTime(): number {
  const stat = readFileSync("/proc/self/stat", "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  // utime, stime, cutime, cstime of proc(5), in hundredths of a second
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / 100;
}

/** Watches the resident memory of a process and its descendants, in MB. */
export function watchMemory(pid: number): () => number {
  let peak = 0;
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMemory(pid));
  }, 50);
  return () => {
    clearInterval(timer);
    return peak;
  };
}

function residentMemory(pid: number): number {
  try {
    const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
    const children = readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, "utf8");
    const own = Number(/VmRSS:\s+(\d+)/u.exec(status)?.[1] ?? 0) / 1024;
    return children
      .split(" ")
      .filter((child) => child !== "")
      .reduce((sum, child) => sum + residentMemory(Number(child)), own);
  } catch {
    // The process has ended in between.
    return 0;
  }
}
