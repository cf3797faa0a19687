import type { Limits } from "../../model/stage.ts";
import { boxOf } from "./attributes.ts";
import { damaged, encrypted, tooLarge } from "./failures.ts";
import type { OfdPackage } from "./package.ts";
import { OfdParts } from "./parts.ts";
import { child, children, childText, parseXml, type XmlElement } from "./parse-xml.ts";
import { Resources } from "./resources.ts";

/** The order in which layers and templates are drawn, one over the other (GB/T 33190-2016, 7.7). */
export const Z_ORDERS = ["Background", "Body", "Foreground"] as const;
export type ZOrder = (typeof Z_ORDERS)[number];

/** Width and height in millimetres. */
export type Size = [width: number, height: number];

/** One document of a package. */
export interface OfdDocument {
  parts: OfdParts;
  /** Name of its Document.xml. */
  root: string;
  size: Size | null;
  /** Pages in printed order. */
  pages: { id: string; location: string }[];
  /** Template pages by their numbers. */
  templates: Map<string, { location: string; zOrder: ZOrder }>;
  resources: Resources;
  /** The elements under which annotations, attachments and signatures are listed, by what the standard calls them. */
  annotations: string | undefined;
  attachments: string | undefined;
  signatures: { location: string; from: string } | null;
}

const MAIN = "OFD.xml";
const ENCRYPTIONS = "Encryptions.xml";

/**
 * Reads OFD.xml (7.4) and the Document.xml (7.5) of each of its documents. Throws a Failure: `encrypted`,
 * `damaged-file` where one of these is missing or broken, `too-large`.
 */
export async function readDocuments(opened: OfdPackage, limits: Limits): Promise<OfdDocument[]> {
  await refuseEncrypted(opened);
  const name = opened.locate(MAIN, "");
  const bytes = name === null ? null : await opened.read(name);
  const main = bytes === null ? null : parseXml(bytes);
  if (name === null || main === null) throw damaged("OFD.xml 缺失或不可读", "OFD.xml is missing or broken");
  const documents: OfdDocument[] = [];
  for (const body of children(main, "DocBody")) {
    const location = childText(body, "DocRoot");
    const root = location === undefined ? null : opened.locate(location, name);
    if (root === null) throw damaged("文档入口缺失", "the root of its document is missing");
    const signatures = childText(body, "Signatures");
    documents.push(
      await readDocument(
        opened,
        root,
        signatures === undefined ? null : { location: signatures, from: name },
      ),
    );
  }
  const pages = documents.reduce((sum, document) => sum + document.pages.length, 0);
  if (pages === 0) throw damaged("没有页面", "it has no pages");
  if (pages > limits.pages) {
    throw tooLarge(`${pages} 页，上限 ${limits.pages} 页`, `${pages} pages, the limit is ${limits.pages}`);
  }
  return documents;
}

/** Packages encrypted after GM/T 0099 list in Encryptions.xml how, and hold the rest as data. */
async function refuseEncrypted(opened: OfdPackage): Promise<void> {
  const name = opened.locate(ENCRYPTIONS, "");
  if (name === null) return;
  const bytes = await opened.read(name);
  const root = bytes === null ? null : parseXml(bytes);
  if (root === null || root.children.some((one) => one.name === "EncryptInfo")) throw encrypted();
}

async function readDocument(
  opened: OfdPackage,
  name: string,
  signatures: OfdDocument["signatures"],
): Promise<OfdDocument> {
  const parts = new OfdParts(opened, name.slice(0, name.lastIndexOf("/") + 1));
  const root = await parts.xml(name);
  if (root === null) throw damaged(`${name} 不可读`, `${name} is broken`);
  const common = child(root, "CommonData");
  const resources = new Resources(parts);
  for (const one of common?.children ?? []) {
    if (one.name === "PublicRes" || one.name === "DocumentRes") await resources.load(one.text, name);
  }
  return {
    parts,
    root: name,
    size: common === undefined ? null : pageSize(child(common, "PageArea")),
    pages: children(child(root, "Pages") ?? root, "Page").map(({ attributes }) => ({
      id: attributes["ID"] ?? "",
      location: attributes["BaseLoc"] ?? "",
    })),
    templates: new Map(
      (common === undefined ? [] : children(common, "TemplatePage")).map(({ attributes }) => [
        attributes["ID"] ?? "",
        { location: attributes["BaseLoc"] ?? "", zOrder: zOrderOf(attributes["ZOrder"], "Background") },
      ]),
    ),
    resources,
    annotations: childText(root, "Annotations"),
    attachments: childText(root, "Attachments"),
    signatures,
  };
}

/** The physical box of a page area (7.5, CT_PageArea); its top left corner is where pages count from. */
export function pageSize(area: XmlElement | undefined): Size | null {
  if (area === undefined) return null;
  const box = boxOf(childText(area, "PhysicalBox"));
  if (box === null) return null;
  const size: Size = [box[2] - box[0], box[3] - box[1]];
  return size[0] > 0 && size[1] > 0 ? size : null;
}

export function zOrderOf(value: string | undefined, missing: ZOrder): ZOrder {
  return Z_ORDERS.find((order) => order === value?.trim()) ?? missing;
}
