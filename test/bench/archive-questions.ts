import type { FindingFilter, SearchFilter } from "../../src/store/store.ts";

const YEAR = 2021;

/** Every filter of findings alone, in pairs that are usual, and such that find nothing or nearly everything. */
export const FINDINGS: FindingFilter[] = [
  {},
  { verdict: "differs" },
  { verdict: "unverifiable" },
  { verdict: "agrees" },
  { severity: "error" },
  { severity: "info", verdict: "agrees" },
  { rule: "total-score" },
  { rule: "date", verdict: "differs" },
  { year: YEAR, verdict: "differs" },
  { year: 1999, verdict: "differs" },
  { unit: "水利局", verdict: "differs" },
  { unit: "东河县水利局", severity: "error", verdict: "differs" },
  { unit: "没有此单位" },
  { form: "shanxi-jinzhong", verdict: "differs" },
  { form: "no-such-form" },
  { rule: "grade", severity: "warning", verdict: "differs", year: YEAR, unit: "县" },
  { rule: "total-score", severity: "error", year: YEAR, unit: "大桥县", form: "general" },
  { rule: "fund-sum", verdict: "agrees", form: "hebei-chengan", unit: "南" },
];

/** One, two and more characters, rare and in every report, several words, and every filter. */
export const SEARCHES: (SearchFilter & { query: string })[] = [
  { query: "水" },
  { query: "的" },
  { query: "绩" },
  { query: "水库" },
  { query: "绩效" },
  { query: "完成" },
  { query: "满意度" },
  { query: "项目支出绩效自评表" },
  { query: "青溪水库除险加固项目" },
  { query: "大河县 审计局" },
  { query: "完成 指标 项目" },
  { query: "没有这样的文字" },
  { query: "指标项目" },
  { query: "100%" },
  { query: "完成", year: YEAR },
  { query: "完成", region: "大河县" },
  { query: "完成", unit: "大河县水利局", year: YEAR },
  { query: "完成", form: "shanxi-jinzhong", grade: "excellent" },
  { query: "完成", rule: "total-score", severity: "error" },
  { query: "完成", year: 1999 },
  { query: "完成", form: "shanxi-jinzhong", region: "古桥县", year: YEAR, grade: "good", severity: "error" },
];
