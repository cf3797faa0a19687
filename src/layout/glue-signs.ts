import type { Word } from "../model/layout.ts";
import { isFigure } from "./tell-figures.ts";
import { linesOfWords } from "./lines-of-words.ts";

/** Signs of money that stand at the left edge of their column, far before their amount. */
const MONEY = /^[([]?(?:[$€£¥￥]|(?:US|HK|NT|AU|CA|[AC])\$)$/u;

/** Signs that stand behind a figure, in a column of their own where programs align them. */
const BEHIND = /^(?:[)\]）]?[%％‰]?[)\]）]?)$/u;

/** How far behind its figure such a sign may stand, as a share of the type size. */
const BEHIND_ROOM = 1.2;

/** Dots that lead from a label to its figures. */
const DOTS = /^[.…·_]+$/u;
const TRAILING_DOTS = /(?:\.{3,}|…{2,}|·{3,}|_{4,})$/u;

/** Fewer dots are an ellipsis. */
const FEWEST_DOTS = 4;

/** Words put together for looking for columns, with those they are made of. */
export interface GluedWords {
  words: Word[];
  /** The words that a word is made of, where it is made of several; leading dots are among them. */
  made: ReadonlyMap<Word, readonly Word[]>;
  /** The words behind which dots lead on. */
  led: ReadonlySet<Word>;
}

/**
 * Signs of money with the amounts they stand before, per cent signs and closing brackets with the figures they stand
 * behind, dots with the labels they lead away from: they make no columns of their own.
 */
export function glueSigns(words: readonly Word[]): GluedWords {
  const made = new Map<Word, readonly Word[]>();
  const led = new Set<Word>();
  const glued: Word[] = [];
  for (const line of linesOfWords(words)) {
    const row = [...line.words];
    for (let index = 0; index < row.length;) {
      const word = row[index] as Word;
      const next = row[index + 1];
      if (next !== undefined && MONEY.test(word.text) && isAmount(next.text)) {
        const sum = join([word, next], next.box);
        made.set(sum, [word, next]);
        row.splice(index, 2, sum);
        continue;
      }
      const last = glued.at(-1);
      if (
        last !== undefined &&
        index > 0 &&
        BEHIND.test(word.text) &&
        isAmount(last.text) &&
        word.box[0] - last.box[2] < word.size * BEHIND_ROOM
      ) {
        const sum = join([last, word], [last.box[0], last.box[1], word.box[2], last.box[3]]);
        made.set(sum, [...(made.get(last) ?? [last]), word]);
        made.delete(last);
        glued[glued.length - 1] = sum;
        index += 1;
        continue;
      }
      const end = endOfDots(row, index);
      if (end > index && last !== undefined && index > 0) {
        const dots = row.slice(index, end);
        const label = { ...last };
        made.set(label, [...(made.get(last) ?? [last]), ...dots]);
        made.delete(last);
        led.delete(last);
        led.add(label);
        glued[glued.length - 1] = label;
        index = end;
        continue;
      }
      if (TRAILING_DOTS.test(word.text)) {
        const bare = withoutDots(word);
        if (bare !== null) {
          made.set(bare, [word]);
          led.add(bare);
          glued.push(bare);
          index += 1;
          continue;
        }
      }
      glued.push(word);
      index += 1;
    }
  }
  return { words: glued, made, led };
}

function isAmount(text: string): boolean {
  return isFigure(text) || /^[(（]?[-–—+]?[\d,.]+$/u.test(text);
}

function join(words: readonly Word[], box: Word["box"]): Word {
  const [first] = words as [Word];
  return {
    text: words.map(({ text }) => text).join(" "),
    box: [...box],
    size: Math.max(...words.map(({ size }) => size)),
    confidence: Math.min(first.confidence, ...words.map(({ confidence }) => confidence)),
  };
}

/** The end of the stretch of words of nothing but dots; where it begins if there are too few of them. */
function endOfDots(row: readonly Word[], begin: number): number {
  let end = begin;
  let dots = 0;
  while (end < row.length && DOTS.test((row[end] as Word).text)) {
    dots += (row[end] as Word).text.length;
    end += 1;
  }
  return dots >= FEWEST_DOTS ? end : begin;
}

/** A word without the dots at its end, as wide as its letters are among them; null where nothing else is in it. */
function withoutDots(word: Word): Word | null {
  const text = word.text.replace(/[.…·_]+$/u, "");
  if (text === "") return null;
  const [left, top, , bottom] = word.box;
  const share = (text.length * 2) / (text.length * 2 + (word.text.length - text.length));
  return { ...word, text, box: [left, top, left + (word.box[2] - left) * share, bottom] };
}
