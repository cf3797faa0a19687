import { expect, test } from "vitest";
import { snapLabels } from "../../src/candidates/snap-labels.ts";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import type { Cell } from "../../src/model/layout.ts";

const lexicon = compileLexicon(loadProfiles().find(({ id }) => id === "general") ?? expect.fail());

function snap(...texts: string[]): Cell | undefined {
  const candidates = texts.map((text) => ({ text, weight: 0.4, readers: ["a"] }));
  const cell: Cell = {
    text: texts[0] ?? "",
    column: 0,
    span: 1,
    at: { page: 1 },
    confidence: 0.6,
    candidates,
  };
  return snapLabels([{ table: 0, cells: [cell], gap: false, page: 1 }], lexicon)[0]?.cells[0];
}

test("a misread label that one recogniser saw rightly is put together again and keeps its print", () => {
  expect(snap("主菅部门", "主管部门")).toMatchObject({ text: "主菅部门", repaired: "主管部门" });
});

test("a label that was read as one stays, and two different labels decide nothing", () => {
  expect(snap("项目名称", "主管部门")?.repaired).toBeUndefined();
  expect(snap("主菅部门", "主管部门", "项目名称")?.repaired).toBeUndefined();
});

test("values never snap", () => {
  expect(snap("8.5", "9.5")?.repaired).toBeUndefined();
});
