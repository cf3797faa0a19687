import { useEffect, useRef, useState } from "preact/hooks";
import type { FacetCounts, QueuedRecord, QueuePage as Queue } from "../store/queue.ts";
import { ask } from "./ask-server.ts";
import { Facets, filtersOf, withFilter } from "./facets.tsx";
import { useKeys } from "./keyboard.ts";
import { firstListed, keepList } from "./last-list.ts";
import { tellTrouble } from "./notices.tsx";
import { address, go } from "./router.ts";
import { figure, GRADES, money, RULES, say, SEVERITIES } from "./texts.ts";
import { finishedUploads } from "./uploads.tsx";

const PAGE = 100;

export function QueuePage() {
  const { search } = address.value;
  const uploads = finishedUploads.value;
  const [queue, setQueue] = useState<Queue | null>(null);
  const [facets, setFacets] = useState<FacetCounts | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const table = useRef<HTMLTableSectionElement>(null);
  const parameters = new URLSearchParams(search);
  const offset = Number(parameters.get("offset") ?? 0);

  useEffect(() => {
    const stop = new AbortController();
    const failed = (error: unknown) => {
      if (!stop.signal.aborted) tellTrouble(error);
    };
    const filter = new URLSearchParams(search);
    filter.delete("offset");
    ask<Queue>(`/records.json?${new URLSearchParams(search).toString()}`, { signal: stop.signal }).then(
      (told) => {
        keepList(
          search,
          told.records.map(({ id }) => id),
        );
        setQueue(told);
      },
      failed,
    );
    ask<FacetCounts>(`/records/facets.json?${filter.toString()}`, { signal: stop.signal }).then(
      setFacets,
      failed,
    );
    return () => {
      stop.abort();
    };
  }, [search, uploads]);

  const move = (step: number): void => {
    const links = [...(table.current?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    links[Math.min(Math.max(at + step, 0), links.length - 1)]?.focus();
  };
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    "/": () => field.current?.focus(),
    Enter: () => {
      const first = firstListed();
      return first === undefined ? false : go(`/records/${first}`);
    },
  });
  const turn = (to: number): void => {
    const next = new URLSearchParams(search);
    if (to <= 0) next.delete("offset");
    else next.set("offset", String(to));
    go(`/records?${next.toString()}`);
  };
  return (
    <div class="queue">
      <aside aria-label={say({ zh: "筛选", en: "Filters" })}>
        <input
          ref={field}
          type="search"
          aria-label={say({ zh: "搜索项目、单位、编号", en: "Search project, unit, id" })}
          placeholder={say({ zh: "搜索项目、单位、编号  /", en: "Search project, unit, id  /" })}
          value={parameters.get("search") ?? ""}
          onChange={({ currentTarget }) => {
            go(`/records?${withFilter(search, "search", currentTarget.value || null)}`);
          }}
        />
        {facets !== null && <Facets facets={facets} search={search} />}
      </aside>
      <section aria-labelledby="queue-title">
        <div class="line">
          <h1 id="queue-title">{say({ zh: "待审队列", en: "Queue" })}</h1>
          <span role="status">
            {queue !== null &&
              say({
                zh: `${figure(queue.total)} 条记录，最需要看的在前`,
                en: `${figure(queue.total)} records, most in need of a person first`,
              })}
          </span>
          <span class="chips">
            {filtersOf(search).map(({ name, value, text }) => (
              <button
                key={`${name}${value}`}
                type="button"
                class="chip"
                onClick={() => go(`/records?${withFilter(search, name, null)}`)}
              >
                {text} <span aria-hidden="true">×</span>
                <span class="unseen">{say({ zh: "去掉此筛选", en: "remove this filter" })}</span>
              </button>
            ))}
          </span>
        </div>
        {queue !== null && queue.total === 0 && (
          <p class="empty">
            {say({
              zh: "没有符合的记录。去掉筛选，或把文件拖到此页。",
              en: "No record fits. Remove a filter, or drop files on this page.",
            })}
          </p>
        )}
        {queue !== null && queue.total > 0 && (
          <table class="grid records">
            <thead>
              <tr>
                <th scope="col">{say({ zh: "风险", en: "Risk" })}</th>
                <th scope="col">{say({ zh: "项目", en: "Project" })}</th>
                <th scope="col">{say({ zh: "单位", en: "Unit" })}</th>
                <th scope="col" class="number">
                  {say({ zh: "年度", en: "Year" })}
                </th>
                <th scope="col" class="number">
                  {say({ zh: "总分", en: "Total" })}
                </th>
                <th scope="col">{say({ zh: "等级", en: "Grade" })}</th>
                <th scope="col" class="number">
                  {say({ zh: "涉及资金", en: "At stake" })}
                </th>
                <th scope="col">{say({ zh: "不一致的核对", en: "What differs" })}</th>
                <th scope="col" class="number">
                  {say({ zh: "存疑", en: "Doubtful" })}
                </th>
                <th scope="col" class="number">
                  {say({ zh: "无依据", en: "Unguarded" })}
                </th>
              </tr>
            </thead>
            <tbody ref={table}>
              {queue.records.map((record) => (
                <Row key={record.id} record={record} />
              ))}
            </tbody>
          </table>
        )}
        {queue !== null && queue.total > PAGE && (
          <nav class="turn" aria-label={say({ zh: "翻页", en: "Pages of the list" })}>
            <button type="button" disabled={offset === 0} onClick={() => turn(offset - PAGE)}>
              {say({ zh: "上一页", en: "Previous" })}
            </button>
            <span>
              {figure(offset + 1)}–{figure(Math.min(offset + PAGE, queue.total))}
            </span>
            <button type="button" disabled={offset + PAGE >= queue.total} onClick={() => turn(offset + PAGE)}>
              {say({ zh: "下一页", en: "Next" })}
            </button>
          </nav>
        )}
      </section>
    </div>
  );
}

function Row({ record }: { record: QueuedRecord }) {
  const severity = record.severity ?? "none";
  return (
    <tr
      onClick={({ target }) => {
        if (target instanceof Element && target.closest("a") === null) go(`/records/${record.id}`);
      }}
    >
      <td>
        <span class={`badge ${severity}`}>{say(SEVERITIES[severity])}</span>
      </td>
      <td class="name">
        <a href={`/records/${record.id}`}>{record.project ?? record.title ?? record.id}</a>
        <small>
          {record.id} · {record.form}
        </small>
      </td>
      <td>{record.unit ?? "–"}</td>
      <td class="number">{record.year ?? "–"}</td>
      <td class="number">
        {record.totalScore ?? "–"}
        <small>/{record.totalWeight ?? "–"}</small>
      </td>
      <td>{record.grade ?? (record.gradeLevel === null ? "–" : say(GRADES[record.gradeLevel]))}</td>
      <td class="number">{money(record.stakeYuan)}</td>
      <td class="rules">
        {record.differs.map((rule) => say(RULES[rule])).join(say({ zh: "、", en: ", " })) || "–"}
      </td>
      <td class={`number${record.doubtful > 0 ? " some" : ""}`}>{record.doubtful}</td>
      <td class="number">
        {record.unguarded}
        <small>/{record.numbers}</small>
      </td>
    </tr>
  );
}
