import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AmountText, MoneyUnit } from "../../src/model/money.ts";
import { moneyUnitIn, parseAmount, yuanOf } from "../../src/values/money.ts";
import { decimalText, printedForms } from "./arbitraries.ts";

describe("parseAmount", () => {
  it.each([
    ["40.00", "40.00", null],
    ["5.55", "5.55", null],
    ["0.00", "0.00", null],
    ["239.4", "239.4", null],
    ["8,993,600.00", "8993600.00", null],
    ["8,967,171.00", "8967171.00", null],
    ["215,457.6", "215457.6", null],
    ["232.63", "232.63", null],
    ["40万", "40", "万元"],
    ["5.55万元", "5.55", "万元"],
    ["5.55 （万元）", "5.55", "万元"],
    ["1.2亿", "1.2", "亿元"],
    ["３００元", "300", "元"],
    ["¥1,000.00", "1000.00", "元"],
    ["￥3万元", "3", "万元"],
    ["-12.5", "-12.5", null],
  ])("reads %j", (raw, amount, unit) => {
    expect(parseAmount(raw)).toEqual({ amount, unit });
  });

  it.each([
    "",
    "—",
    "无",
    "7,00.0,77",
    "12,34.5",
    "40千元",
    "40美元",
    "约40万元",
    "40万元左右",
    "10 20",
    "40/50",
  ])("cannot read %j", (raw) => {
    expect(parseAmount(raw)).toBeNull();
  });

  it("reads back every amount in every notation with every unit, exactly", () => {
    const units = fc.constantFrom<[string, MoneyUnit | null]>(
      ["", null],
      ["元", "元"],
      ["万", "万元"],
      ["万元", "万元"],
      ["亿元", "亿元"],
    );
    fc.assert(
      fc.property(decimalText, units, (text, [word, unit]) => {
        for (const printed of printedForms(text))
          expect(parseAmount(printed + word)).toEqual({ amount: text, unit });
        expect(AmountText.safeParse(text).success).toBe(true);
      }),
    );
  });
});

describe("moneyUnitIn", () => {
  it.each([
    ["项目资金（万元）", "万元"],
    ["项目 资金 情况 (万 元)", "万元"],
    ["项目资金\n(万\n元)", "万元"],
    ["项目资金（万兀）", "万元"],
    ["项目资金(万)", "万元"],
    ["当年预算数（元）", "元"],
    ["项目资金(元)", "元"],
    ["单位:元", "元"],
    ["金额单位：万元", "万元"],
    ["总投资（亿元）", "亿元"],
    ["元", "元"],
    ["奖补资金元/户", null],
    ["多元化服务单元", null],
    ["资金（千元）", null],
    ["资金（千万元）", null],
    ["资金（万美元）", null],
    ["预算(万元)，单价(元)", null],
    ["预算数(万元) 执行数(万元)", "万元"],
    ["项目资金", null],
  ])("%j: %s", (caption, unit) => {
    expect(moneyUnitIn(caption)).toBe(unit);
  });
});

describe("yuanOf", () => {
  it.each([
    ["40.00", "万元", "400000"],
    ["5.55", "万元", "55500"],
    ["4.68", "万元", "46800"],
    ["2000.00", "万元", "20000000"],
    ["239.4", "万元", "2394000"],
    ["0.00", "万元", "0"],
    ["8993600.00", "元", "8993600"],
    ["12.34", "元", "12.34"],
    ["1.00000001", "亿元", "100000001"],
    ["-0.5", "万元", "-5000"],
    ["123456789012345678901234567890", "亿元", "12345678901234567890123456789000000000"],
  ] as const)("%s %s are %s 元", (amount, unit, yuan) => {
    expect(yuanOf(amount, unit)).toBe(yuan);
  });

  it("gives an amount of its own kind", () => {
    fc.assert(
      fc.property(decimalText, fc.constantFrom(...MoneyUnit.options), (amount, unit) => {
        expect(AmountText.safeParse(yuanOf(amount, unit)).success).toBe(true);
      }),
    );
  });
});
