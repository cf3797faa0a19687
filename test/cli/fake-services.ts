import { fileURLToPath } from "node:url";
import type { Services } from "../../src/cli/services.ts";
import { SERVICES } from "../../src/cli/services.ts";
import { ExtractorPool } from "../../src/ingest/extractor-pool.ts";
import { fakeExtractor } from "../ingest/fake-extractor.ts";

/** Stands for the built page. */
const PLAIN_PAGE = fileURLToPath(new URL("../desk/plain-page", import.meta.url));
const FAKE_PROCESS = new URL("../ingest/fake-extract-process.ts", import.meta.url);

/** The real store, with an extractor that does what the files tell it (see `fakeExtractor`). */
export const FAKE_SERVICES: Services = {
  ...SERVICES,
  deskPage: PLAIN_PAGE,
  createExtractor: () => Promise.resolve(fakeExtractor()),
  // Where files are read one at a time the extractor of the test itself reads them, whichever that is.
  async createPool(options) {
    if (options.processes > 1) return new ExtractorPool({ ...options, program: FAKE_PROCESS });
    const extractor = await this.createExtractor(options.extractor ?? {});
    return {
      extractBytes: (bytes, source) => extractor.extractBytes(bytes, source),
      close: () => Promise.resolve(),
    };
  },
};
