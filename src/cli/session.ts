import { EXIT, type ExitCode } from "./exit-codes.ts";
import type { Io } from "./io.ts";
import { type Bilingual, type Language, languageOf } from "./language.ts";
import { type Paint, paintFor } from "./paint.ts";
import type { Services } from "./services.ts";

/** One run of the command line. */
export interface Session {
  io: Io;
  services: Services;
  language: Language;
  /** Colours for stdout. */
  paint: Paint;
  /** Colours for stderr. */
  paintTalk: Paint;
  /** Columns to lay tables out for; undefined where stdout is no terminal: then nothing is cut. */
  width: number | undefined;
  /** The message in the language of this run. */
  text: (message: Bilingual) => string;
  /** Data, to stdout. Rejects where the reader went away. */
  out(text: string): Promise<void>;
  /** Talk, to stderr, a line each; never in the way of the work. */
  talk(line: string): void;
  /** Whether to print where faults of the program arose. */
  debug: boolean;
  /** How the run ends, as the command leaves it. */
  exitCode: ExitCode;
}

export function createSession(argv: readonly string[], io: Io, services: Services): Session {
  const language = languageOf(argv, io.env);
  return {
    io,
    services,
    language,
    paint: paintFor(io.stdout, io.env),
    paintTalk: paintFor(io.stderr, io.env),
    width: io.stdout.isTTY ? (io.stdout.columns ?? 80) : undefined,
    text: (message) => message[language],
    out: (text) => io.stdout.write(text),
    talk(line) {
      io.stderr.write(`${line}\n`).catch(() => {
        // Nobody listens; the work goes on.
      });
    },
    debug: argv.includes("--debug") || Boolean(io.env["FUHE_DEBUG"]),
    exitCode: EXIT.ok,
  };
}
