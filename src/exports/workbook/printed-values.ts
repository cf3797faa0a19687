import { decimal, type Decimal, decimalOf } from "../../model/decimal.ts";
import { YUAN_EXPONENT } from "../../model/money.ts";
import type { Reading } from "../../model/reading.ts";
import type { FundLine, Quantity, Record } from "../../model/record.ts";
import type { CorrectionHistory } from "../../store/store.ts";
import { type NumberCell, numberCell } from "./formula.ts";
import type { Content, SheetGrid } from "./sheet-grid.ts";
import { columnName } from "./page-setup.ts";
import type { StyleName } from "./styles.ts";
import { fieldName, type Language, MEASURES, ORIGINS, subjectName } from "./wording.ts";

/** Columns of the record's sheet that hold figures, so that those of one kind stand below each other. */
const COLUMN = {
  number: 0,
  first: 1,
  second: 2,
  name: 3,
  target: 4,
  actual: 5,
  weight: 6,
  score: 7,
  rate: 8,
} as const;
export const COLUMNS = 12;

/** The most digits a cell keeps. */
const DIGITS = 15;

type Leaf = Reading<string | number | Quantity> | null;

/** Lays the printed values of a record on a sheet as they stand, and remembers in which cell each number is. */
export class PrintedValues {
  readonly cells = new Map<string, NumberCell>();
  readonly #grid: SheetGrid;
  readonly #language: Language;
  readonly #corrections: ReadonlyMap<string, CorrectionHistory>;

  constructor(grid: SheetGrid, language: Language, history: readonly CorrectionHistory[]) {
    this.#grid = grid;
    this.#language = language;
    this.#corrections = new Map(history.map((entry) => [entry.pointer, entry]));
  }

  write(record: Record): void {
    this.#writeHead(record);
    this.#writeFunds(record);
    this.#writeIndicators(record);
    this.#writeScorecard(record);
    this.#writeTotals(record);
    this.#writeProse(record);
  }

