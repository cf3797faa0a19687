/** Excel takes no longer names (UTF-16 units), and none of these characters in them. */
const LONGEST = 31;
const REFUSED = /[[\]:*?/\\'\p{Cc}\p{Cs}]/gu;

/**
 * Names sheets so that Excel takes them: the number of the sheet goes first, so that no two are the same, whatever projects
 * are called.
 */
export function sheetName(number: number, title: string): string {
  const tidy = title.replaceAll(REFUSED, " ").replaceAll(/\s+/gu, " ").trim();
  let name = String(number);
  for (const character of tidy === "" ? "" : ` ${tidy}`) {
    if (name.length + character.length > LONGEST) break;
    name += character;
  }
  return name.trim();
}

/** A cell of another sheet, as links and formulas name it. */
export function cellOf(sheet: string, cell: string): string {
  return `'${sheet}'!${cell}`;
}
