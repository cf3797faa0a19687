import { Failure } from "../model/failure.ts";
import type { PageReader } from "../model/recognition.ts";

/**
 * The reader with a limit for each page, in milliseconds: a page that takes longer fails alone, with `timed-out`, and its
 * engines are stopped. Work on dots is not interrupted, as it ends by itself.
 */
export function limitPages(reader: PageReader, limit: number): PageReader {
  return {
    ...reader,
    async readPage(page, context) {
      const late = AbortSignal.timeout(limit);
      const signal = context.signal === undefined ? late : AbortSignal.any([context.signal, late]);
      try {
        return await reader.readPage(page, { ...context, signal });
      } catch (error) {
        if (late.aborted && context.signal?.aborted !== true) throw tooSlow(limit);
        throw error;
      }
    },
  };
}

function tooSlow(limit: number): Failure {
  const seconds = String(limit / 1000);
  return new Failure(
    "timed-out",
    `此页在 ${seconds} 秒内未能识别，可用 --time-limit 放宽 / the page was not recognised within ${seconds} s; --time-limit allows more`,
  );
}
