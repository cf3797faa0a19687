/** A message for people, in both languages of the program. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** A message of one line that is told in both languages, Chinese first: "没有这个文件 / there is no such file". */
const IN_BOTH_LANGUAGES = /^(?<zh>\P{L}*\p{Script=Han}.*?) \/ (?<en>.+)$/u;

/** The two halves of a message that is told in both languages; null for any other. */
export function languagesOf(message: string): Bilingual | null {
  const halves = IN_BOTH_LANGUAGES.exec(message)?.groups;
  return halves === undefined ? null : { en: halves["en"] ?? "", zh: halves["zh"] ?? "" };
}
