import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { secureHeaders } from "hono/secure-headers";
import { z } from "zod";
import { messageOf } from "../model/failure-text.ts";
import { DEFAULT_LIMITS } from "../model/stage.ts";
import type { Desk } from "./desk.ts";
import { guardRequests } from "./guard-requests.ts";
import { answerTo, badRequest, HttpFailure, noSuchRecord, notFound } from "./http-failure.ts";
import { OriginalFiles } from "./original-files.ts";
import { readPageFiles } from "./page-files.ts";
import { readFilter } from "./read-filter.ts";
import { describeRecord } from "./describe-record.ts";
import { Uploads } from "./take-upload.ts";
import { writePaper } from "./write-paper.ts";

/** The reviewing desk as a function from requests to answers; `close` lets go of open documents and processes. */
export interface DeskApp {
  fetch(request: Request): Response | Promise<Response>;
  /** What it answers: "GET /records/:id.json". */
  routes: string[];
  close(): Promise<void>;
}

const ID = "[0-9a-f]{12}-[1-9][0-9]*";
const SMALL_BODY = 64 * 1024;

const NewCorrection = z.strictObject({
  pointer: z.string().max(300),
  /** As typed; null takes back what was entered. */
  entered: z.string().max(20_000).nullable(),
  by: z.string().max(200),
  note: z.string().max(2000).optional(),
});

/** Makes the desk. Throws a Failure where its page is not built. */
export function createApp(desk: Desk): DeskApp {
  const { store } = desk;
  const files = readPageFiles(desk.page);
  const originals = new OriginalFiles(desk);
  const uploads = new Uploads(desk);
  const app = new Hono();

  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      crossOriginResourcePolicy: "same-origin",
      referrerPolicy: "no-referrer",
      // Served over http on purpose: there is no name for a certificate.
      strictTransportSecurity: false,
    }),
  );
  app.use(async (context, next) => {
    await next();
    context.header("Cache-Control", "no-store");
  });
  app.use(guardRequests(desk.access));
  app.onError((error, context) => {
    const { status, body, isFault } = answerTo(error);
    if (isFault) desk.onFault(error);
    return context.json(body, status);
  });
  app.notFound(() => {
    throw notFound();
  });

  app.get("/session.json", (context) =>
    context.json({ version: desk.programVersion, database: desk.database, user: desk.user }),
  );
  app.get("/index.json", async (context) => context.json(await store.overview()));
  app.get("/records.json", async (context) =>
    context.json(await store.queue(readFilter(context.req.query()))),
  );
  app.get("/records/facets.json", async (context) =>
    context.json(await store.facets(readFilter(context.req.query()))),
  );
  app.get("/failures.json", async (context) => {
    const failures = await store.failures({ limit: 1000 });
    return context.json({
      failures: failures.map((failure) => ({ ...failure, message: messageOf(failure) })),
    });
  });

  app.get(`/records/:id{${ID}\\.json}`, async (context) => {
    const id = context.req.param("id").replace(".json", "");
    return context.json(await describeRecord(store, id));
  });
  app.post(
    `/records/:id{${ID}}/corrections`,
    bodyLimit({ maxSize: SMALL_BODY, onError: tooMuch }),
    async (context) => {
      const id = context.req.param("id");
      const { note, ...correction } = await readBody(context.req);
      if ((await store.getRecord(id)) === null) throw noSuchRecord(id);
      await store.correct(id, note === undefined ? correction : { ...correction, note });
      return context.json(await describeRecord(store, id));
    },
  );
  app.get(`/records/:id{${ID}}/original.json`, async (context) =>
    context.json(await originals.shown(documentOf(context.req.param("id")))),
  );
  app.get(`/records/:id{${ID}}/pages/:page{[1-9][0-9]*\\.json}`, async (context) => {
    const page = Number(context.req.param("page").replace(".json", ""));
    return context.json({ page, ...(await originals.page(documentOf(context.req.param("id")), page)) });
  });
  app.get(`/records/:id{${ID}}/pages/:page{[1-9][0-9]*\\.png}`, async (context) => {
    const page = Number(context.req.param("page").replace(".png", ""));
    const png = await originals.picture(documentOf(context.req.param("id")), page);
    return context.body(new Uint8Array(png), 200, { "Content-Type": "image/png" });
  });

  app.get(`/records/:id{${ID}}/paper.xlsx`, async (context) => {
    const documentId = documentOf(context.req.param("id"));
    if ((await store.getRecord(context.req.param("id"))) === null)
      throw noSuchRecord(context.req.param("id"));
    const paper = await writePaper(
      store,
      documentId,
      desk.cwd,
      context.req.query("lang") === "en" ? "en" : "zh",
    );
    return context.body(paper, 200, {
      "Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "Content-Disposition": `attachment; filename="${documentId}.xlsx"`,
    });
  });

  app.post("/uploads", bodyLimit({ maxSize: DEFAULT_LIMITS.bytes, onError: tooMuch }), async (context) => {
    if (context.req.header("content-type") !== "application/octet-stream") {
      throw badRequest({
        en: "Send the bytes as application/octet-stream.",
        zh: "请以 application/octet-stream 发送。",
      });
    }
    const name = context.req.query("name") ?? "";
    const bytes = new Uint8Array(await context.req.arrayBuffer());
    return context.json({ files: await uploads.take(bytes, name) });
  });

  for (const [path, { mediaType, bytes }] of files) {
    if (path !== "/index.html")
      app.get(path, (context) => context.body(bytes, 200, { "Content-Type": mediaType }));
  }
  const page = files.get("/index.html");
  for (const path of ["/", "/records", `/records/:id{${ID}}`, "/failures"]) {
    app.get(path, (context) =>
      context.body(page?.bytes ?? "", 200, { "Content-Type": page?.mediaType ?? "" }),
    );
  }

  return {
    fetch: (request) => app.fetch(request),
    routes: app.routes
      .filter(({ method, path }) => method !== "ALL" && !files.has(path))
      .map(({ method, path }) => `${method} ${nameOf(path)}`),
    async close() {
      await uploads.close();
      await originals.close();
    },
  };
}

/** "/records/:id{[0-9a-f]{12}\\.json}" → "/records/:id.json" */
function nameOf(path: string): string {
  const plain = (step: string): string => {
    const [, name = step, extension = ""] = /^(:\w+)\{.*?(?:\\(\.\w+))?\}$/u.exec(step) ?? [];
    return name + extension;
  };
  return path.split("/").map(plain).join("/");
}

/** The first 12 hex digits of the document's sha256. */
function documentOf(recordId: string): string {
  return recordId.slice(0, 12);
}

function tooMuch(): never {
  throw new HttpFailure(413, "bad-request", {
    en: `A file may have ${String(DEFAULT_LIMITS.bytes / 1024 / 1024)} MB at most; split it, or use fuhe ingest for an archive of many.`,
    zh: `单个文件至多 ${String(DEFAULT_LIMITS.bytes / 1024 / 1024)} MB，请拆分；大量文件请用 fuhe ingest。`,
  });
}

async function readBody(request: {
  header(name: string): string | undefined;
  json(): Promise<unknown>;
}): Promise<z.infer<typeof NewCorrection>> {
  const isJson = /^application\/json\b/u.test(request.header("content-type") ?? "");
  const parsed = NewCorrection.safeParse(isJson ? await request.json().catch(() => null) : null);
  if (parsed.success) return parsed.data;
  throw badRequest({
    en: "A correction is JSON: {pointer, entered, by, note?}; entered is null to take one back.",
    zh: "更正须为 JSON：{pointer, entered, by, note?}；撤销时 entered 为 null。",
  });
}
