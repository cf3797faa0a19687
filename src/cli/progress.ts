import type { Session } from "./session.ts";
import { widthOf } from "./text-width.ts";

/** Tells how far a batch has come, on stderr. */
export interface Progress {
  /** One more file is done. */
  step(): void;
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
const ERASE_LINE = "\r\u001b[K";

/** A bar that is redrawn in place on a terminal, about ten plain lines elsewhere. `now` gives milliseconds. */
export function showProgress(total: number, session: Session, now: () => number): Progress {
  return session.io.stderr.isTTY && session.io.env["TERM"] !== "dumb"
    ? new Bar(total, session, now)
    : new Lines(total, session, now);
}

class Bar implements Progress {
  #done = 0;
  #drawn = Number.NEGATIVE_INFINITY;
  readonly #started: number;
  readonly #total: number;
  readonly #session: Session;
  readonly #now: () => number;

  constructor(total: number, session: Session, now: () => number) {
    this.#total = total;
    this.#session = session;
    this.#now = now;
    this.#started = now();
    this.#draw();
  }

  step(): void {
    this.#done += 1;
    if (this.#now() - this.#drawn >= REDRAW) this.#draw();
  }

  note(line: string): void {
    this.#write(`${ERASE_LINE}${line}\n`);
    this.#draw();
  }

  end(): void {
    this.#write(ERASE_LINE);
  }

  #draw(): void {
    const { paintTalk } = this.#session;
    this.#drawn = this.#now();
    const share = this.#total === 0 ? 1 : this.#done / this.#total;
    const filled = Math.floor(share * BAR_WIDTH);
    const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
    const text = progressText(this.#done, this.#total, this.#drawn - this.#started, this.#session);
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
  #done = 0;
  #told = 0;
  readonly #started: number;
  readonly #total: number;
  readonly #session: Session;
  readonly #now: () => number;

  constructor(total: number, session: Session, now: () => number) {
    this.#total = total;
    this.#session = session;
    this.#now = now;
    this.#started = now();
  }

  step(): void {
    this.#done += 1;
    const part = Math.floor((this.#done / this.#total) * LINES);
    if (part === this.#told) return;
    this.#told = part;
    this.note(progressText(this.#done, this.#total, this.#now() - this.#started, this.#session));
  }

  note(line: string): void {
    this.#session.talk(line);
  }

  end(): void {
    // Its lines stay.
  }
}

/** "1234/10000  12%  412/s  0:21 left"; `elapsed` in milliseconds. Without a first file there is no rate. */
function progressText(done: number, total: number, elapsed: number, session: Session): string {
  const share = total === 0 ? 100 : Math.floor((done / total) * 100);
  const start = `${done}/${total}  ${share}%`;
  if (done === 0 || elapsed <= 0) return start;
  const rate = (done / elapsed) * 1000;
  const left = clock((total - done) / rate);
  const speed = rate >= 10 ? rate.toFixed(0) : rate.toFixed(1);
  return `${start}  ${session.text({ en: `${speed}/s  ${left} left`, zh: `${speed} 份/秒  剩余 ${left}` })}`;
}

/** Seconds as 0:21 or 1:02:03. */
function clock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const tail = String(rest).padStart(2, "0");
  return hours === 0 ? `${minutes}:${tail}` : `${hours}:${String(minutes).padStart(2, "0")}:${tail}`;
}
