import type { Rule } from "../rule.ts";
import { completionRate } from "./completion-rate.ts";
import { date } from "./date.ts";
import { deviationExplained } from "./deviation-explained.ts";
import { executionRate } from "./execution-rate.ts";
import { executionScore } from "./execution-score.ts";
import { fundSum } from "./fund-sum.ts";
import { grade } from "./grade.ts";
import { groupScore } from "./group-score.ts";
import { groupWeight } from "./group-weight.ts";
import { indicatorScore } from "./indicator-score.ts";
import { narrativeAmount } from "./narrative-amount.ts";
import { scoreRange } from "./score-range.ts";
import { totalScore } from "./total-score.ts";
import { totalWeight } from "./total-weight.ts";

/** The rules, in the order their findings are reported. */
export const RULES: readonly Rule[] = [
  totalScore,
  groupScore,
  totalWeight,
  groupWeight,
  scoreRange,
  executionRate,
  executionScore,
  grade,
  fundSum,
  completionRate,
  indicatorScore,
  deviationExplained,
  narrativeAmount,
  date,
];
