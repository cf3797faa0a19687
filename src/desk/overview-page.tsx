import { useEffect, useState } from "preact/hooks";
import type { Overview } from "../store/overview.ts";
import { ask } from "./ask-server.ts";
import { BarList, Histogram } from "./charts.tsx";
import { tellTrouble } from "./notices.tsx";
import { figure, money, RULES, say, SEVERITIES } from "./texts.ts";
import { finishedUploads } from "./uploads.tsx";

/** How the archive stands; every figure leads to the records behind it. */
export function OverviewPage() {
  const [overview, setOverview] = useState<Overview | null>(null);
  const uploads = finishedUploads.value;
  useEffect(() => {
    ask<Overview>("/index.json").then(setOverview, tellTrouble);
  }, [uploads]);
  if (overview === null) return <p class="empty">{say({ zh: "正在读取…", en: "Loading…" })}</p>;
  if (overview.documents === 0) {
    return (
      <section class="page">
        <h1>{say({ zh: "尚无报告", en: "No reports yet" })}</h1>
        <p>
          {say({
            zh: "把报告拖到此页，或用右上方的“添加文件”；整个目录请用 fuhe ingest 目录。",
            en: "Drop reports on this page, or use “Add files” above; for whole folders run fuhe ingest FOLDER.",
          })}
        </p>
      </section>
    );
  }
  const { severities, rules, units, scores, rates, years, regions } = overview;
  const unknown = say({ zh: "（未知）", en: "(unknown)" });
  return (
    <section class="page overview">
      <h1>{say({ zh: "概览", en: "Overview" })}</h1>
      <dl class="counts">
        <Count name={say({ zh: "文件", en: "Documents" })} value={overview.documents} />
        <Count name={say({ zh: "记录", en: "Records" })} value={overview.records} href="/records" />
        {severities.map(({ severity, records }) => (
          <Count
            key={severity}
            name={say({
              zh: severity === "none" ? "无不符" : `最重为${SEVERITIES[severity].zh}`,
              en:
                severity === "none" ? "Nothing differs" : `Gravest: ${SEVERITIES[severity].en.toLowerCase()}`,
            })}
            value={records}
            href={`/records?severity=${severity}`}
            kind={severity}
          />
        ))}
        <Count
          name={say({ zh: "未读文件", en: "Unread files" })}
          value={overview.failures}
          href="/failures"
        />
        <Count name={say({ zh: "更正", en: "Corrections" })} value={overview.corrections} />
      </dl>
      <div class="panels">
        <Panel title={say({ zh: "各规则的不一致", en: "Differences by rule" })}>
          <BarList
            bars={rules.map(({ rule, severity, findings, records }) => ({
              key: rule,
              name: say(RULES[rule]),
              kind: severity,
              value: findings,
              text: say({
                zh: `${figure(findings)} 处，${figure(records)} 条记录`,
                en: `${figure(findings)} in ${figure(records)} records`,
              }),
              href: `/records?rule=${rule}&verdict=differs`,
            }))}
          />
        </Panel>
        <Panel title={say({ zh: "错误最多的单位", en: "Units with most errors" })}>
          <BarList
            bars={units.map(({ unit, records, errors, warnings }) => ({
              key: unit ?? "-",
              name: unit ?? unknown,
              kind: errors > 0 ? "error" : "warning",
              value: errors + warnings,
              text: say({
                zh: `错误 ${figure(errors)}，警告 ${figure(warnings)}，共 ${figure(records)} 条`,
                en: `${figure(errors)} errors, ${figure(warnings)} warnings of ${figure(records)}`,
              }),
              href: `/records?unit=${encodeURIComponent(unit ?? "-")}`,
            }))}
          />
        </Panel>
        <Panel title={say({ zh: "总分分布（每分一格）", en: "Total scores, by the point" })}>
          <Histogram
            bins={scores}
            most={100}
            width={1}
            filter="score"
            unit={say({ zh: "分", en: "points" })}
          />
        </Panel>
        <Panel title={say({ zh: "填报的执行率", en: "Reported execution rates" })}>
          <Histogram bins={rates} most={100} width={10} filter="rate" unit="%" />
        </Panel>
        <Panel title={say({ zh: "各年度资金（执行/预算）", en: "Money by year (executed of budget)" })}>
          <BarList
            bars={years.map(({ year, records, budgetYuan, executedYuan }) => ({
              key: String(year),
              name: year === null ? unknown : String(year),
              kind: "plain" as const,
              value: budgetYuan ?? 0,
              part: executedYuan ?? 0,
              text: `${money(executedYuan)} / ${money(budgetYuan)} · ${figure(records)}`,
              href: `/records?year=${String(year ?? "-")}`,
            }))}
          />
        </Panel>
        <Panel title={say({ zh: "各地区资金（执行/预算）", en: "Money by region (executed of budget)" })}>
          <BarList
            bars={regions.map(({ region, records, budgetYuan, executedYuan }) => ({
              key: region ?? "-",
              name: region ?? unknown,
              kind: "plain" as const,
              value: budgetYuan ?? 0,
              part: executedYuan ?? 0,
              text: `${money(executedYuan)} / ${money(budgetYuan)} · ${figure(records)}`,
              href: `/records?region=${encodeURIComponent(region ?? "-")}`,
            }))}
          />
        </Panel>
      </div>
    </section>
  );
}

function Count({ name, value, href, kind }: { name: string; value: number; href?: string; kind?: string }) {
  return (
    <div class={kind ?? ""}>
      <dt>{name}</dt>
      <dd>{href === undefined ? figure(value) : <a href={href}>{figure(value)}</a>}</dd>
    </div>
  );
}

function Panel({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="panel">
      <h2>{title}</h2>
      {children}
    </section>
  );
}
