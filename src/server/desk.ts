import type { Extractor } from "../extract.ts";
import type { ApartExtractor } from "../ingest/extractor-pool.ts";
import type { PageReader } from "../model/recognition.ts";
import type { Store } from "../store/store.ts";
import type { Access } from "./guard-requests.ts";

/** What reads uploaded files. */
export interface Reader {
  extractor: Extractor;
  pool: ApartExtractor;
}

/** All that the reviewing desk works with. */
export interface Desk {
  store: Store;
  /** Name of the database, as it is shown. */
  database: string;
  programVersion: string;
  /** Folder that stored paths start from. */
  cwd: string;
  /** Folder that uploaded files are kept in. */
  uploads: string;
  /** Folder of the built page. */
  page: string;
  access: Access;
  /** Name that corrections are signed with where a person gives no other. */
  user: string;
  /** Opens documents that are protected by a password. */
  password?: string;
  /** Makes what reads uploaded files; asked once, at the first of them. */
  openReader(): Promise<Reader>;
  /** Makes what recognises pages again to show them upright, null where nothing can; asked at the first page that was recognised. */
  openPageReader: () => PageReader | null;
  /** Takes faults of the program itself. */
  onFault(error: unknown): void;
}
