import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDate, parseDeadline, parseFiscalYear, parsePeriod } from "../../src/values/date.ts";
import { widen } from "./arbitraries.ts";

const day = fc
  .date({ min: new Date("1980-01-01"), max: new Date("2100-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** The notations in which forms print one and the same day. */
function printedDays(iso: string): string[] {
  const [year = "", month = "", date = ""] = iso.split("-");
  const [m, d] = [String(Number(month)), String(Number(date))];
  const printed = [
    iso,
    `${year}.${m}.${d}`,
    `${year}/${month}/${date}`,
    `${year}年${m}月${d}日`,
    `${year}年${month}月${date}号`,
    ` ${year} 年 ${m} 月 ${d} 日 `,
    `${year}年\n${m}月${d}日`,
    `${year}${month}${date}`,
    `${year}${month}${date}日`,
  ];
  return [...printed, ...printed.map(widen)];
}

describe("parseDate", () => {
  it.each([
    ["2020-06-15", "2020-06-15"],
    ["2022.6.28", "2022-06-28"],
    ["2022/06/28", "2022-06-28"],
    ["2021年4月22日", "2021-04-22"],
    ["2021年07月12日", "2021-07-12"],
    ["2021年4月22", "2021-04-22"],
    ["20211231日", "2021-12-31"],
    ["2020年元月5日", "2020-01-05"],
    ["二○一一年三月二十一日", "2011-03-21"],
    ["二〇二〇年十二月三十一日", "2020-12-31"],
    ["二零二零年十月十日", "2020-10-10"],
    ["2020-02-29", "2020-02-29"],
    ["2020-06-15 00:00:00", "2020-06-15"],
  ])("reads %j", (raw, date) => {
    expect(parseDate(raw)).toBe(date);
  });

  it.each([
    "",
    "年 月 日",
    "2020年元月",
    "2021年12月",
    "2021-02-30",
    "2021-02-29",
    "2021-04-31",
    "2021-13-01",
    "2021-00-10",
    "1979-12-31",
    "2101-01-01",
    "20211331",
    "2021-12.31",
    "2021年12月31日之前",
    "2021-01-01至2023-12-31",
    "12月31日",
    "2019011",
    "15500.00",
  ])("finds no full, existing date in %j", (raw) => {
    expect(parseDate(raw)).toBeNull();
  });

  it("reads back every day in every notation", () => {
    fc.assert(
      fc.property(day, (iso) => {
        for (const printed of printedDays(iso)) expect(parseDate(printed)).toBe(iso);
      }),
    );
  });
});

describe("parsePeriod", () => {
  it.each([
    ["2021-01-01至2023-12-31", "2021-01-01", "2023-12-31"],
    ["2021年1月1日 - 2021年12月31日", "2021-01-01", "2021-12-31"],
    ["2021.1.1--2021.12.31", "2021-01-01", "2021-12-31"],
    ["20210101-20231231", "2021-01-01", "2023-12-31"],
    ["2021-01-01～2023-12-31", "2021-01-01", "2023-12-31"],
    ["自2021年1月1日起至2023年12月31日止", "2021-01-01", "2023-12-31"],
    ["2021年1月1日至12月31日", "2021-01-01", "2021-12-31"],
    ["2021-01-01至", "2021-01-01", null],
    ["2021年1月1日起至今", "2021-01-01", null],
    ["至2023-12-31", null, "2023-12-31"],
    ["2021-02-30至2023-12-31", null, "2023-12-31"],
    ["2021年1月1日至2月30日", "2021-01-01", null],
  ])("reads %j", (raw, start, end) => {
    expect(parsePeriod(raw)).toEqual({ start, end });
  });

  it.each([
    "",
    "2019011至",
    "2021年",
    "2021年1月至2021年12月",
    "2021-01-01",
    "一年",
    "2021-01-01、2021-02-01、2021-03-01",
    "2021-01-01批复2021-02-01",
  ])("reads neither end of %j", (raw) => {
    expect(parsePeriod(raw)).toEqual({ start: null, end: null });
  });

  it("reads back every pair of days", () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom("至", "到", " - ", "—", "～", "起至"), (start, end, join) => {
        for (const [index, printed] of printedDays(start).entries()) {
          expect(parsePeriod(`${printed}${join}${printedDays(end)[index]}`)).toEqual({ start, end });
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe("parseFiscalYear", () => {
  it.each([
    ["(2021年度)", 2021],
    ["（2021年度）", 2021],
    ["(2019 年度)", 2019],
    ["（ 2019 年度)", 2019],
    ["2019年度)", 2019],
    ["(2021年)", 2021],
    ["２０２１年度", 2021],
    ["二〇二一年度", 2021],
    ["2021", 2021],
    ["2021年", 2021],
    ["2021年专项资金项目支出成效自评表", 2021],
    ["2022年度项目支出绩效自评表", 2022],
    ["2021年一般公共预算项目绩效自评表", 2021],
    ["某局2020年度预算项目绩效自评表", 2020],
    ["项目支出绩效自评表(2021年)", 2021],
    ["2022年报送的2021年度绩效自评表", 2021],
  ])("%j names %i", (raw, year) => {
    expect(parseFiscalYear(raw)).toBe(year);
  });

  it.each([
    "",
    "年度",
    "20年度",
    "1979年度",
    "2101年度",
    "12021年度",
    "2021-2022年度",
    "2020年度和2021年度",
    "2021年12月",
    "2021年三月",
    "根据2021年安排",
    "2021-06-15",
    "20210615",
  ])("%j names none", (raw) => {
    expect(parseFiscalYear(raw)).toBeNull();
  });
});

describe("parseDeadline", () => {
  it.each([
    ["2019年12月31日之前", "2019-12-31"],
    ["2021年12月31号之前", "2021-12-31"],
    ["于2021年12月31日前完成。", "2021-12-31"],
    ["2021-12-31以前", "2021-12-31"],
    ["截至2021年12月31日", "2021-12-31"],
    ["不晚于2021年6月30日", "2021-06-30"],
    ["2021年6月底前", "2021-06-30"],
    ["2020年2月底之前完成", "2020-02-29"],
    ["2021年底前", "2021-12-31"],
    ["2021年年底", "2021-12-31"],
  ])("reads %j", (raw, date) => {
    expect(parseDeadline(raw)).toBe(date);
  });

  it.each([
    "",
    "9月前",
    "12月底之前完成",
    "11月底之前",
    "2021年12月前",
    "2021年12月31日",
    "2019年全年",
    "2021年2月30日之前",
    "3天前",
  ])("finds no latest date in %j", (raw) => {
    expect(parseDeadline(raw)).toBeNull();
  });
});
