import { Failure } from "../model/failure.ts";
import type { Context } from "../model/stage.ts";

const MEGABYTE = 1024 * 1024;

/** Throws a Failure `too-large` for a file above the limit. */
export function checkSize(bytes: { length: number }, { limits }: Context): void {
  if (bytes.length <= limits.bytes) return;
  const [size, most] = [bytes.length, limits.bytes].map((count) => (count / MEGABYTE).toFixed(1));
  throw new Failure(
    "too-large",
    `文件有 ${size} MB，超过上限 ${most} MB，请拆分文件或提高上限 / The file has ${size} MB, the limit is ${most} MB; split it or raise the limit.`,
  );
}
