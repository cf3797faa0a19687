import { describe, expect, test } from "vitest";
import { checksOf, theCheck, type FormDraft } from "../draft.ts";

type Funds = NonNullable<FormDraft["funds"]>;
const form = (...funds: Funds): FormDraft => ({ funds });

describe("a total and its sources", () => {
  test("agree, in whatever units they are printed", () => {
    const check = theCheck(
      form(
        ["annualBudget", "total", "239.4"],
        ["annualBudget", "currentYear", "200"],
        ["annualBudget", "carriedOver", "394000", "元"],
      ),
      "fund-sum",
    );
    expect(check).toMatchObject({
      verdict: "agrees",
      subject: "/funds/0/amount",
      reported: 239.4,
      recalculated: 239.4,
      evidence: ["/funds/0/amount", "/funds/1/amount", "/funds/2/amount"],
    });
    expect(check.message.en).toContain("annualBudget");
    expect(check.message.zh).toContain("200万元 + 39.4万元 = 239.4万元");
  });

  test("of which the total could not be read add up all the same", () => {
    const unread = form(
      ["annualBudget", "total", "4O"],
      ["annualBudget", "currentYear", "30"],
      ["annualBudget", "other", "10"],
    );
    const check = theCheck(unread, "fund-sum");
    expect(check).toMatchObject({ verdict: "unverifiable", recalculated: 40 });
    expect(check.message.en).toContain("could not be read");
  });

  test("agree where the total is rounded to fewer places than its parts", () => {
    const rounded = form(
      ["executed", "total", "239.4"],
      ["executed", "currentYear", "209.43"],
      ["executed", "other", "30"],
    );
    expect(theCheck(rounded, "fund-sum")).toMatchObject({ verdict: "agrees", cause: "rounding" });
  });

  test("agree where levels are parts of the current year's funds", () => {
    const nested = form(
      ["annualBudget", "total", "60"],
      ["annualBudget", "currentYear", "50"],
      ["annualBudget", "cityLevel", "30"],
      ["annualBudget", "countyLevel", "20"],
      ["annualBudget", "other", "10"],
    );
    expect(theCheck(nested, "fund-sum")).toMatchObject({ verdict: "agrees", recalculated: 60 });
  });

  test.each([
    ["are not its sum", ["100", "60", "30"], "error", 90],
    ["are filled and it is 0", ["0", "60", "30"], "error", 90],
    ["are 0 and it is not", ["100", "0", "0.00"], "warning", 0],
  ] as const)("differ where they %s", (_, [total, current, other], severity, recalculated) => {
    const wrong = form(
      ["executed", "total", total],
      ["executed", "currentYear", current],
      ["executed", "other", other],
    );
    expect(theCheck(wrong, "fund-sum")).toMatchObject({ verdict: "differs", severity, recalculated });
  });

  test.each([
    [
      "a source could not be read",
      form(["executed", "total", "100"], ["executed", "currentYear", "6O"], ["executed", "other", "40"]),
    ],
    [
      "a lone 0 stands beside blank cells",
      form(
        ["initialBudget", "total", "100"],
        ["initialBudget", "other", "0"],
        ["annualBudget", "currentYear", "100"],
      ),
    ],
    [
      "其中 names a part of the total investment",
      form(["totalInvestment", "total", "300"], ["totalInvestment", "currentYear", "239.4"]),
    ],
  ])("cannot be verified where %s", (_, unclear) => {
    expect(theCheck(unclear, "fund-sum")).toMatchObject({ verdict: "unverifiable", severity: "info" });
  });

  test("of which the total is blank, in a form that has totals, are told", () => {
    const blank = form(
      ["initialBudget", "total", "180"],
      ["initialBudget", "currentYear", "150"],
      ["initialBudget", "other", "30"],
      ["annualBudget", "currentYear", "135.5"],
      ["annualBudget", "other", "30"],
    );
    const check = theCheck(blank, "fund-sum", "/funds/3/amount");
    expect(check).toMatchObject({
      verdict: "unverifiable",
      cause: "missing-value",
      recalculated: 165.5,
      evidence: ["/funds/3/amount", "/funds/4/amount"],
    });
    expect(check.message.zh).toContain("总额未填，而各来源已填：135.5万元 + 30万元 = 165.5万元");
  });

  test("need no total in a form that has none", () => {
    const without = form(["annualBudget", "currentYear", "135.5"], ["annualBudget", "other", "30"]);
    expect(checksOf(without, "fund-sum")).toEqual([]);
  });

  test("are not applicable where one of them is missing", () => {
    expect(
      checksOf(form(["executed", "total", "100"], ["annualBudget", "other", "100"]), "fund-sum"),
    ).toEqual([]);
  });
});

describe("a balance", () => {
  const funds = (balance: string, ...more: Funds): FormDraft =>
    form(
      ["annualBudget", "total", "400"],
      ["allocated", "total", "386.0"],
      ["executed", "total", "368.5"],
      ["balance", "total", balance],
      ...more,
    );

  test.each([
    ["17.5", "386万元 − 368.5万元 = 17.5万元"],
    ["31.5", "400万元 − 368.5万元 = 31.5万元"],
  ])("of %s agrees with what is left of one of the budgets", (balance, difference) => {
    const check = theCheck(funds(balance), "fund-sum", "/funds/3/amount");
    expect(check.verdict).toBe("agrees");
    expect(check.message.zh).toContain(difference);
  });

  test("of another amount differs", () => {
    expect(theCheck(funds("27.5"), "fund-sum")).toMatchObject({
      verdict: "differs",
      severity: "error",
      reported: 27.5,
      recalculated: 17.5,
      difference: 10,
    });
  });

  test("is held against its sources and the budgets, with one finding", () => {
    const [both, second] = checksOf(funds("27.5", ["balance", "countyLevel", "27.5"]), "fund-sum");
    expect(both).toMatchObject({ verdict: "differs", recalculated: 17.5 });
    expect(second).toBeUndefined();
    expect(theCheck(funds("17.5", ["balance", "countyLevel", "17.5"]), "fund-sum").verdict).toBe("agrees");
  });
});
