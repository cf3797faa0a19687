/** Why a document or a command could not be carried out; the code is stable, the message names the remedy. */
export type FailureCode =
  | "empty-file"
  | "not-readable"
  | "unknown-format"
  | "binary-content"
  | "bad-encoding"
  | "encrypted"
  | "damaged-file"
  | "only-images"
  | "needs-converter"
  | "too-large"
  | "not-a-report"
  | "no-pages"
  | "changed-file"
  | "bad-profile"
  | "bad-gold"
  | "bad-database"
  | "database-busy"
  | "bad-query"
  | "disk-full"
  | "file-exists"
  | "not-writable"
  | "timed-out"
  | "interrupted"
  | "internal";

/** A trouble a user can meet, with what to do about it. Anything else that is thrown is a fault of the program. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: FailureCode;

  constructor(code: FailureCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
