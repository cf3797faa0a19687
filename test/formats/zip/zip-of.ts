import JSZip from "jszip";

/** A zip archive of these files. */
export async function zipOf(files: { [name: string]: string | Uint8Array }): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return await zip.generateAsync({ type: "nodebuffer", compression: "DEFLATE" });
}

/** The archive with one name in place of another, both byte by byte and of the same length. */
export function renamed(zip: Buffer, from: string, to: string): Buffer {
  return Buffer.from(zip.toString("latin1").replaceAll(from, to), "latin1");
}
