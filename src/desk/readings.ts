import type { Check } from "../model/check.ts";
import type { Place } from "../model/place.ts";
import type { Reading } from "../model/reading.ts";
import type { Quantity, Record } from "../model/record.ts";
import { MEASURES, say, SOURCES } from "./texts.ts";

/** Whether a part of a record is a reading. */
export function isReading(part: unknown): part is Reading<unknown> {
  return typeof part === "object" && part !== null && "raw" in part && "origin" in part && "guards" in part;
}

/** What a JSON Pointer leads to in a record. */
export function partAt(record: object, pointer: string): unknown {
  let part: unknown = record;
  for (const key of pointer.split("/").slice(1)) {
    if (typeof part !== "object" || part === null) return undefined;
    part = (part as { [key: string]: unknown })[key];
  }
  return part;
}

/** All readings of a record with their pointers, in its order. */
export function readingsOf(record: Record): [pointer: string, reading: Reading<unknown>][] {
  const found: [string, Reading<unknown>][] = [];
  const collect = (part: unknown, pointer: string): void => {
    if (isReading(part)) found.push([pointer, part]);
    else if (typeof part === "object" && part !== null)
      for (const [name, inner] of Object.entries(part)) collect(inner, `${pointer}/${name}`);
  };
  const { checks: _, coverage: __, ...parts } = record;
  collect(parts, "");
  return found;
}

/** The pointers at or below this one that lead to readings. */
function readingsBelow(record: Record, pointer: string): string[] {
  return readingsOf(record)
    .map(([own]) => own)
    .filter((own) => own === pointer || own.startsWith(`${pointer}/`));
}

/** A value as it is shown and as it is typed. */
export function valueText(pointer: string, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return (value as Quantity).text;
  if (typeof value === "string") {
    if (!pointer.endsWith("/completion")) return value;
    return value === "completed" ? "已完成" : value === "not completed" ? "未完成" : value;
  }
  const text = JSON.stringify(value);
  return /\/(?:rate|completion)$/u.test(pointer) ? `${text}%` : text;
}

/** The text to enter over a reading where it is taken as it stands. */
export function acceptedText({ raw }: Reading<unknown>): string {
  return raw;
}

export function isNumberAt(pointer: string): boolean {
  return (
    /\/(?:fiscalYear|rate|weight|score|amount|completion)$/u.test(pointer) ||
    /^\/indicators\/\d+\/(?:target|actual)$/u.test(pointer)
  );
}

/** Whether a person should look: a doubted number, or print that could not be made a value. */
export function needsPerson(pointer: string, { state, value, raw }: Reading<unknown>): boolean {
  return (state === "doubtful" && isNumberAt(pointer)) || (value === null && raw.trim() !== "");
}

const FIELDS: { readonly [name: string]: { zh: string; en: string } } = {
  title: { zh: "标题", en: "title" },
  fiscalYear: { zh: "年度", en: "year" },
  filedOn: { zh: "填报日期", en: "filed on" },
  name: { zh: "名称", en: "name" },
  subproject: { zh: "子项目", en: "subproject" },
  department: { zh: "主管部门", en: "department" },
  departmentCode: { zh: "部门代码", en: "department code" },
  implementingUnit: { zh: "实施单位", en: "implementing unit" },
  office: { zh: "科室", en: "office" },
  attribute: { zh: "项目属性", en: "attribute" },
  periodStart: { zh: "项目期起", en: "period from" },
  periodEnd: { zh: "项目期止", en: "period to" },
  rate: { zh: "执行率", en: "rate" },
  weight: { zh: "分值", en: "points" },
  score: { zh: "得分", en: "score" },
  amount: { zh: "金额", en: "amount" },
  unit: { zh: "单位", en: "unit" },
  measure: { zh: "口径", en: "measure" },
  source: { zh: "来源", en: "source" },
  level1: { zh: "一级指标", en: "level 1" },
  level2: { zh: "二级指标", en: "level 2" },
  target: { zh: "指标值", en: "target" },
  actual: { zh: "完成值", en: "actual" },
  completion: { zh: "完成进度", en: "completion" },
  deviation: { zh: "偏差原因", en: "deviation" },
  group: { zh: "一级", en: "group" },
  subgroup: { zh: "二级", en: "subgroup" },
  remark: { zh: "备注", en: "remark" },
  expected: { zh: "预期目标", en: "expected" },
  actualGoal: { zh: "实际完成", en: "achieved" },
  grade: { zh: "等级", en: "grade" },
  heading: { zh: "标题", en: "heading" },
  text: { zh: "正文", en: "text" },
  role: { zh: "角色", en: "role" },
  position: { zh: "职务", en: "position" },
  phone: { zh: "电话", en: "telephone" },
};

