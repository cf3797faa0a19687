import type { Block, ModelCell, ModelDocument, ModelTable, Style } from "./model.ts";

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

/** A document as HTML to be printed by a browser, or read by an office program, which knows less of styles. */
export function htmlOf(document: ModelDocument, office: boolean): string {
  const { landscape, columns, size, font, language } = document;
  const fonts = language === "zh" ? `"Noto Sans CJK SC"` : `"${font}"`;
  const page = landscape ? "297mm 210mm" : "210mm 297mm";
  const flow = columns === 2 && !office ? "column-count:2;column-gap:8mm;" : "";
  const pages = document.pages.map((blocks, index) => {
    const end = index < document.pages.length - 1 ? "page-break-after:always;" : "";
    const begin =
      office && index > 0 ? '<p style="page-break-before: always; font-size: 2pt">&nbsp;</p>' : "";
    return `${begin}<div style="${office ? "" : end}${flow}">${blocks.map((block) => htmlOfBlock(block, office)).join("\n")}</div>`;
  });
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><style>
@page { size: ${page}; margin: 20mm }
body { font-family: ${fonts}; font-size: ${String(size)}pt; margin: 0 }
table { border-collapse: collapse; margin: 6pt 0 } td, th { font-weight: normal; vertical-align: top }
p { margin: 4pt 0; text-align: justify } h2 { font-size: 130%; margin: 8pt 0 4pt }
.row { display: flex; justify-content: space-between } .row b { flex: 1; overflow: hidden; white-space: nowrap; font-weight: normal }
</style></head><body>${pages.join("\n")}</body></html>`;
}

function htmlOfBlock(block: Block, office: boolean): string {
  switch (block.kind) {
    case "heading":
      return `<h2>${escaped(block.text)}</h2>`;
    case "prose":
      return `<p>${escaped(block.text)}</p>`;
    case "table": {
      const across = block.across === true && !office ? "column-span:all;" : "";
      return `<div style="${across}break-inside:avoid">${htmlOfTable(block.table, block.style, office)}</div>`;
    }
    case "side":
      return `<div style="display:flex;gap:12mm">${block.tables
        .map((table) => `<div style="flex:1">${htmlOfTable(table, block.style, office)}</div>`)
        .join("")}</div>`;
    case "list":
      return `<ul>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ul>`;
    case "bibliography":
      return block.items
        .map(
          (item, index) =>
            `<p style="padding-left:9mm;text-indent:-9mm">[${String(index + 1)}] ${escaped(item)}</p>`,
        )
        .join("");
    case "contents":
      if (office)
        return block.items
          .map(
            ([title, page]) => `<p style="text-align:left">${escaped(title)} ${".".repeat(70)} ${page}</p>`,
          )
          .join("");
      return block.items
        .map(
          ([title, page]) =>
            `<div class="row"><b>${escaped(title)} ${".".repeat(200)}</b><span>&nbsp;${page}</span></div>`,
        )
        .join("");
    default:
      return chart(block.values, block.labels);
  }
}

function chart(values: readonly number[], labels: readonly string[]): string {
  const most = Math.max(...values);
  const lines = [0, 1, 2, 3, 4].map((step) => {
    const y = 180 - step * 40;
    return `<line x1="40" y1="${String(y)}" x2="420" y2="${String(y)}" stroke="#999" stroke-width="0.5"/><text x="8" y="${String(y + 3)}" font-size="8">${String(Math.round((most * step) / 4))}</text>`;
  });
  const bars = values.map((value, index) => {
    const x = 50 + (index * 370) / values.length;
    const height = (value / most) * 160;
    return `<rect x="${String(x)}" y="${String(180 - height)}" width="${String(220 / values.length)}" height="${String(height)}" fill="#579"/><text x="${String(x)}" y="192" font-size="8">${escaped(labels[index] ?? "")}</text>`;
  });
  return `<svg width="440" height="200"><line x1="40" y1="10" x2="40" y2="180" stroke="black"/>${lines.join("")}${bars.join("")}</svg>`;
}

function htmlOfTable(table: ModelTable, style: Style, office: boolean): string {
  const caption =
    table.caption === undefined ? "" : `<p style="text-align:left">${escaped(table.caption)}</p>`;
  const notes = table.notes.map((note) => `<p style="font-size:80%">${escaped(note)}</p>`).join("");
  const width = style.width === "full" ? "width:100%;" : "";
  const outer = style.rules === "frame" ? "border:0.8pt solid black;" : "";
  const rows = table.rows.map((row, index) => {
    const cells = row.map((cell) => htmlOfCell(cell, index, table, style, office)).join("");
    return `<tr>${cells}</tr>`;
  });
  const groups =
    style.width === "full"
      ? table.widths
          .map((share) => `<col style="width:${share.toFixed(1)}%" width="${share.toFixed(1)}%">`)
          .join("")
      : "";
  const grid = `<table cellpadding="${String(style.padding * 1.33)}" style="${width}${outer}" ${style.width === "full" ? 'width="100%"' : ""} cellspacing="0">${groups}${rows.join("")}</table>`;
  return table.captionBelow === true ? `${grid}${caption}${notes}` : `${caption}${grid}${notes}`;
}

function htmlOfCell(cell: ModelCell, row: number, table: ModelTable, style: Style, office: boolean): string {
  const { text, align, rowspan, colspan, bold, indent, lead, underline } = cell;
  const last = row + rowspan >= table.rows.length;
  const head = row < table.header;
  const styles = [
    `padding:${String(style.padding)}pt 4pt`,
    `text-align:${align}`,
    ...borders(style, {
      first: row === 0,
      last,
      head,
      headEnd: row + rowspan === table.header,
      spans: colspan > 1,
    }),
  ];
  if (indent !== undefined) styles.push(`padding-left:${String(4 + indent * 10)}pt`);
  if (underline !== undefined && !office) styles.push(`border-top:0.6pt solid black`);
  if (underline === "double" && !office) styles.push(`border-bottom:2pt double black`);
  const fill =
    style.headFill && head
      ? "#d5dfea"
      : style.zebra && !head && (row - table.header) % 2 === 1
        ? "#eeeeee"
        : null;
  if (fill !== null) styles.push(`background:${fill}`);
  const inner = bold === true ? `<b>${escaped(text)}</b>` : escaped(text);
  const led =
    lead === undefined
      ? inner
      : office
        ? `${lead} ${inner}`
        : `<span style="float:left;padding-left:14pt">${lead}</span>${inner}`;
  return `<td rowspan="${String(rowspan)}" colspan="${String(colspan)}" align="${align}" style="${styles.join(";")}"${fill === null ? "" : ` bgcolor="${fill}"`}>${led}</td>`;
}

function borders(
  { rules }: Style,
  at: { first: boolean; last: boolean; head: boolean; headEnd: boolean; spans: boolean },
): string[] {
  const thin = "0.6pt solid black";
  if (rules === "all") return [`border:${thin}`];
  if (rules === "columns")
    return [
      `border-left:${thin}`,
      `border-right:${thin}`,
      ...(at.first ? [`border-top:${thin}`] : []),
      ...(at.headEnd || at.last ? [`border-bottom:${thin}`] : []),
    ];
  if (rules === "rows") return [`border-bottom:${thin}`, ...(at.first ? [`border-top:${thin}`] : [])];
  if (rules === "header") return at.headEnd ? [`border-bottom:${thin}`] : [];
  if (rules === "booktabs")
    return [
      ...(at.first ? ["border-top:1.2pt solid black"] : []),
      ...(at.headEnd ? [`border-bottom:${thin}`] : []),
      ...(at.head && at.spans ? [`border-bottom:0.4pt solid black`] : []),
      ...(at.last ? ["border-bottom:1.2pt solid black"] : []),
    ];
  return [];
}
