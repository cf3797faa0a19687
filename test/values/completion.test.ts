import { describe, expect, it } from "vitest";
import { parseCompletion } from "../../src/values/completion.ts";

describe("parseCompletion", () => {
  it.each([
    ["100%", 100],
    ["0", 0],
    ["5.09% (按预算金额5.5万元计算)", 5.09],
    ["86.5％，因疫情推迟", 86.5],
    ["完成80%", 80],
    ["完成率：95.5%", 95.5],
    ["100", 100],
    ["已完成", "completed"],
    ["完成。", "completed"],
    ["未完成", "not completed"],
    ["未 完 成", "not completed"],
    ["未开展", "not completed"],
  ])("reads %j as %s", (raw, completion) => {
    expect(parseCompletion(raw)).toBe(completion);
  });

  it.each([
    "",
    "无",
    "—",
    "部分完成",
    "未完成20%",
    "20%未完成",
    "20%尚未完成",
    "完成5个",
    "5%-10%",
    "5%－１０%",
    "30户",
    "0.12345678901234567%",
  ])("finds none in %j", (raw) => {
    expect(parseCompletion(raw)).toBeNull();
  });
});
