import { describe, expect, test } from "vitest";
import { isReport } from "../../src/forms/is-report.ts";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { FAMILY_FORMS } from "./family-forms.ts";
import { rowsOf, sampleRows } from "./rows-of.ts";

const general = loadProfiles().find(({ id }) => id === "general");
if (general === undefined) throw new Error("no general profile");
const lexicon = compileLexicon(general);

describe("isReport", () => {
  test.for([...FAMILY_FORMS.keys()])("takes a form of %s", (id) => {
    expect(isReport(rowsOf(FAMILY_FORMS.get(id) ?? ""), lexicon)).toBe(true);
  });

  test("takes a page of indicators that was torn from its form", () => {
    const page =
      "产出指标\t数量指标\t修路\t5公里\n\t质量指标\t合格率\n\t时效指标\t按期\n效益指标\t社会效益指标\t出行";
    expect(isReport(rowsOf(page), lexicon)).toBe(true);
  });

  test.for([
    ["nothing", ""],
    ["prose", "关于做好今年工作的通知\n各单位：\n请按时报送材料。"],
    [
      "a letter that mentions the form",
      "关于报送项目支出绩效自评表的通知\n附件：项目支出绩效自评表\n联系电话：0000",
    ],
    [
      "an invoice",
      "项目名称\t单位\t数量\t单价\t金额\n纸张\t箱\t2\t100\t200\n合计\t\t\t\t200\n备注\n负责人：甲\t联系电话：0000",
    ],
    ["a budget table", "预算单位\t年初预算数\t备注\n某局\t100\t无\n合计\t100"],
    ["a staff list", "序号\t姓名\t职务\t科室\t联系电话\n1\t甲\t科长\t办公室\t0000"],
    ["code", "const total = 1;\nexport { total };"],
  ])("does not take %s", ([, text]) => {
    expect(isReport(rowsOf(text ?? ""), lexicon)).toBe(false);
  });

  test.skipIf(sampleRows("000") === null).for(["000", "001", "002", "003", "004"])(
    "takes sample %s",
    (name) => {
      expect(isReport(sampleRows(name) ?? [], lexicon)).toBe(true);
    },
  );
});
