const SUPERSCRIPTS: ReadonlyMap<string, string> = new Map([
  ["0", "⁰"],
  ["1", "¹"],
  ["2", "²"],
  ["3", "³"],
  ["4", "⁴"],
  ["5", "⁵"],
  ["6", "⁶"],
  ["7", "⁷"],
  ["8", "⁸"],
  ["9", "⁹"],
  ["+", "⁺"],
  ["-", "⁻"],
  ["−", "⁻"],
  ["(", "⁽"],
  [")", "⁾"],
]);

/** A raised text in raised characters, as far as there are any: m<sup>2</sup> is no "m2", and 10<sup>4</sup> no 104. */
export function raiseText(text: string): string {
  return Array.from(text, (character) => SUPERSCRIPTS.get(character) ?? character).join("");
}
