import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  foldWidth,
  labelKey,
  nilKind,
  stripHtml,
  tidySpace,
  withoutBrackets,
} from "../../src/values/text.ts";

describe("foldWidth", () => {
  it("folds full-width ASCII and the ideographic space", () => {
    expect(foldWidth("（２０１９　年度）％＝＞，：")).toBe("(2019 年度)%=>,:");
  });

  it("leaves signs alone that compatibility normalisation would change", () => {
    expect(foldWidth("①≥≧㎡“…”。、《》")).toBe("①≥≧㎡“…”。、《》");
  });

  it("moves no character", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(foldWidth(text)).toHaveLength(text.length);
      }),
    );
  });
});

describe("labelKey", () => {
  it.each([
    ["项目资金\n（万元）", "项目资金(万元)"],
    ["年度\n指标值", "年度指标值"],
    ["总 分", "总分"],
    ["效 果:", "效果"],
    ["投入：", "投入"],
    ["其中：当年财政拨款", "其中当年财政拨款"],
    ["★数量指标", "数量指标"],
    ["一、基本情况", "基本情况"],
    ["（一）项目概况", "项目概况"],
    ["(2)执行率", "执行率"],
    ["1. 项目名称", "项目名称"],
    ["1、（1）项目名称", "项目名称"],
    ["①项目名称", "项目名称"],
    ["执行率（Ｂ/A）", "执行率(b/a)"],
    ["执行率【B/A】", "执行率(b/a)"],
    ["实施（主管）单位", "实施(主管)单位"],
    ["项目名称____", "项目名称"],
  ])("reads %j as %j", (printed, key) => {
    expect(labelKey(printed)).toBe(key);
  });

  it("takes neither decimals nor years for list numbers", () => {
    expect(labelKey("1.5倍")).toBe("1.5倍");
    expect(labelKey("2021.指标")).toBe("2021.指标");
    expect(labelKey("（2019 年度）")).toBe("(2019年度)");
    expect(labelKey("一级指标")).toBe("一级指标");
  });

  it("of a key is the key", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(labelKey(labelKey(text))).toBe(labelKey(text));
      }),
    );
  });
});

describe("withoutBrackets", () => {
  it.each([
    ["执行率(b/a)", "执行率"],
    ["执行率(b/a", "执行率"],
    ["指标名称(三级指标)(50分)", "指标名称"],
    ["预算(调整(二次)后)", "预算"],
    ["实施(主管)单位", "实施(主管)单位"],
    ["(2019年度)", "(2019年度)"],
    ["得分", "得分"],
  ])("%j → %j", (key, bare) => {
    expect(withoutBrackets(key)).toBe(bare);
  });
});

describe("stripHtml", () => {
  it("keeps paragraphs and line breaks as lines", () => {
    expect(stripHtml("<p>第一段。</p> <p>第二段,<br/>又一行</p>")).toBe("第一段。\n第二段,\n又一行");
  });

  it("drops other tags and decodes entities once", () => {
    expect(stripHtml('<span class="a">完成率&ge;95&#37;&nbsp;&amp;lt;</span>')).toBe("完成率≥95% &lt;");
    expect(stripHtml("<table><tr><td>甲</td><td>乙</td></tr></table>")).toBe("甲\t乙");
  });

  it("leaves what only looks like HTML", () => {
    expect(stripHtml("<10万元且>5万元")).toBe("<10万元且>5万元");
    expect(stripHtml("<温暖行动>A&B &unknown; &#55296;")).toBe("<温暖行动>A&B &unknown; &#55296;");
  });

  it("leaves no blank lines at the ends", () => {
    expect(stripHtml("\n <p></p><p>内容</p><p> </p>\n")).toBe("内容");
    expect(stripHtml("\n\n内容\n\n")).toBe("内容");
  });
});

describe("nilKind", () => {
  it.each(["", " ", "\u3000\t\n", "\u200B"])("%j is blank", (text) => {
    expect(nilKind(text)).toBe("blank");
  });

  it.each([
    "无",
    "无。",
    " 无 ",
    "暂无",
    "/",
    "／",
    "/ / /",
    "—",
    "——",
    "-",
    "--",
    "－",
    "……",
    "…",
    ".....",
    "**",
    "不适用",
    "N/A",
  ])("%j is nil", (text) => {
    expect(nilKind(text)).toBe("nil");
  });

  it.each(["0", "0.00", "无偏差", "一", "-1", "1年", "。", "〇"])("%j is something", (text) => {
    expect(nilKind(text)).toBeNull();
  });
});

describe("tidySpace", () => {
  it("closes line breaks within Chinese text and keeps one space elsewhere", () => {
    expect(tidySpace(" 年度\n指标值 ")).toBe("年度指标值");
    expect(tidySpace("按期完成，\n  质量合格")).toBe("按期完成，质量合格");
    expect(tidySpace("≥ 95\n%")).toBe("≥ 95 %");
    expect(tidySpace("A  B\u3000C")).toBe("A B C");
  });
});
