import { readDocument } from "../formats/index.ts";
import { compileLexicon } from "../forms/lexicon.ts";
import { isReport } from "../forms/is-report.ts";
import { GENERAL } from "../forms/load-profiles.ts";
import { type FormMatch, matchForm } from "../forms/match-form.ts";
import { splitForms } from "../forms/split-forms.ts";
import { recoverLayout } from "../layout/recover-layout.ts";
import type { Warning } from "../model/extraction.ts";
import type { FormProfile } from "../model/form-profile.ts";
import { type Context, DEFAULT_LIMITS } from "../model/stage.ts";

/**
 * Which profile reads each form of a document, and why: the first half of an extraction, with its reasons.
 * Throws the `Failure` of a document that cannot be read.
 */
export async function matchDocument(
  bytes: Uint8Array,
  profiles: readonly FormProfile[],
  password?: string,
): Promise<{ matches: FormMatch[]; warnings: Warning[]; isReport: boolean }> {
  const warnings: Warning[] = [];
  const context: Context = {
    warn: (warning) => warnings.push(warning),
    limits: DEFAULT_LIMITS,
    ...(password === undefined ? {} : { password }),
  };
  const { pages } = await readDocument(bytes, context);
  const { rows } = recoverLayout(pages, context);
  const general = profiles.find(({ id }) => id === GENERAL);
  if (general === undefined) throw new TypeError(`the profile "${GENERAL}" is missing`);
  const lexicon = compileLexicon(general);
  return {
    matches: splitForms(rows, lexicon).map((form) => matchForm(form, profiles)),
    warnings,
    isReport: isReport(rows, lexicon),
  };
}
