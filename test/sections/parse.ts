import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import type { Warning } from "../../src/model/extraction.ts";
import type { Page } from "../../src/model/layout.ts";
import type { ParsedForm } from "../../src/model/parsed-form.ts";
import { isReading } from "../../src/model/reading.ts";
import { DEFAULT_LIMITS } from "../../src/model/stage.ts";
import { parseForm } from "../../src/sections/parse-form.ts";

const profiles = loadProfiles();

/** Reads a text as one form of the given profile; form feeds part its pages. */
export function parse(text: string, form = "general"): ParsedForm & { warnings: Warning[] } {
  const profile = profiles.find(({ id }) => id === form);
  if (profile === undefined) throw new Error(`no profile ${form}`);
  const warnings: Warning[] = [];
  const context = { warn: (warning: Warning) => warnings.push(warning), limits: DEFAULT_LIMITS };
  const pages = text.split("\f").map((page, at): Page => {
    const lines = page.split("\n").map((line, index) => ({ line: index + 1, text: line }));
    return { kind: "lines", number: at + 1, lines };
  });
  const { rows, notation } = recoverLayout(pages, context);
  const lexicon = compileLexicon(profile);
  return { ...parseForm({ id: "000000000000-1", rows, notation, profile, lexicon }, context), warnings };
}

/** Every Reading replaced by its value. */
export function values(part: unknown): unknown {
  if (isReading(part)) return values(part.value);
  if (Array.isArray(part)) return part.map(values);
  if (typeof part !== "object" || part === null) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, values(value)]));
}
