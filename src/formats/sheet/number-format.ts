import { decimal, type Decimal } from "../../model/decimal.ts";
import { writeDate } from "./date-format.ts";
import { cutSections, type FormatPart, type FormatSection } from "./format-parts.ts";

/** A spreadsheet's cell as it is shown, and whether its format was understood. */
export interface ShownValue {
  text: string;
  /** False where the format cannot be followed: the text is then the bare value, a date as YYYY-MM-DD. */
  faithful: boolean;
}

/** Spreadsheets keep fifteen digits of a number: what a binary fraction has beyond them is no part of it. */
const DIGITS = 15;
/** Characters of a number without a format, as a column of usual width shows it. */
const GENERAL_WIDTH = 11;

/** The decimal that a cell's number stands for: 0.1 + 0.2 is 0.3. */
function exactValue(value: number): Decimal {
  return decimal(value.toPrecision(DIGITS));
}

/** Shows a number by its format (ECMA-376 Part 1, 18.8.31), such as 0.389 as "38.9%". */
export function showNumber(value: number, format: string): ShownValue {
  if (!Number.isFinite(value)) return { text: String(value), faithful: true };
  const exact = exactValue(value);
  const chosen = chooseSection(cutSections(format), exact);
  const text = chosen === null ? null : showBySection(exact, chosen);
  return text === null
    ? { text: bareValue(exact, format), faithful: false }
    : { text: text.trim(), faithful: true };
}

/** Shows a text by its format: most formats leave it as it is. */
export function showText(text: string, format: string): string {
  const section = cutSections(format)[3];
  if (section === undefined) return text;
  return section.parts
    .map((part) => (part.kind === "text" ? text : part.kind === "literal" ? part.text : ""))
    .join("");
}

interface ChosenSection {
  section: FormatSection;
  /** The section says itself how a number below zero looks. */
  withoutSign: boolean;
}

function chooseSection(sections: readonly FormatSection[], value: Decimal): ChosenSection | null {
  const [first, second, third] = sections;
  if (first === undefined) return null;
  const conditional = sections.slice(0, 3).some(({ condition }) => condition !== null);
  if (conditional) {
    const section = sections
      .slice(0, 3)
      .find(({ condition }) => condition === null || holds(condition, value));
    return section === undefined ? null : { section, withoutSign: false };
  }
  if (value.lt("0") && second !== undefined) return { section: second, withoutSign: true };
  if (value.eq("0") && third !== undefined) return { section: third, withoutSign: true };
  return { section: first, withoutSign: false };
}

function holds({ operator, bound }: { operator: string; bound: string }, value: Decimal): boolean {
  const order = value.cmp(decimal(bound));
  switch (operator) {
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case "<>":
      return order !== 0;
    default:
      return order === 0;
  }
}

function showBySection(value: Decimal, { section, withoutSign }: ChosenSection): string | null {
  switch (section.kind) {
    case "unknown":
      return null;
    case "date":
      return writeDate(value, section.parts);
    case "number": {
      const sign = value.lt("0") && !withoutSign ? "-" : "";
      const shown = writeDigits(value.abs(), section.parts);
      return /[1-9]/u.test(shown) ? sign + shown : shown;
    }
    case "general": {
      const sign = value.lt("0") && !withoutSign ? "-" : "";
      return section.parts
        .map((part) => {
          // "@" shows a number as if it had no format.
          if (part.kind === "general" || part.kind === "text") return sign + writeGeneral(value.abs());
          return part.kind === "literal" ? part.text : "";
        })
        .join("");
    }
  }
}

/** A number without a format: shortened to the usual width, but never so that digits before the point are lost. */
function writeGeneral(value: Decimal): string {
  const whole = value.round(0, 0).toFixed(0).length;
  const decimals = Math.max(0, GENERAL_WIDTH - 1 - whole);
  const text = value.round(decimals).toFixed();
  return text === "0" && !value.eq("0") ? value.toString() : text;
}

/** Fills the places of a format with the digits of a number. */
function writeDigits(value: Decimal, parts: readonly FormatPart[]): string {
  const point = parts.findIndex(({ kind }) => kind === "point");
  const before = point < 0 ? parts : parts.slice(0, point);
  const after = point < 0 ? [] : parts.slice(point + 1);
  const percents = parts.filter(({ kind }) => kind === "percent").length;
  const lastDigit = before.findLastIndex(({ kind }) => kind === "digit");
  const isComma = ({ kind }: FormatPart) => kind === "comma";
  const afterDigits = parts.slice(parts.findLastIndex(({ kind }) => kind === "digit") + 1);
  const thousandths = (point < 0 ? [] : before.slice(lastDigit + 1))
    .concat(afterDigits)
    .filter(isComma).length;
  const firstDigit = before.findIndex(({ kind }) => kind === "digit");
  const grouped = before.slice(Math.max(0, firstDigit), lastDigit + 1).some(isComma);
  const scaled = shift(value, percents * 2 - thousandths * 3);
  const decimals = after.filter(({ kind }) => kind === "digit").length;
  const [whole = "", fraction = ""] = scaled.round(decimals).toFixed(decimals).split(".");
  const head = writeWhole(whole === "0" ? "" : whole, before, grouped);
  return point < 0 ? head : `${head}.${writeFraction(fraction, after)}`;
}

function shift(value: Decimal, places: number): Decimal {
  return value.times(`1e${String(places)}`);
}

/** From the right; the first place of the format takes all digits that are left. */
function writeWhole(digits: string, parts: readonly FormatPart[], grouped: boolean): string {
  const first = parts.findIndex(({ kind }) => kind === "digit");
  let rest = digits;
  let count = 0;
  let written = "";
  const put = (digit: string) => {
    written = digit + (grouped && count > 0 && count % 3 === 0 ? "," : "") + written;
    count += 1;
  };
  for (let index = parts.length - 1; index >= 0; index -= 1) {
    const part = parts[index];
    if (part?.kind === "literal") written = part.text + written;
    else if (part?.kind === "percent") written = `%${written}`;
    if (part?.kind !== "digit") continue;
    if (rest !== "") put(rest.at(-1) ?? "");
    else if (part.place === "0") put("0");
    rest = rest.slice(0, -1);
    if (index !== first) continue;
    for (const digit of rest.split("").toReversed()) put(digit);
  }
  return written;
}

/** Zeros at the end are only shown where the format has a 0. */
function writeFraction(digits: string, parts: readonly FormatPart[]): string {
  const places = parts.filter((part) => part.kind === "digit");
  let needed = digits.length;
  while (needed > 0 && digits[needed - 1] === "0" && places[needed - 1]?.place !== "0") needed -= 1;
  let at = 0;
  return parts
    .map((part) => {
      if (part.kind === "percent") return "%";
      if (part.kind === "literal") return part.text;
      if (part.kind !== "digit") return "";
      at += 1;
      return at <= needed ? (digits[at - 1] ?? "") : "";
    })
    .join("");
}

/** What stands in for a format that is not understood. */
function bareValue(value: Decimal, format: string): string {
  const dated = cutSections(format).some(({ parts }) => parts.some(({ kind }) => kind === "date"));
  return (dated ? writeDate(value, ISO_DATE) : null) ?? value.toFixed();
}

const ISO_DATE = (cutSections("yyyy-mm-dd")[0] as FormatSection).parts;
