import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { createExtractor } from "../../src/extract.ts";

const SOURCE = new URL("../../fixtures/forms/shanxi-jinzhong/strips/source.txt", import.meta.url);
const lines = readFileSync(SOURCE, "utf8").split("\n");

test("words without a number are found again as well", async () => {
  const extractor = createExtractor();
  const lost: number[] = [];
  for (const at of lines.keys()) {
    const text = lines.toSpliced(at, 0, "\t\t\t另附佐证材料").join("\n");
    const document = await extractor.extractBytes(new TextEncoder().encode(text), "strips.txt");
    if (!JSON.stringify(document).includes("另附佐证材料")) lost.push(at);
  }
  expect(lost).toEqual([]);
});

test("a number put into a form in strips is found again, in the record or in a warning, wherever it was put", async () => {
  const extractor = createExtractor();
  const lost: number[] = [];
  for (const at of lines.keys()) {
    const text = lines.toSpliced(at, 0, "\t\t\t另有材料7654项").join("\n");
    const document = await extractor.extractBytes(new TextEncoder().encode(text), "strips.txt");
    if (!JSON.stringify(document).includes("7654")) lost.push(at);
  }
  expect(lost).toEqual([]);
});
