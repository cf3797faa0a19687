import type { Pattern } from "./pattern.ts";

export const duplicates: Pattern = {
  id: "duplicates",
  title: {
    en: "the same file twice, the same form in two files, the same project and year with other figures",
    zh: "重复：同一文件、同一内容另存、同一项目同一年度数字不同",
  },
  thresholds: {},
  sql: () => `
with named as (
  select r.key, r.id, r.document_id, r.project_name, r.fiscal_year, r.total_score,
         coalesce(r.project_implementing_unit, r.project_department) as unit
  from records r
  where r.project_name is not null and r.fiscal_year is not null
), crowded as (
  select project_name, fiscal_year, unit from named group by 1, 2, 3 having count(*) > 1
), candidates as (
  select n.*,
    (select group_concat(concat_ws('|', i.name, i.target_text, i.actual_text, i.weight, i.score), '/' order by i.ordinal)
     from indicators i where i.record_key = n.key) as indicators,
    (select group_concat(concat_ws('|', f.measure, f.source, f.yuan_text), '/' order by f.ordinal)
     from fund_lines f where f.record_key = n.key) as funds
  from named n
  join crowded c on c.project_name = n.project_name and c.fiscal_year = n.fiscal_year and c.unit is n.unit
)
select 'same file' as kind, null as unit, null as project_name, null as year, null as record_id, null as other_record_id,
       min(s.path) as path, max(s.path) as other_path, null as total_score, null as other_total_score
from sources s
join documents d on d.id = s.document_id and d.sha256 is not null
group by s.document_id having count(*) > 1
union all
select case when a.indicators is b.indicators and a.funds is b.funds and a.total_score is b.total_score
            then 'same content' else 'other figures' end,
       a.unit, a.project_name, a.fiscal_year, a.id, b.id,
       (select min(s.path) from sources s where s.document_id = a.document_id),
       (select min(s.path) from sources s where s.document_id = b.document_id),
       a.total_score, b.total_score
from candidates a
join candidates b on b.project_name = a.project_name and b.fiscal_year = a.fiscal_year and b.unit is a.unit and b.key > a.key
order by 1, 2, 3, 4, 5, 6, 7`,
};
