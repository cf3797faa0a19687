import { globSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import type { Truth } from "./model.ts";

/** A document of the benchmark with its truth. */
export interface Case {
  name: string;
  pdf: string;
  truth: Truth;
}

/** The documents of one half in order of their names; all kinds where none are named. */
export function readCases(half: string, kinds: readonly string[] = []): Case[] {
  const folder = resolve(import.meta.dirname, half);
  return globSync("*.pdf", { cwd: folder })
    .toSorted()
    .map((file) => {
      const pdf = resolve(folder, file);
      const truth = JSON.parse(readFileSync(pdf.replace(/\.pdf$/u, ".json"), "utf8")) as Truth;
      return { name: basename(file, ".pdf"), pdf, truth };
    })
    .filter(({ name, truth }) => kinds.length === 0 || kinds.includes(truth.kind) || kinds.includes(name));
}
