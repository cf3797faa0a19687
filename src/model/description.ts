/**
 * What an archive knows of a document, as its list has it: elements of DA/T 18-2022 (archival description) under the names
 * that DA/T 46-2009 (metadata of electronic records) uses as well. Null where it is blank or was never given.
 */
export interface Description {
  /** 全宗号 */
  fondsNumber: string | null;
  /** 档号 */
  archivalCode: string | null;
  /** 案卷号 */
  fileNumber: string | null;
  /** 件号 */
  itemNumber: string | null;
  /** 题名 */
  title: string | null;
  /** 责任者 */
  creator: string | null;
  /** 文件日期, as the list writes it. */
  date: string | null;
  /** 保管期限 */
  retention: string | null;
  /** 密级 */
  securityClass: string | null;
}

/** The elements in the order of a list, with their names. */
export const DESCRIPTION_ELEMENTS: readonly { key: keyof Description; en: string; zh: string }[] = [
  { key: "fondsNumber", en: "fonds number", zh: "全宗号" },
  { key: "archivalCode", en: "archival code", zh: "档号" },
  { key: "fileNumber", en: "file number", zh: "案卷号" },
  { key: "itemNumber", en: "item number", zh: "件号" },
  { key: "title", en: "title", zh: "题名" },
  { key: "creator", en: "creator", zh: "责任者" },
  { key: "date", en: "date", zh: "文件日期" },
  { key: "retention", en: "retention", zh: "保管期限" },
  { key: "securityClass", en: "security class", zh: "密级" },
];

/** A description for a document, and where it was given. */
export interface NewDescription {
  /** Of the document's bytes. */
  sha256: string;
  /** Elements that are left out stay what they were; null clears one. */
  elements: Partial<Description>;
  /** The list it stands in, as it was named, and its row there, counted from 1. */
  list: string;
  row: number;
}
