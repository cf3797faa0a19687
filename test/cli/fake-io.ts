import type { Io, Output } from "../../src/cli/io.ts";
import { run } from "../../src/cli/run.ts";
import type { Services } from "../../src/cli/services.ts";

/** What one run printed. */
export interface Ran {
  code: number;
  out: string;
  err: string;
}

export interface FakeWorld {
  stdin?: string | Uint8Array;
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Columns of the terminal that stdout and stderr are; undefined: they are pipes. */
  terminal?: number;
  /** Called with what interrupts the run, as Ctrl-C does. */
  interrupt?: (press: () => void) => void;
  /** Bytes of stdout after which its reader goes away. */
  closesAfter?: number;
  services?: Services;
}

/** Runs a command line in this process, in English where `env` says nothing else. */
export async function runFuhe(argv: readonly string[], world: FakeWorld = {}): Promise<Ran> {
  const out: string[] = [];
  const err: string[] = [];
  const io: Io = {
    stdin: Object.assign(stdinOf(world.stdin ?? ""), { isTTY: world.terminal !== undefined }),
    stdout: outputInto(out, world, world.closesAfter),
    stderr: outputInto(err, world),
    env: world.env ?? {},
    cwd: world.cwd ?? process.cwd(),
    onInterrupt(listener) {
      world.interrupt?.(listener);
      return () => {
        // Nothing was listened to.
      };
    },
  };
  const code = await run(argv, io, world.services);
  return { code, out: out.join(""), err: err.join("") };
}

async function* stdinOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  yield typeof content === "string" ? new TextEncoder().encode(content) : content;
}

function outputInto(parts: string[], world: FakeWorld, closesAfter = Number.POSITIVE_INFINITY): Output {
  let size = 0;
  return {
    write(text) {
      size += text.length;
      if (size > closesAfter)
        return Promise.reject(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
      parts.push(text);
      return Promise.resolve();
    },
    isTTY: world.terminal !== undefined,
    columns: world.terminal,
  };
}
