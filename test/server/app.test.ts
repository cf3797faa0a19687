import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { safeName } from "../../src/server/take-upload.ts";
import { type OpenDesk, openDesk, ROOT } from "../desk/open-desk.ts";

const TWO_FORMS = "forms/national-ten-column/cell-lines-two-forms/source.txt";
const SCORE = "/total/score";

interface ErrorBody {
  error: { code: string; message: { zh: string; en: string } };
}

let desk: OpenDesk;
let id: string;
beforeEach(async () => {
  desk = await openDesk([TWO_FORMS]);
  id = (await desk.store.queue()).records.find((record) => record.id.endsWith("-2"))?.id ?? "";
});
afterEach(async () => {
  await desk.close();
});

async function get(path: string, headers: { [name: string]: string } = {}) {
  return await desk.app.fetch(
    new Request(`${desk.address}${path}`, { headers: { host: "localhost", ...headers } }),
  );
}

async function post(path: string, body: unknown, headers: { [name: string]: string } = {}) {
  return await desk.app.fetch(
    new Request(`${desk.address}${path}`, {
      method: "POST",
      headers: { host: "localhost", "content-type": "application/json", ...headers },
      body: typeof body === "string" || body instanceof Uint8Array ? (body as string) : JSON.stringify(body),
    }),
  );
}

async function json<T>(answer: Response | Promise<Response>): Promise<T> {
  return (await (await answer).json()) as T;
}

const correction = (entered: string | null) => ({ pointer: SCORE, entered, by: "李某某", note: "看原件" });

describe("a page and its JSON", () => {
  test("are twins: each page of the desk has its JSON beside it", async () => {
    for (const [page, twin] of [
      ["/", "/index.json"],
      ["/records", "/records.json"],
      [`/records/${id}`, `/records/${id}.json`],
      ["/failures", "/failures.json"],
    ] as const) {
      expect((await get(page)).headers.get("content-type")).toContain("text/html");
      expect((await get(twin)).headers.get("content-type")).toContain("application/json");
    }
  });

  test("of a record hold the record, its document and its log", async () => {
    const told = await json<{ record: unknown; document: { paths: string[]; records: string[] } }>(
      get(`/records/${id}.json`),
    );
    expect(told.record).toEqual(await desk.store.getRecord(id));
    expect(told.document.paths).toEqual([`fixtures/${TWO_FORMS}`]);
    expect(told.document.records).toHaveLength(2);
  });

  test("show a text as it stands in its file", async () => {
    const told = await json<{ kind: string; lines: { line: number; text: string }[] }>(
      get(`/records/${id}/original.json`),
    );
    const lines = readFileSync(join(ROOT, "fixtures", TWO_FORMS), "utf8").split(/\r?\n/u);
    expect(told.kind).toBe("text");
    for (const { line, text } of told.lines) expect(text).toBe(lines[line - 1]);
  });
});

describe("a correction", () => {
  test("changes the checks at once, is signed and logged, and can be taken back", async () => {
    const verdict = (told: { record: { checks: { rule: string; verdict: string }[] } }) =>
      told.record.checks.find(({ rule }) => rule === "total-score")?.verdict;
    const before = await json<Parameters<typeof verdict>[0]>(get(`/records/${id}.json`));
    const after = await json<Parameters<typeof verdict>[0] & { history: object[] }>(
      post(`/records/${id}/corrections`, correction("81")),
    );
    expect([verdict(before), verdict(after)]).toEqual(["differs", "agrees"]);
    expect(after.history).toMatchObject([{ entered: "81", by: "李某某", note: "看原件", state: "applied" }]);
    const undone = await json<typeof after>(post(`/records/${id}/corrections`, correction(null)));
    expect(undone.record).toEqual(before.record);
  });
});

