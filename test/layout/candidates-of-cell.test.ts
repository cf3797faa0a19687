import { expect, test } from "vitest";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import { centred, fullGrid, page, word } from "./drawn-pages.ts";

const context = { warn: () => undefined, limits: DEFAULT_LIMITS };

function cellsOf(...words: Parameters<typeof page>[0]) {
  const { rows } = recoverLayout([page(words, fullGrid([50, 150, 250], [50, 90, 130]))], context);
  return rows.flatMap(({ cells }) => cells);
}

test("what recognisers saw in a word goes on to its cell, as texts of the whole cell", () => {
  const seen = [
    { text: "8.5", weight: 0.6, readers: ["a"] },
    { text: "3.5", weight: 0.3, readers: ["b"] },
  ];
  const cells = cellsOf(
    word("得分", 60, 55),
    { ...word("8.5", 60, 70), confidence: 0.6, candidates: seen },
    centred("分值", [150, 50, 250, 90]),
    centred("10", [50, 90, 150, 130]),
    centred("20", [150, 90, 250, 130]),
  );
  expect(cells[0]).toMatchObject({
    text: "得分\n8.5",
    confidence: 0.6,
    candidates: [
      { text: "得分\n8.5", weight: 0.6 },
      { text: "得分\n3.5", weight: 0.3, readers: ["b"] },
    ],
  });
  expect(cells[1]).not.toHaveProperty("candidates");
});
