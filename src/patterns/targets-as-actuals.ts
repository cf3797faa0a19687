import type { Pattern } from "./pattern.ts";

export const targetsAsActuals: Pattern = {
  id: "targets-as-actuals",
  title: { en: "forms on which every actual value is its target", zh: "实际完成值与指标值全部相同的自评表" },
  thresholds: {
    indicators: { usual: 5, en: "indicators with both, at least", zh: "两值俱全的指标最少个数" },
    percent: { usual: 100, en: "per cent of them that are the same, at least", zh: "相同比例下限（%）" },
  },
  sql: (threshold) => `
select r.id as record_id,
       coalesce(r.project_implementing_unit, r.project_department) as unit,
       r.fiscal_year as year, r.project_name,
       count(*) as indicators,
       sum(replace(i.target_text, ' ', '') = replace(i.actual_text, ' ', '')) as same,
       round(100.0 * sum(replace(i.target_text, ' ', '') = replace(i.actual_text, ' ', '')) / count(*), 1) as percent
from indicators i
join records r on r.key = i.record_key
where i.target_text <> '' and i.actual_text <> ''
group by r.key
having count(*) >= ${threshold("indicators")} and percent >= ${threshold("percent")}
order by percent desc, indicators desc, r.id`,
};
