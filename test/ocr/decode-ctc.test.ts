import { expect, test } from "vitest";
import { decodeCtc } from "../../src/ocr/decode-ctc.ts";

const CHARACTERS = ["1", "2", "≥", ">"];

/** Rows of probabilities: blank, 1, 2, ≥, >. */
function decode(rows: number[][]): ReturnType<typeof decodeCtc> {
  return decodeCtc(Float32Array.from(rows.flat()), rows.length, CHARACTERS);
}

test("repeats are closed, a blank between them parts them", () => {
  const { characters } = decode([
    [0, 1, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [1, 0, 0, 0, 0],
    [0, 1, 0, 0, 0],
    [0, 0, 1, 0, 0],
  ]);
  expect(characters.map(({ text }) => text).join("")).toBe("112");
  expect(characters.map(({ step }) => step)).toEqual([0.5, 3, 4]);
});

test("a character keeps the alternatives of its surest step, a lost one is told of", () => {
  const { characters, lost } = decode([
    [0, 0, 0, 0.375, 0.625],
    [0, 0, 0, 0.25, 0.75],
    [0.75, 0, 0.25, 0, 0],
  ]);
  expect(characters).toMatchObject([
    { text: ">", probability: 0.75, others: [{ text: "≥", probability: 0.25 }] },
  ]);
  expect(lost).toEqual([{ before: 1, text: "2", probability: 0.25 }]);
});

test("nothing but blanks is nothing", () => {
  expect(decode([[1, 0, 0, 0, 0]])).toEqual({ characters: [], lost: [] });
});
