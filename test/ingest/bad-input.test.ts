import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ran, runFuhe } from "../cli/fake-io.ts";
import { endlessPdf, fixture, hostileFiles } from "./hostile-files.ts";

const GOOD = fixture("forms/national-ten-column/other-funds/source.pdf");
/** Each file is read by the real program, in a process of its own. */
const PATIENCE = 300_000;

const folder = mkdtempSync(join(tmpdir(), "fuhe-bad-"));
const asked: string[] = [];
const server: Server = createServer((request, response) => {
  asked.push(request.url ?? "");
  response.end();
});
let files: Awaited<ReturnType<typeof hostileFiles>>;
const trace = join(folder, "trace");

const fuhe = (argv: string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> =>
  runFuhe(argv, { cwd: folder, env });

async function failures(database: string): Promise<{ [path: string]: string }> {
  const { out } = await fuhe(["failures", "--db", database, "--format", "json"]);
  const listed = JSON.parse(out) as { path: string; code: string }[];
  return Object.fromEntries(listed.map(({ path, code }) => [path, code]));
}

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  files = await hostileFiles(`http://127.0.0.1:${String(port)}/`, trace);
  for (const name of ["all", "endless"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "good.pdf"), GOOD);
  }
  for (const [name, { bytes }] of Object.entries(files)) writeFileSync(join(folder, "all", name), bytes);
  writeFileSync(join(folder, "endless/endless.pdf"), endlessPdf());
}, PATIENCE);

afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("a folder of broken and hostile files with one report in it", () => {
  it(
    "is read to its end: each of them fails for what it is, and the report is stored",
    async () => {
      const { code, out } = await fuhe(["ingest", "all", "--db", "all.db"]);
      expect(code).toBe(1);
      const expected = Object.entries(files).map(([name, file]) => [join("all", name), file.code]);
      expect(await failures("all.db")).toEqual(Object.fromEntries(expected));
      expect(out).toMatch(/^read +1$/mu);
      expect(out).toMatch(/^records +1$/mu);
      // No script was run and nothing was fetched.
      expect(existsSync(trace)).toBe(false);
      expect(asked).toEqual([]);
    },
    PATIENCE,
  );

  it(
    "fails alone where it would keep its reader busy for minutes",
    async () => {
      const { code, out } = await fuhe(["ingest", "endless", "--db", "endless.db", "--time-limit", "10"]);
      expect(code).toBe(1);
      expect(await failures("endless.db")).toEqual({ [join("endless", "endless.pdf")]: "timed-out" });
      expect(out).toMatch(/^read +1$/mu);
    },
    PATIENCE,
  );
});

describe("a single file that would keep its reader busy for minutes", () => {
  it(
    "is given up, and the next one is read",
    async () => {
      const argv = ["extract", "endless/endless.pdf", "endless/good.pdf", "--time-limit", "10"];
      const { code, out, err } = await fuhe([...argv, "--format", "ndjson"]);
      expect(code).toBe(1);
      expect(err).toContain("[timed-out] not done within 10 s");
      expect(out.trim().split("\n")).toHaveLength(2);
    },
    PATIENCE,
  );
});

describe("a PDF with a password", () => {
  const LOCKED = "all/locked.pdf";

  it("is opened with the first line of a file, or with the environment", async () => {
    writeFileSync(join(folder, "password"), "fuhe\nand a note\n");
    expect((await fuhe(["tables", LOCKED, "--password-file", "password"])).code).toBe(0);
    expect((await fuhe(["tables", LOCKED], { FUHE_PASSWORD: "fuhe" })).code).toBe(0);
    // It is no report, which can be told only where it is open.
    expect((await fuhe(["extract", LOCKED, "--password-file", "password"])).err).toContain("[not-a-report]");
  });

  it("is refused without it and with a wrong one, and says what to do", async () => {
    expect((await fuhe(["tables", LOCKED])).err).toMatch(/\[encrypted\].*--password-file or FUHE_PASSWORD/u);
    const wrong = await fuhe(["extract", LOCKED], { FUHE_PASSWORD: "other" });
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/\[encrypted\].*password is wrong/u);
  });

  it("is tried again by the next batch, and leaves no password in the database", async () => {
    const secret = "no word of this may be kept";
    const ingest = ["ingest", LOCKED, "--db", "locked.db"];
    await fuhe(ingest, { FUHE_PASSWORD: secret });
    expect(Object.values(await failures("locked.db"))).toEqual(["encrypted"]);
    await fuhe(ingest, { FUHE_PASSWORD: "fuhe" });
    expect(Object.values(await failures("locked.db"))).toEqual(["not-a-report"]);
    const { readFileSync } = await import("node:fs");
    expect(readFileSync(join(folder, "locked.db")).includes(secret)).toBe(false);
  });

  it("is a wrong call where the file of the password is empty or not there", async () => {
    writeFileSync(join(folder, "empty"), "\n");
    expect((await fuhe(["extract", LOCKED, "--password-file", "empty"])).code).toBe(2);
    expect((await fuhe(["extract", LOCKED, "--password-file", "gone"])).code).toBe(3);
  });
});
