import { createHash } from "node:crypto";
import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  type PDFObject,
  type PDFPage,
  PDFStream,
} from "@cantoo/pdf-lib";

/** Colours, other than those of a profile, that the sRGB output intent tells the meaning of. */
const DEVICE_COLOURS = new Set(["/DeviceGray", "/DeviceRGB", "/CalGray", "/CalRGB", "/Lab", "/ICCBased"]);
const FILTERS = new Set([
  "/FlateDecode",
  "/DCTDecode",
  "/CCITTFaxDecode",
  "/JBIG2Decode",
  "/RunLengthDecode",
]);
/** What a page may hold beside images; anything else would have to be looked at more closely than is done here. */
const KNOWN_RESOURCES = new Set(["/XObject", "/ProcSet", "/Font", "/ColorSpace"]);

/**
 * Why a page of another program cannot be said to be archival (ISO 19005-2, level B), null where nothing speaks against it: it draws
 * images in known colours and filters, and has no notes or actions. What is not known counts against it.
 */
export function notArchival(page: PDFPage): string | null {
  const { node } = page;
  if (node.Annots() !== undefined && (node.Annots()?.size() ?? 0) > 0) return "annotations";
  if (node.get(PDFName.of("AA")) !== undefined) return "actions";
  const resources = node.Resources();
  return resources === undefined ? null : notArchivalResources(resources, 0);
}

function notArchivalResources(resources: PDFDict, depth: number): string | null {
  if (depth > 4) return "nested forms";
  for (const key of resources.keys()) {
    const entry = lookUp(resources, key);
    const isEmpty = entry === undefined || (entry instanceof PDFDict && entry.keys().length === 0);
    if (!KNOWN_RESOURCES.has(key.toString()) && !isEmpty) return key.toString().slice(1);
  }
  const fonts = resources.lookupMaybe(PDFName.of("Font"), PDFDict);
  if (fonts !== undefined && fonts.keys().length > 0) return "fonts";
  const objects = resources.lookupMaybe(PDFName.of("XObject"), PDFDict);
  for (const key of objects?.keys() ?? []) {
    const object = objects?.lookup(key);
    if (!(object instanceof PDFStream)) return "objects";
    const own = object.dict.lookupMaybe(PDFName.of("Resources"), PDFDict);
    const isForm = object.dict.get(PDFName.of("Subtype"))?.toString() === "/Form";
    const reason = isForm
      ? own === undefined
        ? null
        : notArchivalResources(own, depth + 1)
      : notArchivalImage(object.dict);
    if (reason !== null) return reason;
  }
  return null;
}

function notArchivalImage(image: PDFDict): string | null {
  if (image.get(PDFName.of("Interpolate"))?.toString() === "true") return "interpolated images";
  for (const name of ["Alternates", "OPI", "SMask", "F"])
    if (image.get(PDFName.of(name)) !== undefined) return `images with ${name}`;
  for (const filter of namesOf(lookUp(image, PDFName.of("Filter"))))
    if (!FILTERS.has(filter)) return `images in ${filter.slice(1)}`;
  if (image.get(PDFName.of("ImageMask"))?.toString() === "true") return null;
  const colours = lookUp(image, PDFName.of("ColorSpace"));
  const [space = "", base = ""] = namesOf(colours);
  const known = space === "/Indexed" ? base : space;
  return DEVICE_COLOURS.has(known)
    ? null
    : `colours in ${known === "" ? "an unknown space" : known.slice(1)}`;
}

function lookUp(dict: PDFDict, key: PDFName): PDFObject | undefined {
  return dict.lookup(key);
}

/** A name, or the names in a list; in place of a list in it, its first name. */
function namesOf(object: PDFObject | undefined): string[] {
  if (object instanceof PDFName) return [object.toString()];
  if (!(object instanceof PDFArray)) return [];
  return Array.from({ length: object.size() }, (_, at) => {
    const entry = object.lookup(at);
    return entry instanceof PDFArray
      ? (namesOf(entry)[0] ?? "")
      : entry instanceof PDFName
        ? entry.toString()
        : "";
  });
}

/** Adds what every such file has: colours told by a profile, metadata, an identifier; with `isArchival` it says that it is PDF/A-2b. */
export async function describeFile(
  document: PDFDocument,
  {
    title,
    program,
    source,
    isArchival,
  }: { title: string; program: string; source: Uint8Array; isArchival: boolean },
): Promise<void> {
  const { context, catalog } = document;
  const profile = await srgbProfile();
  const intent = context.obj({
    Type: "OutputIntent",
    S: "GTS_PDFA1",
    OutputConditionIdentifier: PDFHexString.fromText("sRGB IEC61966-2.1"),
    Info: PDFHexString.fromText("sRGB IEC61966-2.1"),
    DestOutputProfile: context.register(context.flateStream(profile, { N: 3 })),
  });
  catalog.set(PDFName.of("OutputIntents"), context.obj([context.register(intent)]));
  const packet = new TextEncoder().encode(metadata(title, program, isArchival));
  const stream = context.stream(packet, { Type: "Metadata", Subtype: "XML" });
  catalog.set(PDFName.of("Metadata"), context.register(stream));
  const id = PDFHexString.of(createHash("sha256").update(source).digest("hex").slice(0, 32));
  context.trailerInfo.ID = context.obj([id, id]);
}

/** The profile of sRGB that comes with sharp. */
async function srgbProfile(): Promise<Uint8Array> {
  const { default: sharp } = await import("sharp");
  const dot = sharp({ create: { width: 1, height: 1, channels: 3, background: "#ffffff" } });
  const { icc } = await sharp(await dot.withIccProfile("srgb").png().toBuffer()).metadata();
  if (icc === undefined) throw new Error("sharp has no profile of sRGB");
  return icc;
}

/** XMP (ISO 16684-1) with the mark of PDF/A (ISO 19005-2, 6.6.4). */
function metadata(title: string, program: string, isArchival: boolean): string {
  const mark = isArchival ? "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" : "";
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">',
    `<dc:format>application/pdf</dc:format><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escaped(title)}</rdf:li></rdf:Alt></dc:title>`,
    `<pdf:Producer>${escaped(program)}</pdf:Producer>${mark}`,
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>',
  ].join("\n");
}

function escaped(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
