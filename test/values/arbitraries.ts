import * as fc from "fast-check";

/** Plain decimal strings as scores and amounts print them: up to 15 digits, 0 to 4 places, either sign. */
export const decimalText = fc
  .tuple(fc.boolean(), fc.nat({ max: 10_000_000_000 }), fc.integer({ min: 0, max: 4 }), fc.nat({ max: 9999 }))
  .map(([negative, whole, places, fraction]) => {
    const digits =
      places === 0
        ? ""
        : `.${String(fraction)
            .padStart(4, "0")
            .slice(4 - places)}`;
    const text = `${whole}${digits}`;
    return negative && /[1-9]/u.test(text) ? `-${text}` : text;
  });

/** Texts made of these characters only. */
export function textOf(characters: string, constraints: fc.StringConstraints = {}): fc.Arbitrary<string> {
  return fc.string({ ...constraints, unit: fc.constantFrom(...Array.from(characters)) });
}

/** Full-width form of ASCII text. */
export function widen(text: string): string {
  return text.replace(/[!-~]/gu, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfe_e0));
}

/** The notations in which forms print one and the same number. */
export function printedForms(text: string): string[] {
  const [whole = "", fraction] = text.split(".");
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/gu, ",") + (fraction === undefined ? "" : `.${fraction}`);
  return [
    text,
    grouped,
    ` ${text}\u3000`,
    widen(text),
    widen(grouped),
    text.replace("-", "−"),
    `\n${grouped}`,
  ];
}
