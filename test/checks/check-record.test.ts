import { describe, expect, test } from "vitest";
import { checkRecord } from "../../src/checks/check-record.ts";
import { draft, type FormDraft } from "./draft.ts";
import { GROUPED, TWO_PLACES, WHOLE_POINTS } from "./sample-forms.ts";

describe("guards", () => {
  const record = checkRecord(draft(TWO_PLACES));

  test("count the checks that rest on a reading", () => {
    // total-score, execution-score and score-range.
    expect(record.execution.score?.guards).toBe(3);
    // execution-rate, execution-score, the two sums of funds and prose rest on amounts of the fund table.
    expect(record.funds[1]?.amount.guards).toBe(5);
    // total-score and score-range; its indicator-score cannot be verified.
    expect(record.indicators[5]?.score?.guards).toBe(2);
  });

  test("are none where no check could be computed", () => {
    expect(record.indicators[5]?.actual?.guards).toBe(0);
    expect(record.funds[5]?.amount.guards).toBe(0);
  });
});

test("a message is one line, however many lines the cells have that it names", () => {
  const broken = { ...WHOLE_POINTS, indicators: [{ name: "绿化\n面积", weight: "10", score: "12" }] };
  const { checks } = checkRecord(draft(broken));
  const messages = checks.flatMap(({ message }) => [message.en, message.zh]);
  expect(messages.filter((message) => message.includes("\n"))).toEqual([]);
  expect(messages.join()).toContain("“绿化面积”");
});

describe("states", () => {
  const state = (
    form: FormDraft,
    confidence: number,
    scoring: FormDraft["scoring"] = {},
  ): string | undefined => {
    const pointer = "/execution/score";
    const changed = {
      ...form,
      confidence: { [pointer]: confidence },
      scoring: { ...form.scoring, ...scoring },
    };
    return checkRecord(draft(changed)).execution.score?.state;
  };

  test("a confident reading is sure", () => {
    expect(state(TWO_PLACES, 0.9)).toBe("sure");
  });

  test("a doubtful one is guarded by an equality that holds", () => {
    expect(state(TWO_PLACES, 0.6)).toBe("guarded");
  });

  test("not where it was chosen to fulfil it", () => {
    expect(state(TWO_PLACES, 0.6, { circular: ["/execution/score"] })).toBe("doubtful");
  });

  test("not where another check contradicts", () => {
    expect(state(WHOLE_POINTS, 0.6)).toBe("doubtful");
  });

  test("a check that holds a range or words confirms no number", () => {
    const form: FormDraft = {
      indicators: [{ name: "数量", target: "显著提升", actual: "显著提升", weight: "100", score: "90" }],
      confidence: { "/indicators/0/score": 0.6 },
    };
    const { indicators } = checkRecord(draft(form));
    expect(indicators[0]?.score).toMatchObject({ state: "doubtful", guards: 1 });
  });

  test("a completion in words confirms no number, one in per cent does", () => {
    const form = (target: string, actual: string, completion: string): FormDraft => ({
      indicators: [{ name: "数量", target, actual, completion }],
      confidence: { "/indicators/0/completion": 0.6 },
    });
    const stateOf = (changed: FormDraft): string | undefined =>
      checkRecord(draft(changed)).indicators[0]?.completion?.state;
    expect(stateOf(form("16场", "8场", "50%"))).toBe("guarded");
    expect(stateOf(form("16场", "20场", "已完成"))).toBe("doubtful");
    expect(stateOf(form("按要求完成", "按要求完成", "100%"))).toBe("doubtful");
  });

  test("a rounded result is confirmed, the amounts it was taken from are not", () => {
    const statesOf = (executed: string): (string | undefined)[] => {
      const { execution, funds } = checkRecord(
        draft({
          funds: [
            ["annualBudget", "total", "847663.5"],
            ["executed", "total", executed],
          ],
          execution: { rate: "100%" },
          confidence: { "/execution/rate": 0.6, "/funds/0/amount": 0.6, "/funds/1/amount": 0.6 },
        }),
      );
      return [execution.rate, funds[0]?.amount, funds[1]?.amount].map((reading) => reading?.state);
    };
    expect(statesOf("847663.5")).toEqual(["guarded", "guarded", "guarded"]);
    // 847663.5 that ran into the 10 points beside it: at two places of the rate nobody can tell.
    expect(statesOf("847663.510")).toEqual(["guarded", "doubtful", "doubtful"]);
  });

  test("a label that is doubtful stays so", () => {
    const form = { ...TWO_PLACES, confidence: { "/indicators/0/name": 0.5 } };
    expect(checkRecord(draft(form)).indicators[0]?.name?.state).toBe("doubtful");
  });
});

describe("coverage", () => {
  const record = checkRecord(draft(GROUPED));

  test("counts checks by verdict, and the rules whose part the form does not have", () => {
    const { checks } = record.coverage;
    const verdicts = record.checks.map(({ verdict }) => verdict);
    expect(checks.agrees + checks.differs + checks.unverifiable).toBe(verdicts.length);
    expect(checks.differs).toBe(2);
    // No execution rate, no sums of funds, no points and no reasons beside the indicators.
    expect(checks.notApplicable).toBe(4);
  });

  test("counts the numbers read, and those that a check rests on", () => {
    // 25 lines of points and scores, 7 amounts, 10 completions, 5 targets, 4 actual values, total, its points, year.
    expect(record.coverage.numbers).toBe(25 * 2 + 7 + 10 + 5 + 4 + 3);
    expect(record.coverage.guarded).toBe(79);
    const unread = { ...GROUPED, filedOn: "", total: { weight: "100", score: "9b.35" } };
    expect(checkRecord(draft(unread)).coverage).toMatchObject({ numbers: 78, guarded: 77 });
  });

  test("of an empty form is nothing, which is not the same as no fault", () => {
    const empty = checkRecord(draft({}));
    expect(empty.checks).toEqual([]);
    expect(empty.coverage).toEqual({
      numbers: 0,
      guarded: 0,
      checks: { agrees: 0, differs: 0, unverifiable: 0, notApplicable: 14 },
    });
  });
});

test("the same form gives the same record", () => {
  expect(checkRecord(draft(GROUPED))).toEqual(checkRecord(draft(GROUPED)));
});
