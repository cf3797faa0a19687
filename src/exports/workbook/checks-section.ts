import { decimalOf } from "../../model/decimal.ts";
import type { Check, Severity, Verdict } from "../../model/check.ts";
import type { Record } from "../../model/record.ts";
import { placesOf } from "./formula.ts";
import { COLUMNS } from "./printed-values.ts";
import { type Cells, recalculation, subjectValue } from "./recalculate.ts";
import type { Content, SheetGrid } from "./sheet-grid.ts";
import type { StyleName } from "./styles.ts";
import { CAUSES, type Language, RULES, SEVERITIES, subjectName, TICKS, VERDICTS } from "./wording.ts";

const HEADINGS: readonly { zh: string; en: string }[] = [
  { zh: "序号", en: "No." },
  { zh: "规则", en: "Rule" },
  { zh: "对象", en: "Subject" },
  { zh: "复核说明", en: "Finding" },
  { zh: "填报", en: "Printed" },
  { zh: "复算", en: "Recalculated" },
  { zh: "差额", en: "Difference" },
  { zh: "标记", en: "Tick" },
  { zh: "结论", en: "Verdict" },
  { zh: "级别·原因", en: "Severity, cause" },
  { zh: "建议", en: "Suggestion" },
  { zh: "位置", en: "Place" },
];

const VERDICT_ORDER: readonly Verdict[] = ["differs", "unverifiable", "agrees"];
const SEVERITY_ORDER: readonly Severity[] = ["error", "warning", "info"];

/** The checks with the gravest first, as they stand on the sheet. */
export function inOrderOfGravity(checks: readonly Check[]): Check[] {
  return VERDICT_ORDER.flatMap((verdict) =>
    SEVERITY_ORDER.flatMap((severity) =>
      checks.filter((check) => check.verdict === verdict && check.severity === severity),
    ),
  );
}

export function styleOf({ verdict, severity }: Pick<Check, "verdict" | "severity">): StyleName {
  return verdict === "differs" ? severity : verdict;
}

/** Rows of the section for so many checks: its name, its head and one each. */
export function rowsOfChecks(checks: number): number {
  return checks + 2;
}

/** Lays the checks at the grid's row, with the formulas over `cells`; `places` says where each subject is to be found. */
export function writeChecks(
  grid: SheetGrid,
  checks: readonly Check[],
  record: Record,
  cells: Cells,
  places: ReadonlyMap<Check, Content>,
  language: Language,
): void {
  grid.span(0, COLUMNS - 1, "section", language === "zh" ? "复核" : "Checks");
  grid.skip();
  grid.putAll(
    "header",
    HEADINGS.map((heading) => heading[language]),
  );
  grid.skip();
  for (const [index, check] of checks.entries()) {
    writeCheck(grid, check, index + 1, record, cells, language);
    const place = places.get(check) ?? {};
    grid.put(11, place.link === undefined && place.file === undefined ? "text" : "link", place);
    grid.skip();
  }
}

function writeCheck(
  grid: SheetGrid,
  check: Check,
  number: number,
  record: Record,
  cells: Cells,
  language: Language,
): void {
  const { verdict, severity, cause, reported, recalculated } = check;
  grid.put(0, "centred", number);
  grid.put(1, "text", RULES[check.rule][language]);
  grid.put(2, "text", subjectName(check.subject, language));
  grid.put(3, "text", check.message[language]);
  putReported(grid, check, cells);
  const formula = recalculation(check, record, cells);
  if (formula !== null) grid.put(5, "formula", { value: recalculated, formula });
  else grid.put(5, recalculated === null ? "text" : "fixed", recalculated);
  putDifference(grid, check);
  const style = styleOf(check);
  grid.put(7, style, TICKS[verdict]);
  grid.put(8, style, VERDICTS[verdict][language]);
  const why = [
    verdict === "differs" ? SEVERITIES[severity][language] : null,
    cause === null ? null : CAUSES[cause][language],
  ];
  grid.put(9, "text", why.filter((word) => word !== null).join(" · "));
  grid.put(10, "text", check.suggestion);
  // A reported word keeps its cell; nothing is compared with it.
  if (typeof reported === "string") grid.put(4, "text", reported);
}

/** What is reported refers to the cell in which it is printed, where that says the same. */
function putReported(grid: SheetGrid, check: Check, cells: Cells): void {
  const { reported } = check;
  if (typeof reported !== "number") {
    grid.put(4, "text", null);
    return;
  }
  const cell = cells.get(subjectValue(check));
  if (cell?.value.eq(decimalOf(reported)) === true)
    grid.put(4, "formula", { value: reported, formula: cell.text });
  else grid.put(4, "number", reported);
}

/** Rounded to the places of the two figures, so that nothing of binary arithmetic is seen. */
function putDifference(grid: SheetGrid, { reported, recalculated, difference }: Check): void {
  if (typeof reported !== "number" || typeof recalculated !== "number" || difference === null) {
    grid.put(6, "text", null);
    return;
  }
  const places = Math.max(placesOf(decimalOf(reported)), placesOf(decimalOf(recalculated)));
  const row = String(grid.next);
  grid.put(6, "formula", { value: difference, formula: `ROUND(E${row}-F${row},${String(places)})` });
}
