import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { PositionedPage } from "../../src/model/layout.ts";
import type { PageReader } from "../../src/model/recognition.ts";
import type { Context } from "../../src/model/stage.ts";
import { cachePages } from "../../src/scans/reading-cache.ts";
import { keepWarnings } from "../formats/context.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fuhe-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A page whose picture is one dot of this grey. */
function pageOf(grey: number, number = 1): PositionedPage {
  const raster = { width: 1, height: 1, channels: 1 as const, data: Uint8Array.of(grey) };
  return {
    kind: "positioned",
    number,
    width: 72,
    height: 72,
    words: [],
    rulings: [],
    images: [],
    picture: () => Promise.resolve({ raster, box: [0, 0, 72, 72] }),
  };
}

/** A reader that counts what it is asked, and warns where it is told to. */
function counting(id = "engine 1", warning?: string): PageReader & { asked: number } {
  const reader = {
    asked: 0,
    recognisers: [id],
    readPage(page: PositionedPage, context: Context) {
      reader.asked += 1;
      if (warning !== undefined) context.warn({ code: warning, message: "said", at: { page: page.number } });
      const text = `${"7".repeat(500)}${String(reader.asked)}`;
      return Promise.resolve({
        ...page,
        words: [{ text, box: [1, 2, 3, 4] as [number, number, number, number], size: 2, confidence: 0.9 }],
        recognised: { recognisers: [id], dpi: 300, turned: 0 },
      });
    },
    close: () => Promise.resolve(),
  };
  return reader;
}

const entries = (): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => join(folder, name));

describe("cachePages", () => {
  it("reads the same picture once, on whichever page it is, and says the same of it", async () => {
    const reader = counting("engine 1", "sealed");
    const first = keepWarnings();
    const second = keepWarnings();
    const one = await cachePages(reader, folder).readPage(pageOf(10, 1), first);
    const two = await cachePages(reader, folder).readPage(pageOf(10, 4), second);
    expect(reader.asked).toBe(1);
    expect(two).toMatchObject({ number: 4, words: one.words, recognised: one.recognised });
    expect(two.picture).toBeDefined();
    expect(second.warnings).toEqual([{ code: "sealed", message: "said", at: { page: 4 } }]);
  });

  it("reads anew another picture, and the same with other engines", async () => {
    const [one, other] = [counting("engine 1"), counting("engine 2")];
    await cachePages(one, folder).readPage(pageOf(10), keepWarnings());
    await cachePages(one, folder).readPage(pageOf(11), keepWarnings());
    await cachePages(other, folder).readPage(pageOf(10), keepWarnings());
    expect([one.asked, other.asked]).toEqual([2, 1]);
  });

  it("takes a damaged entry for none and writes it anew", async () => {
    const reader = counting();
    const cached = cachePages(reader, folder);
    await cached.readPage(pageOf(10), keepWarnings());
    const [path = ""] = entries();
    const whole = readFileSync(path);
    const changed = Uint8Array.from(whole);
    changed[whole.length - 6] = (changed[whole.length - 6] as number) ^ 1;
    for (const [at, bytes] of [
      changed,
      whole.subarray(0, 40),
      Buffer.from("{}"),
      Buffer.alloc(0),
    ].entries()) {
      writeFileSync(path, bytes);
      await cached.readPage(pageOf(10), keepWarnings());
      expect(reader.asked).toBe(at + 2);
      await cached.readPage(pageOf(10), keepWarnings());
      expect(reader.asked).toBe(at + 2);
    }
  });

  it("keeps no page on which an engine failed", async () => {
    const reader = counting("engine 1", "recogniser-failed");
    await cachePages(reader, folder).readPage(pageOf(10), keepWarnings());
    await cachePages(reader, folder).readPage(pageOf(10), keepWarnings());
    expect(reader.asked).toBe(2);
    expect(entries()).toEqual([]);
  });

  it("stays within its size, and lets go of what was asked for longest ago", async () => {
    const reader = counting();
    for (let grey = 0; grey < 6; grey += 1) {
      await cachePages(reader, folder, 1e9).readPage(pageOf(grey), keepWarnings());
      for (const path of entries()) {
        const { mtimeMs } = statSync(path);
        if (Date.now() - mtimeMs < 60_000) utimesSync(path, 1000 + grey, 1000 + grey);
      }
    }
    const size = statSync(entries()[0] ?? "").size;
    await cachePages(reader, folder, size * 4).readPage(pageOf(100), keepWarnings());
    expect(entries()).toHaveLength(3);
    await cachePages(reader, folder).readPage(pageOf(5), keepWarnings());
    expect(reader.asked).toBe(7);
    await cachePages(reader, folder).readPage(pageOf(0), keepWarnings());
    expect(reader.asked).toBe(8);
  });

  it("reads on where nothing can be kept", async () => {
    const file = join(folder, "in-the-way");
    writeFileSync(file, "");
    const reader = counting();
    const page = await cachePages(reader, file).readPage(pageOf(10), keepWarnings());
    expect(page.words).toHaveLength(1);
  });
});
