import type { Context } from "../../model/stage.ts";
import { boxUnder } from "../pdf/matrix.ts";
import { boxOf } from "./attributes.ts";
import type { OfdDocument } from "./document.ts";
import { MM_TO_POINTS, tidyBox } from "./geometry.ts";
import { child, children, childText, type XmlElement } from "./parse-xml.ts";
import { listNames } from "./warnings.ts";

/** Warns with code `attachment` of the files a document carries (GB/T 33190-2016, 20). They are not opened. */
export async function warnOfAttachments(document: OfdDocument, context: Context): Promise<void> {
  const list = await document.parts.xmlAt(document.attachments, document.root);
  const names = (list === null ? [] : children(list.root, "Attachment")).map(
    (attachment) => attachment.attributes["Name"] ?? childText(attachment, "FileLoc") ?? "?",
  );
  if (names.length === 0) return;
  context.warn({
    code: "attachment",
    message: `文件带有 ${names.length} 个附件，未读取：${listNames(names)}。It carries attachments, which were not read: ${listNames(names)}.`,
  });
}

/**
 * Warns with code `seal` of each signature of a document (GB/T 33190-2016, 18), at the place of its seal. Signatures are
 * not verified and seals not drawn. `pages` are the numbers of the document's pages in the file.
 */
export async function warnOfSeals(
  document: OfdDocument,
  pages: Map<string, number>,
  context: Context,
): Promise<void> {
  const { signatures, parts } = document;
  if (signatures === null) return;
  const list = await parts.xmlAt(signatures.location, signatures.from);
  for (const entry of list === null ? [] : children(list.root, "Signature")) {
    const found = await parts.xmlAt(entry.attributes["BaseLoc"], list?.name ?? "");
    if (found === null) continue;
    const signed = child(found.root, "SignedInfo") ?? found.root;
    const stamps = children(signed, "StampAnnot");
    const by = signer(signed);
    if (stamps.length === 0) {
      const message = `文件有数字签名（${by}），未验证。It is signed (${by}); the signature was not verified.`;
      context.warn({ code: "seal", message });
    }
    for (const { attributes } of stamps) {
      const page = pages.get(attributes["PageRef"] ?? "");
      const box = boxOf(attributes["Boundary"]);
      const message = `文件盖有电子印章（${by}），未验证，印章内容未读取。It bears an electronic seal (${by}), which was neither verified nor read.`;
      context.warn({
        code: "seal",
        message,
        ...(page !== undefined && {
          at: { page, ...(box !== null && { bbox: tidyBox(boxUnder(MM_TO_POINTS, box)) }) },
        }),
      });
    }
  }
}

function signer(signed: XmlElement): string {
  const provider = child(signed, "Provider")?.attributes;
  const named = [provider?.["ProviderName"], provider?.["Company"], childText(signed, "SignatureDateTime")];
  return named.filter((one) => one !== undefined && one.trim() !== "").join(", ") || "?";
}
