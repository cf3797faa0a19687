import { beforeEach, describe, expect, it } from "vitest";
import { SERVICES } from "../../src/cli/services.ts";
import { useWorkFolder } from "./work-folder.ts";

const FORM = `项目支出绩效自评表
项目名称\t古桥修缮
三级指标\t年度指标值\t实际完成值\t分值\t得分
修缮桥梁\t2座\t2座\t50\t50
群众满意度\t≥90%\t95%\t50\t46
总分\t\t\t100\t90
`;

const work = useWorkFolder();
const real = { services: SERVICES };
let record = "";
beforeEach(async () => {
  work.write({ "a.txt": FORM });
  await work.fuhe(["ingest", "a.txt"], real);
  const { out } = await work.fuhe(["query", "select id from records", "--format", "json"], real);
  record = (JSON.parse(out) as { id: string }[])[0]?.id ?? "";
});

const correct = (...argv: string[]) => work.fuhe(["correct", record, "/indicators/1/score", ...argv], real);

describe("fuhe correct", () => {
  it("enters a value and says which checks changed with it", async () => {
    const { code, out } = await correct("40", "--by", "李某某", "--note", "原图为40");
    expect(code).toBe(0);
    expect(out).toContain(`${record} /indicators/1/score: 46 → 40\n`);
    expect(out).toContain("  total-score differs → agrees: ");
    const { out: shown } = await work.fuhe(["show", record, "--format", "json", "--plain"], real);
    expect(JSON.parse(shown)).toMatchObject({ indicators: [{}, { score: 40 }] });
  });

  it("takes it back, and the history tells both", async () => {
    await correct("40", "--by", "李某某", "--note", "原图为40");
    expect((await correct("--undo", "--by", "王某某")).out).toContain("40 → 46");
    const { out } = await work.fuhe(["history", record, "--lang", "zh"], real);
    expect(out).toMatch(
      /李某某 {2}\/indicators\/1\/score {2}“46” → “40” {2}\(已被后来的更正或撤销取代\)\n {4}原图为40\n/u,
    );
    expect(out).toContain("王某某  /indicators/1/score  撤销");
    const json = JSON.parse(
      (await work.fuhe(["history", record, "--format", "json"], real)).out,
    ) as unknown[];
    expect(json).toHaveLength(2);
  });

  it("wants either a value or --undo, a name, a record and a place that are there, and a value that fits", async () => {
    expect((await correct("--by", "李某某")).code).toBe(2);
    expect((await correct("40", "--undo", "--by", "李某某")).code).toBe(2);
    expect((await correct("40")).code).toBe(2);
    const wrong = await correct("forty", "--by", "李某某");
    expect(wrong).toMatchObject({
      code: 2,
      err: expect.stringContaining("a number, such as 8.5, is wanted"),
    });
    const nowhere = await work.fuhe(["correct", "ffffff", "/total/score", "1", "--by", "李某某"], real);
    expect(nowhere).toMatchObject({ code: 2, err: expect.stringContaining("no record ffffff") });
    expect((await work.fuhe(["history", record], real)).err).toContain("Nothing was corrected");
  });
});
