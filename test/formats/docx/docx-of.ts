import JSZip from "jszip";

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
].join(" ");

const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** A part of a Word document of this kind: body, numbering, styles, footnotes. */
export function partOf(kind: string, content: string): string {
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:${kind} ${NAMESPACES}>${content}</w:${kind}>`;
}

/** A Word document of this body, with other parts beside it. */
export async function docxOf(body: string, parts: { [kind: string]: string } = {}): Promise<Buffer> {
  return await packageOf({
    "[Content_Types].xml": contentTypes(Object.keys(parts)),
    "_rels/.rels": relationsTo({ officeDocument: "word/document.xml" }),
    "word/document.xml": partOf("document", `<w:body>${body}</w:body>`),
    "word/_rels/document.xml.rels": relationsTo(
      Object.fromEntries(Object.keys(parts).map((kind) => [kind, `${kind}.xml`])),
    ),
    ...Object.fromEntries(
      Object.entries(parts).map(([kind, content]) => [`word/${kind}.xml`, partOf(kind, content)]),
    ),
  });
}

function contentTypes(kinds: string[]): string {
  const main = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  const overrides = [
    `<Override PartName="/word/document.xml" ContentType="${main}document.main+xml"/>`,
    ...kinds.map((kind) => `<Override PartName="/word/${kind}.xml" ContentType="${main}${kind}+xml"/>`),
  ].join("");
  return `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${overrides}</Types>`;
}

export async function packageOf(files: { [name: string]: string | Uint8Array }): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

export function relationsTo(targets: { [kind: string]: string }, mode = "Internal"): string {
  const relations = Object.entries(targets).map(
    ([kind, target], index) =>
      `<Relationship Id="r${String(index)}" Type="${RELATIONS}/${kind}" Target="${target}" TargetMode="${mode}"/>`,
  );
  return `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relations.join("")}</Relationships>`;
}

/** A paragraph of one run. */
export function p(text: string, properties = "", runProperties = ""): string {
  return `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${runProperties}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;
}

export function tbl(...rows: string[]): string {
  return `<w:tbl><w:tblPr/><w:tblGrid/>${rows.join("")}</w:tbl>`;
}

export function tr(...content: string[]): string {
  return `<w:tr>${content.join("")}</w:tr>`;
}

export function tc(text: string, properties = ""): string {
  return `<w:tc><w:tcPr>${properties}</w:tcPr>${text.startsWith("<w:") ? text : p(text)}</w:tc>`;
}
