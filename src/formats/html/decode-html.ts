import { isUtf8 } from "node:buffer";
import { Failure } from "../../model/failure.ts";
import { decodeText, encodingOfMark } from "../decode-text.ts";

/** Where a page names its encoding, if it does. */
const HEAD_BYTES = 4096;
const CHARSET = /charset\s*=\s*["']?\s*([\w-]+)/iu;

/**
 * Encodings of two bytes whose texts can be valid in GB18030 as well, so that only their name tells them. All others that
 * a page names are seen by their bytes: many name one and are written in another.
 */
const TOLD_BY_NAME: ReadonlySet<string> = new Set(["big5", "big5-hkscs", "shift_jis", "euc-jp", "euc-kr"]);

/**
 * Decodes a page: by its byte order mark, as UTF-8 where it is valid in it, as the encoding it names, or as GB18030.
 * `charset` is what stands around the page, in the head of a mail part. Throws a Failure `bad-encoding`.
 */
export function decodeHtml(bytes: Uint8Array, charset?: string): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD_BYTES)).toString(
    "latin1",
  );
  const named = (charset ?? CHARSET.exec(head)?.[1] ?? "").toLowerCase();
  if (TOLD_BY_NAME.has(named) && encodingOfMark(bytes) === null && !isUtf8(bytes))
    return new TextDecoder(named).decode(bytes);
  const decoded = decodeText(bytes);
  if (decoded === null) throw badEncoding();
  return decoded.text;
}

function badEncoding(): Failure {
  return new Failure(
    "bad-encoding",
    "无法判断网页的文字编码，请在浏览器中打开后另存。The encoding of the page cannot be told; open it in a browser and save it anew.",
  );
}
