import type { Extractor, ExtractorOptions } from "../extract.ts";

/** The heavy parts, each loaded when a command first asks for it, so that `fuhe --help` loads none. */
export interface Services {
  createExtractor(options: ExtractorOptions): Promise<Extractor>;
}

export const SERVICES: Services = {
  createExtractor: async (options) => (await import("../extract.ts")).createExtractor(options),
};
