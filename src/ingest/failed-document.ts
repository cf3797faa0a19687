import type { Document } from "../model/extraction.ts";
import type { FailureCode } from "../model/failure.ts";

/** The document of a file that nothing could be read of. `sha256` is "" where its bytes could not be had. */
export function failedDocument(
  source: string,
  failure: { code: FailureCode; message: string },
  sha256 = "",
): Document {
  return {
    source,
    sha256,
    mediaType: "application/octet-stream",
    pages: 1,
    records: [],
    warnings: [],
    failure,
  };
}
