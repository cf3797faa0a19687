const SPACE = /[\s\u200B-\u200D\u2060\uFEFF]+/gu;
const WIDE = /[\uFF01-\uFF5E]/gu;
const WIDE_OFFSET = 0xfe_e0;
/** Punctuation that has a narrow form outside the block of full-width ASCII. */
const NARROW = new Map([
  ["。", "."],
  ["｡", "."],
  ["､", "、"],
  ["“", '"'],
  ["”", '"'],
  ["‘", "'"],
  ["’", "'"],
]);
const PUNCTUATION = /[。｡､“”‘’]/gu;

/** What two writings of one text have in common: white space and the width of punctuation, letters and digits aside. */
export function foldText(text: string): string {
  return text
    .replace(SPACE, "")
    .replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - WIDE_OFFSET))
    .replace(PUNCTUATION, (mark) => NARROW.get(mark) ?? mark);
}

/**
 * How alike two texts are, 0 to 1: the share of neighbouring pairs of characters they have in common (Dice). Used to
 * find out which rows are meant for each other, never to call a text right.
 */
export function likeness(one: string, other: string): number {
  const [a, b] = [foldText(one), foldText(other)];
  if (a === b) return 1;
  const pairs = new Map<string, number>();
  for (const pair of pairsOf(a)) pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  let shared = 0;
  for (const pair of pairsOf(b)) {
    const left = pairs.get(pair) ?? 0;
    if (left > 0) shared += 1;
    pairs.set(pair, left - 1);
  }
  const size = Math.max(0, a.length - 1) + Math.max(0, b.length - 1);
  return size === 0 ? 0 : (2 * shared) / size;
}

function pairsOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2));
}
