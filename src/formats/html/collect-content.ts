import { Parser } from "htmlparser2";
import { Failure } from "../../model/failure.ts";
import { raiseText } from "../raise-text.ts";
import { isGrid } from "./page-layout.ts";

/** A line of text, or a table that stands in the flow. */
export type HtmlContent = string | HtmlTable;

export interface HtmlTable {
  rows: HtmlCell[][];
  /** It has rows of several texts side by side; otherwise it only lays out the page, or is a frame around a text. */
  isGrid: boolean;
}

export interface HtmlCell {
  /** At least 1; Infinity reaches to the end of the table. */
  rowSpan: number;
  columnSpan: number;
  content: HtmlContent[];
}

export interface CollectedContent {
  content: HtmlContent[];
  /** What the page holds but does not show, piece by piece. */
  hidden: string[];
}

/** Text on its way to becoming lines. */
interface Flow {
  content: HtmlContent[];
  line: string;
}

interface OpenTable {
  rows: HtmlCell[][];
  row: HtmlCell[] | null;
  cell: Flow | null;
}

/** A choice list: what is shown of it is the option chosen, or the first. */
interface OpenSelect {
  chosen: string | null;
  first: string | null;
  text: string;
  isChosen: boolean;
}

/** Elements whose text is not for the eye; it is no hidden text either. */
const UNSEEN: ReadonlySet<string> = new Set(
  "script style template noscript title xml object svg iframe noframes audio video canvas datalist".split(
    " ",
  ),
);

/** Elements that begin and end a line of their own. */
const BLOCKS: ReadonlySet<string> = new Set(
  (
    "p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd section article header footer main nav aside blockquote pre form " +
    "fieldset legend address hr center figure figcaption details summary caption body html"
  ).split(" "),
);

const HIDING_STYLE =
  /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px|pt|em|%)?\s*(?:;|$)/iu;

/** A page of deeper nesting was not made by any editor, and costs time without end. */
const DEEPEST = 10_000;
const DEEPEST_TABLES = 100;

const WIDEST_SPAN = 1000;

/** Boxes of a form, as characters. */
const TICKED = "☑";
const UNTICKED = "□";

/**
 * Takes the lines of text and the tables out of HTML, as they stand on the page. Nothing is refused for its markup: cells
 * without rows, rows without tables and tags that are never closed are taken for what they can only mean. Throws a
 * Failure `too-large` where elements are nested ten thousand deep, or tables a hundred.
 *
 * `keepTabs` is for what was made from a word processor's document, where a tab moves to the next column; in a page of the
 * web it is a space.
 */
