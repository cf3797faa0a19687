import { EXIT } from "./exit-codes.ts";
import { Trouble } from "./trouble.ts";

/** The trouble of a file or folder that cannot be written. */
export function writingTrouble(path: string, error: Error): Trouble {
  return new Trouble(EXIT.environment, {
    en: `${path} cannot be written: ${error.message}\nName another place with -o.`,
    zh: `无法写入 ${path}：${error.message}\n请用 -o 指定其他位置。`,
  });
}
