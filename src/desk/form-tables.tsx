import type { Reading } from "../model/reading.ts";
import type { Record } from "../model/record.ts";
import { fieldName } from "./readings.ts";
import { GRADES, MEASURES, say, SOURCES } from "./texts.ts";
import { Value } from "./value.tsx";

/** The form as its own tables. */
export function FormTables({ record }: { record: Record }) {
  return (
    <>
      <Head record={record} />
      <Funds record={record} />
      <Rows
        title={say({ zh: "绩效指标", en: "Indicators" })}
        part="indicators"
        rows={record.indicators}
        columns={[
          "level1",
          "level2",
          "name",
          "target",
          "actual",
          "completion",
          "weight",
          "score",
          "deviation",
        ]}
      />
      <Rows
        title={say({ zh: "评分表", en: "Scoring table" })}
        part="scorecard"
        rows={record.scorecard}
        columns={["group", "subgroup", "name", "weight", "score", "remark"]}
      />
      <Rows
        title={say({ zh: "标题中的分值", en: "Points in captions" })}
        part="caps"
        rows={record.caps}
        columns={["group", "weight"]}
      />
      <Totals record={record} />
      <Prose record={record} />
      <Rows
        title={say({ zh: "人员", en: "People" })}
        part="people"
        rows={record.people}
        columns={["role", "name", "position", "office", "phone"]}
      />
    </>
  );
}

function Part({ title, children }: { title: string; children: preact.ComponentChildren }) {
  return (
    <section class="part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

type Fields = [pointer: string, reading: Reading<unknown> | null][];

function FieldList({ fields }: { fields: Fields }) {
  return (
    <dl class="fields">
      {fields.map(([pointer, reading]) => (
        <div key={pointer}>
          <dt>{fieldName(pointer.slice(pointer.lastIndexOf("/") + 1))}</dt>
          <dd>
            <Value pointer={pointer} reading={reading} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Head({ record }: { record: Record }) {
  const { project } = record;
  const all: Fields = [
    ["/title", record.title],
    ["/fiscalYear", record.fiscalYear],
    ["/filedOn", record.filedOn],
    ...Object.entries(project).map(([name, reading]): Fields[number] => [`/project/${name}`, reading]),
  ];
  const always = new Set(["/fiscalYear", "/project/name", "/project/implementingUnit"]);
  return (
    <Part title={say({ zh: "表头", en: "Head" })}>
      <FieldList fields={all.filter(([pointer, reading]) => reading !== null || always.has(pointer))} />
    </Part>
  );
}

function Funds({ record }: { record: Record }) {
  const { funds, execution } = record;
  if (funds.length === 0 && Object.values(execution).every((reading) => reading === null)) return null;
  const measures = [...new Set(funds.map(({ measure }) => measure.value))];
  const sources = [...new Set(funds.map(({ source }) => source.value))];
  const units = new Set(funds.map(({ unit }) => unit.value));
  const [unit] = units;
  const title =
    say({ zh: "项目资金", en: "Funds" }) + (units.size === 1 && unit != null ? `（${unit}）` : "");
  return (
    <Part title={title}>
      {funds.length > 0 && (
        <table class="grid form">
          <thead>
            <tr>
              <th scope="col">{fieldName("source")}</th>
              {measures.map((measure) => (
                <th scope="col" class="number" key={measure}>
                  {measure === null ? "?" : say(MEASURES[measure])}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr key={source}>
                <th scope="row">{source === null ? "?" : say(SOURCES[source])}</th>
                {measures.map((measure) => (
                  <td class="number" key={measure}>
                    {funds.map((line, at) =>
                      line.source.value === source && line.measure.value === measure ? (
                        <span key={String(at)}>
                          <Value pointer={`/funds/${String(at)}/amount`} reading={line.amount} />
                          {units.size > 1 && <small>{line.unit.value}</small>}
                        </span>
                      ) : null,
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <FieldList
        fields={Object.entries(execution).map(([name, reading]): Fields[number] => [
          `/execution/${name}`,
          reading,
        ])}
      />
    </Part>
  );
}

const NUMERIC = new Set(["weight", "score", "completion"]);

function Rows({
  title,
  part,
  rows,
  columns,
}: {
  title: string;
  part: string;
  rows: readonly object[];
  columns: readonly string[];
}) {
  if (rows.length === 0) return null;
  const readingAt = (row: object, column: string) =>
    (row as { [column: string]: Reading<unknown> | null })[column] ?? null;
  const filled = columns.filter((column) => rows.some((row) => readingAt(row, column) !== null));
  return (
    <Part title={title}>
      <div class="scroll">
        <table class="grid form">
          <thead>
            <tr>
              <th scope="col" class="number">
                #
              </th>
              {filled.map((column) => (
                <th scope="col" key={column} class={NUMERIC.has(column) ? "number" : ""}>
                  {fieldName(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={String(at)} class={"kind" in row && row.kind === "group" ? "group" : ""}>
                <td class="number ordinal">{at + 1}</td>
                {filled.map((column) => (
                  <td key={column} class={NUMERIC.has(column) ? "number" : column}>
                    <Value pointer={`/${part}/${String(at)}/${column}`} reading={readingAt(row, column)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Part>
  );
}

function Totals({ record }: { record: Record }) {
  const { total, grade, gradeLevel } = record;
  return (
    <Part title={say({ zh: "总分与等级", en: "Total and grade" })}>
      <FieldList
        fields={[
          ["/total/score", total.score],
          ["/total/weight", total.weight],
          ["/grade", grade],
        ]}
      />
      {gradeLevel !== null && (
        <p class="note">
          {say({ zh: `等级：${GRADES[gradeLevel].zh}`, en: `Level: ${GRADES[gradeLevel].en}` })}
        </p>
      )}
    </Part>
  );
}

function Prose({ record }: { record: Record }) {
  const { goals, narratives } = record;
  if (goals.expected === null && goals.actual === null && narratives.length === 0) return null;
  return (
    <Part title={say({ zh: "目标与文字", en: "Goals and text" })}>
      <dl class="prose">
        {goals.expected !== null && (
          <>
            <dt>{fieldName("expected")}</dt>
            <dd>
              <Value pointer="/goals/expected" reading={goals.expected} />
            </dd>
          </>
        )}
        {goals.actual !== null && (
          <>
            <dt>{fieldName("actualGoal")}</dt>
            <dd>
              <Value pointer="/goals/actual" reading={goals.actual} />
            </dd>
          </>
        )}
        {narratives.map(({ heading, text }, at) => (
          <div key={String(at)}>
            <dt>
              <Value pointer={`/narratives/${String(at)}/heading`} reading={heading} />
            </dt>
            <dd>
              <Value pointer={`/narratives/${String(at)}/text`} reading={text} />
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
