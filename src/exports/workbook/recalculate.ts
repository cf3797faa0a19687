import type { Check } from "../../model/check.ts";
import { YUAN_EXPONENT } from "../../model/money.ts";
import type { FundLine, Record } from "../../model/record.ts";
import {
  atMostOne,
  comingTo,
  constant,
  type Formula,
  minus,
  type NumberCell,
  over,
  sum,
  times,
  whereReached,
} from "./formula.ts";

/** The cells of a sheet by the JSON pointer of what stands in them; amounts in 元 are at `/funds/0/yuan`. */
export type Cells = ReadonlyMap<string, NumberCell>;

/**
 * The formula over the printed values that gives what a check recalculated; null where there is nothing recalculated, or
 * none of the ways that forms are added up leads to exactly that figure: the figure then stands as it is.
 */
export function recalculation(check: Check, record: Record, cells: Cells): string | null {
  const figure = check.recalculated;
  if (typeof figure !== "number") return null;
  for (const formula of waysOf(check, record, cells)) {
    const text = comingTo(formula, figure);
    if (text !== null) return text;
  }
  return null;
}

/** The ways to a figure, the likeliest first; those that lack a cell are left out. */
function waysOf(check: Check, record: Record, cells: Cells): (Formula | null)[] {
  const subject = subjectValue(check);
  const others = check.evidence.filter((pointer) => pointer !== subject);
  switch (check.rule) {
    case "total-score":
    case "group-score":
    case "total-weight":
    case "group-weight":
      return [sumAt(others, cells), sumAt(check.evidence, cells)];
    case "fund-sum":
      return fundWays(check.subject, others, record, cells);
    case "execution-rate":
      return rateWays(check, others, record, cells).map((rate) => rate && times(rate, constant("100")));
    case "execution-score":
      return scoreWays(check, others, record, cells);
    case "completion-rate":
      return completionWays(check.subject.replace(/\/completion$/u, ""), record, cells);
    case "indicator-score":
      return indicatorWays(check.subject.replace(/\/score$/u, ""), record, cells);
    case "narrative-amount":
      return narrativeWays(others, cells);
    case "score-range":
    case "grade":
    case "deviation-explained":
    case "date":
      return [];
  }
}

/** The value that a check is about: of a group it is the points or the score, though the check names its row. */
export function subjectValue({ rule, subject, evidence }: Check): string {
  const leaf = rule === "group-weight" ? "weight" : rule === "group-score" ? "score" : null;
  const value = `${subject}/${leaf ?? ""}`;
  return leaf !== null && evidence.includes(value) ? value : subject;
}

function cellsAt(pointers: readonly string[], cells: Cells): NumberCell[] | null {
  const found = pointers.map((pointer) => cells.get(pointer));
  return found.length > 0 && found.every((cell) => cell !== undefined) ? found : null;
}

function sumAt(pointers: readonly string[], cells: Cells): Formula | null {
  const found = cellsAt(pointers, cells);
  return found === null ? null : sum(found);
}

function lineAt(record: Record, pointer: string): FundLine | undefined {
  const index = /^\/funds\/(\d+)\//u.exec(pointer)?.[1];
  return index === undefined ? undefined : record.funds[Number(index)];
}

/** The amounts in 元 of fund lines. */
function yuanAt(pointers: readonly string[], cells: Cells): Formula | null {
  return sumAt(
    pointers.map((pointer) => pointer.replace(/\/amount$/u, "/yuan")),
    cells,
  );
}

const LEVELS: ReadonlySet<string | null> = new Set(["higherLevel", "cityLevel", "countyLevel"]);

function fundWays(
  subject: string,
  others: readonly string[],
  record: Record,
  cells: Cells,
): (Formula | null)[] {
  const unit = lineAt(record, subject)?.unit.value ?? "元";
  const ofOneUnit = others.every((pointer) => (lineAt(record, pointer)?.unit.value ?? "元") === unit);
  const scale = constant(`1${"0".repeat(YUAN_EXPONENT[unit])}`);
  const total = (pointers: readonly string[]): Formula | null => {
    if (ofOneUnit) return sumAt(pointers, cells);
    const yuan = yuanAt(pointers, cells);
    return yuan === null ? null : over(yuan, scale);
  };
  const outer = others.filter((pointer) => !LEVELS.has(lineAt(record, pointer)?.source.value ?? null));
  const [first, ...rest] = others;
  const from = first === undefined ? null : total([first]);
  const less = rest.length === 0 ? null : total(rest);
  return [
    total(others),
    total(outer),
    from !== null && less !== null && ofOneUnit ? minus(from, less) : null,
  ];
}

