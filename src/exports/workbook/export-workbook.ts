import { writeFile } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import type { Snapshot } from "../../store/store.ts";
import type { Exporter, Originals } from "../exporter.ts";
import { throwIfAborted } from "../export-tables.ts";
import { type ExportFilter, recordCondition } from "../filter.ts";
import { stageFile } from "../stage-output.ts";
import { cropPlaces } from "./crop-places.ts";
import { findingsSheet, FRONT_NAMES, indexSheet, type Listed, listed } from "./front-sheets.ts";
import { type PrintedSheet, printNames } from "./page-setup.ts";
import { recordSheet } from "./record-sheet.ts";
import { sheetName } from "./sheet-names.ts";
import { summarySheet } from "./summary-sheet.ts";

/** So many records are in a workbook where nothing is said: more make a file that is slow to open. */
export const USUAL_LIMIT = 500;

/**
 * The work papers: a summary, a list of the records, a list of the findings, and a sheet for each record with its printed
 * values, the recalculation as formulas over them, and pictures of the places of what differs.
 */
export const exportWorkbook: Exporter = async (store, target, options) => {
  const {
    filter = {},
    language = "zh",
    force = false,
    limit = USUAL_LIMIT,
    offset = 0,
    originals,
    signal,
    onTable,
  } = options;
  return await stageFile(target, { force }, (path) =>
    store.withSnapshot(async (snapshot) => {
      const available = await countRecords(snapshot, filter);
      const sheets: PrintedSheet[] = [];
      const records: Listed[] = [];
      for await (const id of idsOf(snapshot, filter, limit, offset)) {
        throwIfAborted(signal);
        const record = await snapshot.getRecord(id);
        if (record === null) continue;
        const paths = await pathsOf(snapshot, id);
        const history = await snapshot.history(id);
        const [first = ""] = paths;
        const name = sheetName(
          offset + records.length + 1,
          record.project.name?.value ?? record.title?.value ?? "",
        );
        const pictures =
          originals?.crops === true
            ? await cropPlaces(record.checks, record, paths, originals)
            : { crops: [], trouble: null };
        const file = fileLink(paths, originals, target);
        const index = FRONT_NAMES.index[language];
        sheets.push(recordSheet({ name, record, history, path: first, file, pictures, index }, language));
        records.push(listed(name, record, first, history.length, language));
        onTable?.(id, records.length);
      }
      const words = Object.entries(filter).map(([name, value]) => `${name} = ${String(value)}`);
      const input = { available, offset, filter: words.join(language === "zh" ? "，" : ", ") };
      const front = [
        summarySheet(records, input, language),
        indexSheet(records, language),
        findingsSheet(records, language),
      ];
      throwIfAborted(signal);
      const all = [...front, ...sheets];
      const { writeXlsx } = await import("hucre");
      const bytes = await writeXlsx({
        sheets: all.map(({ sheet }) => sheet),
        namedRanges: all.flatMap(printNames),
        properties: {
          title: language === "zh" ? "绩效自评复核工作底稿" : "Work papers on performance self-evaluations",
          creator: "fuhe",
        },
        defaultFont: { name: "SimSun", size: 10 },
      });
      await writeFile(path, bytes);
      const checks = records.reduce((sum, one) => sum + one.agrees + one.findings.length, 0);
      return { files: [target], rows: { records: records.length, checks }, available };
    }),
  );
};

async function countRecords(snapshot: Snapshot, filter: ExportFilter): Promise<number> {
  const { sql, parameters } = recordCondition(filter);
  const where = sql === "" ? "" : ` where ${sql}`;
  for await (const { n } of snapshot.rows(`select count(*) as n from records r${where}`, parameters))
    return Number(n);
  return 0;
}

/** The records by path and the order in which they stand there. */
async function* idsOf(
  snapshot: Snapshot,
  filter: ExportFilter,
  limit: number,
  offset: number,
): AsyncGenerator<string> {
  const { sql, parameters } = recordCondition(filter);
  const where = sql === "" ? "" : `where ${sql}`;
  const rows = snapshot.rows(
    `select r.id from records r ${where}
     order by (select min(s.path) from sources s where s.document_id = r.document_id), r.ordinal limit ? offset ?`,
    [...parameters, limit, offset],
  );
  for await (const { id } of rows) yield String(id);
}

async function pathsOf(snapshot: Snapshot, id: string): Promise<string[]> {
  const paths: string[] = [];
  const sql =
    "select s.path from sources s join records r on r.document_id = s.document_id where r.id = ? order by s.path";
  for await (const { path } of snapshot.rows(sql, [id])) paths.push(String(path));
  return paths;
}

/** Where the original is, as seen from the workbook: so the link still leads there when both are moved together. */
function fileLink(paths: readonly string[], originals: Originals | undefined, target: string): string | null {
  for (const path of paths) {
    const absolute = originals?.locate(path) ?? null;
    if (absolute === null) continue;
    const steps = relative(dirname(target), absolute).split(sep);
    return steps.map((step) => (step === ".." ? step : encodeURIComponent(step))).join("/");
  }
  return null;
}
