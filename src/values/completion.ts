import { exactNumber } from "../model/decimal.ts";
import type { Completion } from "../model/record.ts";
import { parsePercent } from "./percent.ts";
import { foldWidth, labelKey } from "./text.ts";

const WORDS = new Map<string, Completion>([
  ["已完成", "completed"],
  ["完成", "completed"],
  ["全部完成", "completed"],
  ["已全部完成", "completed"],
  ["按时完成", "completed"],
  ["按期完成", "completed"],
  ["未完成", "not completed"],
  ["没有完成", "not completed"],
  ["尚未完成", "not completed"],
  ["未开展", "not completed"],
  ["未实施", "not completed"],
  ["未执行", "not completed"],
]);

const LEAD_IN = /^\s*(?:已|全部|已全部)?完成(?:率)?\s*[:：]?/u;
/**
 * A remark in brackets may hold numbers; otherwise what follows the percentage must not, nor words that turn it into what
 * was not done (20%未完成).
 */
const REMARK = /^(?:\(.*|[^\d未没尚差欠剩]*)$/su;

/**
 * Completion of an indicator (完成进度): a number of per cent ("100%", "5.09% (…)", "完成80%", bare "0") or one of two
 * words. Null where neither is printed: 部分完成 is no such word, and 无 is nothing, not 0.
 */
export function parseCompletion(raw: string): Completion | null {
  const word = WORDS.get(labelKey(raw).replace(/[。;,.]+$/u, ""));
  if (word !== undefined) return word;
  const percent = parsePercent(raw.replace(LEAD_IN, ""));
  return percent === null || !REMARK.test(foldWidth(percent.rest)) ? null : exactNumber(percent.value);
}
