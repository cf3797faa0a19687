import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { DocumentInitParameters } from "pdfjs-dist/types/src/display/api.d.ts";
import type { PDFDocumentLoadingTask, PDFDocumentProxy } from "pdfjs-dist/legacy/build/pdf.mjs";
import { Failure } from "../../model/failure.ts";

/** A PDF that is open, until it is destroyed. */
export interface OpenDocument {
  document: PDFDocumentProxy;
  /** Codes of the operators by name. */
  ops: { readonly [name: string]: number };
  destroy(): Promise<void>;
}

/** Where pdf.js keeps its character maps, fonts, decoders and colour profiles: nothing is fetched. */
export const RESOURCES = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));

/** Images of more pixels are left out: text and lines are all that is read here. */
const NO_IMAGES = 1;

/**
 * Opens a PDF. Scripts in it are never run and nothing it refers to is fetched.
 * To draw its pages, `mostPixels` is given: images of more pixels are left out. Where it is not, all are, and glyphs have no
 * outlines.
 * Throws a Failure: `encrypted`, where a password is needed or the given one is wrong, or `damaged-file`.
 */
export async function openDocument(
  bytes: Uint8Array,
  password: string | undefined,
  mostPixels?: number,
): Promise<OpenDocument> {
  // Loaded here so that reading text and asking for help stay quick.
  const { getDocument, OPS, VerbosityLevel } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const task = getDocument({
    // A copy: pdf.js takes the bytes it is given away from their owner.
    data: new Uint8Array(bytes),
    cMapUrl: `${RESOURCES}/cmaps/`,
    cMapPacked: true,
    standardFontDataUrl: `${RESOURCES}/standard_fonts/`,
    wasmUrl: `${RESOURCES}/wasm/`,
    iccUrl: `${RESOURCES}/iccs/`,
    maxImageSize: mostPixels ?? NO_IMAGES,
    enableXfa: false,
    verbosity: VerbosityLevel.ERRORS,
    ...(mostPixels === undefined ? withoutOutlines() : {}),
    ...(password === undefined ? {} : { password }),
  });
  const document = await openTask(task, password);
  return { document, ops: OPS, destroy: () => task.destroy() };
}

/**
 * Lets pdf.js take it that glyphs are drawn by somebody else: otherwise it traces the outline of each, which is a fifth of
 * the work where a document holds many fonts. For that it must find the fonts of a browser, which take them and do nothing.
 */
function withoutOutlines(): Partial<DocumentInitParameters> {
  const fonts = { add: nothing, delete: nothing };
  if (!("FontFace" in globalThis)) Object.assign(globalThis, { FontFace: UnusedFont });
  return { disableFontFace: false, useSystemFonts: false, ownerDocument: { fonts } as never };
}

class UnusedFont {
  readonly loaded = Promise.resolve(this);
}

function nothing(): void {
  // Nobody draws with these fonts.
}

async function openTask(
  task: PDFDocumentLoadingTask,
  password: string | undefined,
): Promise<PDFDocumentProxy> {
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy();
    throw failureOf(error, password);
  }
}

function failureOf(error: unknown, password: string | undefined): unknown {
  const name = error instanceof Error ? error.name : "";
  if (name === "PasswordException") return password === undefined ? locked(error) : wrongPassword(error);
  if (name === "InvalidPDFException" || name === "UnknownErrorException" || name === "FormatError")
    return damaged(error);
  return error;
}

function locked(cause: unknown): Failure {
  return new Failure(
    "encrypted",
    "文件有打开密码，请用 --password-file 或环境变量 FUHE_PASSWORD 提供密码，或去除密码后重试 / The file is protected by a password; give it with --password-file or FUHE_PASSWORD, or remove it from the file, and try again.",
    { cause },
  );
}

function wrongPassword(cause: unknown): Failure {
  return new Failure(
    "encrypted",
    "提供的密码不对，请检查密码，或去除密码后重试 / The given password is wrong; check it, or remove it from the file and try again.",
    { cause },
  );
}

/** The file is a PDF by its mark, but what should follow is not there. */
export function damaged(cause?: unknown): Failure {
  return new Failure(
    "damaged-file",
    "PDF 文件已损坏或不完整，请重新下载，或用办公软件打开后另存为新的 PDF 文件 / The PDF is damaged or cut off; download it again, or open it in an office program and save it as PDF.",
    cause === undefined ? {} : { cause },
  );
}
