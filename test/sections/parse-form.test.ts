import { describe, expect, test } from "vitest";
import type { FormReader } from "../../src/sections/form-reader.ts";
import { addGoal } from "../../src/sections/read-goals.ts";
import { parse, values } from "./parse.ts";

const HEADER = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因分析及改进措施";

describe("the head of a form", () => {
  test("labels and values stand in neighbouring cells, apart by merged ones, or in one cell", () => {
    const { record } = parse(
      "某县项目支出绩效自评表\n（2022年度）\n项目名称\t\t\t古桥修缮\n主管部门及代码\t\t312\t实施单位 某县文物所\n填报日期：2023-02-03\t负责人：甲某某",
    );
    expect(values(record)).toMatchObject({
      title: "某县项目支出绩效自评表",
      fiscalYear: 2022,
      filedOn: "2023-02-03",
      project: { name: "古桥修缮", departmentCode: "312", implementingUnit: "某县文物所" },
      people: [{ role: "负责人", name: "甲某某" }],
    });
  });

  test("the year below a title is no part of it, though they share a cell", () => {
    const { record } = parse(
      "\t某县项目支出\n绩效自评表\n（2023年度）\n\n\t项目名称\n\t古桥修缮\n\n\t主管部门\n\t某县文物局\n\n\t实施单位\n\t某县文物所",
    );
    expect(record.title).toMatchObject({ value: "某县项目支出绩效自评表", raw: "某县项目支出\n绩效自评表" });
    expect(record.fiscalYear).toMatchObject({ value: 2023, raw: "（2023年度）" });
  });

  test("a code before a department's name is kept apart from it", () => {
    const { record } = parse("项目支出绩效自评表\n项目名称\t河道清淤\n主管部门\t219-某县水务局");
    expect(values(record.project)).toMatchObject({ department: "某县水务局", departmentCode: "219" });
    expect(record.project.department?.raw).toBe("219-某县水务局");
  });

  test("the title is the one at the table, not that of the report before it", () => {
    const { record } = parse(
      "2022年度专项资金绩效自评报告\n一、基本情况\n资金用于修桥。\n2022年度项目支出绩效自评表\n项目名称\t古桥修缮",
    );
    expect(record.title?.value).toBe("2022年度项目支出绩效自评表");
    expect(record.fiscalYear?.value).toBe(2022);
    expect(values(record.narratives)).toEqual([{ heading: "一、基本情况", text: "资金用于修桥。" }]);
  });

  test("a period that cannot be read keeps its print and is doubtful", () => {
    const { record } = parse("项目支出绩效自评表\n项目名称\t古桥修缮\t项目期\t2019011至");
    expect(record.project.periodStart).toMatchObject({ value: null, raw: "2019011至", state: "doubtful" });
    expect(record.project.periodEnd).toBeNull();
  });
});

