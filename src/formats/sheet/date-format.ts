import type { Decimal } from "../../model/decimal.ts";
import type { FormatPart } from "./format-parts.ts";

const DAY_SECONDS = 86_400;
/** Day 0 of the calendar of spreadsheets, for all days from 1 March 1900 on. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** 31 December 9999. */
const LAST_DAY = 2_958_465;

const WEEKDAYS = "日一二三四五六";
const ENGLISH_DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const ENGLISH_MONTHS =
  "January February March April May June July August September October November December".split(" ");

/** Writes the day and time that a number stands for; null where it stands for none. */
export function writeDate(value: Decimal, parts: readonly FormatPart[]): string | null {
  if (value.lt("0") || value.gt(String(LAST_DAY + 1))) return null;
  const finest = parts.some((part) => part.kind === "date" && /^(?:s|minute|h)$/u.test(part.letter));
  const seconds = Number(
    value
      .times(String(DAY_SECONDS))
      .round(0, finest ? 1 : 0)
      .toFixed(0),
  );
  const days = Math.floor(seconds / DAY_SECONDS);
  const date = new Date(DAY_ZERO + days * DAY_SECONDS * 1000);
  const halves = parts.some((part) => part.kind === "date" && part.letter.includes("/"));
  return parts
    .map((part) => {
      if (part.kind === "date") return writePart(part, date, seconds, halves);
      if (part.kind === "literal") return part.text;
      if (part.kind === "point") return ".";
      if (part.kind === "comma") return ",";
      return "";
    })
    .join("");
}

function writePart(
  { letter, length, counting }: Extract<FormatPart, { kind: "date" }>,
  date: Date,
  seconds: number,
  halves: boolean,
): string {
  const pad = (number: number) => String(number).padStart(Math.min(length, 2), "0");
  const ofDay = seconds % DAY_SECONDS;
  const hour = Math.floor(ofDay / 3600);
  const month = date.getUTCMonth();
  const weekday = date.getUTCDay();
  switch (letter) {
    case "y":
      return length <= 2 ? String(date.getUTCFullYear()).slice(-2) : String(date.getUTCFullYear());
    case "e":
      return String(date.getUTCFullYear());
    case "m":
      return length <= 2
        ? pad(month + 1)
        : (ENGLISH_MONTHS[month] ?? "").slice(0, length === 3 ? 3 : undefined);
    case "d":
      return length <= 2
        ? pad(date.getUTCDate())
        : (ENGLISH_DAYS[weekday] ?? "").slice(0, length === 3 ? 3 : undefined);
    case "a":
      return (length === 4 ? "星期" : "") + WEEKDAYS.charAt(weekday);
    case "h":
      if (counting) return pad(Math.floor(seconds / 3600));
      return pad(halves ? hour % 12 || 12 : hour);
    case "minute":
      return pad(Math.floor((counting ? seconds : ofDay % 3600) / 60));
    case "s":
      return pad(counting ? seconds : ofDay % 60);
    default: {
      const [morning = "", afternoon = ""] = letter.split("/");
      return hour < 12 ? morning : afternoon;
    }
  }
}