describe("errors", () => {
  test.each([
    ["no such address", () => get("/nothing"), 404, "not-found"],
    ["a file outside", () => get("/..%2f..%2fpackage.json"), 404, "not-found"],
    ["no such record", () => get("/records/0123456789ab-1.json"), 404, "not-found"],
    ["no such page", () => get(`/records/${id}/pages/9.png`), 422, "no-pages"],
    ["an unknown filter", () => get("/records.json?colour=red"), 400, "bad-request"],
    ["a bad filter", () => get("/records.json?year=abc"), 400, "bad-request"],
    [
      "a value that does not fit",
      () => post(`/records/${id}/corrections`, correction("八十一")),
      400,
      "bad-query",
    ],
    ["nothing to undo", () => post(`/records/${id}/corrections`, correction(null)), 400, "bad-query"],
    [
      "a correction of no record",
      () => post("/records/0123456789ab-1/corrections", correction("1")),
      404,
      "not-found",
    ],
    ["a body that is no JSON", () => post(`/records/${id}/corrections`, "{"), 400, "bad-request"],
    [
      "a form of another page",
      () => post(`/records/${id}/corrections`, correction("1"), { "content-type": "text/plain" }),
      400,
      "bad-request",
    ],
    [
      "an upload without its type",
      () => post("/uploads?name=a.txt", "x", { "content-type": "text/plain" }),
      400,
      "bad-request",
    ],
    ["a name pointed here", () => get("/records.json", { host: "evil.example:8420" }), 403, "wrong-host"],
    [
      "another page's script",
      () => post(`/records/${id}/corrections`, correction("1"), { origin: "http://evil.example" }),
      403,
      "wrong-origin",
    ],
    [
      "another page's picture",
      () => get("/index.json", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" }),
      403,
      "wrong-origin",
    ],
  ])("of %s have the one shape, in both languages", async (_, ask, status, code) => {
    const answer = await ask();
    const body = await json<ErrorBody>(answer);
    expect([answer.status, body.error.code]).toEqual([status, code]);
    expect(Object.keys(body)).toEqual(["error"]);
    expect(body.error.message.zh).toMatch(/\p{Script=Han}/u);
    expect(body.error.message.en).toMatch(/[a-z]/u);
    expect(await desk.store.history(id)).toEqual([]);
  });
});

describe("every answer", () => {
  test("forbids scripts, styles and pictures from anywhere but the desk, and to be kept or framed", async () => {
    for (const path of ["/", "/records.json", "/nothing"]) {
      const { headers } = await get(path);
      const policy = headers.get("content-security-policy") ?? "";
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|data:|\*/u);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("cache-control")).toBe("no-store");
    }
  });
});

describe("a desk that other machines can reach", () => {
  test("asks for its token, by the printed address once and then by a cookie, or as a bearer", async () => {
    const open = await openDesk([], { access: { loopback: false, names: ["desk.local"], token: "s3cret" } });
    const ask = (path: string, headers: { [name: string]: string } = {}) =>
      open.app.fetch(
        new Request(`http://192.168.0.7:8420${path}`, { headers: { host: "192.168.0.7:8420", ...headers } }),
      );
    expect((await ask("/index.json")).status).toBe(401);
    expect((await ask("/?token=wrong")).status).toBe(401);
    const first = await ask("/records?token=s3cret&year=2021");
    expect([first.status, first.headers.get("location")]).toEqual([302, "/records?year=2021"]);
    const cookie = first.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/u);
    expect((await ask("/index.json", { cookie: cookie.split(";")[0] ?? "" })).status).toBe(200);
    expect((await ask("/index.json", { authorization: "Bearer s3cret" })).status).toBe(200);
    expect((await ask("/index.json", { host: "evil.example", authorization: "Bearer s3cret" })).status).toBe(
      403,
    );
    expect((await ask("/index.json", { host: "desk.local", authorization: "Bearer s3cret" })).status).toBe(
      200,
    );
    await open.close();
  });
});

