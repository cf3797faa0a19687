import { createHash } from "node:crypto";
import { Failure } from "../model/failure.ts";
import type { Context } from "../model/stage.ts";
import { drawMark } from "./draw-page.ts";
import type { Mark } from "./mark-readings.ts";
import { openPageSource } from "./render-page.ts";

/** A document from which places are cut, until it is closed. */
export interface Cropper {
  /** The surroundings of a value, about 3 cm on each side, with its box marked, as PNG. */
  crop(mark: Omit<Mark, "pointers">): Promise<Buffer>;
  close(): Promise<void>;
}

/**
 * Opens the file that a record was read from, to cut places out of it. Throws a Failure: `changed-file` where the file is
 * another one now, `no-pages` where the format has no pages, and those of documents that cannot be read.
 */
export async function openCropper(bytes: Uint8Array, recordId: string, context: Context): Promise<Cropper> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (!recordId.startsWith(`${sha256.slice(0, 12)}-`)) {
    throw new Failure(
      "changed-file",
      "文件在入库之后已改变，位置可能不再对应；请用 fuhe ingest 重新入库 / The file has changed since it was stored, so the places in it may be others; store it again with fuhe ingest.",
    );
  }
  const source = await openPageSource(bytes, context);
  return {
    async crop(mark) {
      const rendered = await source.render(mark.page, mark.box);
      drawMark(rendered.context, mark);
      return await rendered.canvas.encode("png");
    },
    close: () => source.close(),
  };
}

/** One place, as `openCropper` cuts it. */
export async function cropMark(
  bytes: Uint8Array,
  recordId: string,
  mark: Omit<Mark, "pointers">,
  context: Context,
): Promise<Buffer> {
  const cropper = await openCropper(bytes, recordId, context);
  try {
    return await cropper.crop(mark);
  } finally {
    await cropper.close();
  }
}
