import type { Row } from "../model/layout.ts";
import type { FieldTerm } from "../model/form-profile.ts";
import type { Lexicon } from "../model/lexicon.ts";
import { labelKey } from "../values/text.ts";

/** Longer cells are prose. */
const LONGEST_LABEL = 60;

/** The fields that every form has once at most: a second one is a second form's, or its head printed again. */
const HEAD_FIELDS: ReadonlySet<FieldTerm> = new Set(["project.name", "project.department"]);

/** A label with its value in one cell. */
const GLUED = /[:：]/u;

/** What was seen of a form on the way through it. */
interface Progress {
  /** Its first row. */
  start: number;
  /** Label keys of the head fields, with the value beside each. */
  heads: Map<string, string>;
  /** Categories of indicators were seen: a total is the form's total, not that of its funds. */
  scored: boolean;
  /** The form's total was seen. */
  closed: boolean;
  /** Where the next form begins if one does: the first title after the total, or the last one where there is no total. */
  title: number | null;
}

interface Head {
  key: string;
  value: string;
  field: FieldTerm;
}

interface RowMarks {
  title: boolean;
  heads: Head[];
  scored: boolean;
  total: boolean;
}

/**
 * Cuts a document into its forms. A form ends with its total and what follows it; the next begins with a title row, or
 * without one where the name of a project is printed again. Prose before the first form belongs to it. What follows a
 * total without a head of its own (strips of a page that was cut, a page break with the title or the header row printed
 * again) or without indicators (a list of projects) belongs to the form before.
 */
export function splitForms(rows: readonly Row[], lexicon: Lexicon): Row[][] {
  let progress = beginAt(0);
  const forms = [progress];
  for (const [index, row] of rows.entries()) {
    const marks = marksOf(row, lexicon);
    if (marks.title && progress.scored && !(progress.closed && progress.title !== null))
      progress.title = index;
    if (marks.heads.some((head) => beginsForm(head, progress))) {
      progress = beginAt(progress.title ?? index);
      forms.push(progress);
    }
    for (const { key, value } of marks.heads) progress.heads.set(key, value);
    progress.scored ||= marks.scored;
    if (progress.scored && marks.total && !progress.closed) {
      progress.closed = true;
      progress.title = null;
    }
  }
  const starts = forms.filter(({ start, scored }) => start === 0 || scored).map(({ start }) => start);
  return starts.map((start, form) => rows.slice(start, starts[form + 1]));
}

function beginAt(start: number): Progress {
  return { start, heads: new Map(), scored: false, closed: false, title: null };
}

/** A head field printed again is another form's after a total; without a total, if its value is another. */
function beginsForm({ key, value, field }: Head, { heads, scored, closed, title }: Progress): boolean {
  const before = heads.get(key);
  if (before === undefined || !scored || (title === null && field !== "project.name")) return false;
  return closed || (value !== "" && before !== "" && value !== before);
}

function marksOf({ cells }: Row, lexicon: Lexicon): RowMarks {
  const marks: RowMarks = { title: false, heads: [], scored: false, total: false };
  for (const [index, { text }] of cells.entries()) {
    if (text === "" || text.length > LONGEST_LABEL) continue;
    const matches = lexicon.look(text);
    for (const { term } of matches) {
      if (term.kind === "title") marks.title = true;
      else if (term.kind === "level1" || term.kind === "level2") marks.scored = true;
      else if (term.kind === "total") marks.total = true;
      else if (term.kind === "field" && HEAD_FIELDS.has(term.field)) {
        const value = cells.slice(index + 1).find((cell) => cell.text.trim() !== "")?.text ?? "";
        marks.heads.push({ key: labelKey(text), value: labelKey(value), field: term.field });
      }
    }
    if (matches.length === 0 && GLUED.test(text)) {
      const glued = lexicon.prefix(text);
      if (glued?.match.term.kind === "field" && HEAD_FIELDS.has(glued.match.term.field)) {
        const { field } = glued.match.term;
        marks.heads.push({ key: labelKey(glued.label), value: labelKey(glued.rest), field });
      }
    }
  }
  return marks;
}