describe("the fund table", () => {
  const funds =
    "项目支出绩效自评表\n项目资金（万元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分\n\t年度资金总额\t100\t90\t80\t10\t88.89%\t8.89\n\t其中：当年财政拨款\t100\t90\t80\t10\t88.89%\t8.89\n\t上年结转资金\t—\t\t\t\t\t\n\t其他资金\t0\t0\t0\t\t\t";

  test("one line for each printed amount, dashes and blanks none", () => {
    const { record } = parse(funds);
    expect(
      record.funds.map(({ measure, source, amount }) => [measure.value, source.value, amount.value]),
    ).toEqual([
      ["initialBudget", "total", "100"],
      ["annualBudget", "total", "90"],
      ["executed", "total", "80"],
      ["initialBudget", "currentYear", "100"],
      ["annualBudget", "currentYear", "90"],
      ["executed", "currentYear", "80"],
      ["initialBudget", "other", "0"],
      ["annualBudget", "other", "0"],
      ["executed", "other", "0"],
    ]);
    expect(record.funds[0]?.yuan).toBe("1000000");
  });

  test("points of rows below the first are kept for checking and never added", () => {
    const { record, scoring } = parse(funds);
    expect(values(record.execution)).toEqual({ rate: 88.89, weight: 10, score: 8.89 });
    expect(scoring.repeatedExecution).toMatchObject([{ budget: "90", executed: "80", rate: "88.89%" }]);
  });

  test("a row that lost a tab is placed by what it holds, and is not sure", () => {
    const { record } = parse(funds.replace("\t其他资金\t0\t0\t0\t\t\t", "其他资金\t5\t6\t7\t\t\t"));
    const other = record.funds.filter(({ source }) => source.value === "other");
    expect(other.map(({ measure, amount }) => [measure.value, amount.value])).toEqual([
      ["initialBudget", "5"],
      ["annualBudget", "6"],
      ["executed", "7"],
    ]);
    expect(other.every(({ amount }) => amount.state === "doubtful")).toBe(true);
  });

  test("an amount that is no number is kept as printed and in doubt", () => {
    const { record } = parse(
      funds.replace(
        "\t100\t90\t80\t10\t88.89%\t8.89\n\t其中",
        "\t100\t7,00.0,77\t80\t10\t88.89%\t8.89\n\t其中",
      ),
    );
    expect(record.funds[1]?.amount).toMatchObject({ value: null, raw: "7,00.0,77", state: "doubtful" });
  });

  test("rows may name their measure themselves, for the rows below as well", () => {
    const { record } = parse(
      "项目支出绩效自评表\n项目资金情况(万元)\t预算资金\t市级预算资金\t40.00\n\t\t其他\t2.50\n\t预算下达资金\t\t5.55\n\t实际支出资金\t市级预算资金\t4.68",
      "shanxi-jinzhong",
    );
    expect(
      record.funds.map(({ measure, source, amount }) => [measure.value, source.value, amount.value]),
    ).toEqual([
      ["annualBudget", "cityLevel", "40.00"],
      ["annualBudget", "other", "2.50"],
      ["allocated", "total", "5.55"],
      ["executed", "cityLevel", "4.68"],
    ]);
  });
});

