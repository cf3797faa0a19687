/** Bytes of latin-1 text: each character below U+0100 is one byte. */
export function bytesOf(latin1: string): Uint8Array {
  return Buffer.from(latin1, "latin1");
}

export function utf8(text: string): Uint8Array {
  return Buffer.from(text, "utf8");
}

export function utf16(text: string, order: "le" | "be"): Uint8Array {
  const little = Buffer.from(text, "utf16le");
  return order === "le" ? little : little.swap16();
}

export function joinBytes(...parts: Uint8Array[]): Uint8Array {
  return Buffer.concat(parts);
}

/** "项目支出绩效自评表\n项目名称\t某项目\n得分\t95.5\n" and the same in GB18030, which Node cannot write. */
export const REPORT = "项目支出绩效自评表\n项目名称\t某项目\n得分\t95.5\n";
export const REPORT_IN_GB18030 = bytesOf(
  "\xCF\xEE\xC4\xBF\xD6\xA7\xB3\xF6\xBC\xA8\xD0\xA7\xD7\xD4\xC6\xC0\xB1\xED\n" +
    "\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6\t\xC4\xB3\xCF\xEE\xC4\xBF\n" +
    "\xB5\xC3\xB7\xD6\t95.5\n",
);
