import type { Session } from "./session.ts";
import { widthOf } from "./text-width.ts";

/** Tells how far a batch has come, on stderr. */
export interface Progress {
  /** One more file is done. */
  step(): void;
  /** So many pages of a file are recognised, which counts as that part of the file. */
  pages: (source: string, done: number, total: number) => void;
  /** Says something without spoiling the bar. */
  note(line: string): void;
  /** Takes the bar away. */
  end(): void;
}

/** Milliseconds between two drawings of the bar. */
const REDRAW = 100;
const BAR_WIDTH = 24;
/** Where there is no terminal a line is printed after every such part of the batch. */
const LINES = 10;
export const ERASE_LINE = "\r\u001b[K";

/** A bar that is redrawn in place on a terminal, about ten plain lines elsewhere. `now` gives milliseconds. */
export function showProgress(total: number, session: Session, now: () => number): Progress {
  return session.io.stderr.isTTY && session.io.env["TERM"] !== "dumb"
    ? new Bar(total, session, now)
    : new Lines(total, session, now);
}

/** How far a batch has come: files that are done, and those whose pages are being recognised. */
class Count {
  readonly total: number;
  done = 0;
  readonly #pages = new Map<string, { done: number; total: number }>();
  readonly #session: Session;
  readonly #started: number;
  readonly #now: () => number;

  constructor(total: number, session: Session, now: () => number) {
    this.total = total;
    this.#session = session;
    this.#now = now;
    this.#started = now();
  }

  /** False where there is nothing new to tell: no page of it was being recognised, and none is. */
  setPages(source: string, done: number, total: number): boolean {
    if (done >= total) return this.#pages.delete(source);
    this.#pages.set(source, { done, total });
    return true;
  }

  /** Of the whole, 0 to 1. */
  get share(): number {
    if (this.total === 0) return 1;
    const begun = [...this.#pages.values()].reduce((sum, { done, total }) => sum + done / total, 0);
    return Math.min(1, (this.done + begun) / this.total);
  }

  /** "1234/10000  12%  412/s  0:21 left", with the pages that are being recognised. Before anything is done there is no rate. */
  get text(): string {
    const elapsed = this.#now() - this.#started;
    const { share } = this;
    const [page] = this.#pages.values();
    const start = [
      `${String(this.done)}/${String(this.total)}`,
      `${String(Math.floor(share * 100))}%`,
      ...(page === undefined
        ? []
        : [
            this.#session.text({
              en: `page ${String(page.done + 1)} of ${String(page.total)}`,
              zh: `第 ${String(page.done + 1)}/${String(page.total)} 页`,
            }),
          ]),
    ].join("  ");
    if (share === 0 || elapsed <= 0) return start;
    const rate = ((share * this.total) / elapsed) * 1000;
    const speed = rate >= 10 ? rate.toFixed(0) : rate >= 0.1 ? rate.toFixed(1) : rate.toFixed(3);
    const told = this.#session.text({ en: `${speed}/s`, zh: `${speed} 份/秒` });
    return `${start}  ${told}  ${leftText(elapsed, share, this.#session)}`;
  }
}

class Bar implements Progress {
  #drawn = Number.NEGATIVE_INFINITY;
  readonly #count: Count;
  readonly #session: Session;
  readonly #now: () => number;

  constructor(total: number, session: Session, now: () => number) {
    this.#count = new Count(total, session, now);
    this.#session = session;
    this.#now = now;
    this.#draw();
  }

  step = (): void => {
    this.#count.done += 1;
    this.#redraw();
  };

  pages = (source: string, done: number, total: number): void => {
    if (this.#count.setPages(source, done, total)) this.#redraw();
  };

  note(line: string): void {
    this.#write(`${ERASE_LINE}${line}\n`);
    this.#draw();
  }

  end(): void {
    this.#write(ERASE_LINE);
  }

  #redraw(): void {
    if (this.#now() - this.#drawn >= REDRAW) this.#draw();
  }

  #draw(): void {
    const { paintTalk } = this.#session;
    this.#drawn = this.#now();
    const { share, text } = this.#count;
    const filled = Math.floor(share * BAR_WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    // A line that is longer than the terminal cannot be taken back: the bar goes first.
    const fits = BAR_WIDTH + 1 + widthOf(text) < (this.#session.io.stderr.columns ?? 80);
    this.#write(`${ERASE_LINE}${fits ? `${paintTalk("green", bar)} ` : ""}${text}`);
  }

  #write(text: string): void {
    this.#session.io.stderr.write(text).catch(() => {
      // Nobody listens; the work goes on.
    });
  }
}

class Lines implements Progress {
  #told = 0;
  readonly #count: Count;
  readonly #session: Session;

  constructor(total: number, session: Session, now: () => number) {
    this.#count = new Count(total, session, now);
    this.#session = session;
  }

  step = (): void => {
    this.#count.done += 1;
    this.#tell();
  };

  pages = (source: string, done: number, total: number): void => {
    if (this.#count.setPages(source, done, total)) this.#tell();
  };

  note(line: string): void {
    this.#session.talk(line);
  }

  end(): void {
    // Its lines stay.
  }

  #tell(): void {
    const part = Math.floor(this.#count.share * LINES);
    if (part <= this.#told) return;
    this.#told = part;
    this.note(this.#count.text);
  }
}

/** "0:21 left"; `elapsed` in milliseconds, `share` of the whole that was done in it. "" before anything is done. */
export function leftText(elapsed: number, share: number, session: Session): string {
  if (share <= 0 || elapsed <= 0) return "";
  const left = clock((elapsed / 1000) * (1 / share - 1));
  return session.text({ en: `${left} left`, zh: `剩余 ${left}` });
}

/** Seconds as 0:21 or 1:02:03. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, "0");
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, "0")}:${tail}`;
}