describe("the indicator table", () => {
  const table = (...rows: string[]) =>
    parse(["项目支出绩效自评表", "项目名称\t古桥修缮", HEADER, ...rows].join("\n"));

  test("merged levels hold for the rows below, and points in a caption are a cap", () => {
    const { record } = table(
      "产出指标(50分)\t数量指标\t指标1：修桥\t≥3座\t3座\t20\t20\t",
      "\t\t指标2：立碑\t2块\t2块\t30\t30\t",
    );
    expect(values(record.indicators)).toMatchObject([
      {
        level1: "产出指标",
        level2: "数量指标",
        name: "修桥",
        target: { comparator: ">=", number: 3, unit: "座" },
        weight: 20,
        score: 20,
      },
      { level1: "产出指标", level2: "数量指标", name: "立碑", weight: 30 },
    ]);
    expect(values(record.caps)).toEqual([{ group: "产出指标", weight: 50 }]);
  });

  test("blank, dash, 无 and 0 stay apart", () => {
    const { record } = table("产出指标\t数量指标\t修桥\t3座\t\t20\t0\t无", "\t\t立碑\t2块\t—\t—\t\t/");
    const [first, second] = record.indicators;
    expect(first?.actual).toMatchObject({ value: null, raw: "" });
    expect(first?.score).toMatchObject({ value: 0, raw: "0" });
    expect(first?.deviation).toMatchObject({ value: "无" });
    expect(second?.actual).toMatchObject({ value: { text: "—", number: null } });
    expect(second?.weight).toMatchObject({ value: null, raw: "—" });
    expect(second?.score).toMatchObject({ value: null, raw: "" });
  });

  test("rows that hold nothing but a numbered label are no indicators", () => {
    const { record } = table(
      "产出指标\t数量指标\t指标1：修桥\t3座\t3座\t20\t20\t",
      "\t\t指标2：\t\t\t\t\t",
      "\t\t……\t\t\t\t\t",
      "\t\t指标3：\t/\t/\t\t\t",
    );
    expect(record.indicators.map(({ name }) => name?.value)).toEqual(["修桥"]);
  });

  test("a first level that is not printed, or printed too late, is inferred from the second", () => {
    const { record } = table(
      "产出指标\t数量指标\t修桥\t3座\t3座\t20\t20\t",
      "\t经济效益指标\t增收\t≥3万元\t4万元\t10\t10\t",
      "效益指标\t社会效益指标\t出行\t改善\t改善\t20\t20\t",
    );
    expect(record.indicators[1]?.level1).toMatchObject({ value: "效益指标", origin: "inferred", raw: "" });
    expect(record.indicators[2]?.level1).toMatchObject({ value: "效益指标", origin: "read" });
  });

  test("an unreadable second level before a second indicator is the one that goes on", () => {
    const { record, warnings } = table(
      "产出指标\t质量指标\t指标1：合格\t合格\t合格\t20\t20\t",
      "\t从里到外\t指标2：耐用\t耐用\t耐用\t30\t30\t",
    );
    expect(record.indicators[1]?.level2).toMatchObject({
      value: "质量指标",
      raw: "从里到外",
      origin: "repaired",
      state: "doubtful",
    });
    expect(warnings.map(({ code }) => code)).toContain("unknown-label");
  });

  test("a row with as many tabs as the header but its cells moved is recognised by what it holds", () => {
    const { record } = table(
      "产出指标\t数量指标\t修桥\t3座\t3座\t20\t20\t",
      "质量指标\t节约\t≤5万元\t4万元\t10\t10\t\t",
    );
    expect(values(record.indicators[1])).toMatchObject({
      level2: "质量指标",
      name: "节约",
      target: { number: 5 },
      actual: { number: 4 },
      weight: 10,
      score: 10,
    });
    expect(record.indicators[1]?.weight?.state).toBe("doubtful");
  });

  test("subtotals and repeated headers are no indicators", () => {
    const { record } = table(
      "产出指标\t数量指标\t修桥\t3座\t3座\t20\t20\t",
      "小计\t\t\t\t\t20\t20\t",
      HEADER,
      "\t\t立碑\t2块\t2块\t30\t30\t",
      "总分\t\t\t\t\t50\t50\t",
    );
    expect(record.indicators.map(({ name, level2 }) => [name?.value, level2?.value])).toEqual([
      ["修桥", "数量指标"],
      ["立碑", "数量指标"],
    ]);
    expect(values(record.total)).toEqual({ weight: 50, score: 50 });
  });

  test("a header of two rows names the parts of a column", () => {
    const { record } = parse(
      "项目绩效自评表\n三级指标\t指标分值\t预期指标值\t\t\t单项指标实际完成值\n\t\t符号\t值\t单位(文字描述)\t\n修桥\t20\t≥\t3\t座\t4座",
    );
    expect(values(record.indicators)).toMatchObject([
      {
        name: "修桥",
        weight: 20,
        target: { comparator: ">=", number: 3, unit: "座" },
        actual: { number: 4 },
      },
    ]);
  });
});

describe("one cell a line", () => {
  const cells = (rows: string[][]) =>
    rows.map((row) => row.map((cell) => `\t${cell}`).join("\n")).join("\n\n");
  const rows = [
    ["项目支出绩效自评表"],
    ["项目名称", "古桥修缮"],
    HEADER.split("\t"),
    ["产出指标", "数量指标", "修桥", "3座", "3座", "20", "20", ""],
    ["", "", "立碑", "2块", "2块", "30", "30", ""],
    ["总分", "50", "50", ""],
  ];

  test("is read like rows of tabs", () => {
    const { record, warnings } = parse(cells(rows));
    expect(values(record.indicators)).toMatchObject([
      { name: "修桥", weight: 20 },
      { name: "立碑", score: 30 },
    ]);
    expect(values(record.total)).toEqual({ weight: 50, score: 50 });
    expect(warnings).toEqual([]);
  });

  test("a wider table below leaves the rows of the fund table as sure as they are", () => {
    const funds = [
      ["项目资金（万元）", "", "全年预算数", "全年执行数", "分值", "执行率", "得分"],
      ["", "年度资金总额", "100", "90", "10", "90%", "9"],
      ["", "其他资金", "100", "90", "", "", ""],
    ];
    const { record } = parse(cells([...rows.slice(0, 2), ...funds, ...rows.slice(2)]));
    expect(record.execution.rate).toMatchObject({ value: 90, state: "sure" });
    expect(record.funds.map(({ amount }) => amount.state)).toEqual(["sure", "sure", "sure", "sure"]);
  });

  test("a row that a stray blank line cut in two is one again, and not sure", () => {
    const { record } = parse(cells(rows).replace("\t立碑\n", "\t立碑\n\n"));
    expect(values(record.indicators)).toMatchObject([
      { name: "修桥" },
      { name: "立碑", weight: 30, score: 30 },
    ]);
    expect(record.indicators[1]?.score?.state).toBe("doubtful");
    expect(record.indicators[0]?.score?.state).toBe("sure");
  });
});

