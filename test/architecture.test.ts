import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const SRC = resolve(import.meta.dirname, "../src");

/**
 * Which folder may import which: the hourglass of formats → layout → forms → sections → checks → outputs. A file that
 * stands in `src` itself is named by itself.
 */
const MAY_IMPORT: { [folder: string]: string[] } = {
  model: [],
  values: ["model"],
  formats: ["model"],
  layout: ["model", "values"],
  ocr: ["model"],
  scans: ["model", "ocr"],
  forms: ["model", "values"],
  sections: ["model", "values"],
  checks: ["model", "values"],
  candidates: ["model"],
  evaluation: ["model", "values"],
  corrections: ["model", "values", "checks"],
  store: ["model", "corrections"],
  description: ["model", "formats"],
  patterns: [],
  "extract.ts": ["model", "formats", "layout", "forms", "sections", "checks", "candidates", "scans"],
  "tables.ts": ["model", "formats", "layout", "scans"],
  pictures: ["model", "layout", "formats", "scans"],
  exports: ["model", "store", "pictures"],
  searchable: ["model", "formats", "scans"],
  ingest: ["model", "formats", "scans", "store", "extract.ts"],
  server: ["model", "formats", "pictures", "store", "exports", "ingest", "extract.ts"],
  desk: ["model", "store", "server"],
  cli: [
    "model",
    "server",
    "values",
    "forms",
    "formats",
    "layout",
    "extract.ts",
    "tables.ts",
    "pictures",
    "ocr",
    "scans",
    "searchable",
    "store",
    "exports",
    "ingest",
    "description",
    "patterns",
    "evaluation",
  ],
  "index.ts": [
    "model",
    "extract.ts",
    "tables.ts",
    "store",
    "exports",
    "ingest",
    "description",
    "patterns",
    "evaluation",
    "forms",
  ],
};

/** Folders whose code touches no files, clock, network or randomness. */
const PURE = new Set([
  "model",
  "values",
  "layout",
  "sections",
  "checks",
  "candidates",
  "corrections",
  "evaluation",
]);

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/u.test(name));

function folderOf(path: string): string {
  return path.split("/")[0] as string;
}

function importsOf(path: string): string[] {
  const text = readFileSync(join(SRC, path), "utf8");
  return [...text.matchAll(/^(?:import|export)\s[^;]*?from\s+"([^"]+)"|\bimport\("([^"]+)"\)/gmu)].map(
    (match) => match[1] ?? match[2] ?? "",
  );
}

test("every folder has its line in the table", () => {
  expect(new Set(files.map(folderOf))).toEqual(new Set(Object.keys(MAY_IMPORT)));
});

test.each(files)("%s imports only what its folder may import", (file) => {
  const own = folderOf(file);
  const targets = importsOf(file)
    .filter((specifier) => specifier.startsWith("."))
    .map((specifier) => folderOf(relative(SRC, resolve(SRC, dirname(file), specifier))));
  expect(targets.filter((target) => target !== own && !(MAY_IMPORT[own] ?? []).includes(target))).toEqual([]);
});

test.each(files.filter((file) => folderOf(file) === "desk"))(
  "%s brings nothing of the program to the browser but types",
  (file) => {
    const text = readFileSync(join(SRC, file), "utf8");
    const brought = [...text.matchAll(/^(?:import|export)\s(?!type\b)[^;]*?from\s+"(\.[^"]+)"/gmu)].map(
      (match) => match[1] ?? "",
    );
    expect(
      brought.filter(
        (specifier) => folderOf(relative(SRC, resolve(SRC, dirname(file), specifier))) !== "desk",
      ),
    ).toEqual([]);
  },
);

test.each(files.filter((file) => PURE.has(folderOf(file))))("%s is pure", (file) => {
  const text = readFileSync(join(SRC, file), "utf8");
  expect(importsOf(file).filter((specifier) => specifier.startsWith("node:"))).toEqual([]);
  expect(text.match(/\b(?:Date\.now|new Date\(\)|Math\.random|fetch\(|process\.)/gu) ?? []).toEqual([]);
});
