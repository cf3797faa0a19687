/** Figures with what stands around them in tables: signs, brackets, units of money, per cent, marks of notes, dashes. */
const FIGURE =
  /^(?:[(（[]?[-+−–±≈<>≤≥~]?\s?(?:[$€£¥￥]|US\$)?\s?\d[\d,.\s'’]*(?:[%％‰]|[kKMBx]|bn|m)?[)）\]]?[*†‡§a-e]{0,2}(?:\s?(?:±|\+\/-)\s?\d[\d.,]*%?)?|[-–—−.…·*/]+|n\/?[ad]\.?)$/iu;

export function isFigure(text: string): boolean {
  return FIGURE.test(text.trim());
}

/** Whether a number had no room and goes on in the next line. */
export function isBroken(text: string): boolean {
  return /\d\s?[.,±–-]$/u.test(text.trim());
}
