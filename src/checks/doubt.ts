import { partAt } from "../model/part-at.ts";
import type { DraftRecord } from "../model/parsed-form.ts";
import { isReading } from "../model/reading.ts";
import type { Finding } from "./rule.ts";
import { quoteAll } from "./wording.ts";

/** Below this confidence a reading is as good as unread: more likely wrong than right. */
const UNREAD_CONFIDENCE = 0.5;

/**
 * A difference that rests on a number hardly read is no difference found: it becomes unverifiable, and its message says
 * why. An agreement stands, since a number that was misread would hardly have fitted.
 */
export function withdrawDoubtful(record: DraftRecord, found: Finding): Finding {
  if (found.verdict !== "differs") return found;
  const doubtful = found.evidence.flatMap((pointer) => {
    const reading = partAt(record, pointer);
    return isReading(reading) && reading.confidence < UNREAD_CONFIDENCE ? [reading.raw] : [];
  });
  if (doubtful.length === 0) return found;
  const names = quoteAll(doubtful);
  return {
    ...found,
    verdict: "unverifiable",
    severity: "info",
    cause: null,
    message: {
      en: `${found.message.en} This is not called a difference, since ${names} could hardly be read.`,
      zh: `${found.message.zh}因${names}识别把握过低，暂不认定为不符。`,
    },
  };
}
