import { styleText } from "node:util";
import type { Severity } from "../model/check.ts";
import type { Io, Output } from "./io.ts";

export type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";

/** Puts colour on a text, or leaves it as it is. */
export type Paint = (style: Style, text: string) => string;

/**
 * Colours for one stream: none where NO_COLOR is set (to anything), else always where FORCE_COLOR is set (to anything
 * but 0), else on a terminal that knows them.
 */
export function paintFor(output: Output, env: Io["env"]): Paint {
  const force = env["FORCE_COLOR"];
  const coloured = env["NO_COLOR"]
    ? false
    : force === undefined
      ? output.isTTY && env["TERM"] !== "dumb"
      : force !== "0" && force !== "false";
  return coloured
    ? (style, text) => styleText(style, text, { validateStream: false })
    : (_style, text) => text;
}

export const SEVERITY_STYLE = { error: "red", warning: "yellow", info: "cyan" } as const satisfies {
  [severity in Severity]: Style;
};
