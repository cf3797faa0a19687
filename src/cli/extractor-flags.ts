import { resolve } from "node:path";
import type { ExtractorOptions } from "../extract.ts";
import type { Session } from "./session.ts";
import { stackOf } from "./stack.ts";
import { printableLines } from "./text-width.ts";

/** What the flags of a command say about how to extract. */
export function extractorFlags({ pipelines }: { pipelines?: string }, session: Session): ExtractorOptions {
  return {
    ...(pipelines === undefined ? {} : { pipelines: resolve(session.io.cwd, pipelines) }),
    ...(session.debug
      ? { onFault: (error, source) => session.talk(printableLines(`${source}: ${stackOf(error)}`)) }
      : {}),
  };
}
