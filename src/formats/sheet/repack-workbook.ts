import { Failure } from "../../model/failure.ts";
import type { ZipEntry } from "../zip/list-entries.ts";
import { BUILTIN_FORMATS } from "./builtin-formats.ts";

/** Parts that hold no cells, or lead out of the file. */
const LEFT_OUT = /^(?:docProps|customXml|xl\/(?:externalLinks|pivotCache|media|printerSettings|charts))\//u;
const PART = /\.(?:xml|rels)$/u;
const STYLES = /(?:^|\/)styles\.xml$/u;

/** A part of so many bytes holds more rows than any form. */
const LARGEST_PART = 96 * 1024 * 1024;

/**
 * The workbook with the parts alone that hold cells: each unpacked within what its archive said, none with a declaration of
 * a document type, and the formats written out that its styles name by number. Throws a Failure `damaged-file`,
 * `too-large`, `encrypted`.
 */
export async function repackWorkbook(entries: readonly ZipEntry[]): Promise<Uint8Array> {
  const { default: JSZip } = await import("jszip");
  const zip = new JSZip();
  for (const entry of entries) {
    const { name, size } = entry;
    if (!PART.test(name) || LEFT_OUT.test(name)) continue;
    if (size > LARGEST_PART) throw tooLarge();
    const part = Buffer.from(await entry.read());
    if (part.includes("<!DOCTYPE") || part.includes("<!ENTITY")) throw declaresType();
    zip.file(name, STYLES.test(name) ? nameFormats(part.toString("utf8")) : part);
  }
  return await zip.generateAsync({ type: "uint8array", compression: "STORE" });
}

/** Put before those of the file, whose own definitions of the same numbers hold. */
function nameFormats(styles: string): string {
  const formats = Array.from(
    BUILTIN_FORMATS,
    ([id, code]) =>
      `<numFmt numFmtId="${String(id)}" formatCode="${code.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"/>`,
  ).join("");
  const known = /<(?<prefix>\w+:)?numFmts\b[^>]*[^/]>/u.exec(styles);
  if (known !== null) {
    const prefixed = formats.replaceAll("<numFmt", `<${known.groups?.["prefix"] ?? ""}numFmt`);
    return styles.replace(known[0], () => known[0] + prefixed);
  }
  return styles.replace(/<(?<prefix>\w+:)?styleSheet\b[^>]*>/u, (root, prefix: string | undefined = "") => {
    const prefixed = formats.replaceAll("<numFmt", `<${prefix}numFmt`);
    return `${root}<${prefix}numFmts>${prefixed}</${prefix}numFmts>`;
  });
}

function tooLarge(): Failure {
  return new Failure(
    "too-large",
    "工作表过大，请删除多余的行列或拆分 / A sheet is too large; remove rows and columns that are not needed, or split it.",
  );
}

function declaresType(): Failure {
  return new Failure(
    "damaged-file",
    "工作簿含有不允许的实体声明，请在 Excel 或 WPS 中打开后另存 / The workbook declares entities, which is not allowed; open it in Excel or WPS and save it anew.",
  );
}
