import { childOf, elementsOf, findAll, isOn, makeElement, textOf, valueOf, type XmlElement } from "./xml.ts";

/** A cell cannot reach further than a page can hold columns. */
const WIDEST = 1000;

/**
 * A table as its reader understands it: rows and cells alone, with the cells it would lose. `gridBefore` leaves columns
 * free at the beginning of a row, and `hMerge` is the old way to merge cells sideways; both would move all further cells
 * to the left. A mark between rows would cost the table all its merged cells. The text of cells that only continue
 * another is not shown; it is added to `hidden`.
 */
export function repairTable(table: XmlElement, hidden: string[]): XmlElement {
  const begun = new Set<number>();
  const rows = contentsOf(table, "w:tr").map((row) => {
    const properties = childOf(row, "w:trPr");
    const before = Math.min(Number(valueOf(properties, "w:gridBefore") ?? 0) || 0, WIDEST);
    const blank = before > 0 ? [makeCell([makeElement("w:p")], before, undefined)] : [];
    const deleted = childOf(properties, "w:del");
    const kept = deleted === undefined ? [] : [makeElement("w:trPr", [deleted])];
    const covered: string[] = [];
    const cells = [...blank, ...mergeSideways(contentsOf(row, "w:tc"), covered)];
    if (deleted === undefined) hidden.push(...covered, ...coveredFromAbove(cells, begun));
    return makeElement("w:tr", [...kept, ...cells]);
  });
  return makeElement("w:tbl", rows);
}

/** Rows or cells, also where each is a field of a form by itself. */
function contentsOf(element: XmlElement, name: "w:tr" | "w:tc"): XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === name) return [child];
    return /^w:(?:sdt|sdtContent|ins|moveTo|customXml)$/u.test(child.name) ? contentsOf(child, name) : [];
  });
}

function mergeSideways(cells: XmlElement[], covered: string[]): XmlElement[] {
  const merged: { content: XmlElement[]; span: number; down: XmlElement | undefined }[] = [];
  let open = false;
  for (const cell of cells) {
    const properties = childOf(cell, "w:tcPr");
    if (childOf(properties, "w:cellDel") !== undefined) continue;
    const span = Math.min(Math.max(1, Number(valueOf(properties, "w:gridSpan") ?? 1) || 1), WIDEST);
    const merge = childOf(properties, "w:hMerge");
    const last = merged.at(-1);
    if (open && last !== undefined && merge !== undefined && merge.attributes["w:val"] !== "restart") {
      last.span += span;
      covered.push(...shownText(cell));
      continue;
    }
    open = merge !== undefined;
    const content = elementsOf(cell).filter(({ name }) => name !== "w:tcPr");
    merged.push({ content, span, down: childOf(properties, "w:vMerge") });
  }
  return merged.map(({ content, span, down }) => makeCell(content, span, down));
}

/** Texts of the cells of a row that continue one above; `begun` has the columns in which a cell began so far. */
function coveredFromAbove(cells: XmlElement[], begun: Set<number>): string[] {
  let column = 0;
  return cells.flatMap((cell) => {
    const properties = childOf(cell, "w:tcPr");
    const merge = childOf(properties, "w:vMerge");
    const continues = merge !== undefined && merge.attributes["w:val"] !== "restart" && begun.has(column);
    begun.add(column);
    column += Number(valueOf(properties, "w:gridSpan") ?? 1);
    return continues ? shownText(cell) : [];
  });
}

/** The text of a cell, or nothing where it is blank. */
function shownText(cell: XmlElement): string[] {
  const text = findAll(cell, "w:t").map(textOf).join("").trim();
  return text === "" ? [] : [text];
}

function makeCell(content: XmlElement[], span: number, down: XmlElement | undefined): XmlElement {
  const properties = [
    ...(span > 1 ? [makeElement("w:gridSpan", [], { "w:val": String(span) })] : []),
    ...(down === undefined ? [] : [down]),
  ];
  return makeElement("w:tc", [makeElement("w:tcPr", properties), ...content]);
}

/** Whether a paragraph's own end was deleted, so that it runs on into the next. */
export function endIsDeleted(properties: XmlElement | undefined): boolean {
  return isOn(childOf(properties, "w:rPr"), "w:del");
}
