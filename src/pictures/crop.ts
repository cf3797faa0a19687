import { createHash } from "node:crypto";
import { Failure } from "../model/failure.ts";
import type { Place } from "../model/place.ts";
import type { Reading } from "../model/reading.ts";
import type { Context } from "../model/stage.ts";
import { drawMark } from "./draw-page.ts";
import { openPageSource } from "./render-page.ts";

/**
 * The surroundings of a reading, about 3 cm on each side, with its box marked, as PNG; `bytes` are the file that the
 * record was read from. Throws a Failure: `changed-file` where the file is another one now, `no-pages` where the format
 * has no pages, and those of documents that cannot be read.
 */
export async function cropReading(
  bytes: Uint8Array,
  recordId: string,
  { at, state, origin }: Reading<unknown>,
  context: Context,
): Promise<Buffer> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (!recordId.startsWith(`${sha256.slice(0, 12)}-`)) {
    throw new Failure(
      "changed-file",
      "文件在入库之后已改变，位置可能不再对应；请用 fuhe ingest 重新入库 / The file has changed since it was stored, so the places in it may be others; store it again with fuhe ingest.",
    );
  }
  if (at.bbox === undefined) throw withoutBox(at);
  const source = await openPageSource(bytes, context);
  try {
    const rendered = await source.render(at.page, at.bbox);
    drawMark(rendered.context, {
      box: at.bbox,
      kind: state === "doubtful" ? "doubtful" : "value",
      mended: origin !== "read",
    });
    return await rendered.canvas.encode("png");
  } finally {
    await source.close();
  }
}

/** The failure of a value from a text, a Word file, a sheet or a web page: says where it stands instead. */
function withoutBox({ page, sheet, cell, table, row, column, line, paragraph }: Place): Failure {
  const known = [
    sheet === undefined ? null : [`工作表 ${sheet}`, `sheet ${sheet}`],
    cell === undefined ? null : [`单元格 ${cell}`, `cell ${cell}`],
    table === undefined ? null : [`第 ${String(table)} 个表格`, `table ${String(table)}`],
    row === undefined || cell !== undefined ? null : [`第 ${String(row)} 行`, `row ${String(row)}`],
    line === undefined ? null : [`第 ${String(line)} 行`, `line ${String(line)}`],
    column === undefined || cell !== undefined
      ? null
      : [`第 ${String(column)} 列`, `column ${String(column)}`],
    paragraph === undefined ? null : [`第 ${String(paragraph)} 段`, `paragraph ${String(paragraph)}`],
  ].filter((part) => part !== null);
  const parts = known.length > 0 ? known : [[`第 ${String(page)} 页`, `page ${String(page)}`]];
  const [zh, en] = [0, 1].map((language) => parts.map((part) => part[language]).join(", "));
  return new Failure(
    "no-pages",
    `此值在页面上没有位置，无法截图；它位于：${String(zh)}。如需截图，请将原文件另存为 PDF 后重新入库 / This value has no place on a page, so there is nothing to cut out; it stands at ${String(en)}. For a picture, save the file as PDF and store that.`,
  );
}