  #text({ zh, en }: { zh: string; en: string }): string {
    return this.#language === "zh" ? zh : en;
  }

  #section(zh: string, en: string, headings: readonly (readonly [string, string])[]): void {
    const grid = this.#grid;
    grid.skip();
    grid.span(0, COLUMNS - 1, "section", this.#text({ zh, en }));
    grid.skip();
    if (headings.length === 0) return;
    grid.putAll(
      "header",
      headings.map(([chinese, english]) => this.#text({ zh: chinese, en: english })),
    );
    grid.skip();
  }

  #writeHead({ title, fiscalYear, filedOn, project }: Record): void {
    this.#section("一、表头信息", "1. Head", []);
    const fields: [string, Leaf][] = [
      ["title", title],
      ["fiscalYear", fiscalYear],
      ["filedOn", filedOn],
      ...Object.entries(project).map(([name, leaf]): [string, Leaf] => [`project/${name}`, leaf]),
    ];
    for (const [field, leaf] of fields) {
      if (leaf === null) continue;
      const grid = this.#grid;
      grid.span(0, 2, "label", fieldName(field, this.#language));
      const { style, ...content } = this.#shown(leaf, `/${field}`, "text");
      grid.span(3, COLUMNS - 1, style, { ...content, value: String(content.value ?? "") });
      grid.skip();
    }
  }

  #writeFunds({ funds }: Record): void {
    if (funds.length === 0) return;
    this.#section("二、项目资金", "2. Funds", [
      ["序号", "No."],
      ["口径（原文）", "Measure as printed"],
      ["来源（原文）", "Source as printed"],
      ["口径", "Measure"],
      ["金额", "Amount"],
      ["单位", "Unit"],
      ["折合元", "In 元"],
    ]);
    for (const [index, line] of funds.entries()) this.#writeFundLine(line, index);
  }

  #writeFundLine(line: FundLine, index: number): void {
    const grid = this.#grid;
    const pointer = `/funds/${String(index)}`;
    const measure = line.measure.value;
    grid.put(0, "centred", index + 1);
    this.#put(1, { ...line.measure, value: line.measure.raw }, `${pointer}/measure`);
    this.#put(2, { ...line.source, value: line.source.raw }, `${pointer}/source`);
    grid.put(3, "text", measure === null ? null : MEASURES[measure][this.#language]);
    this.#put(COLUMN.target, line.amount, `${pointer}/amount`);
    this.#put(5, line.unit, `${pointer}/unit`);
    const amount = this.cells.get(`${pointer}/amount`);
    if (
      amount === undefined ||
      line.yuan === null ||
      line.unit.value === null ||
      digitsOf(decimal(line.yuan)) > DIGITS
    ) {
      grid.put(6, "number", line.yuan);
    } else {
      const yuan = decimal(line.yuan);
      const factor = `1${"0".repeat(YUAN_EXPONENT[line.unit.value])}`;
      const formula = factor === "1" ? amount.text : `ROUND(${amount.text}*${factor},6)`;
      grid.put(6, "formula", { value: Number(line.yuan), formula, format: formatOf(yuan) });
      this.cells.set(`${pointer}/yuan`, numberCell("G", grid.next, yuan));
    }
    grid.skip();
  }

  #writeIndicators({ indicators }: Record): void {
    if (indicators.length === 0) return;
    this.#section("三、绩效指标", "3. Indicators", [
      ["序号", "No."],
      ["一级指标", "Level 1"],
      ["二级指标", "Level 2"],
      ["三级指标", "Indicator"],
      ["指标数值", "Target"],
      ["完成数值", "Actual"],
      ["分值", "Points"],
      ["得分", "Score"],
      ["完成进度%", "Completion %"],
      ["指标值（原文）", "Target as printed"],
      ["完成值（原文）", "Actual as printed"],
      ["偏差原因", "Deviation"],
    ]);
    for (const [index, row] of indicators.entries()) {
      const pointer = `/indicators/${String(index)}`;
      this.#grid.put(0, "centred", index + 1);
      this.#put(1, row.level1, `${pointer}/level1`);
      this.#put(2, row.level2, `${pointer}/level2`);
      this.#put(3, row.name, `${pointer}/name`);
      this.#putNumberOf(COLUMN.target, row.target, `${pointer}/target`);
      this.#putNumberOf(COLUMN.actual, row.actual, `${pointer}/actual`);
      this.#put(COLUMN.weight, row.weight, `${pointer}/weight`);
      this.#put(COLUMN.score, row.score, `${pointer}/score`);
      this.#put(COLUMN.rate, row.completion, `${pointer}/completion`);
      this.#put(9, row.target, `${pointer}/target`);
      this.#put(10, row.actual, `${pointer}/actual`);
      this.#put(11, row.deviation, `${pointer}/deviation`);
      this.#grid.skip();
    }
  }

  #writeScorecard({ scorecard, caps }: Record): void {
    if (scorecard.length === 0 && caps.length === 0) return;
    this.#section("四、评分表及标题中的分值", "4. Scoring table and points in captions", [
      ["序号", "No."],
      ["一级", "Group"],
      ["二级", "Subgroup"],
      ["三级", "Item"],
      ["", ""],
      ["", ""],
      ["分值", "Points"],
      ["得分", "Score"],
      ["备注", "Remark"],
    ]);
    for (const [index, row] of scorecard.entries()) {
      const pointer = `/scorecard/${String(index)}`;
      this.#grid.put(0, "centred", index + 1);
      this.#put(1, row.group, `${pointer}/group`);
      this.#put(2, row.subgroup, `${pointer}/subgroup`);
      this.#put(3, row.name, `${pointer}/name`);
      this.#grid.put(4, "text", null);
      this.#grid.put(5, "text", null);
      this.#put(COLUMN.weight, row.weight, `${pointer}/weight`);
      this.#put(COLUMN.score, row.score, `${pointer}/score`);
      this.#put(8, row.remark, `${pointer}/remark`);
      this.#grid.skip();
    }
    for (const [index, cap] of caps.entries()) {
      const pointer = `/caps/${String(index)}`;
      this.#grid.putAll("text", [
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        this.#text({ zh: "标题", en: "caption" }),
      ]);
      this.#put(1, cap.group, `${pointer}/group`);
      this.#put(COLUMN.weight, cap.weight, `${pointer}/weight`);
      this.#grid.skip();
    }
  }

  #writeTotals({ execution, total, grade }: Record): void {
    this.#section("五、预算执行与总分", "5. Budget execution and total", [
      ["", ""],
      ["", ""],
      ["", ""],
      ["项目", "Row"],
      ["", ""],
      ["", ""],
      ["分值", "Points"],
      ["得分", "Score"],
      ["执行率%", "Rate %"],
      ["等级", "Grade"],
    ]);
    const blank = (row: string) => [null, null, null, row, null, null, null, null, null, null];
    this.#grid.putAll("text", blank(fieldName("execution/rate", this.#language)));
    this.#put(COLUMN.weight, execution.weight, "/execution/weight");
    this.#put(COLUMN.score, execution.score, "/execution/score");
    this.#put(COLUMN.rate, execution.rate, "/execution/rate");
    this.#grid.skip();
    this.#grid.putAll("text", blank(fieldName("total/score", this.#language)));
    this.#put(COLUMN.weight, total.weight, "/total/weight");
    this.#put(COLUMN.score, total.score, "/total/score");
    this.#put(9, grade, "/grade");
    this.#grid.skip();
  }

  #writeProse({ goals, narratives, people }: Record): void {
    const sections: [string | null, Leaf, string][] = [
      [fieldName("goals/expected", this.#language), goals.expected, "/goals/expected"],
      [fieldName("goals/actual", this.#language), goals.actual, "/goals/actual"],
      ...narratives.map(({ heading, text }, index): [string | null, Leaf, string] => [
        heading.value ?? heading.raw,
        text,
        `/narratives/${String(index)}/text`,
      ]),
    ];
    const names = people.map((person) =>
      [person.role, person.name, person.position, person.office, person.phone]
        .flatMap((leaf) => (leaf === null ? [] : [leaf.value ?? leaf.raw]))
        .join("  "),
    );
    const filled = sections.filter(([, leaf]) => leaf !== null);
    if (filled.length === 0 && names.length === 0) return;
    this.#section("六、目标与文字说明", "6. Goals and prose", []);
    for (const [heading, leaf, pointer] of filled) {
      if (leaf === null) continue;
      this.#grid.span(0, 2, "label", heading);
      const { style, ...content } = this.#shown(leaf, pointer, "text");
      this.#grid.span(3, COLUMNS - 1, style, content);
      this.#grid.skip();
    }
    if (names.length === 0) return;
    this.#grid.span(0, 2, "label", this.#text({ zh: "人员", en: "People" }));
    this.#grid.span(3, COLUMNS - 1, "text", names.join("\n"));
    this.#grid.skip();
  }

  #put(column: number, leaf: Leaf, pointer: string): void {
    if (leaf === null) {
      this.#grid.put(column, "text", null);
      return;
    }
    const value = numberIn(leaf, pointer);
    const { style, ...content } = this.#shown(leaf, pointer, value === null ? "text" : "number");
    this.#grid.put(column, style, content);
    if (value !== null && typeof content.value === "number") this.#remember(pointer, column, value);
  }

  /** The number in a target or an actual value, beside its words. */
  #putNumberOf(column: number, leaf: Reading<Quantity> | null, pointer: string): void {
    const number = leaf?.value?.number ?? null;
    this.#grid.put(column, "number", number);
    if (number !== null) this.#remember(pointer, column, decimalOf(number));
  }

  #remember(pointer: string, column: number, value: Decimal): void {
    this.cells.set(pointer, numberCell(columnName(column), this.#grid.next, value));
  }

  /** A value as it is printed, how it came to be told by its style and in a note. */
  #shown(
    reading: NonNullable<Leaf>,
    pointer: string,
    kind: "text" | "number",
  ): Content & { style: StyleName } {
    const { value, raw, origin, state } = reading;
    const unread = value === null && raw.trim() !== "";
    const mark =
      origin === "corrected"
        ? "corrected"
        : state === "doubtful" || unread
          ? "doubtful"
          : origin === "read"
            ? null
            : "inferred";
    const style: StyleName = mark === null ? kind : kind === "number" ? `${mark}Number` : mark;
    const note = this.#noteOf(reading, pointer, unread);
    const number = numberIn(reading, pointer);
    return {
      style,
      value: number !== null ? Number(number.toFixed()) : value === null ? raw : textOf(value, raw),
      ...(number === null ? {} : { format: formatOf(number, raw) }),
      ...(note === "" ? {} : { note }),
    };
  }

  #noteOf({ raw, origin, state }: NonNullable<Leaf>, pointer: string, unread: boolean): string {
    const lines: string[] = [];
    if (origin !== "read") lines.push(ORIGINS[origin][this.#language]);
    const entry = origin === "corrected" ? this.#corrections.get(pointer) : undefined;
    if (entry !== undefined) {
      lines.push(`${entry.by}  ${entry.at}`);
      if (entry.note !== null) lines.push(entry.note);
    }
    if (origin !== "read" && raw.trim() !== "")
      lines.push(`${this.#text({ zh: "页面原文：", en: "on the page: " })}${raw}`);
    if (unread)
      lines.push(this.#text({ zh: "无法识别，照录页面原文", en: "could not be read; as on the page" }));
    else if (state === "doubtful")
      lines.push(this.#text({ zh: "读数存疑，请核对原件", en: "doubtful reading: look at the original" }));
    return lines.length === 0 ? "" : [subjectName(pointer, this.#language), ...lines].join("\n");
  }
}

/** The number that a cell can hold without losing a digit; of texts only an amount is one, not a code or a name. */
function numberIn({ value }: NonNullable<Leaf>, pointer: string): Decimal | null {
  if (typeof value === "number") return decimalOf(value);
  if (typeof value !== "string" || !pointer.endsWith("/amount")) return null;
  const number = decimal(value);
  return digitsOf(number) > DIGITS ? null : number;
}

function digitsOf(value: Decimal): number {
  return value.c.length + Math.max(0, value.e + 1 - value.c.length);
}

function textOf(value: string | number | Quantity, raw: string): string {
  if (typeof value === "object") return value.text;
  return value === "completed" || value === "not completed" ? raw : String(value);
}

/** As many decimal places as are printed. */
function formatOf(value: Decimal, raw = ""): string {
  const own = Math.max(0, value.c.length - 1 - value.e);
  const printed = /\.(\d+)/u.exec(raw)?.[1]?.length ?? 0;
  const places = Math.min(10, Math.max(own, value.toFixed() === raw.trim() || printed > own ? printed : own));
  return places === 0 ? "0" : `0.${"0".repeat(places)}`;
}
