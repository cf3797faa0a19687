import type { CellStyle } from "hucre";

const LINE = { style: "thin", color: { rgb: "B7BDC6" } } as const;
const BORDER = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const FONT = { name: "SimSun", size: 10 };

function fill(rgb: string): NonNullable<CellStyle["fill"]> {
  return { type: "pattern", pattern: "solid", fgColor: { rgb } };
}

const CELL: CellStyle = {
  font: FONT,
  border: BORDER,
  alignment: { vertical: "center", wrapText: true },
};
const CENTRED: CellStyle = { ...CELL, alignment: { ...CELL.alignment, horizontal: "center" } };
const NUMBER: CellStyle = { ...CELL, alignment: { vertical: "center", horizontal: "right" } };

/** How cells look; what a colour means is told on the summary. */
export const STYLES = {
  title: {
    font: { ...FONT, name: "SimHei", size: 16, bold: true },
    alignment: { vertical: "center", horizontal: "center" },
  },
  meta: { font: { ...FONT, color: { rgb: "555555" } }, alignment: { vertical: "center", wrapText: true } },
  section: {
    font: { ...FONT, name: "SimHei", size: 11, bold: true, color: { rgb: "1F3864" } },
    alignment: { vertical: "center" },
  },
  header: {
    ...CENTRED,
    font: { ...FONT, name: "SimHei", bold: true, color: { rgb: "FFFFFF" } },
    fill: fill("1F3864"),
  },
  label: { ...CELL, font: { ...FONT, bold: true }, fill: fill("EEF1F6") },
  text: CELL,
  centred: CENTRED,
  number: NUMBER,
  /** A figure that a formula gives. */
  formula: { ...NUMBER, fill: fill("EAF3FB") },
  /** A recalculated figure that no formula over the sheet gives. */
  fixed: { ...NUMBER, font: { ...FONT, italic: true, color: { rgb: "777777" } } },
  link: { ...CELL, font: { ...FONT, underline: true, color: { rgb: "0563C1" } } },
  /** Entered by a person over the reading. */
  corrected: { ...CELL, fill: fill("FCE4D6"), font: { ...FONT, bold: true } },
  correctedNumber: { ...NUMBER, fill: fill("FCE4D6"), font: { ...FONT, bold: true } },
  /** Not simply read: inferred or repaired. */
  inferred: { ...CELL, font: { ...FONT, italic: true, color: { rgb: "2F5597" } } },
  inferredNumber: { ...NUMBER, font: { ...FONT, italic: true, color: { rgb: "2F5597" } } },
  /** A person should look. */
  doubtful: { ...CELL, fill: fill("FFF2CC") },
  doubtfulNumber: { ...NUMBER, fill: fill("FFF2CC") },
  agrees: { ...CENTRED, font: { ...FONT, color: { rgb: "2E7D32" }, bold: true } },
  error: { ...CENTRED, font: { ...FONT, color: { rgb: "C00000" }, bold: true }, fill: fill("FBE3E3") },
  warning: { ...CENTRED, font: { ...FONT, color: { rgb: "B45F06" }, bold: true }, fill: fill("FFF2CC") },
  info: { ...CENTRED, font: { ...FONT, color: { rgb: "2F5597" }, bold: true } },
  unverifiable: { ...CENTRED, font: { ...FONT, color: { rgb: "777777" }, bold: true } },
  /** To be filled in by hand. */
  blank: { ...CELL, border: { bottom: { style: "thin", color: { rgb: "000000" } } } },
} satisfies { [name: string]: CellStyle };

export type StyleName = keyof typeof STYLES;
