import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

function form(text: string, changed: FormDraft = {}): FormDraft {
  return { fiscalYear: "2020年度", narratives: [["资金使用情况", text]], ...changed };
}

const TABLE: FormDraft = {
  funds: [
    ["annualBudget", "total", "239.4"],
    ["executed", "total", "215.2"],
  ],
};

describe("a total and its parts", () => {
  test.each([
    ["支出4.68万元，其中办公3.59万元，培训1.09万元。", "3.59万元 + 1.09万元 = 4.68万元"],
    ["支出4.68万元（其中：办公3.59万元；培训1.09万元）。", "3.59万元 + 1.09万元 = 4.68万元"],
    [
      "支付设备款30万元、人工费12.5万元，合计42.5万元。".replaceAll("支付", ""),
      "30万元 + 12.5万元 = 42.5万元",
    ],
    ["补助资金1亿元，其中省级8000万元，市级2000万元。", "8000万元 + 2000万元 = 1亿元"],
  ])("agree: %s", (text, equation) => {
    const check = theCheck(form(text), "narrative-amount");
    expect(check).toMatchObject({ verdict: "agrees", subject: "/narratives/0/text" });
    expect(check.message.zh).toContain(equation);
  });

  test("agree within the coarser unit", () => {
    const text = "支出4.7万元，其中办公35900元，培训10900元。";
    expect(theCheck(form(text), "narrative-amount")).toMatchObject({ verdict: "agrees", cause: "rounding" });
  });

  test("differ where the text gives all parts and their total", () => {
    const check = theCheck(form("设备款30万元、人工费12.5万元，合计45万元。"), "narrative-amount");
    expect(check).toMatchObject({
      verdict: "differs",
      severity: "warning",
      cause: "arithmetic",
      reported: 45,
      recalculated: 42.5,
    });
    expect(check.message.en).toContain("30万元 + 12.5万元 = 42.5万元 ≠ 45万元");
  });

  test("cannot be verified where 其中 lists more than the whole", () => {
    const text = "支出4.68万元，其中办公3.59万元，培训1.90万元。";
    expect(theCheck(form(text), "narrative-amount")).toMatchObject({
      verdict: "unverifiable",
      severity: "info",
    });
  });

  test.each([
    ["one part only", "支出4.68万元，其中办公3.59万元。"],
    ["some of the parts", "支出4.68万元，其中办公2.59万元，培训1.09万元。"],
    ["examples", "支出4.68万元，其中办公3.59万元、培训1.19万元等。"],
    ["amounts about each", "补助4万元，其中每户3000元，每村5000元。"],
    ["approximations", "支出5万元，其中办公约3万元，培训约1万元。"],
    ["parts of parts", "省级50万元（甲县30万元、乙县20万元）、市级10万元，合计60万元。"],
    ["amounts of several kinds", "预算40万元，到位30万元，合计70万元。"],
  ])("say nothing: %s", (_, text) => {
    expect(checksOf(form(text), "narrative-amount")).toEqual([]);
  });

  test("numbered items agree with an amount of the fund table, or say nothing", () => {
    const items = "对象如下：\n1. 奖励经费209.4万元，用于表彰。\n2. 活动经费30万元，用于宣传。";
    expect(theCheck(form(items, TABLE), "narrative-amount")).toMatchObject({
      verdict: "agrees",
      reported: 239.4,
    });
    expect(checksOf(form(items.replace("30", "40"), TABLE), "narrative-amount")).toEqual([]);
  });
});

describe("what became of a budget", () => {
  test("less what was returned it is what was allocated", () => {
    const text = "年初预算40万元，后将34.45万元退回财政。2020年下达5.55万元。";
    expect(theCheck(form(text), "narrative-amount").message.zh).toContain("40万元 − 34.45万元 = 5.55万元");
    expect(theCheck(form(text.replace("34.45", "34.54")), "narrative-amount")).toMatchObject({
      verdict: "unverifiable",
    });
  });

  test("less what was spent it is the balance", () => {
    const text = "财政安排资金239.4万元。资金用于活动。全年共支出215.2万元,结余24.2万元。";
    expect(theCheck(form(text, TABLE), "narrative-amount").message.zh).toContain(
      "239.4万元 − 215.2万元 = 24.2万元",
    );
  });

  test("a wrong balance differs only where the fund table has the other amounts", () => {
    const text = "财政安排资金239.4万元。全年共支出215.2万元,结余42.2万元。";
    expect(theCheck(form(text, TABLE), "narrative-amount")).toMatchObject({
      verdict: "differs",
      severity: "warning",
      reported: 42.2,
      recalculated: 24.2,
    });
    expect(theCheck(form(text), "narrative-amount")).toMatchObject({ verdict: "unverifiable" });
  });

  test("differs from the fund table where its amounts agree among themselves and one stands there", () => {
    const text = "财政安排资金239.4万元。全年共支出211.2万元,结余28.2万元。";
    const check = theCheck(form(text, TABLE), "narrative-amount");
    expect(check).toMatchObject({
      verdict: "differs",
      severity: "warning",
      reported: 211.2,
      recalculated: 215.2,
    });
    expect(check.message.zh).toContain("资金表 215.2万元 ≠ 211.2万元");
    expect(check.evidence).toContain("/funds/1/amount");
    const elsewhere = text.replace("239.4", "300").replace("28.2", "88.8");
    expect(theCheck(form(elsewhere, TABLE), "narrative-amount")).toMatchObject({ verdict: "agrees" });
  });

  test.each([
    "安排239.4万元，含结转资金20万元，支出215.2万元，结余24.2万元。",
    "安排239.4万元，结转资金20万元，支出215.2万元，结余24.2万元。",
    "安排239.4万元，支出215.2万元，结余24.2万元，结转下年20万元。",
  ])("what was carried over is not taken for the balance: %s", (text) => {
    expect(theCheck(form(text, TABLE), "narrative-amount").verdict).not.toBe("differs");
  });

  test("amounts of another year are left alone", () => {
    const text = "2018年预算40万元。2018年支出30万元，结余5万元。";
    expect(checksOf(form(text), "narrative-amount")).toEqual([]);
  });
});

test("an amount of the fund table is found again in the text", () => {
  const check = theCheck(form("全年支出2152000元。", TABLE), "narrative-amount");
  expect(check).toMatchObject({ verdict: "agrees", evidence: ["/narratives/0/text", "/funds/1/amount"] });
  expect(checksOf(form("全年支出200万元。", TABLE), "narrative-amount")).toEqual([]);
});

test("one finding for each text, the worst first, with what fits beside it", () => {
  const text = "财政安排资金239.4万元。全年共支出215.2万元,结余42.2万元。";
  const { message } = theCheck(form(text, TABLE), "narrative-amount");
  expect(message.zh).toContain("239.4万元 − 215.2万元 = 24.2万元 ≠ 42.2万元");
  expect(message.zh).toContain("相符的有：239.4万元 = 资金表 239.4万元");
});

test("a long text without a full stop, full of amounts, is read to its end", () => {
  const text = "支出1万元，其中办公0.5万元，培训0.5万元，结余3万元、合计4万元，退回2万元，下达1万元，".repeat(
    2000,
  );
  expect(checksOf(form(text), "narrative-amount").length).toBeLessThanOrEqual(1);
});
