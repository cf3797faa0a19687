import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

describe("the filing date", () => {
  test.each([
    ["is after the year", { fiscalYear: "2019年度", filedOn: "2020-06-15" }, "agrees"],
    ["is before the year's end", { fiscalYear: "2020年度", filedOn: "2020-06-15" }, "differs"],
    [
      "is before the project began",
      { fiscalYear: "2019年度", filedOn: "2020-06-15", period: "2021-01-01至2023-12-31" },
      "differs",
    ],
    ["has no year to be held against", { filedOn: "2020-06-15" }, "unverifiable"],
    ["does not exist", { fiscalYear: "2019年度", filedOn: "2020-16-15" }, "unverifiable"],
  ] as const)("%s", (_, form, verdict) => {
    const check = theCheck(form, "date", "/filedOn");
    expect(check).toMatchObject({ verdict, severity: verdict === "differs" ? "warning" : "info" });
  });

  test("left blank says nothing", () => {
    expect(checksOf({ fiscalYear: "2019年度", filedOn: "" }, "date")).toEqual([]);
  });
});

describe("the project period", () => {
  test.each([
    ["2021-01-01至2023-12-31", "agrees", null],
    ["2023-12-31至2021-01-01", "differs", "arithmetic"],
    ["2019011至", "unverifiable", "likely-misread"],
  ])("%s %s", (period, verdict, cause) => {
    const check = theCheck({ period }, "date", "/project/periodStart");
    expect(check).toMatchObject({ verdict, cause });
  });

  test("that could not be read is quoted", () => {
    expect(theCheck({ period: "2019011至" }, "date").message.zh).toContain("“2019011至”");
  });
});

describe("the year in the title", () => {
  test.each([
    ["2021年度项目支出绩效自评表", "agrees"],
    ["2020年度项目支出绩效自评表", "differs"],
    ["2020年下达2021年资金绩效自评表", "agrees"],
  ])("%s for 2021: %s", (title, verdict) => {
    expect(theCheck({ title, fiscalYear: "2021年度" }, "date", "/fiscalYear")).toMatchObject({ verdict });
  });

  test("is not asked for", () => {
    expect(checksOf({ title: "项目支出绩效自评表", fiscalYear: "2021年度" }, "date")).toEqual([]);
  });

  test("proves nothing where the year was taken from it", () => {
    const title = "2021年度项目支出绩效自评表";
    expect(checksOf({ title, fiscalYear: title }, "date")).toEqual([]);
  });
});

describe("the date of an indicator", () => {
  const form = (target: string, actual: string): FormDraft => ({
    indicators: [{ name: "完工时间", target, actual }],
  });

  test.each([
    ["2021年12月31日之前", "2021年11月30日", "agrees"],
    ["2021年6月底前", "2021-06-30", "agrees"],
    ["2021年12月31日之前", "2022年1月5日", "differs"],
  ])("%s, %s: %s", (target, actual, verdict) => {
    const check = theCheck(form(target, actual), "date");
    expect(check).toMatchObject({ verdict, subject: "/indicators/0/actual" });
  });

  test.each([
    ["2019年12月31日之前", "无"],
    ["2019年全年", "2019年全年"],
    ["9月前", "2019年8月1日"],
  ])("%s, %s: nothing to compare", (target, actual) => {
    expect(checksOf(form(target, actual), "date")).toEqual([]);
  });
});
