import { type Decimal, decimal, decimalOf } from "../../src/model/decimal.ts";
import type { MoneyUnit } from "../../src/model/money.ts";
import type { FundMeasure, FundSource } from "../../src/model/record.ts";
import { type Draws, inUnits, print, withSeparators } from "./draws.ts";
import type { PrintedForm, PrintedFund } from "./printed-form.ts";

/** The parts of the total in the fund table, in printed order. */
export const PARTS = ["currentYear", "carriedOver", "other"] as const satisfies readonly FundSource[];
export const MEASURES = [
  "initialBudget",
  "annualBudget",
  "executed",
] as const satisfies readonly FundMeasure[];

export type FundTable = Pick<PrintedForm, "unit" | "funds" | "noFund" | "repeating" | "execution">;

/** How scores are printed. */
export type Places = number | "shortest";

/** executed / budget in per cent to two places, half up; and the points it earns. */
function executionOf(
  draws: Draws,
  executed: Decimal,
  budget: Decimal,
  weight: Decimal,
  places: Places,
): PrintedForm["execution"] {
  const ratio = executed.div(budget);
  const rate = ratio.times("100").round(2);
  return {
    rate: `${print(rate, draws.pick(["shortest", 2]))}%`,
    weight: print(weight, "shortest"),
    score: print(weight.times(ratio).round(2), places),
  };
}

/** The fund table of the national form: a total and its parts, each with budget, adjusted budget and spending. */
export function drawFundTable(draws: Draws, weight: Decimal, places: Places): FundTable {
  const unit: MoneyUnit = draws.oneIn(4) ? "元" : "万元";
  const decimals = unit === "元" ? 2 : draws.pick([2, 0, 1, 4]);
  const separators = unit === "元" && draws.oneIn(2);
  const amount = (units: number): string => {
    const plain = print(inUnits(units, decimals), decimals);
    return separators ? withSeparators(plain) : plain;
  };
  const filled = draws.several(PARTS, draws.whole(1, 3));
  const annual = draws.whole(2000, 9_000_000);
  const initial = draws.oneIn(3) ? draws.whole(2000, 9_000_000) : annual;
  const annualParts = draws.partition(annual, filled.length);
  const parts = {
    initialBudget: initial === annual ? annualParts : draws.partition(initial, filled.length),
    annualBudget: annualParts,
    executed: annualParts.map((part) => (draws.oneIn(3) ? part : draws.whole(Math.ceil(part / 3), part))),
  };
  const zero = draws.oneIn(4) ? amount(0) : null;
  const executed = parts.executed.reduce((sum, part) => sum + part, 0);
  const totals = { initialBudget: initial, annualBudget: annual, executed };
  const funds: PrintedFund[] = MEASURES.map((measure) => ({
    measure,
    source: "total",
    amount: amount(totals[measure]),
  }));
  for (const source of PARTS) {
    const at = filled.indexOf(source);
    for (const measure of MEASURES) {
      const units = parts[measure][at];
      if (units !== undefined) funds.push({ measure, source, amount: amount(units) });
      else if (zero !== null) funds.push({ measure, source, amount: zero });
    }
  }
  const [only] = filled;
  return {
    unit,
    funds,
    noFund: draws.pick(["", "—", "-", "/"]),
    repeating: filled.length === 1 && only !== undefined && draws.oneIn(2) ? only : null,
    execution: executionOf(draws, decimalOf(executed), decimalOf(annual), weight, places),
  };
}

/** 晋中: budget and spending by origin, what was handed out between them; no rate. All in 万元 to two places. */
export function drawOriginTable(draws: Draws): FundTable & { rate: Decimal } {
  const budget = draws.whole(1000, 500_000);
  const otherBudget = draws.oneIn(4) ? draws.whole(100, 50_000) : 0;
  const spent = draws.oneIn(3) ? budget : draws.whole(Math.ceil(budget / 3), budget);
  const otherSpent = otherBudget === 0 ? 0 : draws.whole(1, otherBudget);
  return {
    unit: "万元",
    funds: [
      hundredths("annualBudget", "cityLevel", budget),
      hundredths("annualBudget", "other", otherBudget),
      hundredths("allocated", "total", budget + otherBudget),
      hundredths("executed", "cityLevel", spent),
      hundredths("executed", "carriedOver", 0),
      hundredths("executed", "higherLevel", 0),
      hundredths("executed", "other", otherSpent),
    ],
    noFund: "",
    repeating: null,
    execution: { rate: "", weight: "", score: "" },
    rate: decimalOf(spent + otherSpent).div(decimalOf(budget + otherBudget)),
  };
}

/** 上海 2019: one amount each in 元, with separators. */
export function drawYearTable(draws: Draws): FundTable & { rate: Decimal } {
  const annual = draws.whole(1_000_000, 900_000_000);
  const executed = draws.oneIn(4) ? annual : draws.whole(Math.ceil(annual / 2), annual);
  const prior = draws.pick([0, annual, 12_345_600]);
  const execution = executionOf(draws, decimalOf(executed), decimalOf(annual), decimal("0"), 2);
  return {
    unit: "元",
    funds: [
      { measure: "annualBudget", source: "total", amount: inYuan(annual) },
      { measure: "priorYearBudget", source: "total", amount: inYuan(prior) },
      { measure: "executed", source: "total", amount: inYuan(executed) },
    ],
    noFund: "",
    repeating: null,
    execution: { rate: execution.rate, weight: "", score: "" },
    rate: decimalOf(executed).div(decimalOf(annual)),
  };
}

function hundredths(measure: FundMeasure, source: FundSource, units: number): PrintedFund {
  return { measure, source, amount: print(inUnits(units, 2), 2) };
}

function inYuan(hundredthsOfYuan: number): string {
  return withSeparators(print(inUnits(hundredthsOfYuan, 2), 2));
}
