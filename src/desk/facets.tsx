import type { RuleId, Severity, Verdict } from "../model/check.ts";
import type { GradeLevel } from "../model/record.ts";
import type { FacetCounts } from "../store/queue.ts";
import { go } from "./router.ts";
import { figure, GRADES, RULES, say, SEVERITIES, VERDICTS } from "./texts.ts";

type Facet = keyof FacetCounts | "verdict";

const NAMES: { readonly [facet in Facet]: { zh: string; en: string } } = {
  severity: { zh: "风险", en: "Risk" },
  verdict: { zh: "核对结果", en: "Verdict" },
  rule: { zh: "规则", en: "Rule" },
  year: { zh: "年度", en: "Year" },
  region: { zh: "地区（取自单位名称）", en: "Region (from the unit's name)" },
  unit: { zh: "单位", en: "Unit" },
  form: { zh: "表式", en: "Form" },
  grade: { zh: "等级", en: "Grade" },
};

const UNKNOWN = "-";

/** The query with a filter set, or taken away by null; a new list begins at its first page. */
export function withFilter(search: string, name: string, value: string | null): string {
  const next = new URLSearchParams(search);
  next.delete("offset");
  if (value === null) next.delete(name);
  else next.set(name, value);
  return next.toString();
}

function valueText(name: string, value: string): string {
  if (value === UNKNOWN) return say({ zh: "（未知）", en: "(unknown)" });
  if (name === "severity") return say(SEVERITIES[value as Severity | "none"]);
  if (name === "rule") return say(RULES[value as RuleId]);
  if (name === "grade") return say(GRADES[value as GradeLevel]);
  if (name === "verdict") return say(VERDICTS[value as Verdict]);
  if (name === "score" || name === "rate") {
    const [from = "", below = ""] = value.split(",");
    const range = Number(below) > 1000 ? `≥ ${from}` : `${from}–${below}`;
    return name === "score"
      ? say({ zh: `总分 ${range}`, en: `total ${range}` })
      : say({ zh: `执行率 ${range} %`, en: `execution ${range} %` });
  }
  return value;
}

/** The filters in force. */
export function filtersOf(search: string): { name: string; value: string; text: string }[] {
  return [...new URLSearchParams(search)]
    .filter(([name]) => name !== "offset" && name !== "limit")
    .map(([name, value]) => ({
      name,
      value,
      text: name === "search" ? `“${value}”` : valueText(name, value),
    }));
}

/** The filters that can be set, each with how many records it would leave. */
export function Facets({ facets, search }: { facets: FacetCounts; search: string }) {
  return (
    <>
      <Group facet="severity" values={facets.severity} search={search} />
      <Group
        facet="verdict"
        values={(["differs", "unverifiable", "agrees"] as const).map((value) => ({ value, records: null }))}
        search={search}
      />
      <Group facet="rule" values={facets.rule} search={search} />
      <Group facet="year" values={facets.year} search={search} />
      <Group facet="grade" values={facets.grade} search={search} />
      <Group facet="region" values={facets.region} search={search} />
      <Group facet="form" values={facets.form} search={search} />
      <Group facet="unit" values={facets.unit} search={search} />
    </>
  );
}

const SHOWN = 8;

function Group({
  facet,
  values,
  search,
}: {
  facet: Facet;
  values: readonly { value: string | number | null; records: number | null }[];
  search: string;
}) {
  if (values.length === 0) return null;
  const chosen = new URLSearchParams(search).get(facet);
  const entry = ({ value, records }: (typeof values)[number]) => {
    const own = value === null ? UNKNOWN : String(value);
    const isChosen = chosen === own;
    return (
      <li key={own}>
        <button
          type="button"
          aria-pressed={isChosen}
          title={valueText(facet, own)}
          onClick={() => go(`/records?${withFilter(search, facet, isChosen ? null : own)}`)}
        >
          <span>{valueText(facet, own)}</span>
          {records !== null && <span class="count">{figure(records)}</span>}
        </button>
      </li>
    );
  };
  return (
    <section class="facet">
      <h2>{say(NAMES[facet])}</h2>
      <ul>{values.slice(0, SHOWN).map(entry)}</ul>
      {values.length > SHOWN && (
        <details>
          <summary>{say({ zh: "更多", en: "More" })}</summary>
          <ul>{values.slice(SHOWN).map(entry)}</ul>
        </details>
      )}
    </section>
  );
}
