import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { matchForm } from "../../src/forms/match-form.ts";
import { splitForms } from "../../src/forms/split-forms.ts";
import { FAMILY_FORMS } from "./family-forms.ts";
import { rowsOf, sampleRows } from "./rows-of.ts";

const profiles = loadProfiles();
const general = profiles.find(({ id }) => id === "general");
if (general === undefined) throw new Error("no general profile");
const families = profiles.filter((profile) => profile !== general).map(({ id }) => id);

describe("matchForm", () => {
  test("every profile has a form to be tried on", () => {
    expect([...FAMILY_FORMS.keys()].sort()).toEqual(families);
  });

  test.for(families)("tells the form of %s", (id) => {
    const match = matchForm(rowsOf(FAMILY_FORMS.get(id) ?? ""), profiles);
    expect(match).toMatchObject({ profile: { id }, missing: [], unknownLabels: [] });
    expect(match.score).toBeGreaterThan(0.9);
  });

  test.for(families)("a form of %s without one of its rows is never taken for another family's", (id) => {
    const rows = rowsOf(FAMILY_FORMS.get(id) ?? "");
    const accepted = new Set(["general", id]);
    for (let parent = profiles.find((profile) => profile.id === id); parent !== undefined;) {
      accepted.add(parent.id);
      const { extends: above } = parent;
      parent = profiles.find((profile) => profile.id === above);
    }
    fc.assert(
      fc.property(fc.subarray(rows, { minLength: Math.ceil(rows.length / 2) }), (left) => {
        expect(accepted).toContain(matchForm(left, profiles).profile.id);
      }),
    );
  });

  test("the order of the profiles makes no difference", () => {
    const rows = rowsOf(FAMILY_FORMS.get("shanghai-2022") ?? "");
    const forwards = matchForm(rows, profiles);
    const backwards = matchForm(rows, profiles.toReversed());
    expect(backwards).toEqual(forwards);
  });

  test("a form that no profile fits is read with the general one", () => {
    const match = matchForm(
      rowsOf("某县项目自评表\n项目名称\t修路\n一级指标\t二级指标\t三级指标\t得分"),
      profiles,
    );
    expect(match).toMatchObject({ profile: { id: "general" }, score: 0, evidence: [] });
    expect(match.ranking).toHaveLength(families.length);
  });

  test("says what speaks for the form, what against it and what is missing", () => {
    const text = (FAMILY_FORMS.get("shanxi-jinzhong") ?? "")
      .replace("项目属性\t", "\t")
      .replace("项目概况", "年度资金总额");
    const match = matchForm(rowsOf(text), profiles);
    expect(match.profile.id).toBe("shanxi-jinzhong");
    expect(match.evidence).toEqual(
      expect.arrayContaining([
        "title 财政支出项目绩效自评表",
        "label 预算下达资金",
        "against it: label 年度资金总额",
      ]),
    );
    expect(match.missing).toEqual(["项目属性", "项目概况"]);
  });

  test("a narrower form that shows nothing of its own is the wider one", () => {
    const text = (FAMILY_FORMS.get("shanghai-2022") ?? "")
      .replace("财政项目", "项目")
      .replace("（元）", "（万元）");
    expect(matchForm(rowsOf(text), profiles).profile.id).toBe("national-ten-column");
  });

  const samples: [string, string[]][] = [
    ["000", ["shanxi-jinzhong"]],
    ["001", ["shanghai-2019"]],
    ["002", ["national-ten-column", "national-ten-column"]],
    ["003", ["shanxi-jinzhong"]],
    ["004", ["hunan-zhuzhou"]],
  ];
  test.skipIf(sampleRows("000") === null).for(samples)("tells the forms of sample %s", ([name, ids]) => {
    const forms = splitForms(sampleRows(name) ?? [], compileLexicon(general));
    expect(forms.map((rows) => matchForm(rows, profiles).profile.id)).toEqual(ids);
  });
});
