import type { Warning } from "../model/extraction.ts";
import type { Place } from "../model/place.ts";
import { languagesOf } from "../model/bilingual.ts";
import { placeText } from "./place-text.ts";
import type { Session } from "./session.ts";
import { printable } from "./text-width.ts";

/** A warning about a file, in one line for stderr. */
export function warningLine(source: string, warning: Warning, session: Session): string {
  return `${session.paintTalk("yellow", printable(source))}: [${warning.code}] ${warningText(warning, session)}`;
}

/** What a warning says in the language of the session, and where it stands. */
export function warningText({ message, at }: Warning, session: Session): string {
  const text = printable(languagesOf(message)?.[session.language] ?? message);
  return at === undefined ? text : `${text} (${printable(warningPlace(at, session))})`;
}

/** "1:12" is line 12 of page 1. */
function warningPlace(at: Place, session: Session): string {
  if (at.line !== undefined) return `${at.page}:${at.line}`;
  return placeText(at, session) ?? `p${at.page}`;
}
