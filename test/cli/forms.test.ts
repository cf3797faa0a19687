import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { useWorkFolder } from "./work-folder.ts";

const PIPELINES = fileURLToPath(new URL("../../pipelines", import.meta.url));
const FIXTURES = fileURLToPath(new URL("../../fixtures", import.meta.url));

const work = useWorkFolder();

const PROFILE = `
id: my-county
name: { zh: 某县项目自评表, en: A county's form }
extends: general
match:
  titles: [某县项目自评表]
  labels: [县里特有的标签]
`;

const UNKNOWN_COUNTY = `项目支出绩效自评表

项目名称\t甲\t县里特有的事项：\t乙
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t修路\t10公里\t10公里\t50\t50
`;

describe("fuhe forms list", () => {
  it("lists the profiles that come with fuhe, and those of a folder of one's own", async () => {
    const { code, out } = await work.fuhe(["forms", "list", "--format", "json"]);
    expect(code).toBe(0);
    const ids = (JSON.parse(out) as { id: string }[]).map(({ id }) => id);
    const files = readdirSync(PIPELINES).filter((name) => name.endsWith(".yaml"));
    expect(ids.map((id) => `${id}.yaml`).sort()).toEqual(files.sort());
    work.write({ "mine/my-county.yaml": PROFILE });
    const { out: more } = await work.fuhe(["forms", "list", "--pipelines", "mine", "--lang", "zh"]);
    expect(more).toMatch(/^my-county +某县项目自评表 +general$/mu);
  });
});

describe("fuhe forms check", () => {
  it("finds nothing wrong with the profiles that come with fuhe", async () => {
    expect(await work.fuhe(["forms", "check"])).toMatchObject({
      code: 0,
      out: "",
      err: expect.stringMatching(/^\d+ profiles, no mistakes\.\n$/u),
    });
  });

  it("checks a file before it is installed", async () => {
    work.write({ "my-county.yaml": PROFILE });
    expect((await work.fuhe(["forms", "check", "my-county.yaml"])).code).toBe(0);
  });

  it("names file, line and key of each mistake, and ends with 1", async () => {
    work.write({ "my-county.yaml": PROFILE.replace("titles", "titels").replace("general", "genral") });
    const { code, out } = await work.fuhe(["forms", "check", "my-county.yaml"]);
    expect(code).toBe(1);
    expect(out).toMatch(/my-county\.yaml:6:\d+: match.*titels/u);
  });

  it("makes other commands say the same, and end with 3", async () => {
    work.write({ "mine/my-county.yaml": PROFILE.replace("general", "genral") });
    const ran = await work.fuhe(["forms", "list", "--pipelines", "mine"]);
    expect(ran).toMatchObject({ code: 3, out: "", err: expect.stringContaining("my-county.yaml:4:") });
  });
});

describe("fuhe forms explain", () => {
  it("says for each form of a report which profile fits, and why", async () => {
    const report = `${FIXTURES}/forms/national-ten-column/cell-lines-two-forms/source.txt`;
    const { code, out } = await work.fuhe(["forms", "explain", report]);
    expect(code).toBe(0);
    expect(out).toMatch(/^form 1 of 2: national-ten-column {2}.+ {2}\d+ %$/mu);
    expect(out).toMatch(/^form 2 of 2: national-ten-column/mu);
    expect(out).toMatch(/^ {2}because of {6}title .*年初预算数/mu);
    expect(out).toMatch(/^ {2}other profiles {2}/mu);
  });

  it("takes the general profile for a county nobody has seen, and lists what it did not know", async () => {
    work.write({ "r.txt": UNKNOWN_COUNTY });
    const { out } = await work.fuhe(["forms", "explain", "r.txt", "--lang", "zh"]);
    expect(out).toMatch(/^general {2}.+ {2}没有其他模板符合$/mu);
    expect(out).toMatch(/^ {2}未识别的标签 {4}县里特有的事项： \(1:3\)/mu);
  });

  it("gives the same as JSON", async () => {
    work.write({ "r.txt": UNKNOWN_COUNTY });
    const { out } = await work.fuhe(["forms", "explain", "r.txt", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject({
      isReport: true,
      forms: [
        {
          profile: "general",
          score: 0,
          unknownLabels: [{ text: "县里特有的事项：", at: { page: 1, line: 3 } }],
        },
      ],
    });
  });

  it("uses profiles of one's own", async () => {
    work.write({
      "mine/my-county.yaml": PROFILE,
      "r.txt":
        "某县项目自评表\n\n项目名称\t甲\n县里特有的标签\t乙\n一级指标\t二级指标\t三级指标\t分值\t得分\n",
    });
    const { out } = await work.fuhe(["forms", "explain", "r.txt", "--pipelines", "mine"]);
    expect(out).toMatch(/^my-county {2}A county's form/mu);
  });

  it("says that a text is no report, or why it cannot be read", async () => {
    work.write({ "letter.txt": "寄送自评表的函", "empty.txt": "" });
    expect(await work.fuhe(["forms", "explain", "letter.txt"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("not-a-report"),
    });
    expect(await work.fuhe(["forms", "explain", "empty.txt"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("[empty-file]"),
    });
    expect(await work.fuhe(["forms", "explain", "gone.txt"])).toMatchObject({
      code: 3,
      err: expect.stringContaining("[not-readable] gone.txt cannot be read"),
    });
  });
});
