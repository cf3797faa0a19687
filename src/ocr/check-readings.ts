/** Longer than any line of print. */
const LONGEST = 2_000;
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001F\u007F-\u009F\uFFFD\uFFFE\uFFFF]|\p{Cs}/u;

/** What makes the answer of an engine unusable; null where nothing does. */
export function checkReadings(readings: unknown, lines: number): { zh: string; en: string } | null {
  if (!Array.isArray(readings) || readings.length !== lines)
    return {
      zh: `应为 ${String(lines)} 行`,
      en: `${String(lines)} lines were sent, ${Array.isArray(readings) ? String(readings.length) : "none"} came back`,
    };
  for (const reading of readings as { [name: string]: unknown }[]) {
    if (typeof reading !== "object" || reading === null || !isText(reading["text"]))
      return { zh: "文字中有控制字符或过长", en: "a text with control characters, or far too long" };
    if (!isShare(reading["confidence"]))
      return { zh: "置信度不是 0 至 1", en: "a confidence that is not 0 to 1" };
    const alternatives = reading["alternatives"];
    if (
      !Array.isArray(alternatives) ||
      !alternatives.every(
        (other: { text?: unknown; weight?: unknown } | null) => isText(other?.text) && isShare(other?.weight),
      )
    )
      return { zh: "候选无效", en: "alternatives without text or weight" };
    const count = Array.from(reading["text"] as string).length;
    if (!areNumbers(reading["places"], count) || !areNumbers(reading["confidences"], count))
      return { zh: "字位与文字不符", en: "places that do not fit the text" };
  }
  return null;
}

function isText(text: unknown): boolean {
  return typeof text === "string" && text.length <= LONGEST && !CONTROL.test(text);
}

function isShare(value: unknown): boolean {
  return typeof value === "number" && value >= 0 && value <= 1;
}

/** So many numbers, or nothing at all. */
function areNumbers(values: unknown, count: number): boolean {
  if (values === undefined) return true;
  return Array.isArray(values) && values.length === count && values.every((value) => Number.isFinite(value));
}
