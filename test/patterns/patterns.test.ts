import { expect, test } from "vitest";
import { createExtractor } from "../../src/extract.ts";
import { PATTERNS } from "../../src/patterns/index.ts";
import { queryOf } from "../../src/patterns/pattern.ts";
import type { Record } from "../../src/model/record.ts";
import type { Store } from "../../src/store/store.ts";
import { type SampleOptions, sampleDocument, STAMP } from "../store/sample-document.ts";
import { type Row, rows, temporaryStore } from "../store/temporary-store.ts";

async function ask(store: Store, id: string, values: { [name: string]: number } = {}): Promise<Row[]> {
  return rows(
    store,
    queryOf(
      PATTERNS.find((pattern) => pattern.id === id)!,
      values,
    ),
  );
}

/** Stores a report after something was changed in it. */
async function save(
  store: Store,
  name: string,
  options: SampleOptions = {},
  change: (record: Record) => void = () => {},
): Promise<string> {
  const document = sampleDocument(name, options);
  const record = document.records[0]!;
  change(record);
  await store.saveDocument(document, STAMP);
  return record.id;
}

const named = (name: string) => (record: Record) => {
  if (record.project.name !== null) record.project.name.value = name;
};

test.each(PATTERNS.map((pattern) => [pattern.id, pattern] as const))(
  "%s is answered by an empty store, and says what its columns are",
  async (_, pattern) => {
    const { store } = await temporaryStore();
    const { columns, rows: found } = await store.query(queryOf(pattern));
    expect(found).toEqual([]);
    expect(columns.length).toBeGreaterThan(3);
    for (const name of Object.keys(pattern.thresholds))
      expect(() => queryOf(pattern, { [name]: Number.NaN })).toThrow(RangeError);
  },
);

test("full-marks counts forms and indicators of each unit", async () => {
  const { store } = await temporaryStore();
  await save(store, "a.txt", { unit: "东河县水利局", total: 100 }, ({ indicators }) => {
    for (const { score } of indicators) if (score !== null) score.value = 12.5;
  });
  await save(store, "b.txt", { unit: "西河县水利局" });
  expect(await ask(store, "full-marks")).toEqual([
    { unit: "东河县水利局", forms: 1, full_forms: 1, indicators: 4, full_indicators: 4, full_percent: 100 },
    { unit: "西河县水利局", forms: 1, full_forms: 0, indicators: 3, full_indicators: 0, full_percent: 0 },
  ]);
  expect(await ask(store, "full-marks", { percent: 50 })).toHaveLength(1);
});

test("heaped-scores finds round scores that stand above those around them", async () => {
  const { store } = await temporaryStore();
  for (const [at, total] of [95, 95, 95, 95, 94, 96.5, 88, 87.6, 89.2, 91].entries())
    await save(store, `${String(at)}.txt`, { total });
  expect(await ask(store, "heaped-scores")).toEqual([
    { score: 95, forms: 4, forms_around: 6, percent: 66.7 },
  ]);
});

test("pasted-reasons finds the same words in several projects, whatever their spaces", async () => {
  const { store } = await temporaryStore();
  const because = (text: string, project: string) => (record: Record) => {
    named(project)(record);
    const [indicator] = record.indicators;
    if (indicator?.name) indicator.deviation = { ...indicator.name, value: text, raw: text };
  };
  await save(store, "a.txt", {}, because("受疫情影响，进度滞后", "甲"));
  await save(store, "b.txt", {}, because("受疫情影响， 进度滞后", "乙"));
  await save(store, "c.txt", {}, because("因下雨推迟一个月完成", "丙"));
  expect(await ask(store, "pasted-reasons")).toMatchObject([
    { reason: "受疫情影响，进度滞后", projects: 2, indicators: 2 },
  ]);
});

test("targets-as-actuals finds forms whose actual values are the targets", async () => {
  const { store } = await temporaryStore();
  const id = await save(store, "a.txt", { indicators: 6 }, ({ indicators }) => {
    for (const { target, actual } of indicators)
      if (target?.value && actual?.value) actual.value.text = target.value.text;
  });
  await save(store, "b.txt", { indicators: 6 });
  expect(await ask(store, "targets-as-actuals")).toMatchObject([
    { record_id: id, indicators: 6, same: 6, percent: 100 },
  ]);
});

test("carry-over compares what a project carries over with its balance of the year before", async () => {
  const { store } = await temporaryStore();
  const carried = (yuan: string) => (record: Record) => {
    const line = structuredClone(record.funds[0]!);
    line.source.value = "carriedOver";
    line.yuan = yuan;
    record.funds.push(line);
  };
  // 239.40 万元 of budget, 215.20 spent: 242,000 元 are left.
  await save(store, "2020.txt", { year: 2020 });
  await save(store, "2021.txt", { year: 2021 }, carried("200000"));
  await save(store, "2022.txt", { year: 2022 }, carried("242000"));
  expect(await ask(store, "carry-over")).toMatchObject([
    {
      year: 2020,
      balance_yuan: 242_000,
      balance_from: "annual budget - executed",
      next_year: 2021,
      carried_yuan: 200_000,
      difference_yuan: -42_000,
    },
  ]);
});

test("duplicates are the same bytes, the same content, and the same project with other figures", async () => {
  const { store } = await temporaryStore();
  await save(store, "a.txt", { content: "1" });
  await save(store, "copy.txt", { content: "1" });
  await save(store, "typed.txt", { content: "2" });
  await save(store, "other.txt", { content: "3", total: 80 });
  await save(store, "elsewhere.txt", { content: "4", unit: "另一单位" });
  const found = await ask(store, "duplicates");
  expect(found.map(({ kind, path, other_path }) => [kind, path, other_path])).toEqual(
    expect.arrayContaining([
      ["same file", "a.txt", "copy.txt"],
      ["same content", "a.txt", "typed.txt"],
      ["other figures", "a.txt", "other.txt"],
      ["other figures", "typed.txt", "other.txt"],
    ]),
  );
  expect(found).toHaveLength(4);
});

test("unknown-labels tells the labels that no profile knows, where and when", async () => {
  const { store } = await temporaryStore();
  const form = `（2021年度）项目支出绩效自评表
项目名称：\t古桥修缮
主管部门：\t东河县水利局
督导专员：\t某人
三级指标\t年度指标值\t实际完成值\t分值\t得分\t佐证编号
修缮桥梁\t2座\t2座\t100\t100\t甲-1
总分\t\t\t100\t100\t
`;
  const document = await createExtractor().extractBytes(Buffer.from(form), "a.txt");
  await store.saveDocument(document, STAMP);
  expect(await ask(store, "unknown-labels")).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ label: "督导专员：", region: "东河县", year: 2021, forms: 1 }),
      expect.objectContaining({ label: "佐证编号" }),
    ]),
  );
  expect(await rows(store, "select text, line from unknown_labels where text like '佐证%'")).toEqual([
    { text: "佐证编号", line: 5 },
  ]);
});
