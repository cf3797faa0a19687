import { describe, expect, it } from "vitest";
import { gradeLevelOf, parseGradeNote, parsePointsNote } from "../../src/values/grade.ts";

const NATIONAL = [
  { word: "优", level: "excellent", from: "90" },
  { word: "良", level: "good", from: "80" },
  { word: "中", level: "fair", from: "60" },
  { word: "差", level: "poor", from: "0" },
];

describe("gradeLevelOf", () => {
  it.each([
    ["优", "excellent"],
    ["优秀", "excellent"],
    ["優", "excellent"],
    ["良", "good"],
    ["良好", "good"],
    ["中", "fair"],
    ["合格", "fair"],
    ["一般", "fair"],
    ["差", "poor"],
    ["较差", "poor"],
    ["不合格", "poor"],
    [" 优 秀。", "excellent"],
    ["优（90-100分）", "excellent"],
  ])("%j is %s", (word, level) => {
    expect(gradeLevelOf(word)).toBe(level);
  });

  it.each(["", "无", "100", "优势", "其中", "A"])("%j is no grade", (word) => {
    expect(gradeLevelOf(word)).toBeNull();
  });
});

describe("parseGradeNote", () => {
  it("reads a scale of four with its own words and bounds", () => {
    expect(
      parseGradeNote(
        "2、等级：合计90（含）-100分为优秀，75（含）-90分为良好，60（含）-75分为合格，0-60分为不合格。",
      ),
    ).toEqual([
      { word: "优秀", level: "excellent", from: "90" },
      { word: "良好", level: "good", from: "75" },
      { word: "合格", level: "fair", from: "60" },
      { word: "不合格", level: "poor", from: "0" },
    ]);
  });

  it.each([
    "总分100分，等级分为：90分（含）—100分为优，80分（含）—90分为良，60分（含）—80分为中，60分以下为差。",
    "优(90-100)、良(80-90)、中(60-80)、差(0-60)",
    "优：90（含）-100分；良：80（含）-90分；中：60（含）-80分；差：60分以下",
    "90-100优 80-89良 60-79中 0-59差",
    "差：60分以下；中：60-80分；良：80-90分；优：90-100分",
    "≥90分为优，80≤得分<90为良，60≤得分<80为中，<60为差",
    "90分（含）以上为“优”，80分（含）以上为“良”，60分以上为“中”，低于60分为“差”",
    "９０～１００分为优，\n８０～９０分为良，６０～８０分为中，０～６０分为差",
  ])("reads the national scale from %j", (note) => {
    expect(parseGradeNote(note)).toEqual(NATIONAL);
  });

  it.each([
    "",
    "其中90-100分的有3家",
    "90-100分为优",
    "优90-100，良80-90，中70-80，可60-70，差0-60",
    "90-100分为差，80-90分为优",
    "90-100分为优，80-95分为良",
    "90-100分为优，80-90分为优秀",
    "产出指标50分、效益指标30分",
  ])("finds no whole scale in %j", (note) => {
    expect(parseGradeNote(note)).toBeNull();
  });
});

describe("parsePointsNote", () => {
  it("reads a list of groups and points", () => {
    expect(
      parsePointsNote(
        "分值统一设置为：产出指标50分、效益指标30分、满意度指标10分、预算资金执行率10分。特殊情况",
      ),
    ).toEqual([
      { group: "产出指标", weight: "50" },
      { group: "效益指标", weight: "30" },
      { group: "满意度指标", weight: "10" },
      { group: "预算资金执行率", weight: "10" },
    ]);
    expect(parsePointsNote("满分100分，其中：产出指标（５０分），效益指标（37.5分）")).toEqual([
      { group: "满分", weight: "100" },
      { group: "产出指标", weight: "50" },
      { group: "效益指标", weight: "37.5" },
    ]);
  });

  it.each([
    "",
    "总分设置为100分，等级划分为：90分（含）—100分为优",
    "产出指标50分",
    "平均在96分以上、满分100分",
  ])("finds none in %j", (note) => {
    expect(parsePointsNote(note)).toEqual([]);
  });
});
