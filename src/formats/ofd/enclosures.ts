import type { Box } from "../../model/layout.ts";
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

/** A signature of a document and the places of its seals. */
export interface Signature {
  /** Who signed, as far as it says. */
  by: string;
  stamps: Stamp[];
  /** The parts that hold the seal's picture, the likelier one first. */
  parts: string[];
}

/** Where a seal stands; the box is in points. */
interface Stamp {
  pageId: string;
  box: Box | null;
}

/** The signatures of a document (GB/T 33190-2016, 18). */
export async function signaturesOf({ signatures, parts }: OfdDocument): Promise<Signature[]> {
  if (signatures === null) return [];
  const list = await parts.xmlAt(signatures.location, signatures.from);
  const found: Signature[] = [];
  for (const entry of list === null ? [] : children(list.root, "Signature")) {
    const signature = await parts.xmlAt(entry.attributes["BaseLoc"], list?.name ?? "");
    if (signature === null) continue;
    const { root, name } = signature;
    const signed = child(root, "SignedInfo") ?? root;
    const seal = child(signed, "Seal");
    const locations = [
      childText(root, "SignedValue"),
      seal === undefined ? undefined : childText(seal, "BaseLoc"),
    ];
    found.push({
      by: signer(signed),
      stamps: children(signed, "StampAnnot").map(({ attributes }) => {
        const box = boxOf(attributes["Boundary"]);
        return {
          pageId: attributes["PageRef"] ?? "",
          box: box === null ? null : tidyBox(boxUnder(MM_TO_POINTS, box)),
        };
      }),
      parts: locations
        .filter((location) => location !== undefined)
        .map((location) => parts.find(location, name))
        .filter((part) => part !== null),
    });
  }
  return found;
}

/**
 * Warns with code `seal` of each signature of a document, at the place of its seal. Signatures are not verified and what
 * seals say is not read. `pages` are the numbers of the document's pages in the file.
 */
export async function warnOfSeals(
  document: OfdDocument,
  pages: Map<string, number>,
  context: Context,
): Promise<void> {
  for (const { by, stamps } of await signaturesOf(document)) {
    if (stamps.length === 0) {
      const message = `文件有数字签名（${by}），未验证。It is signed (${by}); the signature was not verified.`;
      context.warn({ code: "seal", message });
    }
    for (const { pageId, box } of stamps) {
      const page = pages.get(pageId);
      const message = `文件盖有电子印章（${by}），未验证，印章内容未读取。It bears an electronic seal (${by}), which was neither verified nor read.`;
      context.warn({
        code: "seal",
        message,
        ...(page !== undefined && { at: { page, ...(box !== null && { bbox: box }) } }),
      });
    }
  }
}

function signer(signed: XmlElement): string {
  const provider = child(signed, "Provider")?.attributes;
  const named = [provider?.["ProviderName"], provider?.["Company"], childText(signed, "SignatureDateTime")];
  return named.filter((one) => one !== undefined && one.trim() !== "").join(", ") || "?";
}
