import { Failure } from "../../model/failure.ts";
import { decodeHtml } from "./decode-html.ts";

/** A part of a mail message: the lines of its head, and its body byte by byte. */
interface Part {
  head: string;
  body: string;
}

/** Parts are themselves made of parts at most this deep. */
const DEEPEST = 5;

/**
 * The pages within a file that holds them together with their pictures (MIME HTML, RFC 2557): the parts that are HTML, as
 * frames and the sheets of a workbook are. Throws a Failure `damaged-file` where there is none, `bad-encoding` where one
 * cannot be decoded.
 */
export function pagesOfMht(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
  const parts = findHtml(text, DEEPEST);
  if (parts.length === 0) throw noPage();
  return parts.map((part) => {
    const charset = /charset\s*=\s*["']?\s*([\w-]+)/iu.exec(part.head)?.[1];
    return decodeHtml(bodyOf(part), charset);
  });
}

/** The parts that are HTML; of alternatives, which say the same, only the first. */
function findHtml(text: string, depth: number): Part[] {
  const part = splitHead(text);
  const type = /^content-type:\s*([\w.+/-]+)/imu.exec(part.head)?.[1]?.toLowerCase() ?? "";
  if (type === "text/html") return [part];
  const boundary = /boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/iu.exec(part.head);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (!type.startsWith("multipart/") || mark === undefined || depth === 0) return [];
  const found = part.body
    .split(`--${mark}`)
    .slice(1)
    .flatMap((inner) => findHtml(inner.replace(/^[ \t]*\r?\n/u, ""), depth - 1));
  return type === "multipart/alternative" ? found.slice(0, 1) : found;
}

/** A blank line ends the head. Lines of it that go on in the next begin there with white space. */
function splitHead(text: string): Part {
  const end = /\r?\n\r?\n/u.exec(text);
  if (end === null) return { head: text, body: "" };
  return {
    head: text.slice(0, end.index).replace(/\r?\n[ \t]+/gu, " "),
    body: text.slice(end.index + end[0].length),
  };
}

function bodyOf({ head, body }: Part): Uint8Array {
  const encoding = /^content-transfer-encoding:\s*([\w-]+)/imu.exec(head)?.[1]?.toLowerCase();
  if (encoding === "base64") return Buffer.from(body, "base64");
  if (encoding !== "quoted-printable") return Buffer.from(body, "latin1");
  const decoded = body
    .replace(/=[ \t]*\r?\n/gu, "")
    .replace(/=([0-9A-F]{2})/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  return Buffer.from(decoded, "latin1");
}

function noPage(): Failure {
  return new Failure(
    "damaged-file",
    "文件中没有网页正文，可能未下载完整，请重新获取 / The file holds no page; it may be cut off, get it again.",
  );
}
