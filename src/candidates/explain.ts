import type { Check } from "../model/check.ts";
import type { Cell } from "../model/layout.ts";
import type { Candidate } from "../model/recognition.ts";

/** A cell and the candidate that is tried in the place of its text. */
export interface Swap {
  from: Cell;
  to: Candidate;
}

/** Other readings that are told in a finding. */
const MOST_TOLD = 3;

/**
 * A difference with both hypotheses in it: that the picture was misread, and as what, or that the report is wrong. Which of
 * the two is left open. Without doubt in what was read the finding stays as it is.
 */
export function explain(
  check: Check,
  hypotheses: readonly (readonly Swap[])[],
  doubted: readonly string[],
): Check {
  if (hypotheses.length === 0 && doubted.length === 0) return check;
  const told = hypotheses.slice(0, MOST_TOLD);
  const quoted = doubted.map((raw) => `“${raw}”`);
  const zh =
    told.length > 0
      ? `若${told.map((swaps) => swaps.map(swapZh).join("且")).join("，或")}，则相符；是识别有误还是原表有误尚未定，请核对原图`
      : `${quoted.join("、")}识别把握不高；是识别有误还是原表有误尚未定，请核对原图`;
  const en =
    told.length > 0
      ? `it holds if ${told.map((swaps) => swaps.map(swapEn).join(" and ")).join(", or ")}; a reading error or an error of the report: undecided, look at the picture`
      : `${quoted.join(", ")} was read with doubt; a reading error or an error of the report: undecided, look at the picture`;
  const suggestion = `${zh} / ${en}`;
  return {
    ...check,
    cause: "likely-misread",
    suggestion: check.suggestion === null ? suggestion : `${check.suggestion}；${suggestion}`,
  };
}

function swapZh({ from, to }: Swap): string {
  return `“${from.text}”读作“${to.text}”（${to.readers.join("、")}所见）`;
}

function swapEn({ from, to }: Swap): string {
  return `“${from.text}” is read as “${to.text}” (as ${to.readers.join(", ")} saw it)`;
}
