import type { Block, ModelCell, ModelDocument, ModelTable, Style } from "./model.ts";

const SIGNS: { readonly [sign: string]: string } = {
  "\\": String.raw`\textbackslash{}`,
  "&": String.raw`\&`,
  "%": String.raw`\%`,
  $: String.raw`\$`,
  "#": String.raw`\#`,
  _: String.raw`\_`,
  "±": String.raw`$\pm$`,
  "–": "--",
  "€": "EUR",
};

function escaped(text: string): string {
  return text.replaceAll(/[\\&%$#_±–€]/gu, (sign) => SIGNS[sign] ?? sign);
}

/** A document as LaTeX. Cells that span rows stand in their first row. */
export function latexOf(document: ModelDocument): string {
  const { columns, landscape, size } = document;
  const options = [
    `${String(Math.max(10, Math.min(12, Math.round(size))))}pt`,
    "a4paper",
    ...(columns === 2 ? ["twocolumn"] : []),
  ];
  const pages = document.pages.map((blocks) => {
    const inner = blocks.map((block) => latexOfBlock(block)).join("\n\n");
    return landscape ? `\\begin{landscape}\n${inner}\n\\end{landscape}` : inner;
  });
  return String.raw`\pdfobjcompresslevel=3\pdfcompresslevel=9
\documentclass[${options.join(",")}]{article}
\usepackage[utf8]{inputenc}
\usepackage[margin=20mm]{geometry}
\usepackage{array,booktabs,colortbl,pdflscape,xcolor}
\hyphenpenalty=10000 \exhyphenpenalty=10000 \emergencystretch=5em
\newcolumntype{L}[1]{>{\raggedright\arraybackslash}p{#1}}
\begin{document}
${pages.join("\n\\newpage\n")}
\end{document}
`;
}

function latexOfBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `\\section{${escaped(block.text)}}`;
    case "prose":
      return escaped(block.text);
    case "table": {
      const star = block.across === true ? "*" : "";
      const floats = block.across === true || block.table.caption !== undefined;
      const inner = `\\small\n${latexOfTable(block.table, block.style)}`;
      return floats
        ? `\\begin{table${star}}[!htb]\\centering\n${captioned(block.table, inner)}\n\\end{table${star}}`
        : `\\noindent ${inner}\n\n${notesOf(block.table)}`;
    }
    case "side":
      return block.tables
        .map(
          (table) =>
            `\\begin{minipage}[t]{0.46\\linewidth}\\small\n${latexOfTable(table, block.style)}\n\\end{minipage}`,
        )
        .join("\\hfill\n");
    case "list":
      return `\\begin{itemize}\n${block.items.map((item) => `\\item ${escaped(item)}`).join("\n")}\n\\end{itemize}`;
    case "bibliography":
      return `\\begin{thebibliography}{99}\n${block.items.map((item, index) => `\\bibitem{k${String(index)}} ${escaped(item)}`).join("\n")}\n\\end{thebibliography}`;
    case "contents":
      return block.items
        .map(([title, page]) => `\\noindent ${escaped(title)}\\dotfill ${page}\\par`)
        .join("\n");
    default:
      return chart(block.values, block.labels);
  }
}

function chart(values: readonly number[], labels: readonly string[]): string {
  const most = Math.max(...values);
  const lines = [0, 1, 2, 3, 4].map(
    (step) =>
      `\\put(20,${String(20 + step * 30)}){\\line(1,0){260}}\\put(0,${String(18 + step * 30)}){\\tiny ${String(Math.round((most * step) / 4))}}`,
  );
  const bars = values.map(
    (value, index) =>
      `\\put(${String(30 + (index * 240) / values.length)},20){\\rule{12pt}{${((value / most) * 110).toFixed(0)}pt}}\\put(${String(28 + (index * 240) / values.length)},10){\\tiny ${escaped(labels[index] ?? "")}}`,
  );
  return `\\begin{picture}(300,150)\n${lines.join("\n")}\n${bars.join("\n")}\n\\put(20,20){\\line(0,1){125}}\n\\end{picture}`;
}

function notesOf(table: ModelTable): string {
  return table.notes.map((note) => `{\\noindent\\footnotesize ${escaped(note)}\\par}`).join("\n");
}

function captioned(table: ModelTable, inner: string): string {
  const caption = table.caption === undefined ? "" : `{\\small ${escaped(table.caption)}\\par}\\smallskip`;
  const notes = notesOf(table);
  return table.captionBelow === true
    ? `${inner}\n\n${caption}\n${notes}`
    : `${caption}\n${inner}\n\n${notes}`;
}

