import type { Row } from "../model/layout.ts";
import type { Lexicon, Term } from "../model/lexicon.ts";

/** Longer cells are prose. */
const LONGEST_LABEL = 60;
/** So many different labels of indicators make a report without any title, as on a page torn from one. */
const INDICATORS_ALONE = 6;
const INDICATORS_BESIDE_FUNDS = 3;
const FUNDS_BESIDE_INDICATORS = 2;
/** Labels of any kind that a title needs beside it. */
const BESIDE_TITLE = 3;
/** Columns that only tables of indicators have. */
const INDICATOR_COLUMNS: ReadonlySet<string> = new Set([
  "level1",
  "level2",
  "name",
  "target",
  "actual",
  "deviation",
]);

/**
 * Whether the text looks like a report of performance self-evaluation at all: it prints enough labels of different
 * kinds. A title alone does not make one (a letter that mentions the form), nor do labels that every office form has.
 */
export function isReport(rows: readonly Row[], lexicon: Lexicon): boolean {
  const seen = {
    title: new Set<string>(),
    indicators: new Set<string>(),
    funds: new Set<string>(),
    head: new Set<string>(),
  };
  for (const { cells } of rows) {
    for (const { text } of cells) {
      if (text === "" || text.length > LONGEST_LABEL) continue;
      const matches = lexicon.look(text);
      const found =
        matches.length > 0 ? matches : [lexicon.prefix(text)?.match].filter((match) => match !== undefined);
      for (const { term, label } of found) {
        const kind = kindOf(term);
        if (kind !== null) seen[kind].add(label);
      }
    }
    const { title, indicators, funds, head } = seen;
    if (indicators.size >= INDICATORS_ALONE) return true;
    if (indicators.size >= INDICATORS_BESIDE_FUNDS && funds.size >= FUNDS_BESIDE_INDICATORS) return true;
    if (title.size > 0 && indicators.size + funds.size + head.size >= BESIDE_TITLE) return true;
  }
  return false;
}

function kindOf(term: Term): "title" | "indicators" | "funds" | "head" | null {
  switch (term.kind) {
    case "title":
      return "title";
    case "level1":
    case "level2":
    case "goal":
      return "indicators";
    case "column":
      return INDICATOR_COLUMNS.has(term.column) ? "indicators" : null;
    case "measure":
      return "funds";
    case "source":
      // 合计, 小计 and 其他 stand in tables of every sort.
      return term.source === "total" || term.source === "other" ? null : "funds";
    case "field":
      return term.field.startsWith("project.") ? "head" : null;
    case "total":
    case "narrative":
    case "role":
    case "person":
    case "caption":
      break;
  }
  return null;
}
