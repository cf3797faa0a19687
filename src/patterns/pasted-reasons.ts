import type { Pattern } from "./pattern.ts";

export const pastedReasons: Pattern = {
  id: "pasted-reasons",
  title: { en: "identical reasons for deviations in several projects", zh: "多个项目偏差原因雷同" },
  thresholds: {
    projects: { usual: 2, en: "projects with the same words, at least", zh: "相同文字的最少项目数" },
    length: { usual: 8, en: "characters of the text, at least", zh: "文字最少字数" },
  },
  sql: (threshold) => `
with reasons as (
  select replace(replace(i.deviation, ' ', ''), char(10), '') as reason, i.record_key
  from indicators i
  where length(i.deviation) >= ${threshold("length")}
)
select x.reason,
       count(distinct coalesce(r.project_name, r.id)) as projects,
       count(distinct coalesce(r.project_implementing_unit, r.project_department)) as units,
       count(*) as indicators,
       min(r.id) as first_record, max(r.id) as last_record
from reasons x
join records r on r.key = x.record_key
group by x.reason
having projects >= ${threshold("projects")} and length(x.reason) >= ${threshold("length")}
order by projects desc, indicators desc, x.reason`,
};
