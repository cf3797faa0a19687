import type { Place } from "../model/place.ts";
import { decimalOf } from "../model/decimal.ts";
import type { GoldCheck } from "../evaluation/gold.ts";
import type { Expected } from "../evaluation/leaves.ts";
import type { DocumentReport, LeafFault, Report, Score, Totals } from "../evaluation/report.ts";
import { renderTable } from "./table.ts";

type Language = "zh" | "en";

const WORDS = {
  zh: {
    document: "文件",
    total: "合计",
    field: "字段",
    counts: ["列出", "正确", "错误", "缺失", "多出"],
    measures: ["准确率", "召回率", "F1"],
    exactRows: "完整行",
    exactRecords: "完整记录",
    checks: "核查",
    notListed: "标注外差异",
    silent: "无标记错误",
    numbers: "数字",
    numberCounts: [
      "列出",
      "正确",
      "正确而存疑",
      "缺失",
      "错误已存疑",
      "错误在差异中",
      "错误无标记",
      "数字全对的记录",
    ],
    outcomes: { wrong: "错误", missing: "缺失", extra: "多出" },
    faults: "不符的读数",
    expected: "应为",
    got: "读作",
    printed: "原文",
    page: (at: Place) => `第 ${at.page} 页${at.line === undefined ? "" : `第 ${at.line} 行`}`,
    isSilent: "无标记",
    noDocument: "没有与此标注同名的文件",
    records: (listed: number, got: number) => `应有 ${listed} 份自评表，读出 ${got} 份`,
    notFound: "未找到的核查结果",
    notListedChecks: "标注未列的差异（标注不必列全，请人工判断）",
    formDifferences: "数值相同、写法不同",
    withoutGold: "没有标注、未评判的文件",
    nothing: "（空）",
    contains: "包含",
    separator: "、",
  },
  en: {
    document: "document",
    total: "total",
    field: "field",
    counts: ["listed", "right", "wrong", "missing", "extra"],
    measures: ["precision", "recall", "F1"],
    exactRows: "exact rows",
    exactRecords: "exact records",
    checks: "checks",
    notListed: "not in gold",
    silent: "silent",
    numbers: "numbers",
    numberCounts: [
      "listed",
      "right",
      "right but doubtful",
      "missing",
      "wrong, doubtful",
      "wrong, in a finding",
      "wrong, silent",
      "records with all numbers right",
    ],
    outcomes: { wrong: "wrong", missing: "missing", extra: "extra" },
    faults: "Readings that differ from the gold",
    expected: "expected",
    got: "got",
    printed: "printed",
    page: (at: Place) => `page ${at.page}${at.line === undefined ? "" : `, line ${at.line}`}`,
    isSilent: "silent",
    noDocument: "no document of this name",
    records: (listed: number, got: number) => `${listed} forms expected, ${got} read`,
    notFound: "Checks not found",
    notListedChecks: "Differences not in the gold (a gold need not list all: judge for yourself)",
    formDifferences: "Same number, written otherwise",
    withoutGold: "Documents without a gold, not judged",
    nothing: "(nothing)",
    contains: "contains",
    separator: ", ",
  },
} as const;
type Words = (typeof WORDS)[Language];

