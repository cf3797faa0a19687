import { type Bilingual, languagesOf } from "./bilingual.ts";
import type { FailureCode } from "./failure.ts";

/** What each failure is in Chinese, for those whose own message is English alone. */
const NAMES: { [code in FailureCode]: string } = {
  "empty-file": "文件为空",
  "not-readable": "无法读取",
  "unknown-format": "不支持的文件格式",
  "binary-content": "不是文本文件",
  encrypted: "文件有密码",
  "damaged-file": "文件已损坏",
  "only-images": "文件只有图片，没有文字",
  "needs-converter": "此格式需要 LibreOffice",
  "bad-encoding": "无法识别文字编码",
  "too-large": "文件过大",
  "no-pages": "文件没有可以画出的页面",
  "changed-file": "文件已改变",
  "not-a-report": "不是绩效自评表",
  "bad-profile": "模板文件有误",
  "bad-database": "数据库无法使用",
  "database-busy": "数据库正被其他程序占用，请稍后重试",
  "bad-query": "查询有误",
  "bad-gold": "标注文件有误",
  "disk-full": "磁盘已满，请腾出空间后重试，已入库的内容不受影响",
  "file-exists": "文件已存在",
  "not-writable": "无法写入",
  "timed-out": "处理超时",
  interrupted: "已中断",
  internal: "程序内部错误，请反馈给开发者",
};

const CHINESE = /\p{Script=Han}/u;

/** The message of a failure in both languages. */
export function messageOf({ code, message }: { code: string; message: string }): Bilingual {
  const both = languagesOf(message);
  if (both !== null) return both;
  const known = Object.hasOwn(NAMES, code) ? `${NAMES[code as FailureCode]}：` : "";
  return { en: message, zh: `${CHINESE.test(message) ? "" : known}${message}` };
}

/** A failure as one text in both languages, its code first. */
export function failureText(failure: { code: string; message: string }): Bilingual {
  const { en, zh } = messageOf(failure);
  return { en: `[${failure.code}] ${en}`, zh: `[${failure.code}] ${zh}` };
}
