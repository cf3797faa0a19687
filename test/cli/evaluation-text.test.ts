import { expect, test } from "vitest";
import { evaluate } from "../../src/evaluation/evaluate.ts";
import { parseGold } from "../../src/evaluation/gold.ts";
import { renderReport } from "../../src/cli/evaluation-text.ts";
import { differing, documentOf } from "../generate/document-of.ts";

const gold = parseGold(
  {
    source: "路灯.txt",
    records: [
      {
        title: { contains: ["路灯", "自评表"] },
        funds: [{ amount: "8.00" }],
        total: { score: 95 },
        indicators: [{ name: "更换路灯", score: 20 }],
        checks: [{ rule: "grade", verdict: "agrees", reported: "优" }],
      },
    ],
  },
  "路灯.json",
);
const document = documentOf("路灯.txt", [
  {
    title: "桥梁自评表",
    funds: [{ measure: "executed", source: "total", amount: "8", unit: "元", yuan: "8" }],
    total: { score: 95 },
    indicators: [{ name: "更换路灯", score: 2 }],
  },
]);
document.records[0]?.checks.push(
  differing({
    rule: "score-range",
    subject: "/indicators/0",
    message: { en: "too many", zh: "得分超过分值" },
  }),
);
const report = evaluate([document, documentOf("其他.txt", [])], [gold, { ...gold, source: "b.txt" }]);

test("the report in Chinese", () => {
  expect(renderReport(report, "zh")).toMatchInlineSnapshot(`
    "文件      列出  正确  错误  缺失  多出  准确率  召回率      F1  完整行  完整记录  核查  标注外差异  无标记错误
    ────────  ────  ────  ────  ────  ────  ──────  ──────  ──────  ──────  ────────  ────  ──────────  ──────────
    路灯.txt     5     3     2     0     0  60.00%  60.00%  60.00%     1/2       0/1   0/1           1           1
    b.txt        5     0     0     5     0       —   0.00%   0.00%     0/2       0/1   0/1           0           0
    合计        10     3     2     5     0  60.00%  30.00%  40.00%     1/4       0/2   0/2           1           1

    字段              列出  正确  错误  缺失  多出   准确率  召回率      F1
    ────────────────  ────  ────  ────  ────  ────  ───────  ──────  ──────
    title                2     0     1     1     0    0.00%   0.00%   0.00%
    total.score          2     1     0     1     0  100.00%  50.00%  66.66%
    funds.amount         2     1     0     1     0  100.00%  50.00%  66.66%
    indicators.name      2     1     0     1     0  100.00%  50.00%  66.66%
    indicators.score     2     0     1     1     0    0.00%   0.00%   0.00%

    数字  列出  正确  正确而存疑  缺失  错误已存疑  错误在差异中  错误无标记  数字全对的记录
    ────  ────  ────  ──────────  ────  ──────────  ────────────  ──────────  ──────────────
    合计     6     2           0     3           0             0           1             0/2

    不符的读数
    路灯.txt
      错误  /records/0/title  应为 包含 路灯、自评表  读作 桥梁自评表  第 1 页第 1 行
      错误  /records/0/indicators/0/score (更换路灯)  应为 20  读作 2  第 1 页第 7 行  无标记
    b.txt
      没有与此标注同名的文件

    未找到的核查结果
    路灯.txt
      /records/0  grade、agrees、优
    b.txt
      /records/0  grade、agrees、优

    标注未列的差异（标注不必列全，请人工判断）
    路灯.txt
      /records/0/indicators/0  score-range  得分超过分值

    数值相同、写法不同
    路灯.txt
      /records/0/funds/0/amount  应为 8.00  读作 8

    没有标注、未评判的文件
    其他.txt
    "
  `);
});

test("the report in English", () => {
  expect(renderReport(report, "en")).toMatchInlineSnapshot(`
    "document  listed  right  wrong  missing  extra  precision  recall      F1  exact rows  exact records  checks  not in gold  silent
    ────────  ──────  ─────  ─────  ───────  ─────  ─────────  ──────  ──────  ──────────  ─────────────  ──────  ───────────  ──────
    路灯.txt       5      3      2        0      0     60.00%  60.00%  60.00%         1/2            0/1     0/1            1       1
    b.txt          5      0      0        5      0          —   0.00%   0.00%         0/2            0/1     0/1            0       0
    total         10      3      2        5      0     60.00%  30.00%  40.00%         1/4            0/2     0/2            1       1

    field             listed  right  wrong  missing  extra  precision  recall      F1
    ────────────────  ──────  ─────  ─────  ───────  ─────  ─────────  ──────  ──────
    title                  2      0      1        1      0      0.00%   0.00%   0.00%
    total.score            2      1      0        1      0    100.00%  50.00%  66.66%
    funds.amount           2      1      0        1      0    100.00%  50.00%  66.66%
    indicators.name        2      1      0        1      0    100.00%  50.00%  66.66%
    indicators.score       2      0      1        1      0      0.00%   0.00%   0.00%

    numbers  listed  right  right but doubtful  missing  wrong, doubtful  wrong, in a finding  wrong, silent  records with all numbers right
    ───────  ──────  ─────  ──────────────────  ───────  ───────────────  ───────────────────  ─────────────  ──────────────────────────────
    total         6      2                   0        3                0                    0              1                             0/2

    Readings that differ from the gold
    路灯.txt
      wrong  /records/0/title  expected contains 路灯, 自评表  got 桥梁自评表  page 1, line 1
      wrong  /records/0/indicators/0/score (更换路灯)  expected 20  got 2  page 1, line 7  silent
    b.txt
      no document of this name

    Checks not found
    路灯.txt
      /records/0  grade, agrees, 优
    b.txt
      /records/0  grade, agrees, 优

    Differences not in the gold (a gold need not list all: judge for yourself)
    路灯.txt
      /records/0/indicators/0  score-range  too many

    Same number, written otherwise
    路灯.txt
      /records/0/funds/0/amount  expected 8.00  got 8

    Documents without a gold, not judged
    其他.txt
    "
  `);
});
