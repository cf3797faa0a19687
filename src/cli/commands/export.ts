import { resolve } from "node:path";
import { type Command, Option } from "commander";
import {
  EXPORT_FORMATS,
  type ExportFormat,
  type ExportSummary,
  type Originals,
} from "../../exports/exporter.ts";
import { addExamples, databaseOption, wholeNumber } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { withStore } from "../open-store.ts";
import type { Session } from "../session.ts";
import { Trouble } from "../trouble.ts";

interface ExportFlags {
  db: string;
  format: ExportFormat;
  year?: number;
  unit?: string;
  form?: string;
  document?: string;
  limit?: number;
  offset?: number;
  crops: boolean;
  bom?: boolean;
  force?: boolean;
  /** Of all commands; here it chooses the language of what is written as well. */
  lang?: "zh" | "en";
}

/** `fuhe export`: work papers, and tables for other programs. */
export function declareExport(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("export")
    .summary(text({ en: "write work papers or tables", zh: "导出工作底稿或数据表" }))
    .description(
      text({
        en: "Writes what is stored as a workbook of work papers (xlsx), or as tables with a data dictionary for other programs (csv, ndjson, parquet, datapackage), or as a copy of the database for Datasette (sqlite). Files are there whole or not at all, and none is replaced without --force.",
        zh: "将已入库内容导出为工作底稿（xlsx）、供其他软件使用并附数据字典的数据表（csv、ndjson、parquet、datapackage），或供 Datasette 使用的数据库副本（sqlite）。文件要么完整写出，要么不写；未加 --force 不覆盖已有文件。",
      }),
    )
    .argument(
      "<target>",
      text({ en: "the workbook, or the folder for tables", zh: "工作簿文件，或数据表所在目录" }),
    )
    .addOption(databaseOption(session))
    .addOption(
      new Option("--format <format>", text({ en: "what to write", zh: "导出格式" }))
        .choices([...EXPORT_FORMATS])
        .default("xlsx"),
    )
    .option(
      "--year <year>",
      text({ en: "of this fiscal year only", zh: "只导出此年度" }),
      wholeNumber(session, 1),
    )
    .option("--unit <name>", text({ en: "of units whose name holds this", zh: "单位名称包含此文字" }))
    .option("--form <id>", text({ en: "of forms read by this profile", zh: "只导出此模板" }))
    .option(
      "--document <path>",
      text({ en: "of this document: its path, or its sha256", zh: "只导出此文件：路径或 sha256" }),
    )
    .option(
      "--limit <n>",
      text({ en: "xlsx: at most so many records; 500 otherwise", zh: "xlsx：最多记录数；默认 500" }),
      wholeNumber(session, 1),
    )
    .option(
      "--offset <n>",
      text({ en: "xlsx: leave out so many records first", zh: "xlsx：跳过前若干条记录" }),
      wholeNumber(session, 0),
    )
    .option("--no-crops", text({ en: "xlsx: without pictures of places", zh: "xlsx：不含原件截图" }))
    .option("--bom", text({ en: "csv: for Excel", zh: "csv：供 Excel 打开" }))
    .option("--force", text({ en: "replace files that are there", zh: "覆盖已有文件" }))
    .action((target: string, _: ExportFlags, self: Command) =>
      exportTo(target, self.optsWithGlobals<ExportFlags>(), session),
    );
  addExamples(command, session, [
    "fuhe export 底稿.xlsx --year 2022 --unit 水利局",
    "fuhe export papers.xlsx --lang en",
    "fuhe export tables/ --format csv --bom",
    "fuhe export package/ --format datapackage",
    "fuhe export site/ --format sqlite && datasette site/fuhe.db -m site/metadata.json",
  ]);
}

async function exportTo(target: string, flags: ExportFlags, session: Session): Promise<void> {
  refuseMisfits(flags);
  const {
    format,
    year,
    unit,
    form,
    document,
    limit,
    offset,
    bom = false,
    force = false,
    lang = "zh",
  } = flags;
  const stop = new AbortController();
  const listening = session.io.onInterrupt(() => {
    stop.abort();
  });
  try {
    const { exportStore } = await import("../../exports/export-store.ts");
    const summary = await withStore(flags.db, session, async (store) =>
      exportStore(store, format, resolve(session.io.cwd, target), {
        filter: {
          ...(year === undefined ? {} : { year }),
          ...(unit === undefined ? {} : { unit }),
          ...(form === undefined ? {} : { form }),
          ...(document === undefined ? {} : { document }),
        },
        ...(limit === undefined ? {} : { limit }),
        ...(offset === undefined ? {} : { offset }),
        language: lang,
        bom,
        force,
        signal: stop.signal,
        ...(format === "xlsx" ? { originals: await originalsOf(flags.crops, session) } : {}),
      }),
    );
    await session.out(`${target}\n`);
    tell(summary, flags, session);
  } finally {
    listening();
  }
}

/** An option that the format does not know would be passed over without a word. */
function refuseMisfits({ format, bom, limit, offset, crops }: ExportFlags): void {
  const misfits: [boolean, string, string][] = [
    [bom === true && format !== "csv", "--bom", "csv"],
    [limit !== undefined && format !== "xlsx", "--limit", "xlsx"],
    [offset !== undefined && format !== "xlsx", "--offset", "xlsx"],
    [!crops && format !== "xlsx", "--no-crops", "xlsx"],
  ];
  for (const [isMisfit, option, wanted] of misfits) {
    if (!isMisfit) continue;
    throw new Trouble(EXIT.usage, {
      en: `${option} goes with --format ${wanted} alone.`,
      zh: `${option} 只用于 --format ${wanted}。`,
    });
  }
}

async function originalsOf(crops: boolean, { io }: Session): Promise<Originals> {
  const { locateStored, readStored } = await import("../../ingest/read-stored.ts");
  return {
    crops,
    read: (path) => readStored(path, io.cwd),
    locate: (path) => locateStored(path, io.cwd),
  };
}

function tell({ rows, available }: ExportSummary, { offset = 0 }: ExportFlags, session: Session): void {
  const { records = 0 } = rows;
  if (available !== undefined && records < available) {
    session.talk(
      session.text({
        en: `${records} of ${available} records (numbers ${offset + 1} to ${offset + records}); the workbook says so. Go on with --offset ${offset + records}, or raise --limit.`,
        zh: `共 ${available} 条记录，已导出 ${records} 条（第 ${offset + 1} 至 ${offset + records} 条），工作簿中已注明。可用 --offset ${offset + records} 接着导出，或加大 --limit。`,
      }),
    );
    return;
  }
  if (rows["records"] !== undefined)
    session.talk(session.text({ en: `${records} records.`, zh: `共 ${records} 条记录。` }));
}
