import type { Context } from "../model/stage.ts";

const LONGEST_QUOTE = 200;

/** Warns, with code `hidden-text`, of text that a document holds but does not show; it is not read. */
export function warnOfHidden(hidden: readonly string[], context: Context): void {
  if (hidden.length === 0) return;
  const quoted = quote(hidden);
  const message = `文件中有 ${String(hidden.length)} 处不显示的文字，未读取：“${quoted}” / pieces of text that are not shown, and were not read: ${String(hidden.length)}, "${quoted}"`;
  context.warn({ code: "hidden-text", message });
}

/** Texts as a warning quotes them: on one line, and not too long. */
export function quote(texts: readonly string[]): string {
  const all = texts.join(" | ").replace(/\s+/gu, " ").replaceAll(" / ", "/");
  return all.length > LONGEST_QUOTE ? `${all.slice(0, LONGEST_QUOTE)}…` : all;
}
