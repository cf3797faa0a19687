import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.ts";
import { showProgress } from "../../src/cli/progress.ts";
import { SERVICES } from "../../src/cli/services.ts";
import { createSession } from "../../src/cli/session.ts";
import { widthOf } from "../../src/cli/text-width.ts";

/** Progress that is told the time, and what it wrote. */
function watch(total: number, { columns, lang = "en" }: { columns?: number; lang?: string } = {}) {
  const written: string[] = [];
  const output = {
    write(text: string) {
      written.push(text);
      return Promise.resolve();
    },
    isTTY: columns !== undefined,
    columns,
  };
  const io: Io = {
    stdin: (async function* none() {})(),
    stdout: output,
    stderr: output,
    env: { NO_COLOR: "1" },
    cwd: "/",
    onInterrupt: () => () => {},
  };
  const clock = { time: 0 };
  const session = createSession(["--lang", lang], io, SERVICES);
  const progress = showProgress(total, session, () => clock.time);
  return { progress, clock, written };
}

describe("progress on a terminal", () => {
  it("is a bar with rate and time left, redrawn in place", () => {
    const { progress, clock, written } = watch(200, { columns: 80 });
    for (let done = 0; done < 50; done += 1) {
      clock.time += 100;
      progress.step();
    }
    expect(written.at(-1)).toBe(`\r\u001b[K${"█".repeat(6)}${"░".repeat(18)} 50/200  25%  10/s  0:15 left`);
    expect(written.join("")).not.toContain("\n");
  });

  it("is not redrawn more often than can be seen", () => {
    const { progress, clock, written } = watch(1000, { columns: 80 });
    for (let done = 0; done < 1000; done += 1) {
      clock.time += 1;
      progress.step();
    }
    expect(written.length).toBeLessThanOrEqual(12);
  });

  it("gives way to what has to be said, and goes at the end", () => {
    const { progress, written } = watch(10, { columns: 80 });
    progress.note("a.txt: failed");
    expect(written.slice(-2)[0]).toBe("\r\u001b[Ka.txt: failed\n");
    progress.end();
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  it("fits a narrow terminal", () => {
    const { progress, clock, written } = watch(10_000, { columns: 30, lang: "zh" });
    clock.time = 500;
    progress.step();
    expect(written.at(-1)).toBe("\r\u001b[K1/10000  0%  2.0 份/秒  剩余 1:23:20");
    expect(widthOf((written.at(-1) ?? "").replace("\r\u001b[K", ""))).toBeLessThanOrEqual(38);
  });
});

describe("progress elsewhere", () => {
  it("is about ten plain lines", () => {
    const { progress, clock, written } = watch(37);
    for (let done = 0; done < 37; done += 1) {
      clock.time += 1000;
      progress.step();
    }
    progress.end();
    expect(written).toHaveLength(10);
    expect(written[0]).toBe("4/37  10%  1.0/s  0:33 left\n");
    expect(written.at(-1)).toBe("37/37  100%  1.0/s  0:00 left\n");
  });
});
