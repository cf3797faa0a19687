/** One character of a line and what it may be instead. */
export interface DecodedCharacter {
  text: string;
  /** 0 to 1. */
  probability: number;
  /** Middle of the character in time steps. */
  step: number;
  /** Other characters at this place, likeliest first; "" is none. */
  others: { text: string; probability: number }[];
}

/** Characters less likely than this are not kept as alternatives. */
const LEAST = 0.003;

/**
 * Greedy decoding of connectionist temporal classification (Graves et al., 2006): at each time step the likeliest
 * class, repeats closed, blanks (class 0) dropped. A character's probability is that of its surest step.
 *
 * @param probabilities steps × classes, after softmax.
 * @param characters the class after the blank is `characters[0]`.
 */
export function decodeCtc(
  probabilities: Float32Array,
  steps: number,
  characters: readonly string[],
): { characters: DecodedCharacter[]; lost: { before: number; text: string; probability: number }[] } {
  const classes = characters.length + 1;
  const decoded: (DecodedCharacter & { first: number; last: number; of: number })[] = [];
  const lost: { before: number; text: string; probability: number }[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step += 1) {
    const base = step * classes;
    let best = 0;
    let top = -1;
    for (let index = 0; index < classes; index += 1) {
      const value = probabilities[base + index] as number;
      if (value > top) {
        top = value;
        best = index;
      }
    }
    if (best === 0) {
      // A character that nearly won against the blank is one that may have been lost.
      if (top < 1 - LEAST * 10) {
        const second = likeliest(probabilities, base, classes, 0);
        if (second.probability >= LEAST * 10 && second.index !== previous)
          lost.push({
            before: decoded.length,
            text: characters[second.index - 1] as string,
            probability: second.probability,
          });
      }
    } else if (best === previous) {
      const open = decoded.at(-1);
      if (open !== undefined) {
        open.last = step;
        if (top > open.probability) {
          open.probability = top;
          open.others = othersAt(probabilities, base, characters, best);
        }
      }
    } else {
      decoded.push({
        text: characters[best - 1] as string,
        probability: top,
        step,
        first: step,
        last: step,
        of: best,
        others: othersAt(probabilities, base, characters, best),
      });
    }
    previous = best;
  }
  return {
    characters: decoded.map(({ text, probability, others, first, last }) => ({
      text,
      probability,
      others,
      step: (first + last) / 2,
    })),
    lost,
  };
}

function likeliest(
  probabilities: Float32Array,
  base: number,
  classes: number,
  without: number,
): { index: number; probability: number } {
  let index = -1;
  let probability = -1;
  for (let at = 0; at < classes; at += 1) {
    const value = probabilities[base + at] as number;
    if (at !== without && value > probability) {
      probability = value;
      index = at;
    }
  }
  return { index, probability };
}

function othersAt(
  probabilities: Float32Array,
  base: number,
  characters: readonly string[],
  best: number,
): { text: string; probability: number }[] {
  const others: { text: string; probability: number }[] = [];
  for (let index = 0; index <= characters.length; index += 1) {
    const probability = probabilities[base + index] as number;
    if (index !== best && probability > LEAST)
      others.push({ text: index === 0 ? "" : (characters[index - 1] as string), probability });
  }
  return others.toSorted((a, b) => b.probability - a.probability).slice(0, 5);
}
