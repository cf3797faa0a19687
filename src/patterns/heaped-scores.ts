import type { Pattern } from "./pattern.ts";

export const heapedScores: Pattern = {
  id: "heaped-scores",
  title: { en: "total scores heaped at round numbers", zh: "总分集中于整数关口（90、95、100 等）" },
  thresholds: {
    step: { usual: 5, en: "multiples of so many points are round", zh: "以多少分为一档" },
    forms: { usual: 3, en: "forms with exactly that score, at least", zh: "恰为该分的最少份数" },
    percent: {
      usual: 30,
      en: "per cent of the scores around it (half a step to either side) that are exactly that, at least",
      zh: "恰为该分者占其上下半档之内的比例下限（%）",
    },
  },
  sql: (threshold) => `
with scores as (
  select total_score as score, ${threshold("step")} * round(total_score / ${threshold("step")}) as round_score
  from records where total_score is not null and total_weight = 100
)
select round_score as score,
       count(case when score = round_score then 1 end) as forms,
       count(*) as forms_around,
       round(100.0 * count(case when score = round_score then 1 end) / count(*), 1) as percent
from scores
group by round_score
having forms >= ${threshold("forms")} and percent >= ${threshold("percent")}
order by forms desc, score desc`,
};
