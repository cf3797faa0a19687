import * as fc from "fast-check";
import { Cause, RuleId, Severity, Verdict, type Check } from "../../src/model/check.ts";
import type { Document } from "../../src/model/extraction.ts";
import { MoneyUnit } from "../../src/model/money.ts";
import type { Place } from "../../src/model/place.ts";
import { Origin, ReadingState, type Reading } from "../../src/model/reading.ts";
import {
  Comparator,
  FundMeasure,
  FundSource,
  GradeLevel,
  type FundLine,
  type Indicator,
  type Record,
  type ScoreLine,
} from "../../src/model/record.ts";

/** Any text of Unicode, line breaks, quotes, NUL and astral characters among it. */
const text = fc.string({ unit: "binary", maxLength: 12 });
/** What JSON can hold: no -0, which it writes as 0. */
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const line = fc.integer({ min: 1, max: 100_000 });
const count = fc.nat({ max: 50 });
const amount = fc
  .tuple(fc.boolean(), fc.bigInt({ min: 0n, max: 10n ** 18n }), fc.option(fc.stringMatching(/^\d{1,8}$/u)))
  .map(
    ([minus, whole, places]) => `${minus ? "-" : ""}${String(whole)}${places === null ? "" : `.${places}`}`,
  );
const date = fc
  .date({ min: new Date("1990-01-01"), max: new Date("2039-12-31"), noInvalidDate: true })
  .map((day) => day.toISOString().slice(0, 10));

const place: fc.Arbitrary<Place> = fc.record(
  {
    page: line,
    bbox: fc.tuple(number, number, number, number),
    line,
    column: line,
    paragraph: line,
    table: line,
    row: line,
    sheet: text,
    cell: fc.stringMatching(/^[A-Z]{1,2}[1-9]\d{0,3}$/u),
  },
  { requiredKeys: ["page"] },
);

function reading<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Reading<T>> {
  return fc.record<Reading<T>>({
    value: fc.option(value, { nil: null }),
    raw: text,
    origin: fc.constantFrom(...Origin.options),
    confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    state: fc.constantFrom(...ReadingState.options),
    guards: count,
    at: place,
  });
}

function cell<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Reading<T> | null> {
  return fc.option(reading(value));
}

function list<T>(row: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return fc.array(row, { maxLength: 3 });
}

const words = cell(text);
const figure = cell(number);

const quantity = fc.record({
  text,
  comparator: fc.option(fc.constantFrom(...Comparator.options)),
  number: fc.option(number),
  unit: fc.option(text),
});

const fundLine: fc.Arbitrary<FundLine> = fc.record({
  measure: reading(fc.constantFrom(...FundMeasure.options)),
  source: reading(fc.constantFrom(...FundSource.options)),
  amount: reading(amount),
  unit: reading(fc.constantFrom(...MoneyUnit.options)),
  yuan: fc.option(amount),
});

const indicator: fc.Arbitrary<Indicator> = fc.record({
  level1: words,
  level2: words,
  name: words,
  target: cell(quantity),
  actual: cell(quantity),
  weight: figure,
  score: figure,
  completion: cell(fc.oneof(number, fc.constantFrom("completed" as const, "not completed" as const))),
  deviation: words,
});

const scoreLine: fc.Arbitrary<ScoreLine> = fc.record({
  kind: fc.constantFrom("group", "item"),
  group: words,
  subgroup: words,
  name: words,
  weight: figure,
  score: figure,
  remark: words,
});

const pointer = fc.oneof(
  fc.constantFrom(
    "",
    "/total/score",
    "/indicators/0",
    "/indicators/0/score",
    "/execution/rate",
    "/gradeLevel",
  ),
  text.map((token) => `/${token}`),
);

const check: fc.Arbitrary<Check> = fc.record({
  rule: fc.constantFrom(...RuleId.options),
  verdict: fc.constantFrom(...Verdict.options),
  subject: pointer,
  reported: fc.option(fc.oneof(number, text)),
  recalculated: fc.option(fc.oneof(number, text)),
  difference: fc.option(number),
  severity: fc.constantFrom(...Severity.options),
  cause: fc.option(fc.constantFrom(...Cause.options)),
  suggestion: fc.option(text),
  message: fc.record({ en: text, zh: text }),
  evidence: list(pointer),
});

const record: fc.Arbitrary<Omit<Record, "id">> = fc.record({
  form: text,
  title: words,
  fiscalYear: cell(fc.integer()),
  filedOn: cell(date),
  project: fc.record({
    name: words,
    subproject: words,
    department: words,
    departmentCode: words,
    implementingUnit: words,
    office: words,
    attribute: words,
    periodStart: cell(date),
    periodEnd: cell(date),
  }),
  funds: list(fundLine),
  execution: fc.record({ rate: figure, weight: figure, score: figure }),
  goals: fc.record({ expected: words, actual: words }),
  indicators: list(indicator),
  scorecard: list(scoreLine),
  caps: list(fc.record({ group: reading(text), weight: reading(number) })),
  total: fc.record({ weight: figure, score: figure }),
  grade: words,
  gradeLevel: fc.option(fc.constantFrom(...GradeLevel.options)),
  narratives: list(fc.record({ heading: reading(text), text: reading(text) })),
  people: list(fc.record({ role: words, name: words, position: words, office: words, phone: words })),
  checks: list(check),
  coverage: fc.record({
    numbers: count,
    guarded: count,
    checks: fc.record({ agrees: count, differs: count, unverifiable: count, notApplicable: count }),
  }),
});

/** Any document that was read, by the contract. */
export const arbitraryDocument: fc.Arbitrary<Document> = fc
  .record({
    source: fc.string({ unit: "binary", minLength: 1, maxLength: 20 }),
    sha256: fc.stringMatching(/^[0-9a-f]{64}$/u),
    mediaType: text,
    pages: line,
    records: list(record),
    warnings: list(
      fc.record({ code: text, message: text, at: place }, { requiredKeys: ["code", "message"] }),
    ),
  })
  .map(({ records, ...document }) => {
    const start = document.sha256.slice(0, 12);
    const numbered = records.map((more, at) => Object.assign({ id: `${start}-${String(at + 1)}` }, more));
    return Object.assign(document, { records: numbered });
  });
