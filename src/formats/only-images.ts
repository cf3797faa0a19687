import { Failure } from "../model/failure.ts";

/** The failure of a document that is only pictures, where no text is to be recognised. */
export function onlyImages(): Failure {
  return new Failure(
    "only-images",
    "文件只有扫描图片，没有文字层；请开启文字识别（OCR）后再读，或提供原始电子文档 / The file holds only pictures of pages and no text; have its text recognised (OCR), or give the original document.",
  );
}
