import { join } from "node:path";
import type { Extractor, ExtractorOptions } from "../extract.ts";
import type { ApartExtractor, PoolOptions } from "../ingest/extractor-pool.ts";
import type { OpenOptions } from "../store/open.ts";
import type { Store } from "../store/store.ts";

/** The heavy parts, each loaded when a command first asks for it, so that `fuhe --help` loads none. */
export interface Services {
  createExtractor(options: ExtractorOptions): Promise<Extractor>;
  /** Opens the database at an absolute path. */
  openStore(path: string, options: OpenOptions): Promise<Store>;
  /** Processes that extract as an extractor with these options does. */
  createPool(options: PoolOptions): Promise<ApartExtractor>;
  /** Folder of the built page of the reviewing desk. */
  deskPage: string;
}

/** The page is built into `dist/desk`, wherever this file runs from. */
const DESK_PAGE = join(
  import.meta.dirname,
  import.meta.filename.endsWith(".js") ? "../desk" : "../../dist/desk",
);

export const SERVICES: Services = {
  createExtractor: async (options) => (await import("../extract.ts")).createExtractor(options),
  openStore: async (path, options) => (await import("../store/open.ts")).open(path, options),
  createPool: async (options) => new (await import("../ingest/extractor-pool.ts")).ExtractorPool(options),
  deskPage: DESK_PAGE,
};
