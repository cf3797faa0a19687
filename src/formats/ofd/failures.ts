import { Failure } from "../../model/failure.ts";
import { onlyImages } from "../only-images.ts";

/** The package, or a part without which nothing can be read, is broken. */
export function damaged(zh: string, en: string, options?: ErrorOptions): Failure {
  return new Failure(
    "damaged-file",
    `OFD 文件已损坏（${zh}），请重新获取或由原系统重新导出。The OFD file is damaged (${en}); fetch it again or export it anew.`,
    options,
  );
}

/** The package asks for a password or a certificate. */
export function encrypted(): Failure {
  return new Failure(
    "encrypted",
    "OFD 文件已加密，请在版式阅读器中用密码或证书打开，另存为不加密的文件后再读。The OFD file is encrypted; open it with its password or certificate in an OFD viewer and save it without encryption.",
  );
}

/** The document asks for more than a run may use. */
export function tooLarge(zh: string, en: string): Failure {
  return new Failure(
    "too-large",
    `OFD 文件过大（${zh}），请拆分文件。The OFD file is too large (${en}); split it.`,
  );
}

/** No page holds text. */
export function withoutText(hasPictures: boolean): Failure {
  return hasPictures
    ? onlyImages()
    : new Failure(
        "empty-file",
        "文件中没有文字，请检查来源。The file holds no text; check where it comes from.",
      );
}
