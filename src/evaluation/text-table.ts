/** Characters that take two columns of a terminal: CJK with its punctuation, kana, hangul, full-width forms. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/gu;
const GAP = "  ";

function widthOf(text: string): number {
  return Array.from(text).length + (text.match(WIDE)?.length ?? 0);
}

/** Lines of a table whose columns stand under one another also where they hold Chinese: the first left, the rest right. */
export function alignColumns(heading: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const all = [heading, ...rows];
  const widths = heading.map((_, at) => Math.max(...all.map((row) => widthOf(row[at] ?? ""))));
  const [headingLine = "", ...lines] = all.map((row) =>
    widths
      .map((width, at) => {
        const text = row[at] ?? "";
        const filling = " ".repeat(width - widthOf(text));
        return at === 0 ? text + filling : filling + text;
      })
      .join(GAP)
      .trimEnd(),
  );
  return [headingLine, widths.map((width) => "─".repeat(width)).join(GAP), ...lines];
}
