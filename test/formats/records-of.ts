import { readDocument } from "../../src/formats/index.ts";
import { compileLexicon } from "../../src/forms/lexicon.ts";
import { loadProfiles } from "../../src/forms/load-profiles.ts";
import { matchForm } from "../../src/forms/match-form.ts";
import { splitForms } from "../../src/forms/split-forms.ts";
import { recoverLayout } from "../../src/layout/recover-layout.ts";
import type { Warning } from "../../src/model/extraction.ts";
import type { Place } from "../../src/model/place.ts";
import { isReading } from "../../src/model/reading.ts";
import { parseForm } from "../../src/sections/parse-form.ts";
import { keepWarnings } from "./context.ts";

const profiles = loadProfiles();
const general = profiles.find(({ id }) => id === "general");

/** What a document holds: the forms in it with all their readings, as they stand before the checks. */
export async function recordsOf(bytes: Uint8Array): Promise<{
  mediaType: string;
  records: unknown[];
  warnings: Warning[];
}> {
  if (general === undefined) throw new Error("no general profile");
  const context = keepWarnings();
  const { mediaType, pages } = await readDocument(bytes, context);
  const { rows, notation } = recoverLayout(pages, context);
  const records = splitForms(rows, compileLexicon(general)).map((form) => {
    const { profile } = matchForm(form, profiles);
    return parseForm({ id: "1", rows: form, notation, profile, lexicon: compileLexicon(profile) }, context)
      .record;
  });
  return { mediaType, records, warnings: context.warnings };
}

/** The places of all readings in a part of a record. */
export function placesIn(part: unknown): Place[] {
  if (isReading(part)) return [part.at];
  if (typeof part !== "object" || part === null) return [];
  return Object.values(part).flatMap(placesIn);
}