export function collectContent(html: string, keepTabs = false): CollectedContent {
  const root: Flow = { content: [], line: "" };
  const tables: OpenTable[] = [];
  const hidden: string[] = [];
  const lists: (number | null)[] = [];
  let select: OpenSelect | null = null;
  let depth = 0;
  /** Depth of the element whose text is not shown; null where text is shown. */
  let unseenFrom: number | null = null;
  /** The text of that element, where a person could have meant it to be read. */
  let hiddenText: string | null = null;
  /** The number of a list item that has no text yet: it stands on the line on which the text begins. */
  let itemNumber = "";
  let inPre = 0;
  let inSuperscript = 0;

  function endLine(target: Flow): void {
    const text = tidyLine(target.line, keepTabs);
    target.line = "";
    if (text !== "") target.content.push(text);
  }

  /** Text between the cells of a table stands before the table. */
  function flow(): Flow {
    for (let index = tables.length - 1; index >= 0; index -= 1) {
      const cell = tables[index]?.cell;
      if (cell !== null && cell !== undefined) return cell;
    }
    return root;
  }

  function addText(text: string): void {
    const target = flow();
    if (itemNumber !== "" && text.trim() !== "") {
      target.line += itemNumber;
      itemNumber = "";
    }
    if (inPre === 0) {
      target.line += text;
      return;
    }
    const [first = "", ...rest] = text.split(/\r\n?|\n/u);
    target.line += first;
    for (const line of rest) {
      endLine(target);
      target.line = line;
    }
  }

  function closeCell(table: OpenTable): void {
    if (table.cell !== null) endLine(table.cell);
    table.cell = null;
  }

  function openRow(): OpenTable {
    if (tables.length === 0) openTable();
    const table = tables.at(-1) as OpenTable;
    closeCell(table);
    table.row = [];
    table.rows.push(table.row);
    return table;
  }

  function openCell(attributes: { [name: string]: string }): void {
    const innermost = tables.at(-1);
    const table = innermost === undefined || innermost.row === null ? openRow() : innermost;
    closeCell(table);
    const content: HtmlContent[] = [];
    table.cell = { content, line: "" };
    const rowSpan = spanIn(attributes["rowspan"], Number.POSITIVE_INFINITY);
    const columnSpan = Math.max(1, spanIn(attributes["colspan"], 1));
    table.row?.push({ rowSpan, columnSpan, content });
  }

  function openTable(): void {
    endLine(flow());
    if (tables.length >= DEEPEST_TABLES) throw tooDeep(DEEPEST_TABLES);
    tables.push({ rows: [], row: null, cell: null });
  }

  function closeTable(): void {
    const closed = tables.pop();
    if (closed === undefined) return;
    closeCell(closed);
    endLine(flow());
    const { rows } = closed;
    if (rows.length > 0) flow().content.push({ rows, isGrid: isGrid(rows) });
  }

  function openElement(name: string, attributes: { [name: string]: string }): void {
    if (BLOCKS.has(name)) endLine(flow());
    switch (name) {
      case "table":
        openTable();
        break;
      case "thead":
      case "tbody":
      case "tfoot": {
        const table = tables.at(-1);
        if (table !== undefined) {
          closeCell(table);
          table.row = null;
        }
        break;
      }
      case "tr":
        openRow();
        break;
      case "td":
      case "th":
        openCell(attributes);
        break;
      case "br":
        endLine(flow());
        break;
      case "pre":
      case "textarea":
        inPre += 1;
        break;
      case "sup":
        inSuperscript += 1;
        break;
      case "ul":
        lists.push(null);
        break;
      case "ol":
        lists.push(numbersItems(attributes) ? (spanIn(attributes["start"], 1) || 1) - 1 : null);
        break;
      case "li": {
        const count = lists.at(-1);
        if (count === undefined || count === null) break;
        lists[lists.length - 1] = count + 1;
        itemNumber = `${String(count + 1)}. `;
        break;
      }
      case "input":
        addText(textOfInput(attributes));
        break;
      case "select":
        select = { chosen: null, first: null, text: "", isChosen: false };
        break;
      case "option":
        endOption(select);
        if (select !== null) select.isChosen = "selected" in attributes;
        break;
    }
  }

  function closeElement(name: string): void {
    if (BLOCKS.has(name)) endLine(flow());
    switch (name) {
      case "table":
        closeTable();
        break;
      case "tr":
      case "td":
      case "th": {
        const table = tables.at(-1);
        if (table === undefined) break;
        closeCell(table);
        if (name === "tr") table.row = null;
        break;
      }
      case "pre":
      case "textarea":
        inPre -= 1;
        break;
      case "li":
        itemNumber = "";
        break;
      case "sup":
        inSuperscript -= 1;
        break;
      case "ul":
      case "ol":
        lists.pop();
        break;
      case "select":
        endOption(select);
        addText(select?.chosen ?? select?.first ?? "");
        select = null;
        break;
    }
  }

  const parser = new Parser({
    onopentag(name, attributes) {
      depth += 1;
      if (depth > DEEPEST) throw tooDeep(DEEPEST);
      if (unseenFrom !== null) return;
      const unseen = UNSEEN.has(name) || isNoteMark(attributes);
      if (unseen || isHidden(attributes)) {
        unseenFrom = depth;
        hiddenText = unseen ? null : "";
        return;
      }
      openElement(name, attributes);
    },
    ontext(text) {
      if (unseenFrom !== null) {
        if (hiddenText !== null) hiddenText += text;
      } else if (select === null) addText(inSuperscript > 0 ? raiseText(text) : text);
      else select.text += text;
    },
    onclosetag(name) {
      if (unseenFrom === null) closeElement(name);
      else if (depth === unseenFrom) {
        const text = tidyLine(hiddenText ?? "", false);
        if (text !== "") hidden.push(text);
        unseenFrom = null;
        hiddenText = null;
      }
      depth -= 1;
    },
  });
  parser.end(html);
  while (tables.length > 0) closeTable();
  endLine(root);
  return { content: root.content, hidden };
}

