import type { Check } from "../../model/check.ts";
import type { Place } from "../../model/place.ts";
import type { Record } from "../../model/record.ts";
import type { CorrectionHistory } from "../../store/store.ts";
import { inOrderOfGravity, rowsOfChecks, writeChecks } from "./checks-section.ts";
import { type Crops, readingOf } from "./crop-places.ts";
import { pageSetup, type PrintedSheet } from "./page-setup.ts";
import { COLUMNS, PrintedValues } from "./printed-values.ts";
import { cellOf } from "./sheet-names.ts";
import { type Content, SheetGrid } from "./sheet-grid.ts";
import { type Language, RULES, STATES, subjectName } from "./wording.ts";

/** Widths of the columns, in characters. */
const WIDTHS = [6, 14, 18, 40, 13, 13, 13, 11, 12, 16, 26, 18];

/** Rows that stay in sight and are printed on each page: title, what it is of, who made it. */
const HEAD = 3;

/** Where each label of the signatures begins, and from where to where there is room to sign. */
const SIGNATURE_COLUMNS = [
  [0, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
  [10, 11, 11],
] as const;

/** A record with all that its sheet shows. */
export interface SheetInput {
  /** Name of the sheet. */
  name: string;
  record: Record;
  history: readonly CorrectionHistory[];
  path: string;
  /** Address of the original relative to the workbook; null where it is not at hand. */
  file: string | null;
  pictures: Crops;
  /** Name of the sheet that lists all records. */
  index: string;
}

/** The work paper of one record. */
export function recordSheet(input: SheetInput, language: Language): PrintedSheet {
  const { name, record, history } = input;
  const grid = new SheetGrid(WIDTHS);
  writeHead(grid, input, language);
  const checks = inOrderOfGravity(record.checks);
  const firstCheck = grid.row;
  // The values below are laid out first, because the formulas above refer to them.
  grid.skip(rowsOfChecks(checks.length));
  const values = new PrintedValues(grid, language, history);
  values.write(record);
  writeHistory(grid, history, language);
  const places = writeCrops(grid, input, language);
  for (const check of checks) if (!places.has(check)) places.set(check, placeOf(check, input, language));
  const end = grid.row;
  grid.row = firstCheck;
  writeChecks(grid, checks, record, values.cells, places, language);
  grid.row = end;
  return grid.printed(name, HEAD, pageSetup(HEAD, language));
}

function writeHead(grid: SheetGrid, { record, path, file, index }: SheetInput, language: Language): void {
  const zh = language === "zh";
  const { project, title, fiscalYear, form, id, coverage } = record;
  const name = project.name?.value ?? title?.value ?? id;
  grid.span(
    0,
    COLUMNS - 1,
    "title",
    `${zh ? "绩效自评复核工作底稿" : "Work paper on a performance self-evaluation"} — ${name}`,
  );
  grid.height(28);
  grid.skip();
  const unit = project.implementingUnit?.value ?? project.department?.value ?? "";
  const counts = zh
    ? `一致 ${coverage.checks.agrees}，不一致 ${coverage.checks.differs}，无法复核 ${coverage.checks.unverifiable}，不适用规则 ${coverage.checks.notApplicable}；${coverage.numbers} 个数字中 ${coverage.guarded} 个有复核依据`
    : `${coverage.checks.agrees} agree, ${coverage.checks.differs} differ, ${coverage.checks.unverifiable} unverifiable, ${coverage.checks.notApplicable} rules not applicable; ${coverage.guarded} of ${coverage.numbers} numbers are guarded by a check`;
  const year = fiscalYear?.value ?? null;
  const meta = [unit, year === null ? "" : String(year), form, id].filter((part) => part !== "").join(" · ");
  grid.span(0, 4, "meta", meta);
  grid.span(5, 8, "meta", counts);
  grid.span(9, 10, file === null ? "meta" : "link", { value: path, ...(file === null ? {} : { file }) });
  grid.put(11, "link", { value: zh ? "返回目录" : "Back to the list", link: cellOf(index, "A1") });
  grid.skip();
  const labels = zh
    ? ["编制人", "编制日期", "复核人", "复核日期"]
    : ["Prepared by", "Date", "Reviewed by", "Date"];
  for (const [at, [label, from, to]] of SIGNATURE_COLUMNS.entries()) {
    grid.span(label, from - 1, "label", labels[at] ?? "");
    grid.span(from, to, "blank", null);
  }
  grid.height(26);
  grid.skip();
}

function writeHistory(grid: SheetGrid, history: readonly CorrectionHistory[], language: Language): void {
  if (history.length === 0) return;
  const zh = language === "zh";
  grid.skip();
  grid.span(0, COLUMNS - 1, "section", zh ? "七、更正记录" : "7. Corrections");
  grid.skip();
  const headings = zh
    ? ["编号", "更正人", "对象", "理由", "当时原文", "更正为", "现状", "时间"]
    : ["No.", "By", "Subject", "Why", "On the page", "Entered", "Now", "When"];
  grid.putAll("header", headings);
  grid.skip();
  for (const entry of history) {
    grid.put(0, "centred", entry.id);
    grid.put(1, "text", entry.by);
    grid.put(2, "text", subjectName(entry.pointer, language));
    grid.put(3, "text", entry.note);
    grid.put(4, "text", entry.read_raw);
    grid.put(
      5,
      entry.state === "applied" ? "corrected" : "text",
      entry.entered ?? (zh ? "（撤销）" : "(taken back)"),
    );
    grid.put(6, "text", STATES[entry.state][language]);
    grid.put(7, "text", entry.at);
    grid.skip();
  }
}

/** Pixels of a picture to one on the sheet, where it is as large as on paper at 96 dpi. */
const SHRINK = 1.5;

/** Lays the pictures below each other and gives for each check the link to its own. */
function writeCrops(
  grid: SheetGrid,
  { name, pictures: { crops, trouble } }: SheetInput,
  language: Language,
): Map<Check, Content> {
  const links = new Map<Check, Content>();
  if (crops.length === 0 && trouble === null) return links;
  const zh = language === "zh";
  grid.skip();
  grid.span(0, COLUMNS - 1, "section", zh ? "附：原件截图" : "Places in the original");
  grid.skip();
  if (trouble !== null) {
    grid.span(0, COLUMNS - 1, "text", trouble[language]);
    grid.skip();
  }
  for (const crop of crops) {
    const subjects = crop.checks.map(
      (check) => `${RULES[check.rule][language]}（${subjectName(check.subject, language)}）`,
    );
    const page = zh ? `第 ${crop.page} 页` : `page ${crop.page}`;
    for (const check of crop.checks) {
      links.set(check, {
        value: zh ? `截图 ${page}` : `picture, ${page}`,
        link: cellOf(name, `A${String(grid.next)}`),
      });
    }
    grid.span(0, COLUMNS - 1, "label", `${page}：${subjects.join("；")}`);
    grid.skip();
    grid.picture(1, {
      png: crop.png,
      width: crop.width / SHRINK,
      height: crop.height / SHRINK,
      altText: `${page} ${subjects.join(" ")}`,
    });
  }
  return links;
}

function placeOf(check: Check, { record, file }: SheetInput, language: Language): Content {
  const reading = readingOf(check, record);
  if (reading === null) return {};
  return {
    value: placeText(reading.at, language),
    ...(file === null || check.verdict === "agrees" ? {} : { file }),
  };
}

/** Where something stands, in words. */
export function placeText(at: Place, language: Language): string {
  const zh = language === "zh";
  if (at.cell !== undefined) return `${at.sheet ?? ""}!${at.cell}`;
  if (at.table !== undefined) {
    const row = at.row === undefined ? "" : zh ? `第 ${at.row} 行` : ` row ${at.row}`;
    return zh ? `表 ${at.table} ${row}` : `table ${at.table}${row}`;
  }
  if (at.paragraph !== undefined) return zh ? `第 ${at.paragraph} 段` : `paragraph ${at.paragraph}`;
  if (at.line !== undefined) return zh ? `第 ${at.line} 行` : `line ${at.line}`;
  return zh ? `第 ${at.page} 页` : `page ${at.page}`;
}
