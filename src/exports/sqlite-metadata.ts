import type { Bilingual } from "./dictionary.ts";
import { EXPORT_TABLES } from "./tables.ts";

/** What a row of a table is called where another leads to it. */
const LABELS: { readonly [table: string]: string } = {
  documents: "sha256",
  records: "id",
  indicators: "name",
  score_lines: "name",
  narratives: "heading",
  people: "name",
  runs: "started_at",
};

/** Tables that hold what programs need, below those that people look at. */
const HIDDEN: readonly string[] = [
  "record_json",
  "record_basis",
  "record_search",
  "record_search_config",
  "record_search_data",
  "record_search_docsize",
  "record_search_idx",
  "fuhe_migrations",
];

/** Tables that the other formats do not have. */
const FURTHER: { readonly [table: string]: Bilingual } = {
  runs: { en: "One row for each run of ingest", zh: "每次入库运行一行" },
  review_queue: {
    en: "What the reviewing desk orders and filters records by",
    zh: "复核台排序和筛选记录所用",
  },
  unknown_labels: { en: "Labels that the profile of the form does not know", zh: "模板不认识的栏目名称" },
  descriptions: { en: "What the archive knows of the documents", zh: "文件的档案著录信息" },
  rereadings: {
    en: "One row for each time that a document was read again by other profiles or another version",
    zh: "文件每次以另一模板或版本重新读取一行",
  },
  reading_changes: { en: "What such a reading changed", zh: "重新读取所改变的内容" },
};

const VIEWS: { readonly [view: string]: Bilingual } = {
  mismatches: { en: "What does not agree: the checks that differ", zh: "核对不一致的各项" },
  findings: { en: "All checks with their document, unit and year", zh: "全部复核结果，连同文件、单位、年度" },
  record_summary: {
    en: "One row for each form, with counts of its checks",
    zh: "每张自评表一行，附各类复核结果的项数",
  },
  execution_rates: { en: "Execution rates, printed and recalculated", zh: "预算执行率：填报与复算" },
  unguarded_numbers: { en: "Numbers that no check rests on", zh: "没有复核依据的数字" },
  doubtful_numbers: { en: "Numbers that a person should look at", zh: "存疑、需人工查看的数字" },
  failures_current: { en: "Paths that could not be read when last tried", zh: "最近一次未能读取的路径" },
  document_summary: { en: "One row for each document, with counts", zh: "每份文件一行，附各项计数" },
};

/** What Datasette shows beside the tables, views and columns (https://docs.datasette.io/en/stable/metadata.html). */
export function sqliteMetadata(language: "zh" | "en"): object {
  const tables: { [name: string]: object } = {};
  for (const { name, title, description, columns } of EXPORT_TABLES) {
    tables[name] = {
      title: language === "zh" ? title : name,
      description: description[language],
      columns: Object.fromEntries(columns.map((column) => [column.name, column.description[language]])),
      ...(LABELS[name] === undefined ? {} : { label_column: LABELS[name] }),
    };
  }
  for (const [name, description] of Object.entries(FURTHER)) {
    const label = LABELS[name] === undefined ? {} : { label_column: LABELS[name] };
    tables[name] = { description: description[language], ...label };
  }
  for (const name of HIDDEN) tables[name] = { hidden: true };
  for (const [name, description] of Object.entries(VIEWS))
    tables[name] = { description: description[language] };
  return {
    title: language === "zh" ? "绩效自评表数据" : "Performance self-evaluation forms",
    description:
      language === "zh"
        ? "由 fuhe 从绩效自评表读出并逐项复核的数据"
        : "What fuhe read from performance self-evaluation forms and recalculated",
    databases: { fuhe: { tables } },
  };
}
