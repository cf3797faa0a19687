import type { ChildProcess } from "node:child_process";
import type { FailureCode } from "../model/failure.ts";

/** What a process says last that held more memory than it may. */
export const OVER_MEMORY = "fuhe: over the memory limit";

/** Why a process did not answer, as the failure of its file. */
export interface Loss {
  code: FailureCode;
  message: string;
}

/** What V8 says last where it finds no more memory, and what our own guard says. */
const OUT_OF_MEMORY = /heap out of memory|Allocation failed|out of memory/u;

/** What became of a process that ended before it was done, told by its signal and by what it said last. */
export function lossAfter(signal: NodeJS.Signals | null, lastWords: string, memoryLimit: number): Loss {
  // Systems short of memory end processes by this signal as well; nobody else does it.
  if (signal === "SIGKILL" || lastWords.includes(OVER_MEMORY) || OUT_OF_MEMORY.test(lastWords)) {
    return {
      code: "too-large",
      message: `内容占用内存过多（上限 ${String(memoryLimit)} MB），请拆分文件 / its content takes more memory than the ${String(memoryLimit)} MB it may have; split the file`,
    };
  }
  const reason = lastWords
    .trim()
    .split("\n")
    .find((line) => /error/iu.test(line))
    ?.trim();
  return {
    code: "internal",
    message: `读取它的进程提前结束，请把此文件反馈给开发者 / the process that read it broke down, please report it with this file${reason === undefined ? "" : `: ${reason}`}`,
  };
}

/** A process that was not done within its time, in milliseconds. */
export function lossOfTime(timeLimit: number): Loss {
  const seconds = String(timeLimit / 1000);
  return {
    code: "timed-out",
    message: `在 ${seconds} 秒内未能完成，请检查或拆分文件 / not done within ${seconds} s; look at the file, or split it`,
  };
}

/** Ends a process at once, and on systems that know groups of processes what it started as well. */
export function killProcess(child: ChildProcess): void {
  try {
    if (process.platform !== "win32" && child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    else child.kill("SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
