import { afterEach, expect, test } from "vitest";
import { Failure } from "../../src/model/failure.ts";
import type { LineImage } from "../../src/model/recognition.ts";
import { EngineProcess, type EngineLimits } from "../../src/ocr/engine-process.ts";

const program = new URL("./fake-engine.ts", import.meta.url);
const started: EngineProcess[] = [];

function engine(behaviour: string, limits: Partial<EngineLimits> = {}): EngineProcess {
  const one = new EngineProcess({ id: "fake 1.0", engine: behaviour, program, limits });
  started.push(one);
  return one;
}

function line(width: number): LineImage {
  return { raster: { width, height: 1, channels: 1, data: new Uint8Array(width).fill(255) }, dpi: 300 };
}

const good = [line(3), line(4)];
const bad = [line(1), line(1)];

afterEach(async () => {
  await Promise.all(started.splice(0).map((one) => one.close()));
});

async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(Failure);
  return error as Failure;
}

test("readings come back for each line, calls wait for one another in one process", async () => {
  const one = engine("good");
  const [first, second] = await Promise.all([one.read(good, "text"), one.read([line(9)], "digits")]);
  expect(first.map(({ text }) => text)).toEqual(["text 1", "text 1"]);
  expect(second.map(({ text }) => text)).toEqual(["digits 2"]);
  expect(one.cpu).toBe(5);
  expect(one.peakMemory).toBe(1000);
});

test("no lines need no engine", async () => {
  const one = engine("unready");
  expect(await one.read([], "text")).toEqual([]);
  expect(one.pid).toBeUndefined();
});

test.each(["hang", "silent"])(
  "an engine that does not answer (%s) is killed, and the next call is answered",
  async (behaviour) => {
    const one = engine(behaviour, { call: 300, line: 1 });
    await one.read(good, "text");
    const lost = one.pid as number;
    const failure = await failureOf(one.read(bad, "text"));
    expect(failure.code).toBe("timed-out");
    expect(failure.message).toContain("fake 1.0");
    expect(() => process.kill(lost, 0)).toThrow("ESRCH");
    expect((await one.read(good, "text")).map(({ text }) => text)).toEqual(["text 1", "text 1"]);
    expect(one.pid).not.toBe(lost);
  },
);

test("an engine that ends is told of with its last words, and the next call is answered", async () => {
  const one = engine("exit");
  const failure = await failureOf(one.read(bad, "text"));
  expect(failure.code).toBe("internal");
  expect(failure.message).toContain("3: fatal: model file is damaged");
  expect(failure.message).not.toContain("somewhere");
  expect(await one.read(good, "text")).toHaveLength(2);
});

test("an engine that takes all memory ends alone", async () => {
  const one = engine("memory", { heap: 24 });
  const failure = await failureOf(one.read(bad, "text"));
  expect(failure.message).toMatch(/memory|SIGABRT|134/u);
  expect(await one.read(good, "text")).toHaveLength(2);
});

test.each([
  ["failed", "cannot allocate"],
  ["count", "2 lines were sent, 1 came back"],
  ["nan", "confidence"],
  ["control", "control characters"],
  ["long", "far too long"],
  ["alternatives", "alternatives"],
  ["places", "places"],
  ["nonsense", "none came back"],
])("rubbish (%s) is a Failure of that call, never a reading", async (behaviour, words) => {
  const one = engine(behaviour);
  expect((await failureOf(one.read(bad, "text"))).message).toContain(words);
  expect(await one.read(good, "text")).toHaveLength(2);
});

test("an engine that cannot start says why, one that never gets ready is given up", async () => {
  expect((await failureOf(engine("unready").read(good, "text"))).message).toContain("no model");
  expect((await failureOf(engine("never ready", { start: 200 }).read(good, "text"))).code).toBe("timed-out");
});

test("a process that is killed from outside between calls is started again", async () => {
  const one = engine("good");
  await one.read(good, "text");
  const lost = one.pid as number;
  process.kill(lost, "SIGKILL");
  await expect.poll(() => one.pid).toBeUndefined();
  expect(await one.read(good, "text")).toHaveLength(2);
});

test("an interrupted call fails at once, and nothing is left running after close", async () => {
  const one = engine("silent");
  const stop = new AbortController();
  await one.read(good, "text");
  const waiting = failureOf(one.read(bad, "text", stop.signal));
  stop.abort();
  expect((await waiting).code).toBe("interrupted");
  expect((await failureOf(one.read(good, "text", stop.signal))).code).toBe("interrupted");
  await one.read(good, "text");
  const last = one.pid as number;
  await one.close();
  expect(() => process.kill(last, 0)).toThrow("ESRCH");
  expect((await failureOf(one.read(good, "text"))).message).toContain("closed");
});
