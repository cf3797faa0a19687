import { describe, expect, test } from "vitest";
import { settleCandidates } from "../../src/candidates/settle-candidates.ts";
import { checkRecord } from "../../src/checks/check-record.ts";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import type { Warning } from "../../src/model/extraction.ts";
import type { Row } from "../../src/model/layout.ts";
import type { Candidate } from "../../src/model/recognition.ts";
import { DEFAULT_LIMITS, type Context } from "../../src/model/stage.ts";
import { parseForm } from "../../src/sections/parse-form.ts";

const profile = loadProfiles().find(({ id }) => id === "general") as ReturnType<typeof loadProfiles>[number];
const lexicon = compileLexicon(profile);

/** A form whose scores are 8.5 and 9.5, 20 and 19, in groups that are told as well, and 57 together. */
const FORM = `项目支出绩效自评表
项目名称\t古桥修缮
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分
产出指标\t数量指标\t修缮桥梁\t2座\t2座\t10\t8.5
\t质量指标\t验收合格率\t100%\t100%\t10\t9.5
效益指标\t社会效益指标\t通行安全\t提升\t提升\t20\t20
满意度指标\t服务对象满意度指标\t群众满意度\t≥90%\t95%\t20\t19
总分\t\t\t\t\t60\t57`;

/** Reads the form with cells replaced by what recognisers made of them: the first candidate is what was taken. */
function settle(seen: { [printed: string]: [text: string, weight: number][] }, confidence = 0.6) {
  const warnings: Warning[] = [];
  const context: Context = { warn: (warning) => warnings.push(warning), limits: DEFAULT_LIMITS };
  const lines = FORM.split("\n").map((text, index) => ({ line: index + 1, text }));
  const { rows, notation } = recoverLayout(
    [{ kind: "lines", number: 1, lines: [...lines, { line: 99, text: "" }] }],
    context,
  );
  const recognised = rows.map((row, y): Row => ({
    ...row,
    cells: row.cells.map((cell, x) => {
      const at = {
        page: 1,
        bbox: [x * 50, y * 20, x * 50 + 40, y * 20 + 15] as [number, number, number, number],
      };
      const list = seen[cell.text]?.map(([text, weight], index): Candidate => ({
        text,
        weight,
        readers: [`reader ${String(index)}`],
      }));
      if (list === undefined) return { ...cell, at };
      return { ...cell, at, text: list[0]?.text ?? "", confidence, candidates: list };
    }),
  }));
  const read = (own: Row[], quiet: Context) => {
    quiet.warn({ code: "reading", message: "each reading of the form warns of this" });
    const form = parseForm({ id: "000000000000-1", rows: own, notation, profile, lexicon }, quiet);
    return { record: checkRecord(form), scoring: form.scoring };
  };
  const { record } = settleCandidates(recognised, read, context);
  const total = record.checks.find(({ rule }) => rule === "total-score");
  const told = warnings.map(({ code }) => code);
  return {
    record,
    told,
    total,
    scores: record.indicators.map(({ score }) => score),
    warnings: told.filter((code) => code !== "reading"),
  };
}

describe("candidates of recognised cells", () => {
  test("as read, the form holds", () => {
    const { total, warnings } = settle({});
    expect(total?.verdict).toBe("agrees");
    expect(warnings).toEqual([]);
  });

  test("a reading that the sum confirms is guarded, and no other is looked for", () => {
    const { scores } = settle({
      "8.5": [
        ["8.5", 0.6],
        ["3.5", 0.3],
      ],
    });
    expect(scores[0]).toMatchObject({ value: 8.5, state: "guarded" });
  });

  test("where one relation would hold with the second reading, both hypotheses are told and the reading stays", () => {
    const { total, scores } = settle({
      "8.5": [
        ["3.5", 0.6],
        ["8.5", 0.3],
      ],
    });
    expect(scores[0]).toMatchObject({ value: 3.5, raw: "3.5", state: "doubtful" });
    expect(total).toMatchObject({ verdict: "differs", cause: "likely-misread" });
    expect(total?.suggestion).toContain("“3.5” is read as “8.5” (as reader 1 saw it)");
    expect(total?.suggestion).toContain("undecided");
  });

  test("what the form's reading warns of is told once, whatever was tried or taken", () => {
    for (const taken of ["8.5", "3.5", "B.5"]) {
      const { told } = settle({
        "8.5": [
          [taken, 0.6],
          [taken === "8.5" ? "3.5" : "8.5", 0.3],
        ],
      });
      expect(told.filter((code) => code === "reading")).toEqual(["reading"]);
    }
  });

  test("a tie of the recognisers is not broken by one relation alone", () => {
    const { scores } = settle({
      "8.5": [
        ["3.5", 0.45],
        ["8.5", 0.45],
      ],
    });
    expect(scores[0]).toMatchObject({ value: 3.5, state: "doubtful" });
  });

  test("a wrong total of the report is never explained away by a faint second reading of it", () => {
    const { record, total } = settle({
      "57": [
        ["67", 0.9],
        ["57", 0.05],
      ],
    });
    expect(record.total.score).toMatchObject({ value: 67, raw: "67" });
    expect(total?.verdict).toBe("differs");
    expect(total?.suggestion).toContain("undecided");
  });

  test("two misreadings of one sum are found together", () => {
    const { total } = settle({
      "8.5": [
        ["3.5", 0.6],
        ["8.5", 0.3],
      ],
      "19": [
        ["10", 0.6],
        ["19", 0.3],
      ],
    });
    expect(total?.suggestion).toContain(
      "“3.5” is read as “8.5” (as reader 1 saw it) and “10” is read as “19”",
    );
  });

  test("a cell that is no number as it was read takes the number that a recogniser saw and the sum bears out", () => {
    const { scores, total, warnings } = settle({
      "8.5": [
        ["B.5", 0.6],
        ["8.5", 0.3],
      ],
    });
    expect(scores[0]).toMatchObject({ value: 8.5, raw: "8.5", state: "guarded" });
    expect(total?.verdict).toBe("agrees");
    expect(warnings).toEqual(["reading-chosen"]);
  });

  test("a difference that rests on a doubtful number without another reading of it says so", () => {
    const { total } = settle({
      "8.5": [
        ["3.5", 0.6],
        ["4.5", 0.3],
      ],
    });
    expect(total).toMatchObject({ verdict: "differs", cause: "likely-misread" });
    expect(total?.suggestion).toContain("“3.5” was read with doubt");
  });

  test("a difference between numbers that were read surely stays a difference of the report", () => {
    const { total } = settle({ "57": [["67", 1]] }, 1);
    expect(total).toMatchObject({ verdict: "differs" });
    expect(total?.suggestion ?? "").not.toContain("undecided");
  });
});
