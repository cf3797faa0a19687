import { carryOver } from "./carry-over.ts";
import { duplicates } from "./duplicates.ts";
import { fullMarks } from "./full-marks.ts";
import { heapedScores } from "./heaped-scores.ts";
import { pastedReasons } from "./pasted-reasons.ts";
import type { Pattern } from "./pattern.ts";
import { targetsAsActuals } from "./targets-as-actuals.ts";
import { unknownLabels } from "./unknown-labels.ts";

/** All patterns; a further one is a file and its line here. */
export const PATTERNS: readonly Pattern[] = [
  fullMarks,
  heapedScores,
  pastedReasons,
  targetsAsActuals,
  carryOver,
  duplicates,
  unknownLabels,
];
