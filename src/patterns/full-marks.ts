import type { Pattern } from "./pattern.ts";

export const fullMarks: Pattern = {
  id: "full-marks",
  title: { en: "every unit's share of full marks", zh: "各单位满分率" },
  thresholds: {
    forms: { usual: 1, en: "forms a unit has at least", zh: "单位自评表最少份数" },
    percent: { usual: 0, en: "per cent of indicators with full marks, at least", zh: "指标满分率下限（%）" },
  },
  sql: (threshold) => `
select coalesce(r.project_implementing_unit, r.project_department) as unit,
       count(distinct r.key) as forms,
       count(distinct case when r.total_score = r.total_weight then r.key end) as full_forms,
       count(i.score) as indicators,
       count(case when i.score = i.weight then 1 end) as full_indicators,
       round(100.0 * count(case when i.score = i.weight then 1 end) / count(i.score), 1) as full_percent
from records r
left join indicators i on i.record_key = r.key and i.weight > 0 and i.score is not null
where coalesce(r.project_implementing_unit, r.project_department) is not null
group by unit
having forms >= ${threshold("forms")} and coalesce(full_percent, 0) >= ${threshold("percent")}
order by full_percent desc, forms desc, unit`,
};