describe("narratives", () => {
  test("remnants of HTML go, paragraphs stay, and so does the print", () => {
    const { record } = parse(
      "项目支出绩效自评表\n项目名称\t古桥修缮\n主要绩效：\t<p>修桥三座。</p><p>立碑两块。</p>",
    );
    expect(record.narratives[0]?.text).toMatchObject({
      value: "修桥三座。\n立碑两块。",
      raw: "<p>修桥三座。</p><p>立碑两块。</p>",
    });
  });

  test("headings printed vertically are known by what is left of them, and by their order", () => {
    const text =
      "目概\t修缮全县古桥，方便群众出行，保护历史遗存，带动旅游发展。\n\n金使年初预算四十万元，支出三十万元，结余十万元。\n\n织实按照计划组织施工，按期验收。\n\n项目\t全年修桥三座，立碑两块，群众反映良好，旅游人数增加。\n\n其他\n\n因汛期停工一个月，余下工程明年完成，特此说明情况。";
    const { record } = parse(`财政支出项目绩效自评表\n项目名称\t古桥修缮\n${text}`, "shanxi-jinzhong");
    expect(record.narratives.map(({ heading }) => [heading.value, heading.origin])).toEqual([
      ["项目概况", "repaired"],
      ["项目资金使用情况", "repaired"],
      ["项目组织实施情况", "repaired"],
      ["项目绩效情况", "repaired"],
      ["其他需说明的问题", "repaired"],
    ]);
    expect(record.narratives[1]?.text.value).toBe("年初预算四十万元，支出三十万元，结余十万元。");
  });
});

test("what finds no place is reported with its place, never dropped", () => {
  const { warnings } = parse("项目支出绩效自评表\n项目名称\t古桥修缮\n奇怪的格子\t77.7\n");
  expect(warnings).toMatchObject([
    { code: "unplaced-text", at: { line: 3, column: 1 } },
    { code: "unplaced-text", at: { line: 3, column: 7 } },
  ]);
  expect(warnings[1]?.message).toContain("77.7");
});

test("points of a group that ran into the header row are reported, not taken for a label of it", () => {
  const { warnings } = parse(
    "项目绩效自我评价\n一级指标\t指标名称\t权重\t自评分\t投入与管理(11分)\t预算执行率\n产出目标(12分)\t质量达标率\t12\t12\n",
    "shanghai-2019",
  );
  expect(warnings).toMatchObject([{ code: "unplaced-text", at: { line: 2, column: 18 } }]);
  expect(warnings[0]?.message).toContain("投入与管理(11分)");
});

test("a number under a label that nobody knows is reported, never the score beside it", () => {
  const { record, warnings } = parse(
    "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t某数\n产出指标\t数量指标\t修桥座数\t10座\t10座\t50\t\t31\n产出指标\t质量指标\t验收合格率\t100%\t100%\t50\t40\t7\n",
  );
  expect(record.indicators.map(({ score }) => score?.value ?? null)).toEqual([null, 40]);
  expect(record.indicators[1]?.score?.confidence).toBe(1);
  const unplaced = warnings.filter(({ code }) => code === "unplaced-text").map(({ message }) => message);
  expect(unplaced).toEqual(["某数", "31", "7"].map((text) => expect.stringContaining(text) as string));
});

