import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import { FAKE_SERVICES } from "./fake-services.ts";
import { type FakeWorld, type Ran, runFuhe } from "./fake-io.ts";

/** A folder of its own for each test of a file, in which commands are run. */
export interface WorkFolder {
  readonly path: string;
  write(contents: { [path: string]: string | Uint8Array }): void;
  /** Runs a command line there, with the extractor of the tests. */
  fuhe(argv: readonly string[], world?: FakeWorld): Promise<Ran>;
}

export function useWorkFolder(): WorkFolder {
  let path = "";
  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), "fuhe-cli-"));
  });
  afterEach(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return {
    get path() {
      return path;
    },
    write(contents) {
      for (const [name, content] of Object.entries(contents)) {
        mkdirSync(join(path, dirname(name)), { recursive: true });
        writeFileSync(join(path, name), content);
      }
    },
    fuhe: (argv, world = {}) =>
      runFuhe(argv, {
        cwd: path,
        services: FAKE_SERVICES,
        ...world,
        // Readings of scans are kept here and not with those of the person who runs the tests.
        env: { XDG_CACHE_HOME: join(path, ".cache"), ...world.env },
      }),
  };
}
