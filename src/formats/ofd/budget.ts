import { tooLarge } from "./failures.ts";

/** Objects a document may have drawn: pages may share templates and groups, so that a small file can ask for very many. */
const MAX_OBJECTS = 2_000_000;

/** Counts what is drawn over all pages of a document. */
export class Budget {
  #left = MAX_OBJECTS;

  /** Throws a Failure `too-large` when nothing is left. */
  spend(objects = 1): void {
    this.#left -= objects;
    if (this.#left < 0) throw tooLarge(`超过 ${MAX_OBJECTS} 个图元`, `more than ${MAX_OBJECTS} objects`);
  }
}
