import { ERASE_LINE, leftText } from "./progress.ts";
import type { Session } from "./session.ts";
import { printable } from "./text-width.ts";

/** Tells on stderr how far the recognition of scans has come, where no bar over many files does. */
export interface PageProgress {
  /** So many pages of a file are done; nothing is said of files without scans. */
  show: (source: string, done: number, total: number) => void;
  /** Takes away what is shown. */
  end(): void;
}

/** Where there is no terminal a line is printed after every such part of a file. */
const LINES = 10;

/** One line that is redrawn on a terminal and taken away when its file is done; plain lines elsewhere. `now` gives milliseconds. */
export function showPages(session: Session, now: () => number): PageProgress {
  const { stderr, env } = session.io;
  const isTerminal = stderr.isTTY && env["TERM"] !== "dumb";
  let began = 0;
  let told = 0;
  let isShown = false;
  const write = (text: string): void => {
    stderr.write(text).catch(() => {
      // Nobody listens; the work goes on.
    });
  };
  const end = (): void => {
    if (isShown) write(ERASE_LINE);
    isShown = false;
  };
  return {
    show(source, done, total) {
      if (done === 0) [began, told] = [now(), 0];
      const page = session.text({
        en: `page ${String(Math.min(done + 1, total))} of ${String(total)}`,
        zh: `第 ${String(Math.min(done + 1, total))} 页，共 ${String(total)} 页`,
      });
      const left = leftText(now() - began, done / total, session);
      const line = `${printable(source)}: ${page}${left === "" ? "" : `  ${left}`}`;
      if (isTerminal) {
        if (done === total) return end();
        isShown = true;
        write(`${ERASE_LINE}${line}`);
        return;
      }
      const part = Math.floor((done / total) * LINES);
      // A single page needs no telling.
      if (done === total || (done > 0 && part === told) || total === 1) return;
      told = part;
      session.talk(line);
    },
    end,
  };
}
