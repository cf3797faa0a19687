import type { Pattern } from "./pattern.ts";

export const unknownLabels: Pattern = {
  id: "unknown-labels",
  title: {
    en: "labels that no profile knows, by region and year",
    zh: "模板不认识的栏目名称（按地区、年度）",
  },
  thresholds: {
    forms: { usual: 1, en: "forms with the label, at least", zh: "出现该栏目的最少份数" },
  },
  sql: (threshold) => `
with placed as (
  select r.key, r.id, r.form, r.fiscal_year,
         coalesce(r.project_department, r.project_implementing_unit, r.title, '') as named
  from records r
), regions as (
  select key, id, form, fiscal_year,
         -- What the name of the department begins with, up to 县, 区, 市 or 省.
         case when instr(named, '县') > 1 then substr(named, 1, instr(named, '县'))
              when instr(named, '区') > 1 then substr(named, 1, instr(named, '区'))
              when instr(named, '市') > 1 then substr(named, 1, instr(named, '市'))
              when instr(named, '省') > 1 then substr(named, 1, instr(named, '省')) end as region
  from placed
)
select u.text as label, g.region, g.fiscal_year as year, g.form,
       count(distinct g.key) as forms, min(g.id) as first_record
from unknown_labels u
join regions g on g.key = u.record_key
group by u.text, g.region, g.fiscal_year, g.form
having forms >= ${threshold("forms")}
order by forms desc, label, region, year, g.form`,
};
