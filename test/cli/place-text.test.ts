import { expect, it } from "vitest";
import { placeText } from "../../src/cli/place-text.ts";
import type { Session } from "../../src/cli/session.ts";

const say = (language: "en" | "zh") =>
  ({ text: (words: { en: string; zh: string }) => words[language] }) as Session;

it.each([
  [{ sheet: "汇总", cell: "C7", row: 7 }, "汇总!C7", "汇总!C7"],
  [{ sheet: "Sheet1", row: 7 }, "Sheet1 row 7", "Sheet1 第7行"],
  [{ sheet: "Sheet1" }, "Sheet1", "Sheet1"],
  [{ table: 2, row: 3 }, "table 2 row 3", "表2第3行"],
  [{ table: 2 }, "table 2", "表2"],
  [{ paragraph: 5 }, "paragraph 5", "第5段"],
])("says where %j is", (at, en, zh) => {
  expect([placeText(at, say("en")), placeText(at, say("zh"))]).toEqual([en, zh]);
});

it("says nothing of what the database has as null", () => {
  expect(
    placeText({ sheet: null, cell: null, table: null, row: null, paragraph: null }, say("en")),
  ).toBeNull();
});
