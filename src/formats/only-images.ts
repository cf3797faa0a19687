import { Failure } from "../model/failure.ts";

/** The failure of a document that is only pictures, where no text is to be recognised or no engine is there to do it. */
export function onlyImages(): Failure {
  return new Failure(
    "only-images",
    "文件只有扫描图片，没有文字层，而文字识别（OCR）已关闭或没有可用的引擎；请去掉 --ocr off，用 fuhe doctor 查看缺少的引擎及安装方法，或提供原始电子文档 / The file holds only pictures of pages and no text, and no engine reads them: leave out --ocr off, see with fuhe doctor which engines are missing and how to get them, or give the original document.",
  );
}
