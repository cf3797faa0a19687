import type { Session } from "./session.ts";
import { printable } from "./text-width.ts";
import { failureText } from "../model/failure-text.ts";

/** What became of a file that failed, in one line for stderr. */
export function failureLine(
  source: string,
  failure: { code: string; message: string },
  session: Session,
): string {
  return `${session.paintTalk("red", printable(source))}: ${printable(session.text(failureText(failure)))}`;
}
