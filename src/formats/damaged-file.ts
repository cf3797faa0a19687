import { Failure } from "../model/failure.ts";

/** The failure of a file that breaks off or contradicts itself. `cause` is what was thrown where that was found, or a reason. */
export function damagedFile(cause: unknown): Failure {
  const reason = (cause instanceof Error ? cause.message : String(cause)).replace(/\s+/gu, " ").trim();
  return new Failure(
    "damaged-file",
    `文件不完整或已损坏，请重新获取，或在原软件中打开后另存（${reason}） / The file is cut off or damaged; get it again, or open it in the program it was made with and save it anew (${reason}).`,
    { cause },
  );
}