describe("originals", () => {
  test("are shown only while they are the bytes that were read", async () => {
    const folder = mkdtempSync(join(tmpdir(), "fuhe-originals-"));
    const file = join(folder, "report.txt");
    cpSync(join(ROOT, "fixtures", TWO_FORMS), file);
    const own = await openDesk([]);
    const { createExtractor } = await import("../../src/extract.ts");
    const document = await createExtractor().extractBytes(readFileSync(file), file);
    await own.store.saveDocument(document, { profileHash: "p", programVersion: "1" });
    const ask = () =>
      own.app.fetch(
        new Request(`${own.address}/records/${id}/original.json`, { headers: { host: "localhost" } }),
      );
    writeFileSync(file, "something else, which must not be shown");
    const changed = await ask();
    expect([changed.status, (await json<ErrorBody>(changed)).error.code]).toEqual([409, "changed-file"]);
    rmSync(file);
    const gone = await ask();
    expect([gone.status, (await json<ErrorBody>(gone)).error.code]).toEqual([404, "not-readable"]);
    cpSync(join(ROOT, "fixtures", TWO_FORMS), file);
    expect((await ask()).status).toBe(200);
    await own.close();
    rmSync(folder, { recursive: true });
  });

  test("that have pages are drawn, each with its size in points", async () => {
    const own = await openDesk([
      "forms/shanghai-2019/tabbed/source.pdf",
      "forms/shanghai-2019/tabbed/source.ofd",
    ]);
    for (const record of (await own.store.queue()).records) {
      const ask = (path: string) =>
        own.app.fetch(
          new Request(`${own.address}/records/${record.id}${path}`, { headers: { host: "localhost" } }),
        );
      expect(await json(ask("/original.json"))).toMatchObject({ kind: "pages" });
      const { width, height } = await json<{ width: number; height: number }>(ask("/pages/1.json"));
      const png = Buffer.from(await (await ask("/pages/1.png")).arrayBuffer());
      // 144 dpi: two pixels to a point; the head of a PNG tells its size.
      expect(Math.abs(png.readUInt32BE(16) - 2 * width)).toBeLessThanOrEqual(1);
      expect(Math.abs(png.readUInt32BE(20) - 2 * height)).toBeLessThanOrEqual(1);
    }
    await own.close();
  });
});

describe("an upload", () => {
  const send = (name: string, bytes: string) =>
    post(`/uploads?name=${encodeURIComponent(name)}`, bytes, { "content-type": "application/octet-stream" });

  test("is kept beside the database and read; one that is no report is listed with what to do", async () => {
    const text = readFileSync(join(ROOT, "fixtures", TWO_FORMS), "utf8").replaceAll(
      "数字文化馆",
      "数字图书馆",
    );
    const { files } = await json<{ files: { path: string; records: string[] }[] }>(send("两张表.txt", text));
    expect(files).toMatchObject([{ outcome: "added", records: [expect.any(String), expect.any(String)] }]);
    expect(files[0]?.path.startsWith(join(desk.folder, "uploads"))).toBe(true);
    expect((await get(`/records/${files[0]?.records[0] ?? ""}/original.json`)).status).toBe(200);
    const refused = await json<{ files: unknown[] }>(send("letter.txt", "今天天气很好。"));
    expect(refused.files).toMatchObject([
      { records: [], failure: { code: "not-a-report", message: { zh: expect.any(String) } } },
    ]);
    const { failures } = await json<{ failures: { path: string }[] }>(get("/failures.json"));
    expect(failures.map(({ path }) => path.endsWith("letter.txt"))).toEqual([true]);
  });

  test("never leaves its folder, whatever its name", async () => {
    const { files } = await json<{ files: { path: string }[] }>(
      send("../../../escape.txt", "今天天气很好。"),
    );
    expect(files[0]?.path).toMatch(/uploads\/[0-9a-f]{12}\/escape\.txt$/u);
    expect(existsSync(join(desk.folder, "..", "escape.txt"))).toBe(false);
  });

  test.each([
    ["report.pdf", "report.pdf"],
    ["C:\\reports\\a.pdf", "a.pdf"],
    ["/etc/passwd", "passwd"],
    ["..", "unnamed"],
    ["", "unnamed"],
    [".bashrc", "bashrc"],
    ["a\u202etxt.exe", "a_txt.exe"],
    ["a<b>|c?.txt", "a_b__c_.txt"],
    [`${"长".repeat(200)}.docx`, `${"长".repeat(115)}.docx`],
  ])("named %j is kept as %j", (name, kept) => {
    expect(safeName(name)).toBe(kept);
  });
});

describe("docs/desk.md", () => {
  const page = readFileSync(join(ROOT, "docs/desk.md"), "utf8");

  test("tells of every address, and of none that is not there", () => {
    const told = [...page.matchAll(/^### `((?:GET|POST) [^`]+)`/gmu)].map((match) => match[1]);
    expect(new Set(told)).toEqual(new Set(desk.app.routes));
  });

  test("names every filter of the queue and every field of what it lists", async () => {
    const { records } = await desk.store.queue();
    const facets = Object.keys(await desk.store.facets());
    const overview = Object.keys(await desk.store.overview());
    for (const name of [
      ...Object.keys(records[0] ?? {}),
      ...facets,
      ...overview,
      "limit",
      "offset",
      "verdict",
      "score",
      "rate",
      "search",
    ])
      expect(page).toContain(`\`${name}\``);
  });
});
