import type { Readable, Writable } from "node:stream";

/** A stream that text goes to. */
export interface Output {
  /** Settles when the text is on its way, so that a slow reader slows the writer; rejects where nobody reads any more. */
  write(text: string): Promise<void>;
  isTTY: boolean;
  /** Columns of the terminal; undefined elsewhere. */
  columns: number | undefined;
}

/** All that a command has of the world, so that a test can give it another one. */
export interface Io {
  stdin: AsyncIterable<Uint8Array> & { isTTY?: boolean };
  stdout: Output;
  stderr: Output;
  env: NodeJS.ProcessEnv;
  cwd: string;
  /** Calls the listener at the first Ctrl-C; what is given back stops listening. A second Ctrl-C ends the process. */
  onInterrupt(listener: () => void): () => void;
}

/** The stream as an `Output`. Listens to its errors, which would end the process otherwise. */
function outputTo(stream: Writable & { isTTY?: boolean; columns?: number }): Output {
  stream.on("error", () => {
    // Whoever waits for a write is told by its callback.
  });
  return {
    write: (text) =>
      new Promise((resolve, reject) => {
        stream.write(text, (error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
    isTTY: stream.isTTY === true,
    get columns() {
      return stream.columns;
    },
  };
}

/** Whether an error means that the reader of a pipe went away (`fuhe … | head`). */
export function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "EPIPE" || code === "ERR_STREAM_DESTROYED" || code === "ERR_STREAM_WRITE_AFTER_END";
}

/**
 * A Ctrl-C may arrive twice at once: from the terminal, and again from npm, which passes it on to what it started.
 * What comes within this time (ms) of the first is the same key press.
 */
const SAME_KEY_PRESS = 500;

/** The world of a real process. */
export function processIo(): Io {
  return {
    stdin: process.stdin as Readable & { isTTY?: boolean },
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    onInterrupt(listener) {
      let first: number | null = null;
      const handle = (): void => {
        if (first === null) {
          first = performance.now();
          listener();
        } else if (performance.now() - first > SAME_KEY_PRESS) {
          process.exit(130);
        }
      };
      process.on("SIGINT", handle);
      return () => process.off("SIGINT", handle);
    },
  };
}
