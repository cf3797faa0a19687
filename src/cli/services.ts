import type { Extractor, ExtractorOptions } from "../extract.ts";
import type { Store } from "../store/store.ts";

/** The heavy parts, each loaded when a command first asks for it, so that `fuhe --help` loads none. */
export interface Services {
  createExtractor(options: ExtractorOptions): Promise<Extractor>;
  /** Opens the database at an absolute path. */
  openStore(path: string, options: { readonly: boolean; create: boolean }): Promise<Store>;
}

export const SERVICES: Services = {
  createExtractor: async (options) => (await import("../extract.ts")).createExtractor(options),
  openStore: async (path, options) => (await import("../store/index.ts")).open(path, options),
};
