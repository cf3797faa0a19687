import type { Check } from "../model/check.ts";
import { decimal, decimalOf } from "../model/decimal.ts";
import { isReading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";
import { foldText } from "./folded-text.ts";
import type { GoldCheck, GoldRecord } from "./gold.ts";
import { partsOf, pathThrough } from "./pointers.ts";

export interface CheckComparison {
  listed: number;
  found: number;
  notFound: GoldCheck[];
  /** Differing checks of severity error or warning that no check of the gold names; none where it lists no checks. */
  notListed: Check[];
}

/** Holds the checks of a record against those its gold lists; null for a record that is missing. */
export function compareChecks(gold: GoldRecord, got: Record | null): CheckComparison {
  const listed = gold.checks ?? [];
  const notFound = listed.filter(
    (wanted) => !(got?.checks.some((check) => isMeant(wanted, check, got)) ?? false),
  );
  const isJudged = got !== null && gold.checks !== undefined;
  const alarms =
    got?.checks.filter((check) => check.verdict === "differs" && check.severity !== "info") ?? [];
  return {
    listed: listed.length,
    found: listed.length - notFound.length,
    notFound,
    notListed: isJudged
      ? alarms.filter((check) => !listed.some((wanted) => isMeant(wanted, check, got)))
      : [],
  };
}

/** Whether a check is the one that a gold lists: every key the gold gives agrees. */
function isMeant(wanted: GoldCheck, check: Check, record: Record): boolean {
  return (
    wanted.rule === check.rule &&
    (wanted.verdict === undefined || wanted.verdict === check.verdict) &&
    (wanted.subject === undefined || wanted.subject === check.subject) &&
    (wanted.severity === undefined || wanted.severity === check.severity) &&
    (wanted.cause === undefined || wanted.cause === check.cause) &&
    (wanted.reported === undefined || sameFigure(wanted.reported, check.reported)) &&
    (wanted.recalculated === undefined ||
      sameFigure(wanted.recalculated, roundedAs(wanted.recalculated, check.recalculated))) &&
    (wanted.about === undefined || isAbout(wanted.about, check, record))
  );
}

function sameFigure(wanted: string | number | null, got: string | number | null): boolean {
  if (typeof wanted === "number" && typeof got === "number") return decimalOf(wanted).eq(decimalOf(got));
  if (typeof wanted === "string" && typeof got === "string") return foldText(wanted) === foldText(got);
  return wanted === got;
}

/** A recalculated number rounded, half away from zero, to as many decimals as the gold shows. */
function roundedAs(wanted: string | number | null, got: string | number | null): string | number | null {
  if (typeof wanted !== "number" || typeof got !== "number") return got;
  const decimals = decimalOf(wanted).toFixed().split(".")[1]?.length ?? 0;
  return Number(decimal(String(got)).toFixed(decimals));
}

/** Whether a word of the gold is found in the name of what the check is about, or in its message. */
function isAbout(about: string, check: Check, record: Record): boolean {
  const wanted = foldText(about);
  const texts = [check.message.zh, check.message.en, ...namesOf(check.subject, record)];
  return texts.some((text) => foldText(text).includes(wanted));
}

/** What the part at a pointer is called: the names of the row it stands in, and what is printed there. */
function namesOf(pointer: string, record: Record): string[] {
  return pathThrough(record, partsOf(pointer)).flatMap((step) => {
    if (isReading(step)) return textsOf(step);
    if (Array.isArray(step) || typeof step !== "object" || step === null) return [];
    const row = step as { [key: string]: unknown };
    // An item is called by its own name: that of its group would make it pass for the group.
    const keys = isReading(row["name"]) ? ["name"] : ["group", "measure", "source", "heading", "text"];
    return keys.flatMap((key) => textsOf(row[key]));
  });
}

function textsOf(cell: unknown): string[] {
  if (!isReading(cell)) return [];
  return typeof cell.value === "string" ? [cell.value, cell.raw] : [cell.raw];
}