const SPACES = /[ \t\r\n\f]+/gu;
const SPACES_BUT_TABS = /[ \r\n\f]+/gu;
const HAN_BEFORE = /[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]$/u;
const HAN_AFTER = /^[\u2E80-\u9FFF\uF900-\uFAFF\uFF00-\uFFEF]/u;
/** A soft hyphen, the zero-width space, and the byte order mark within a text. */
const INVISIBLE = /[\u00AD\u200B\uFEFF]/gu;

/**
 * White space as a page shows it: runs of it are one space, and none where the source only broke a line between two
 * Chinese characters.
 */
function tidyLine(text: string, keepTabs: boolean): string {
  const spaced = text.replace(keepTabs ? SPACES_BUT_TABS : SPACES, (run, at: number) => {
    if (!/[\r\n]/u.test(run)) return " ";
    const before = text.slice(Math.max(0, at - 1), at);
    const after = text.slice(at + run.length, at + run.length + 1);
    return HAN_BEFORE.test(before) && HAN_AFTER.test(after) ? "" : " ";
  });
  return spaced.replace(INVISIBLE, "").replaceAll("\u00A0", " ").trim();
}

/** A span as written; `reachesAll` for 0, 1 for what is no number. */
function spanIn(written: string | undefined, reachesAll: number): number {
  const span = Number.parseInt(written ?? "1", 10);
  if (Number.isNaN(span) || span < 0) return 1;
  return span === 0 ? reachesAll : Math.min(span, WIDEST_SPAN);
}

function isHidden(attributes: { [name: string]: string }): boolean {
  return "hidden" in attributes || HIDING_STYLE.test(attributes["style"] ?? "");
}

/** The mark that leads to a note, or back from it: [1] behind a number would be read as part of it. */
function isNoteMark(attributes: { [name: string]: string }): boolean {
  return /^#(?:foot|end)note-/u.test(attributes["href"] ?? "");
}

/** Letters and Roman numbers are left to the page: they are no part of what is read. */
function numbersItems(attributes: { [name: string]: string }): boolean {
  return (attributes["type"] ?? "1") === "1" && !/list-style(?:-type)?\s*:/iu.test(attributes["style"] ?? "");
}

/** What a person sees of a field of a web form. */
function textOfInput(attributes: { [name: string]: string }): string {
  switch ((attributes["type"] ?? "text").toLowerCase()) {
    case "checkbox":
    case "radio":
      return "checked" in attributes ? TICKED : UNTICKED;
    case "hidden":
    case "submit":
    case "button":
    case "reset":
    case "image":
    case "file":
    case "password":
      return "";
    default:
      return attributes["value"] ?? "";
  }
}

function endOption(select: OpenSelect | null): void {
  if (select === null) return;
  const text = select.text.trim();
  select.text = "";
  if (text === "") return;
  select.first ??= text;
  if (select.isChosen) select.chosen ??= text;
  select.isChosen = false;
}

function tooDeep(limit: number): Failure {
  return new Failure(
    "too-large",
    `网页的标签嵌套超过 ${String(limit)} 层，请在浏览器中另存后重试 / The tags are nested more than ${String(limit)} deep; save the page anew in a browser and try again.`,
  );
}
