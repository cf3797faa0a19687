import { type Description, DESCRIPTION_ELEMENTS } from "../model/description.ts";
import type { Session } from "./session.ts";
import { padTo, printable, widthOf } from "./text-width.ts";

/** What an archive knows of a document, an element a line; blank ones are left out. */
export function renderDescription(description: Description, session: Session): string {
  const lines = DESCRIPTION_ELEMENTS.flatMap((element) => {
    const value = description[element.key];
    return value === null ? [] : [{ label: session.text(element), value }];
  });
  const width = Math.max(0, ...lines.map(({ label }) => widthOf(label)));
  const title = session.paint("bold", session.text({ en: "Archival description", zh: "档案著录" }));
  return [
    `${title}\n`,
    ...lines.map(({ label, value }) => `  ${padTo(label, width)}  ${printable(value)}\n`),
  ].join("");
}
