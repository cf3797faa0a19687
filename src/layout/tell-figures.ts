/** Figures with what stands around them in tables: signs, brackets, units of money, per cent, marks of notes, dashes. */
const FIGURE =
  /^(?:[(（[]?[-+−–±≈<>≤≥~]?\s?(?:[$€£¥￥]|US\$)?\s?\d[\d,.\s'’]*(?:[%％‰]|[kKMBx]|bn|m)?[)）\]]?[*†‡§a-e]{0,2}(?:\s?(?:±|\+\/-)\s?\d[\d.,]*%?)?|[-–—−.…·*/]+|n\/?[ad]\.?)$/iu;

export function isFigure(text: string): boolean {
  return FIGURE.test(text.trim());
}

