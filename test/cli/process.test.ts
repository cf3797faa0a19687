import { type ChildProcess, spawn } from "node:child_process";
import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { open } from "../../src/store/open.ts";
import { useWorkFolder } from "./work-folder.ts";

const BIN = fileURLToPath(new URL("../../bin/fuhe.js", import.meta.url));
/** The same with the extractor of the tests, which can be told to take its time. */
const WITH_FAKE_EXTRACTOR = fileURLToPath(new URL("./fuhe-process.ts", import.meta.url));

const FIXTURES = fileURLToPath(new URL("../../fixtures/forms", import.meta.url));

const work = useWorkFolder();

interface Ended {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
}

interface Started {
  child: ChildProcess;
  /** Settles when stderr says this. */
  says: (text: string) => Promise<void>;
  ended: Promise<Ended>;
}

function start(program: string, argv: string[], env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd: work.path,
    env: { PATH: process.env["PATH"], ...env },
  });
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
  return {
    child,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (err.includes(text)) resolve();
        };
        child.stderr.on("data", look);
        child.on("close", () => reject(new Error(`it never said ${text}, but: ${err}`)));
        look();
      }),
    ended: new Promise((resolve) => {
      child.on("close", (code, signal) => resolve({ code, signal, out, err }));
    }),
  };
}

const end = (program: string, argv: string[], env?: NodeJS.ProcessEnv): Promise<Ended> =>
  start(program, argv, env).ended;

/** Reports that each take a moment to read. */
function writeSlowReports(count: number, milliseconds: number): void {
  work.write(
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `r/${String(at).padStart(3, "0")}.txt`,
        `wait ${milliseconds} ${at}`,
      ]),
    ),
  );
}

describe("the process of fuhe", () => {
  it("prints help and version, and ends with the codes of the table", async () => {
    expect(await end(BIN, ["--help"])).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringContaining("Exit codes:"),
    });
    expect(await end(BIN, ["--version"])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d/u) });
    expect(await end(BIN, ["nonsense"])).toMatchObject({ code: 2, out: "" });
    expect(await end(BIN, ["findings"])).toMatchObject({ code: 3, out: "" });
    work.write({ "a.txt": "fail empty-file" });
    expect(await end(WITH_FAKE_EXTRACTOR, ["ingest", "a.txt"])).toMatchObject({ code: 1 });
  });

  it("reads a report and its twin in threads, finds what does not add up, and shows it", async () => {
    const reports = ["cell-lines-two-forms", "probe-07", "gb18030"].map(
      (name) => `${FIXTURES}/national-ten-column/${name}`,
    );
    const texts = reports.map((folder) => `${folder}/source.txt`);
    const ingested = await end(BIN, ["ingest", ...texts, "--jobs", "2"]);
    expect(ingested).toMatchObject({ code: 0, out: expect.stringMatching(/^read +3$/mu) });
    const { out } = await end(BIN, ["findings", "--rule", "total-score", "--format", "json"]);
    expect(JSON.parse(out)).toMatchObject([{ reported: "86", recalculated: "81", difference: 5 }]);
    const golds = await end(BIN, ["eval", ...reports.slice(0, 1), ...reports.slice(0, 1)]);
    expect(golds).toMatchObject({ code: 0, err: "" });
  });

  it("speaks the language of the environment", async () => {
    expect((await end(BIN, ["--help"], { LANG: "zh_CN.UTF-8" })).out).toContain("退出码：");
    expect((await end(BIN, ["--help"], { LANG: "zh_CN.UTF-8", LC_ALL: "C" })).out).toContain("Exit codes:");
  });

  it("uses colour in a pipe only where FORCE_COLOR asks for it and NO_COLOR does not forbid it", async () => {
    const coloured = async (env: NodeJS.ProcessEnv): Promise<boolean> =>
      (await end(BIN, ["--help"], env)).out.includes("\u001b[");
    expect(await coloured({})).toBe(false);
    expect(await coloured({ FORCE_COLOR: "1" })).toBe(true);
    expect(await coloured({ FORCE_COLOR: "1", NO_COLOR: "1" })).toBe(false);
  });

  it("ends without a word where the reader of its pipe goes away", async () => {
    writeSlowReports(200, 1);
    const { child, ended } = start(WITH_FAKE_EXTRACTOR, [
      "extract",
      ...Array.from({ length: 200 }, (_, at) => `r/${String(at).padStart(3, "0")}.txt`),
    ]);
    child.stdout?.once("data", () => child.stdout?.destroy());
    expect(await ended).toMatchObject({ code: 0, signal: null, err: "" });
  });

  it("takes what it reads from a pipe", async () => {
    const { child, ended } = start(WITH_FAKE_EXTRACTOR, ["extract", "-", "--plain", "--format", "ndjson"]);
    child.stdin?.end("total 86");
    const { code, out } = await ended;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ source: "-", records: [{ total: { score: 86 } }] });
  });

  it("finishes what is under way at Ctrl-C and ends with 130; all that was read is stored", async () => {
    writeSlowReports(200, 30);
    const { child, says, ended } = start(WITH_FAKE_EXTRACTOR, ["ingest", "r", "--jobs", "1"]);
    await says("20/200");
    child.kill("SIGINT");
    const { code, signal, out, err } = await ended;
    expect({ code, signal }).toEqual({ code: 130, signal: null });
    expect(err).toContain("run the same command again");
    const read = Number(/^read +(\d+)$/mu.exec(out)?.[1]);
    expect(read).toBeGreaterThanOrEqual(20);
    expect(read).toBeLessThan(200);
    const store = await open(join(work.path, "data/fuhe.db"));
    expect(await store.documents()).toHaveLength(read);
    await store.close();
  });

  it("takes the same Ctrl-C from the terminal and from npm for one", async () => {
    writeSlowReports(100, 30);
    const { child, says, ended } = start(WITH_FAKE_EXTRACTOR, ["ingest", "r", "--jobs", "1"]);
    await says("10/100");
    child.kill("SIGINT");
    child.kill("SIGINT");
    expect((await ended).err).toContain("run the same command again");
  });

  it("stops at once at a second Ctrl-C, and what was stored stays", async () => {
    writeSlowReports(10, 1);
    work.write({ "r/zzz.txt": "wait 600000" });
    const { child, says, ended } = start(WITH_FAKE_EXTRACTOR, ["ingest", "r", "--jobs", "1"]);
    await says("10/11");
    child.kill("SIGINT");
    await says("Ctrl-C again stops at once");
    // Later than a Ctrl-C that arrives twice.
    await new Promise((resolve) => setTimeout(resolve, 700));
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ code: 130, out: "" });
    const store = await open(join(work.path, "data/fuhe.db"));
    expect(await store.documents()).toHaveLength(10);
    await store.close();
  });

  it("says what to do on a Node.js that is too old, where no other is at hand", async () => {
    mkdirSync(join(work.path, "bin"));
    copyFileSync(BIN, join(work.path, "bin/fuhe.mjs"));
    work.write({
      "old.mjs":
        'Object.defineProperty(process.versions, "node", { value: "18.19.0" }); await import("./bin/fuhe.mjs");',
    });
    expect(await end(join(work.path, "old.mjs"), [])).toMatchObject({
      code: 3,
      err: expect.stringMatching(/needs Node\.js 22\.18 or newer[^]*npm ci/u),
    });
  });
});