/** Executed over budget, as a share. */
function rateWays(
  { subject }: Check,
  others: readonly string[],
  record: Record,
  cells: Cells,
): (Formula | null)[] {
  const measureOf = (pointer: string) => lineAt(record, pointer)?.measure.value;
  const funds = [subject, ...others].filter((pointer) => lineAt(record, pointer) !== undefined);
  const executed = funds.filter((pointer) => measureOf(pointer) === "executed");
  const budgets = funds.filter((pointer) => measureOf(pointer) !== "executed");
  const share = (whole: readonly string[]): Formula | null => {
    const [part, of] = [yuanAt(executed, cells), yuanAt(whole, cells)];
    return part === null || of === null ? null : over(part, of);
  };
  if (budgets.length > 0) return [share(budgets)];
  // A row below the total that prints a rate of its own: its budget stands under the same label.
  const label = lineAt(record, subject)?.source.raw;
  return record.funds.flatMap(({ measure, source }, index) =>
    source.raw === label && measure.value !== "executed" ? [share([`/funds/${String(index)}/amount`])] : [],
  );
}

function scoreWays(
  check: Check,
  others: readonly string[],
  record: Record,
  cells: Cells,
): (Formula | null)[] {
  const weight = cells.get(check.subject.replace(/\/score$/u, "/weight"));
  if (weight === undefined) return [];
  const printed = others.includes("/execution/rate") ? cells.get("/execution/rate") : undefined;
  const shares = [
    ...rateWays({ ...check, subject: "" }, others, record, cells),
    ...(printed === undefined ? [] : [over(printed, constant("100")), printed]),
  ];
  return shares.map((share) => (share === null ? null : times(atMostOne(share), weight)));
}

/** Target and actual value of an indicator row, and which way it is to be reached. */
function pairAt(
  row: string,
  record: Record,
  cells: Cells,
): { target: NumberCell; actual: NumberCell; atMost: boolean } | null {
  const [target, actual] = [cells.get(`${row}/target`), cells.get(`${row}/actual`)];
  if (target === undefined || actual === undefined) return null;
  const comparator = record.indicators[Number(row.split("/")[2])]?.target?.value?.comparator ?? null;
  return { target, actual, atMost: comparator === "<=" || comparator === "<" };
}

function completionWays(row: string, record: Record, cells: Cells): (Formula | null)[] {
  const pair = pairAt(row, record, cells);
  if (pair === null) return [];
  const { target, actual, atMost } = pair;
  const hundred = constant("100");
  const percent = (share: Formula | null) => (share === null ? null : times(share, hundred));
  const [upward, inverse] = [percent(over(actual, target)), percent(over(target, actual))];
  const capped = (share: Formula | null, comparison: ">=" | "<=") =>
    share === null ? null : whereReached(actual, comparison, target, hundred, share);
  return atMost
    ? [capped(upward, "<="), upward, inverse]
    : [upward, capped(upward, ">="), inverse, capped(upward, "<=")];
}

function indicatorWays(row: string, record: Record, cells: Cells): (Formula | null)[] {
  const weight = cells.get(`${row}/weight`);
  if (weight === undefined) return [];
  const pair = pairAt(row, record, cells);
  // A met target has all the points: what is met without a number (a date, a word) refers to the points alone.
  if (pair === null) return [weight];
  const { target, actual, atMost } = pair;
  const scored = (share: Formula | null, comparison: ">=" | "<=") =>
    share === null ? null : whereReached(actual, comparison, target, weight, times(share, weight));
  const [upward, inverse] = [over(actual, target), over(target, actual)];
  const ways = atMost
    ? [scored(inverse, "<="), scored(upward, "<=")]
    : [scored(upward, ">="), scored(inverse, "<="), scored(upward, "<=")];
  return [...ways, weight];
}

function narrativeWays(others: readonly string[], cells: Cells): (Formula | null)[] {
  return others.flatMap((pointer) => {
    const [amount, yuan] = [cells.get(pointer), cells.get(pointer.replace(/\/amount$/u, "/yuan"))];
    if (amount === undefined || yuan === undefined) return [amount ?? null];
    return [amount, yuan, over(yuan, constant("10000")), over(yuan, constant("100000000"))];
  });
}
