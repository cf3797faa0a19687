import { messageOf } from "../model/failure-text.ts";
import type { Bilingual } from "../model/bilingual.ts";
import type { FailureCode } from "../model/failure.ts";
import { Failure } from "../model/failure.ts";

/** Troubles of a request itself; those of the work are `FailureCode`s. */
export type RequestTrouble = "not-found" | "bad-request" | "wrong-host" | "wrong-origin" | "token-needed";

/** The one shape in which every error leaves the server. */
export interface ErrorBody {
  error: { code: FailureCode | RequestTrouble; message: Bilingual };
}

type Status = 400 | 401 | 403 | 404 | 409 | 413 | 422 | 500 | 503 | 507;

/** What stops a request, with its HTTP status. */
export class HttpFailure extends Error {
  override readonly name = "HttpFailure";
  readonly status: Status;
  readonly body: ErrorBody;

  constructor(status: Status, code: RequestTrouble, message: Bilingual) {
    super(message.en);
    this.status = status;
    this.body = { error: { code, message } };
  }
}

/** HTTP status of failures; all others are of the document: 422. */
const STATUSES = new Map<FailureCode, Status>([
  ["bad-query", 400],
  ["not-readable", 404],
  ["changed-file", 409],
  ["too-large", 413],
  ["bad-database", 500],
  ["internal", 500],
  ["database-busy", 503],
  ["disk-full", 507],
]);

/** The answer to a request that an error stopped; `isFault` where that is a fault of the program. */
export function answerTo(error: unknown): { status: Status; body: ErrorBody; isFault: boolean } {
  if (error instanceof HttpFailure) return { status: error.status, body: error.body, isFault: false };
  if (error instanceof Failure) {
    const { code } = error;
    const status = STATUSES.get(code) ?? 422;
    return { status, body: { error: { code, message: messageOf(error) } }, isFault: code === "internal" };
  }
  const message = {
    en: "A fault of fuhe itself; the terminal that runs fuhe serve says more under --debug.",
    zh: "fuhe 自身的错误；请加上 --debug 运行 fuhe serve，在终端查看详情。",
  };
  return { status: 500, body: { error: { code: "internal", message } }, isFault: true };
}

export function notFound(): HttpFailure {
  return new HttpFailure(404, "not-found", {
    en: "There is nothing at this address.",
    zh: "此地址没有内容。",
  });
}

export function noSuchRecord(id: string): HttpFailure {
  return new HttpFailure(404, "not-found", {
    en: `There is no record ${id}; it may have been replaced by a newer file.`,
    zh: `没有记录 ${id}，可能已被新文件替换。`,
  });
}

export function badRequest(message: Bilingual): HttpFailure {
  return new HttpFailure(400, "bad-request", message);
}