test("the total of a table without points is no weight, and another body's total is not it", () => {
  const head = "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t得分\t复核分\n";
  const row = "产出指标\t数量指标\t修桥座数\t10座\t10座\t98\t96\n";
  const { record, warnings } = parse(`${head}${row}总分\t\t\t\t\t98\t96\n`);
  expect(record.total).toMatchObject({ weight: null, score: { value: 98, confidence: 1 } });
  expect(warnings.some(({ message }) => message.includes("96"))).toBe(true);
});

test("an amount in the remarks of the fund table is reported", () => {
  const { warnings } = parse(
    "项目支出绩效自评表\n项目资金（万元）\t全年预算数\t全年执行数\t备注\n年度资金总额\t40\t30\t结转7.77万元\n",
  );
  expect(warnings.some(({ message }) => message.includes("7.77"))).toBe(true);
});

test("points of a group that are printed again, and otherwise, are reported", () => {
  const head = "项目支出绩效自评表\n一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\n";
  const { record, warnings } = parse(
    `${head}产出指标(50分)\t数量指标\t修桥座数\t10座\t10座\t25\t25\n产出指标(40分)\t质量指标\t验收合格率\t100%\t100%\t25\t25\n`,
  );
  expect(record.caps.map(({ weight }) => weight.value)).toEqual([50]);
  expect(warnings.some(({ code, message }) => code === "unrecorded" && message.includes("40"))).toBe(true);
});

describe("labels that a page break cuts", () => {
  const row = (...cells: string[]) => cells.join("\t");

  test("are whole again for the rows behind it, and marked", () => {
    const { record } = parse(
      [
        "项目支出绩效自评表",
        HEADER,
        row("产出指", "数量指标", "甲", "1", "1", "10", "10", "无"),
        `\f${row("标（40分）", "", "乙", "2", "2", "10", "10", "无")}`,
        row("", "质量指", "丙", "3", "3", "10", "10", "无"),
        `\f${row("", "标", "丁", "4", "4", "10", "10", "无")}`,
        row("效益指标", "社会效益指标", "戊", "5", "5", "10", "10", "无"),
      ].join("\n"),
    );
    expect(record.indicators.map(({ level1, level2 }) => [level1?.value, level2?.value])).toEqual([
      ["产出指标", "数量指标"],
      ["产出指标", "数量指标"],
      ["产出指标", "质量指标"],
      ["产出指标", "质量指标"],
      ["效益指标", "社会效益指标"],
    ]);
    expect(record.indicators[1]?.level1).toMatchObject({ raw: "产出指标（40分）", origin: "repaired" });
    expect(values(record.caps)).toEqual([{ group: "产出指标", weight: 40 }]);
  });

  test("stay as they are where the first text behind it is a label of its own", () => {
    const { record } = parse(
      [
        "项目支出绩效自评表",
        HEADER,
        row("产出指标", "数量指标", "甲", "1", "1", "10", "10", "无"),
        `\f${row("效益指标", "社会效益指标", "乙", "2", "2", "10", "10", "无")}`,
        row("", "", "丙", "2", "2", "10", "10", "无"),
      ].join("\n"),
    );
    expect(record.indicators.map(({ level1 }) => [level1?.value, level1?.origin])).toEqual([
      ["产出指标", "read"],
      ["效益指标", "read"],
      ["效益指标", "read"],
    ]);
  });
});

test("a goal of several pieces is as sure as the least sure of them", () => {
  const reader = { draft: { goals: { expected: null, actual: null } } } as unknown as FormReader;
  const at = { page: 1 };
  addGoal(reader, "expected", { text: "改造敬老院8所", at, confidence: 1 });
  addGoal(reader, "expected", { text: "消除隐患", at, confidence: 0.4, repaired: "消除火灾隐患" });
  expect(reader.draft.goals.expected).toMatchObject({
    value: "改造敬老院8所\n消除火灾隐患",
    confidence: 0.4,
    origin: "repaired",
  });
});
