import { describe, expect, it } from "vitest";
import { EXIT, EXIT_MEANINGS } from "../../src/cli/exit-codes.ts";
import { Failure, type FailureCode } from "../../src/model/failure.ts";
import type { ExtractorOptions } from "../../src/extract.ts";
import { fakeExtractor } from "../ingest/fake-extractor.ts";
import { type FakeWorld, runFuhe } from "./fake-io.ts";
import { FAKE_SERVICES } from "./fake-services.ts";

const throwing = (error: unknown): FakeWorld => ({
  services: { ...FAKE_SERVICES, createExtractor: () => Promise.reject(error) },
});

describe("exit codes", () => {
  it("are this table, which --help prints", async () => {
    expect(EXIT).toEqual({ ok: 0, found: 1, usage: 2, environment: 3, fault: 70, interrupted: 130 });
    const { out } = await runFuhe(["--help"]);
    for (const [code, { en }] of EXIT_MEANINGS) expect(out).toContain(`${String(code).padEnd(3)}  ${en}`);
    expect(EXIT_MEANINGS.size).toBe(Object.keys(EXIT).length);
  });

  it.each<[FailureCode, number]>([
    ["bad-profile", 3],
    ["bad-database", 3],
    ["database-busy", 3],
    ["disk-full", 3],
    ["not-readable", 3],
    ["bad-query", 2],
    ["interrupted", 130],
    ["internal", 70],
  ])("a command that %s stops ends with %i", async (code, exitCode) => {
    const ran = await runFuhe(["extract", "a.txt"], throwing(new Failure(code, "do this")));
    expect(ran).toMatchObject({ code: exitCode, out: "" });
    expect(ran.err).toContain("do this");
  });
});

describe("help", () => {
  it("is printed on stdout, in the language of the run, with an example for each command", async () => {
    const { code, out, err } = await runFuhe(["--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const commands = [...out.matchAll(/^ {2}([a-z]+)(?= )/gmu)].map((match) => match[1] ?? "");
    expect(commands).toContain("ingest");
    for (const command of commands.filter((name) => name !== "help")) {
      const help = await runFuhe([command, "--help"]);
      expect(help.out).toMatch(new RegExp(`Examples?:\\n  fuhe ${command}`, "u"));
      expect(help.code).toBe(0);
    }
  });

  it("speaks Chinese", async () => {
    const { out } = await runFuhe(["ingest", "--help"], { env: { LANG: "zh_CN.UTF-8" } });
    expect(out).toContain("用法： fuhe ingest [options] <path...>");
    expect(out).toContain("数据库文件（默认 data/fuhe.db）");
    expect(out).not.toMatch(/\b(Usage|Options|Commands|Arguments|default|choices)\b/u);
  });

  it("is printed on stderr with exit code 2 where no command is named", async () => {
    expect(await runFuhe([])).toMatchObject({
      code: 2,
      out: "",
      err: expect.stringContaining("Usage: fuhe"),
    });
  });

  it("prints the version", async () => {
    expect(await runFuhe(["--version"])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u),
    });
  });
});

describe("a wrong command line", () => {
  it.each<[string[], string, string]>([
    [
      ["extrac"],
      "unknown command 'extrac'\n(Did you mean extract?)",
      "没有这个命令：extrac\n是否想输入 extract？",
    ],
    [["extract", "a", "--frmat", "json"], "unknown option '--frmat'", "没有这个选项：--frmat"],
    [["extract"], "missing required argument 'file'", "缺少参数：file"],
    [["show", "a", "b"], "too many arguments", "参数过多。"],
    [["ingest", "a", "--jobs", "0"], "It must be a whole number from 1 to 64.", "必须是 1 到 64 的整数。"],
    [
      ["extract", "a", "--format", "xml"],
      "Allowed choices are json, ndjson, text.",
      "可选：json, ndjson, text。",
    ],
    [["extract", "a", "--format"], "argument missing", "选项缺少值：--format <format>"],
    [["--lang", "fr", "findings"], "Allowed choices are zh, en.", "可选：zh, en。"],
  ])("%j is refused with a remedy", async (argv, english, chinese) => {
    const ran = await runFuhe(argv);
    expect(ran).toMatchObject({ code: 2, out: "" });
    expect(ran.err).toContain(english);
    expect(ran.err).toMatch(/Run "fuhe( [a-z]+)? --help" for how to call it\.\n$/u);
    const inChinese = await runFuhe(argv, { env: { LC_ALL: "zh_CN" } });
    expect(inChinese.err).toContain(chinese);
    expect(inChinese.err).toContain('--help" 查看用法。');
  });

  it("names the command whose help to look at", async () => {
    expect((await runFuhe(["findings", "--nope"])).err).toContain('Run "fuhe findings --help"');
  });
});