function latexOfTable(table: ModelTable, style: Style): string {
  const bar = style.rules === "all" || style.rules === "columns" ? "|" : "";
  const edge = style.rules === "frame" ? "|" : bar;
  const wrapping = table.rows.some((row) =>
    row.some(({ text, align }) => align === "left" && text.length > 30),
  );
  const first = table.rows[table.header] ?? [];
  const columns = table.widths.map((share, column) => {
    if (wrapping || style.leaders)
      return column === 0 || first[column]?.align === "left"
        ? `L{${(share * 0.0082).toFixed(3)}\\linewidth}`
        : "r";
    const align = first[column]?.align ?? "right";
    return align === "left" ? "l" : align === "right" ? "r" : "c";
  });
  const lines: string[] = [];
  const full = style.rules === "all" || style.rules === "rows";
  if (full || style.rules === "frame" || style.rules === "columns") lines.push("\\hline");
  if (style.rules === "booktabs") lines.push("\\toprule");
  const covered = new Map<number, number>();
  table.rows.forEach((row, index) => {
    lines.push(latexOfRow(row, index, table, style, bar, covered));
    const isLast = index === table.rows.length - 1;
    if (index === table.header - 1) {
      if (style.rules === "booktabs") lines.push("\\midrule");
      else if (style.rules !== "none" && style.rules !== "frame") lines.push("\\hline");
    } else if (style.rules === "booktabs" && index < table.header)
      lines.push(partRules(row, covered, "cmidrule(lr)"));
    else if (full && index < table.header - 1) lines.push(partRules(row, covered, "cline"));
    else if (full && !isLast) lines.push("\\hline");
    if (isLast)
      lines.push(
        style.rules === "booktabs"
          ? "\\bottomrule"
          : style.rules === "none" || style.rules === "header"
            ? ""
            : "\\hline",
      );
  });
  const room = `\\renewcommand{\\arraystretch}{${(0.9 + style.padding / 10).toFixed(2)}}`;
  return `{${room}\\begin{tabular}{${edge}${columns.join(bar)}${edge}}\n${lines.filter((line) => line !== "").join("\n")}\n\\end{tabular}}`;
}

/** Rules under the texts of a header line that span columns. */
function partRules(row: readonly ModelCell[], _: unknown, name: string): string {
  let column = row[0]?.rowspan !== undefined && row[0].rowspan > 1 ? 1 : 0;
  if (row[0]?.colspan === 1 && row[0].rowspan === 1 && row.length > 1)
    column = row[0].text === "" || row[0].align === "left" ? 0 : 1;
  const rules: string[] = [];
  row.forEach((cell, index) => {
    if (index === 0 && cell.rowspan > 1) return;
    if (cell.colspan > 1) rules.push(`\\${name}{${String(column + 1)}-${String(column + cell.colspan)}}`);
    column += cell.colspan;
  });
  return rules.join(" ");
}

function latexOfRow(
  row: readonly ModelCell[],
  index: number,
  table: ModelTable,
  style: Style,
  bar: string,
  covered: Map<number, number>,
): string {
  const fill =
    style.headFill && index < table.header
      ? "\\rowcolor[gray]{0.85}"
      : style.zebra && index >= table.header && (index - table.header) % 2 === 1
        ? "\\rowcolor[gray]{0.93}"
        : "";
  const parts: string[] = [];
  let column = 0;
  const skip = () => {
    while ((covered.get(column) ?? 0) > index) {
      parts.push("");
      column += 1;
    }
  };
  for (const cell of row) {
    skip();
    const text = textOf(cell, style, column);
    const align = cell.align === "left" ? "l" : cell.align === "right" ? "r" : "c";
    const plain = index >= table.header && cell.colspan === 1;
    const opening = column === 0 ? bar : "";
    parts.push(
      plain
        ? text
        : cell.colspan === 1 && cell.text.length > 14
          ? `\\multicolumn{1}{${opening}${align}${bar}}{\\scriptsize ${text}}`
          : `\\multicolumn{${String(cell.colspan)}}{${opening}${align}${bar}}{${text}}`,
    );
    if (cell.rowspan > 1)
      for (let at = column; at < column + cell.colspan; at += 1) covered.set(at, index + cell.rowspan);
    column += cell.colspan;
  }
  skip();
  return `${fill}${parts.join(" & ")} \\\\`;
}

function textOf(cell: ModelCell, style: Style, column: number): string {
  const inner = cell.bold === true ? `\\textbf{${escaped(cell.text)}}` : escaped(cell.text);
  const set = cell.indent === undefined ? inner : `\\hspace{1em}${inner}`;
  const led = cell.lead === undefined ? set : `${escaped(cell.lead)}\\hspace{1em}${set}`;
  const lined = cell.underline === undefined ? led : `\\underline{${led}}`;
  return style.leaders && column === 0 && cell.text !== "" ? `${set}\\dotfill` : lined;
}