/** The report for people: a table of the documents, one of the fields, then each fault with where it was read. */
export function renderReport(report: Report, lang: Language): string {
  const words = WORDS[lang];
  const parts = [
    documentTable(report, words),
    fieldTable(report, words),
    numberTable(report, words),
    ...section(words.faults, report.documents, (document) => faultLines(document, words)),
    ...section(words.notFound, report.documents, (document) =>
      document.checksNotFound.map(
        ({ record, check }) => `/records/${record}  ${goldCheckText(check, words)}`,
      ),
    ),
    ...section(words.notListedChecks, report.documents, (document) =>
      document.checksNotListed.map(
        ({ record, check }) => `/records/${record}${check.subject}  ${check.rule}  ${check.message[lang]}`,
      ),
    ),
    ...section(words.formDifferences, report.documents, (document) =>
      document.formDifferences.map(
        ({ path, expected, got }) => `${path}  ${words.expected} ${expected}  ${words.got} ${got}`,
      ),
    ),
    ...(report.documentsWithoutGold.length === 0
      ? []
      : [[words.withoutGold, ...report.documentsWithoutGold]]),
  ];
  return parts.map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function documentTable({ documents, total }: Report, words: Words): string[] {
  const heading = [
    words.document,
    ...words.counts,
    ...words.measures,
    words.exactRows,
    words.exactRecords,
    words.checks,
    words.notListed,
    words.silent,
  ];
  return tableLines(heading, [
    ...documents.map((document) =>
      documentCells(document.source, { ...document, checksNotListed: document.checksNotListed.length }),
    ),
    documentCells(words.total, total),
  ]);
}

function documentCells(name: string, sums: Omit<Totals, "documents">): string[] {
  return [
    name,
    ...scoreCells(sums.score),
    `${sums.rows.exact}/${sums.rows.listed}${sums.rows.extra > 0 ? ` +${sums.rows.extra}` : ""}`,
    `${sums.records.exact}/${sums.records.listed}`,
    `${sums.checks.found}/${sums.checks.listed}`,
    String(sums.checksNotListed),
    String(sums.silent),
  ];
}

function fieldTable({ fields }: Report, words: Words): string[] {
  return tableLines(
    [words.field, ...words.counts, ...words.measures],
    fields.map(({ field, score }) => [field, ...scoreCells(score)]),
  );
}

function numberTable({ total: { numbers, records } }: Report, words: Words): string[] {
  const { listed, right, rightDoubtful, missing, wrongDoubtful, wrongInFinding, wrongSilent, wholeRecords } =
    numbers;
  return tableLines(
    [words.numbers, ...words.numberCounts],
    [
      [
        words.total,
        ...[listed, right, rightDoubtful, missing, wrongDoubtful, wrongInFinding, wrongSilent].map(String),
        `${wholeRecords}/${records.listed}`,
      ],
    ],
  );
}

function scoreCells(score: Score): string[] {
  const { listed, right, wrong, missing, extra, precision, recall, f1 } = score;
  return [...[listed, right, wrong, missing, extra].map(String), ...[precision, recall, f1].map(percent)];
}

/** The first column on the left, the figures behind it on the right. */
function tableLines(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const columns = heading.map((name, at) => ({ heading: name, align: at === 0 ? "left" : "right" }) as const);
  return renderTable(columns, rows).trimEnd().split("\n");
}

function percent(share: number | null): string {
  return share === null ? "—" : `${decimalOf(share).times("100").toFixed(2)}%`;
}

/** A heading, and below it what each document has to say; nothing where none has. */
function section(
  heading: string,
  documents: readonly DocumentReport[],
  linesOf: (document: DocumentReport) => string[],
): string[][] {
  const lines = documents.flatMap((document) => {
    const own = linesOf(document);
    return own.length === 0 ? [] : [document.source, ...own.map((line) => `  ${line}`)];
  });
  return lines.length === 0 ? [] : [[heading, ...lines]];
}

function faultLines({ absent, records, faults }: DocumentReport, words: Words): string[] {
  if (absent?.code === "no-document") return [words.noDocument];
  if (absent !== null) return [`[${absent.code}] ${absent.message}`];
  const count = records.listed === records.got ? [] : [words.records(records.listed, records.got)];
  return [...count, ...faults.map((fault) => faultLine(fault, words))];
}

function faultLine(fault: LeafFault, words: Words): string {
  const { path, row, outcome, expected, got, raw, at, silent } = fault;
  const parts = [
    words.outcomes[outcome],
    row === "" ? path : `${path} (${row})`,
    `${words.expected} ${expectedText(expected, words)}`,
    `${words.got} ${got === null ? words.nothing : oneLine(String(got))}`,
    ...(raw === null || raw === String(got) ? [] : [`${words.printed} ${oneLine(raw)}`]),
    ...(at === null ? [] : [words.page(at)]),
    ...(silent ? [words.isSilent] : []),
  ];
  return parts.join("  ");
}

function expectedText(expected: Expected, words: Words): string {
  if (expected === null) return words.nothing;
  if (typeof expected !== "object") return oneLine(String(expected));
  return `${words.contains} ${expected.contains.map(oneLine).join(words.separator)}`;
}

function goldCheckText(check: GoldCheck, words: Words): string {
  const { rule, verdict, about, subject, reported, recalculated, cause } = check;
  const figures = [reported, recalculated].filter((figure) => figure !== undefined).map(String);
  return [rule, verdict, subject, about, figures.join(" / "), cause]
    .filter((part) => part !== undefined && part !== null && part !== "")
    .join(words.separator);
}

/** Long texts are cut: they are here to be found again, not to be read. */
const LONGEST = 60;

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, " ");
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