describe("an unexpected error", () => {
  it("is one line and where to report it; the stack only under --debug or FUHE_DEBUG", async () => {
    const world = throwing(new TypeError("x is not a function\nand more"));
    const plain = await runFuhe(["extract", "a.txt"], world);
    expect(plain).toMatchObject({ code: 70, out: "" });
    expect(plain.err).toBe(
      "fuhe: unexpected error: x is not a function\n" +
        "This is a fault of fuhe: please open an issue with what the same command prints under --debug.\n",
    );
    const stack = expect.stringMatching(/TypeError: x is not a function[^]*\n {4}at /u);
    expect(await runFuhe(["extract", "a.txt", "--debug"], world)).toMatchObject({ code: 70, err: stack });
    expect(await runFuhe(["extract", "a.txt"], { ...world, env: { FUHE_DEBUG: "1" } })).toMatchObject({
      err: stack,
    });
  });

  it("cannot steer the terminal by its stack", async () => {
    const { err } = await runFuhe(["extract", "a.txt", "--debug"], throwing(new TypeError("x\u001b[2Jy")));
    expect(err).not.toContain("\u001b");
    expect(err).toMatch(/\n {4}at /u);
  });

  it("inside a file is told under --debug, and only there", async () => {
    const services = {
      ...FAKE_SERVICES,
      createExtractor: (options: ExtractorOptions) => {
        options.onFault?.(new TypeError("x is not a function"), "a.txt");
        return Promise.resolve(fakeExtractor());
      },
    };
    expect((await runFuhe(["extract", "-"], { services })).err).toBe("");
    expect((await runFuhe(["extract", "-", "--debug"], { services })).err).toMatch(
      /^a\.txt: TypeError: x is not a function\n {4}at /u,
    );
  });

  it("does not follow from what is thrown that is no error", async () => {
    expect(await runFuhe(["extract", "a.txt"], throwing("a text"))).toMatchObject({
      code: 70,
      err: expect.stringContaining("unexpected error: a text"),
    });
  });
});

describe("a failure", () => {
  it("carries its code and its remedy, in Chinese too", async () => {
    const world = throwing(new Failure("bad-profile", "pipelines/x.yaml:3:1: funds.unit"));
    expect((await runFuhe(["extract", "a.txt"], world)).err).toBe(
      "fuhe: [bad-profile] pipelines/x.yaml:3:1: funds.unit\n",
    );
    expect((await runFuhe(["extract", "a.txt", "--lang", "zh"], world)).err).toContain(
      "fuhe：[bad-profile] 模板文件有误：pipelines/x.yaml:3:1: funds.unit",
    );
  });
});

describe("a failure that is told in both languages", () => {
  it("is told in that of the run", async () => {
    const world = throwing(new Failure("not-readable", "没有权限 / no permission"));
    expect((await runFuhe(["extract", "a.txt"], world)).err).toBe("fuhe: [not-readable] no permission\n");
    expect((await runFuhe(["extract", "a.txt", "--lang", "zh"], world)).err).toBe(
      "fuhe：[not-readable] 没有权限\n",
    );
  });
});

describe("a reader that goes away", () => {
  it("ends the run at once, without a word", async () => {
    let read = 0;
    const services = {
      ...FAKE_SERVICES,
      createExtractor: () =>
        Promise.resolve(
          fakeExtractor({
            extractFile(path) {
              read += 1;
              return fakeExtractor().extractBytes(new Uint8Array(), path);
            },
          }),
        ),
    };
    const ran = await runFuhe(["extract", "a", "b", "c", "--format", "ndjson"], { services, closesAfter: 1 });
    expect(ran).toEqual({ code: 0, out: "", err: "" });
    expect(read).toBe(1);
    expect(await runFuhe(["--help"], { closesAfter: 1 })).toEqual({ code: 0, out: "", err: "" });
  });
});

describe("colour", () => {
  const coloured = (text: string): boolean => text.includes("\u001b[");
  const show = async (world: FakeWorld): Promise<boolean> =>
    coloured(
      (await runFuhe(["extract", "-", "--format", "text"], { services: FAKE_SERVICES, ...world })).out,
    );

  it("is used on a terminal that knows it, unless NO_COLOR says otherwise", async () => {
    expect(await show({ terminal: 80 })).toBe(true);
    expect(await show({})).toBe(false);
    expect(await show({ terminal: 80, env: { NO_COLOR: "1" } })).toBe(false);
    expect(await show({ terminal: 80, env: { NO_COLOR: "" } })).toBe(true);
    expect(await show({ terminal: 80, env: { TERM: "dumb" } })).toBe(false);
  });

  it("is forced by FORCE_COLOR, but not against NO_COLOR", async () => {
    expect(await show({ env: { FORCE_COLOR: "1" } })).toBe(true);
    expect(await show({ terminal: 80, env: { FORCE_COLOR: "0" } })).toBe(false);
    expect(await show({ env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).toBe(false);
  });
});
