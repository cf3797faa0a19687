import type { Pattern } from "./pattern.ts";

export const carryOver: Pattern = {
  id: "carry-over",
  title: {
    en: "projects whose carry-over is not last year's balance",
    zh: "同一项目上年结转与上年结余不符",
  },
  thresholds: {
    yuan: { usual: 100, en: "difference in 元, more than", zh: "差额（元）大于" },
  },
  sql: (threshold) => `
with money as (
  select r.key, r.id, r.project_name, r.fiscal_year as year,
         coalesce(r.project_implementing_unit, r.project_department) as unit,
         max(case when f.measure = 'balance' and f.source = 'total' then f.yuan end) as printed,
         max(case when f.measure = 'annualBudget' and f.source = 'total' then f.yuan end)
           - max(case when f.measure = 'executed' and f.source = 'total' then f.yuan end) as computed,
         max(case when f.measure = 'annualBudget' and f.source = 'carriedOver' then f.yuan end) as carried_annual,
         max(case when f.measure = 'initialBudget' and f.source = 'carriedOver' then f.yuan end) as carried_initial
  from records r
  join fund_lines f on f.record_key = r.key
  where r.project_name is not null and r.fiscal_year is not null
  group by r.key
)
select a.unit, a.project_name, a.year, a.id as record_id,
       coalesce(a.printed, round(a.computed, 2)) as balance_yuan,
       case when a.printed is null then 'annual budget - executed' else 'printed' end as balance_from,
       b.year as next_year, b.id as next_record_id,
       coalesce(b.carried_annual, b.carried_initial) as carried_yuan,
       round(coalesce(b.carried_annual, b.carried_initial) - coalesce(a.printed, a.computed), 2) as difference_yuan
from money a
join money b on b.project_name = a.project_name and b.unit is a.unit and b.year = a.year + 1
where abs(coalesce(b.carried_annual, b.carried_initial) - coalesce(a.printed, a.computed)) > ${threshold("yuan")}
order by abs(difference_yuan) desc, a.id, b.id`,
};
