/** Characters on each side of a seam that must occur elsewhere for it to be believed. */
const CONTEXT = 4;

/** The least length of either part. */
const LEAST_PART = 4;

/**
 * Where two names of a column were run together into one cell: the place in the text at which a new name begins.
 *
 * Evidence is taken from the document itself. A name that was cut at the edge of a page ends in the middle of a word:
 * what stands before the seam occurs elsewhere, and there always goes on with another character than here. And the second
 * name is often told of elsewhere, at the beginning of a clause. A seam needs one of the two, and the best one wins.
 */
export function findSeam(name: string, elsewhere: string): { at: number; score: number } | null {
  let best: { at: number; score: number } | null = null;
  const characters = name.length;
  for (let at = LEAST_PART; at <= characters - LEAST_PART; at += 1) {
    const score =
      cutScore(name.slice(at - CONTEXT, at), name[at] ?? "", elsewhere) +
      clauseScore(name.slice(at), elsewhere);
    if (score > (best?.score ?? 0)) best = { at, score };
  }
  return best;
}

/** How often the words before the seam go on otherwise elsewhere; nothing if they ever go on as here. */
function cutScore(before: string, next: string, elsewhere: string): number {
  let others = 0;
  for (let from = elsewhere.indexOf(before); from >= 0; from = elsewhere.indexOf(before, from + 1)) {
    const after = elsewhere[from + before.length] ?? "";
    if (after === next) return 0;
    if (/\p{Script=Han}/u.test(after)) others += 1;
  }
  return Math.min(others, 3);
}

/** How far the text after the seam agrees with the beginning of a clause elsewhere. */
function clauseScore(after: string, elsewhere: string): number {
  let longest = 0;
  const start = after.slice(0, CONTEXT);
  for (let from = elsewhere.indexOf(start); from >= 0; from = elsewhere.indexOf(start, from + 1)) {
    if (!/[，。；、：\s]/u.test(elsewhere[from - 1] ?? " ")) continue;
    let length = start.length;
    while (length < after.length && after[length] === elsewhere[from + length]) length += 1;
    longest = Math.max(longest, length);
  }
  return longest >= CONTEXT ? Math.min(longest / 2, 4) : 0;
}
