import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { Failure } from "../model/failure.ts";

const MEDIA_TYPES: { readonly [extension: string]: string } = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

interface PageFile {
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** The built page: its files by the path they are asked for by. Read once, so that no address can lead to any other file. */
export function readPageFiles(folder: string): Map<string, PageFile> {
  if (!existsSync(join(folder, "index.html"))) {
    throw new Failure(
      "not-readable",
      `复核台页面尚未构建，请运行 npm run build / The page of the reviewing desk is not built; run npm run build (${folder}).`,
    );
  }
  const files = new Map<string, PageFile>();
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const mediaType = MEDIA_TYPES[extname(name)];
    if (mediaType === undefined) continue;
    files.set(`/${name.replaceAll("\\", "/")}`, {
      mediaType,
      bytes: new Uint8Array(readFileSync(join(folder, name))),
    });
  }
  return files;
}
