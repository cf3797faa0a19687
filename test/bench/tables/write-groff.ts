import type { Block, ModelDocument, ModelTable, Style } from "./model.ts";

function escaped(text: string): string {
  return text
    .replaceAll("\\", "\\e")
    .replaceAll("±", "\\(+-")
    .replaceAll("–", "\\(en")
    .replaceAll("€", "\\(Eu")
    .replace(/^[.']/u, "\\&$&");
}

/** A document for groff with its ms macros and tbl; only prose and tables are written. */
export function groffOf(document: ModelDocument): string {
  const pages = document.pages.map((blocks) => blocks.map((block) => groffOfBlock(block)).join("\n"));
  return `.nr PS ${String(Math.round(document.size))}\n.nr LL 17c\n.nr PO 2c\n.ds CH\n${pages.join("\n.bp\n")}\n`;
}

function groffOfBlock(block: Block): string {
  if (block.kind === "heading") return `.SH\n${escaped(block.text)}`;
  if (block.kind === "prose") return `.LP\n${escaped(block.text)}`;
  if (block.kind === "table") return groffOfTable(block.table, block.style);
  return "";
}

function groffOfTable(table: ModelTable, style: Style): string {
  const caption = table.caption === undefined ? "" : `.LP\n${escaped(table.caption)}`;
  const options =
    style.rules === "all" ? "allbox tab(@);" : style.rules === "frame" ? "box tab(@);" : "tab(@);";
  const formats: string[] = [];
  const lines: string[] = [];
  const covered = new Map<number, number>();
  table.rows.forEach((row, index) => {
    const keys: string[] = [];
    const texts: string[] = [];
    let column = 0;
    const skip = () => {
      while ((covered.get(column) ?? 0) > index) {
        keys.push("^");
        texts.push("\\^");
        column += 1;
      }
    };
    for (const cell of row) {
      skip();
      keys.push(cell.align === "left" ? "l" : cell.align === "right" ? "r" : "c");
      for (let at = 1; at < cell.colspan; at += 1) keys.push("s");
      const text =
        cell.text.length > 30 && cell.align === "left"
          ? `T{\n.ad l\n.hy 0\n${escaped(cell.text)}\nT}`
          : escaped(cell.text);
      texts.push(cell.lead === undefined ? text : `${escaped(cell.lead)} ${text}`);
      if (cell.rowspan > 1)
        for (let at = column; at < column + cell.colspan; at += 1) covered.set(at, index + cell.rowspan);
      column += cell.colspan;
    }
    skip();
    const wide = keys.map((key, at) =>
      key === "l" ? `lw(${((table.widths[at] ?? 10) * 0.14).toFixed(1)}c)` : key,
    );
    formats.push(wide.join(" "));
    if (style.rules === "booktabs" && index === 0) lines.push("=");
    lines.push(texts.join("@"));
    const ends = index === table.header - 1 || index === table.rows.length - 1;
    if (
      style.rules !== "all" &&
      style.rules !== "none" &&
      (style.rules === "rows" ||
        (ends && index < table.rows.length - 1) ||
        (style.rules === "booktabs" && ends))
    )
      lines.push("_");
  });
  const notes = table.notes.map((note) => `.LP\n.ps -2\n${escaped(note)}\n.ps`).join("\n");
  return `${caption}\n.sp 0.5\n.TS\n${options}\n${formats.join("\n")}.\n${lines.join("\n")}\n.TE\n.sp 0.5\n${notes}`;
}
