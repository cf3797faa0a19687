import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuantity, parseRange } from "../../src/values/quantity.ts";
import { decimalText, printedForms } from "./arbitraries.ts";

describe("parseQuantity", () => {
  it.each([
    ["1年", "=", 1, "年"],
    ["10万元", "=", 10, "万元"],
    ["4.68万元", "=", 4.68, "万元"],
    ["40万元", "=", 40, "万元"],
    ["0", "=", 0, null],
    ["0.00", "=", 0, null],
    ["95%", "=", 95, "%"],
    ["100%", "=", 100, "%"],
    ["2185", "=", 2185, null],
    ["2185条", "=", 2185, "条"],
    ["5028", "=", 5028, null],
    ["28个", "=", 28, "个"],
    ["2场", "=", 2, "场"],
    ["20户", "=", 20, "户"],
    ["24项", "=", 24, "项"],
    ["4次", "=", 4, "次"],
    ["4.5万", "=", 4.5, "万"],
    ["≤1天", "<=", 1, "天"],
    ["≤10%", "<=", 10, "%"],
    ["≧1000条", ">=", 1000, "条"],
    ["》10", ">=", 10, null],
    ["》1000家", ">=", 1000, "家"],
    ["》40亿", ">=", 40, "亿"],
    ["》3000万", ">=", 3000, "万"],
    ["满意度99%以上。", ">=", 99, "%"],
    ["满意度99.49%", "=", 99.49, "%"],
    ["290%", "=", 290, "%"],
  ])("reads %j as a form means it", (raw, comparator, number, unit) => {
    expect(parseQuantity(raw)).toEqual({ text: raw, comparator, number, unit });
  });

  it.each(["500¹", "10⁴", "10⁴元", "98⁽¹⁾"])("reads no number where figures are raised: %j", (raw) => {
    expect(parseQuantity(raw)).toEqual({ text: raw, comparator: null, number: null, unit: null });
  });

  it.each([
    ["≥98", ">="],
    ["≧98", ">="],
    [">=98", ">="],
    ["＞＝９８", ">="],
    ["> = 98", ">="],
    ["》98", ">="],
    ["〉98", ">="],
    ["》=98", ">="],
    ["≮98", ">="],
    [">98", ">"],
    ["＞98", ">"],
    ["﹥98", ">"],
    ["≤98", "<="],
    ["≦98", "<="],
    ["<=98", "<="],
    ["《98", "<="],
    ["〈98", "<="],
    ["<98", "<"],
    ["=98", "="],
    ["＝98", "="],
    ["═98", "="],
    ["98以上", ">="],
    ["98及以上", ">="],
    ["98(含)以上", ">="],
    ["98以上（含）", ">="],
    ["98以上不等", ">="],
    ["98以下", "<="],
    ["98以内", "<="],
    ["98之内", "<="],
    ["不少于98", ">="],
    ["不低于98", ">="],
    ["至少98", ">="],
    ["达到98", ">="],
    ["大于等于98", ">="],
    ["不超过98", "<="],
    ["不得超过98", "<="],
    ["不能高于98", "<="],
    ["不高于98", "<="],
    ["至多98", "<="],
    ["控制在98以内", "<="],
    ["控制在98", "<="],
    ["小于或等于98", "<="],
    ["超过98", ">"],
    ["大于98", ">"],
    ["98余", ">"],
    ["少于98", "<"],
    ["低于98", "<"],
    ["不足98", "<"],
    ["不低于98以上", ">="],
    ["合格率 ≥ 98", ">="],
  ])("%j compares with %s", (raw, comparator) => {
    expect(parseQuantity(raw)).toMatchObject({ comparator, number: 98, unit: null });
  });

  it.each([
    ["1,200.50元", 1200.5, "元"],
    ["５０　万元", 50, "万元"],
    ["300元/人·月", 300, "元/人·月"],
    ["300 元 / 人*月", 300, "元/人*月"],
    ["12人次", 12, "人次"],
    ["3万人次", 3, "万人次"],
    ["3万余元", 3, "万元"],
    ["5个工作日", 5, "个工作日"],
    ["6个月", 6, "个月"],
    ["2.5个百分点", 2.5, "个百分点"],
    ["20场(次)", 20, "场(次)"],
    ["≥35mg/L", 35, "mg/L"],
    ["500m2", 500, "m2"],
    ["500㎡", 500, "㎡"],
    ["95%(百分比)", 95, "%"],
    ["百分之95", 95, "%"],
    ["95﹪", 95, "%"],
    ["开展20个项目", 20, "个"],
    ["走访农户1071户", 1071, "户"],
    ["100%（全部完成）", 100, "%"],
    ["目前20家", 20, "家"],
    ["-5.5%", -5.5, "%"],
  ])("reads number and unit of %j", (raw, number, unit) => {
    expect(parseQuantity(raw)).toMatchObject({ number, unit });
  });

  it.each([
    "",
    "无",
    "—",
    "显著提升",
    "中长期",
    "一年",
    "按照要求完成",
    "2019年全年",
    "2021年",
    "2019年12月31日之前",
    "12月底之前完成",
    "9月前",
    "2021-06-30",
    "20211231日",
    "60-70户",
    "2～3次",
    "12个乡镇街道，60余家成员单位",
    "市级园区2家补助资金8万",
    "按2020年省厅评定的园区给予补助",
    "对群众诉求24小时回应，5天内办完。",
    "3个县通过验收",
    "每户5万元",
    "每年1次",
    "第3名",
    "前10名",
    "约80家",
    "80家左右",
    "500元不等",
    "未完成3个",
    "完成10个，未完成",
    "较上年减少5%",
    "不应该超过5%",
    "超额完成20%",
    "100%(未考核)",
    "≥90以下",
    "≥X",
    "2X",
    "≥**人",
    "1:2",
    "1/3",
    "7,00.0,77",
    "A4",
    "增长-5%",
  ])("keeps the words of %j and reads no number", (raw) => {
    expect(parseQuantity(raw)).toEqual({ text: raw, comparator: null, number: null, unit: null });
  });

  it("gives no number that a JSON number would change", () => {
    expect(parseQuantity("9007199254740993元")).toMatchObject({ number: null, unit: null, comparator: null });
    expect(parseQuantity("0.1234567890123456")).toMatchObject({ number: null });
    expect(parseQuantity("123456789012.345元")).toMatchObject({ number: 123456789012.345 });
  });

  it("keeps the text as printed, white space tidied", () => {
    expect(parseQuantity(" ≥\n 95 ％ ").text).toBe("≥ 95 ％");
    expect(parseQuantity("按照工作\n要求完成").text).toBe("按照工作要求完成");
  });

  describe("with columns beside the value", () => {
    it.each([
      ["≥", ">="],
      ["大于等于", ">="],
      ["＞＝", ">="],
      ["小于等于", "<="],
      ["等于", "="],
      ["正向", ">="],
      ["反向指标", "<="],
      ["定性", "="],
      ["", "="],
    ])("takes the comparator of a column %j", (column, comparator) => {
      expect(parseQuantity("95", { comparator: column }).comparator).toBe(comparator);
    });

    it.each([
      ["%", "%"],
      ["％", "%"],
      ["百分比", "%"],
      ["%（百分比）", "%"],
      ["万元", "万元"],
      ["台（套）", "台(套)"],
      ["/", null],
      ["", null],
    ])("takes the unit of a column %j", (column, unit) => {
      expect(parseQuantity("95", { unit: column }).unit).toBe(unit);
    });

    it("prefers what the text itself says", () => {
      expect(parseQuantity("≤95%", { comparator: "≥", unit: "个" })).toMatchObject({
        comparator: "<=",
        unit: "%",
      });
    });

    it("gives text neither comparator nor unit", () => {
      expect(parseQuantity("优", { comparator: "定性", unit: "级" })).toEqual({
        text: "优",
        comparator: null,
        number: null,
        unit: null,
      });
      expect(parseQuantity("2021", { comparator: "=", unit: "年" }).number).toBeNull();
    });
  });

  it("reads back every number with every comparator and unit", () => {
    const signs = fc.constantFrom<[string, string]>(
      ["", "="],
      ["≥", ">="],
      ["》", ">="],
      ["≤ ", "<="],
      ["＞", ">"],
      ["不超过", "<="],
    );
    const units = fc.constantFrom<[string, string | null]>(
      ["", null],
      ["％", "%"],
      ["万元", "万元"],
      [" 人次", "人次"],
    );
    fc.assert(
      fc.property(decimalText, signs, units, (text, [sign, comparator], [word, unit]) => {
        fc.pre(!/^\d{8}$/u.test(text) && !text.startsWith("-"));
        for (const printed of printedForms(text)) {
          expect(parseQuantity(sign + printed + word)).toMatchObject({
            comparator,
            number: Number(text),
            unit,
          });
        }
      }),
    );
  });
});

describe("parseRange", () => {
  it.each([
    ["60-70户", "60", "70", "户"],
    ["2～3次", "2", "3", "次"],
    ["2—3", "2", "3", null],
    ["60%-70%", "60", "70", "%"],
    ["60户至80户", "60", "80", "户"],
    ["3,000-5,000元不等", "3000", "5000", "元"],
    ["完成5到10家", "5", "10", "家"],
    ["6-12个月", "6", "12", "个月"],
  ])("reads %j", (raw, low, high, unit) => {
    const range = parseRange(raw);
    expect([range?.low.toString(), range?.high.toString(), range?.unit]).toEqual([low, high, unit]);
  });

  it.each([
    "",
    "60户",
    "1-12月",
    "2019-2021年",
    "2019-2021",
    "2020-06",
    "70-60户",
    "60户-80%",
    "每月2-3次",
    "2021-06-30",
    "1-2-3",
  ])("finds none in %j", (raw) => {
    expect(parseRange(raw)).toBeNull();
  });
});