const PARTS: { readonly [name: string]: { zh: string; en: string } } = {
  project: { zh: "项目", en: "Project" },
  funds: { zh: "资金", en: "Funds" },
  execution: { zh: "预算执行", en: "Execution" },
  goals: { zh: "目标", en: "Goals" },
  indicators: { zh: "指标", en: "Indicator" },
  scorecard: { zh: "评分表", en: "Scoring table" },
  caps: { zh: "标题分值", en: "Caption" },
  total: { zh: "总分行", en: "Total" },
  narratives: { zh: "文字", en: "Text" },
  people: { zh: "人员", en: "People" },
};

/** The name of a column or field. */
export function fieldName(name: string): string {
  const known = FIELDS[name];
  return known === undefined ? name : say(known);
}

/** What a pointer leads to, for a person: "指标 3 群众满意度 · 得分". */
export function pointerName(record: Record, pointer: string): string {
  const steps = pointer.split("/").slice(1);
  const [part = ""] = steps;
  const leaf = steps.at(-1) ?? "";
  const known = PARTS[part];
  if (known === undefined) return fieldName(part);
  const row =
    steps.length > 1 && /^\d+$/u.test(steps[1] ?? "") ? rowName(record, part, Number(steps[1])) : "";
  const field = /^\d+$/u.test(leaf) || leaf === part ? "" : fieldName(leaf);
  return [say(known), row, field === "" ? "" : `· ${field}`].filter(Boolean).join(" ");
}

function rowName(record: Record, part: string, at: number): string {
  const number = String(at + 1);
  if (part === "funds") {
    const line = record.funds[at];
    const names = [
      line?.source.value == null ? "" : say(SOURCES[line.source.value]),
      line?.measure.value == null ? "" : say(MEASURES[line.measure.value]),
    ];
    return names.filter(Boolean).join(" ") || number;
  }
  const row = (record as unknown as { [part: string]: { [name: string]: Reading<string> | null }[] })[part]?.[
    at
  ];
  const name = row?.["name"] ?? row?.["group"] ?? row?.["heading"] ?? row?.["role"];
  const text = name?.value ?? name?.raw ?? "";
  return `${number} ${text.length > 14 ? `${text.slice(0, 13)}…` : text}`.trim();
}

/** Where a reading stands, in words. */
export function placeName(at: Place): string {
  if (at.cell !== undefined) return `${at.sheet ?? ""}!${at.cell}`;
  if (at.table !== undefined && at.row !== undefined)
    return say({
      zh: `表 ${String(at.table)} 第 ${String(at.row)} 行`,
      en: `table ${String(at.table)}, row ${String(at.row)}`,
    });
  if (at.paragraph !== undefined)
    return say({ zh: `第 ${String(at.paragraph)} 段`, en: `paragraph ${String(at.paragraph)}` });
  if (at.line !== undefined) return say({ zh: `第 ${String(at.line)} 行`, en: `line ${String(at.line)}` });
  return say({ zh: `第 ${String(at.page)} 页`, en: `page ${String(at.page)}` });
}

/** What waits for a person: a check that does not agree, or a value that is doubted. */
export type Matter =
  | { kind: "check"; check: Check; key: string }
  | { kind: "value"; pointer: string; key: string };

const ORDER = ["differs error", "differs warning", "value", "differs info", "unverifiable"];

function orderOf(matter: Matter): number {
  if (matter.kind === "value") return ORDER.indexOf("value");
  const { verdict, severity } = matter.check;
  return ORDER.indexOf(verdict === "differs" ? `differs ${severity}` : verdict);
}

/** What a person should look at in a record, the gravest first. */
export function mattersOf(record: Record): Matter[] {
  const checks = record.checks
    .filter(({ verdict }) => verdict !== "agrees")
    .map((check, index): Matter => ({
      kind: "check",
      check,
      key: `${check.rule} ${check.subject} ${String(index)}`,
    }));
  const values = readingsOf(record)
    .filter(([pointer, reading]) => needsPerson(pointer, reading))
    .map(([pointer]): Matter => ({ kind: "value", pointer, key: pointer }));
  return [...checks, ...values].toSorted((a, b) => orderOf(a) - orderOf(b));
}

/** The readings a matter is about, the one to look at first before the others. */
export function placesOf(record: Record, matter: Matter): string[] {
  if (matter.kind === "value") return [matter.pointer];
  const { subject, evidence } = matter.check;
  const own = [subject, ...evidence].flatMap((pointer) => {
    const part = partAt(record, pointer);
    return isReading(part) ? [pointer] : [];
  });
  return own.length > 0 ? [...new Set(own)] : readingsBelow(record, subject);
}
