import type { Services } from "../../src/cli/services.ts";
import { SERVICES } from "../../src/cli/services.ts";
import { ExtractorPool } from "../../src/ingest/extractor-pool.ts";
import { fakeExtractor } from "../ingest/fake-extractor.ts";

/** The real store, with an extractor that does what the files tell it (see `fakeExtractor`). */
export const FAKE_SERVICES: Services = {
  ...SERVICES,
  createExtractor: () => Promise.resolve(fakeExtractor()),
  createPool: (threads) =>
    Promise.resolve(
      new ExtractorPool({ threads, program: new URL("../ingest/fake-extract-worker.ts", import.meta.url) }),
    ),
};
