import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { hostname, networkInterfaces, userInfo } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { Desk } from "../../server/desk.ts";
import type { Listening } from "../../server/listen.ts";
import type { Store } from "../../store/store.ts";
import {
  addExamples,
  databaseOption,
  passwordOption,
  pipelinesOption,
  timeLimitOption,
  wholeNumber,
} from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { extractorFlags, poolOptions } from "../extractor-flags.ts";
import { withNewStore } from "../open-store.ts";
import { addScanOptions, readerPlan, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { stackOf } from "../stack.ts";
import { printableLines } from "../text-width.ts";
import { Trouble } from "../trouble.ts";
import { programVersion } from "../version.ts";

interface ServeFlags extends ScanFlags {
  db: string;
  host: string;
  port: number;
  open?: boolean;
  timeLimit?: number;
  passwordFile?: string;
  pipelines?: string;
}

const LOOPBACK = "127.0.0.1";
const USUAL_PORT = 8420;
const MOST_PORT = 65_535;

/** `fuhe serve`: the reviewing desk. */
export function declareServe(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("serve")
    .summary(text({ en: "open the reviewing desk in a browser", zh: "在浏览器中打开复核台" }))
    .description(
      text({
        en: "Serves the reviewing desk on this machine: reports beside their records, what needs a person first, corrections with a log. Only this machine can reach it unless --host says otherwise; then the printed address holds a token. Nothing is fetched from anywhere. Ctrl-C ends it.",
        zh: "在本机提供复核台：报告与记录并列，最需要人工处理的排在最前，更正均有日志。默认只有本机可以访问；用 --host 绑定其他地址时，显示的网址中带有令牌。不访问任何外部网络。按 Ctrl-C 结束。",
      }),
    )
    .addOption(databaseOption(session))
    .option("--host <address>", text({ en: "address to listen at", zh: "监听的地址" }), LOOPBACK)
    .option(
      "--port <n>",
      text({ en: "port to listen at; 0 is any that is free", zh: "监听的端口；0 表示任一空闲端口" }),
      wholeNumber(session, 0, MOST_PORT),
      USUAL_PORT,
    )
    .option("--open", text({ en: "open it in the browser", zh: "在浏览器中打开" }))
    .addOption(timeLimitOption(session))
    .addOption(passwordOption(session))
    .addOption(pipelinesOption(session))
    .action((flags: ServeFlags) => withNewStore(flags.db, session, (store) => serve(store, flags, session)));
  addScanOptions(command, session);
  addExamples(command, session, ["fuhe serve --open", "fuhe serve --db archive.db --port 9000"]);
}

async function serve(store: Store, flags: ServeFlags, session: Session): Promise<void> {
  const { openPageReader } = await import("../../scans/open-page-reader.ts");
  const plan = readerPlan(flags, session, flags.db);
  const desk = deskOf(store, flags, session, () => (plan === undefined ? null : openPageReader(plan)));
  const { createApp } = await import("../../server/create-app.ts");
  const { listen } = await import("../../server/listen.ts");
  const app = createApp(desk);
  const listening = await listen(app, flags.host, flags.port).catch(async (error: NodeJS.ErrnoException) => {
    await app.close();
    throw portTrouble(error, flags);
  });
  const address = addressOf(listening, desk, flags);
  await session.out(`${address}\n`);
  session.talk(
    session.text({
      en: `The reviewing desk of ${flags.db} is open at this address; Ctrl-C closes it.`,
      zh: `复核台（${flags.db}）已在上述网址打开；按 Ctrl-C 关闭。`,
    }),
  );
  if (flags.open === true) openBrowser(address, session);
  await new Promise<void>((stop) => {
    session.io.onInterrupt(stop);
  });
  await listening.close();
}

function deskOf(
  store: Store,
  flags: ServeFlags,
  session: Session,
  openPageReader: Desk["openPageReader"],
): Desk {
  const database = resolve(session.io.cwd, flags.db);
  const options = extractorFlags(flags, session, flags.db);
  const loopback = isLoopback(flags.host);
  return {
    store,
    database: basename(database),
    programVersion: programVersion(),
    cwd: session.io.cwd,
    uploads: join(dirname(database), "uploads"),
    page: session.services.deskPage,
    user: userName(),
    access: {
      loopback,
      names: loopback ? [] : [hostname().toLowerCase(), flags.host.toLowerCase()],
      ...(loopback ? {} : { token: randomBytes(24).toString("base64url") }),
    },
    ...(options.password === undefined ? {} : { password: options.password }),
    openReader: async () => ({
      extractor: await session.services.createExtractor(options),
      pool: await session.services.createPool(poolOptions(1, flags, options)),
    }),
    openPageReader,
    onFault: (error) => {
      if (session.debug) session.talk(printableLines(stackOf(error)));
    },
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without an entry.
    return "";
  }
}

function addressOf({ port }: Listening, { access }: Desk, { host }: ServeFlags): string {
  const isAny = host === "0.0.0.0" || host === "::";
  const name = isAny ? firstAddress() : host.includes(":") ? `[${host}]` : host;
  const token = access.token === undefined ? "" : `?token=${access.token}`;
  return `http://${name}:${String(port)}/${token}`;
}

/** An address at which other machines reach this one. */
function firstAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((own) => own ?? []);
  return all.find(({ family, internal }) => family === "IPv4" && !internal)?.address ?? LOOPBACK;
}

function portTrouble(error: NodeJS.ErrnoException, { host, port }: ServeFlags): Trouble {
  const where = `${host}:${String(port)}`;
  if (error.code === "EADDRINUSE") {
    return new Trouble(EXIT.environment, {
      en: `${where} is taken by another program.\nIs the desk open already? Else give another port: --port ${String(port + 1)}, or --port 0 for any.`,
      zh: `${where} 已被其他程序占用。\n复核台是否已经打开？否则请换一个端口：--port ${String(port + 1)}，或 --port 0 任选空闲端口。`,
    });
  }
  return new Trouble(EXIT.environment, {
    en: `fuhe cannot listen at ${where}: ${error.message}\nGive another --host or --port.`,
    zh: `无法监听 ${where}：${error.message}\n请更换 --host 或 --port。`,
  });
}

/** What opens an address in the browser, by the system; `xdg-open` on all others. */
const OPENERS: { readonly [platform: string]: [program: string, ...args: string[]] } = {
  win32: ["cmd", "/c", "start", ""],
  darwin: ["open"],
};

function openBrowser(address: string, session: Session): void {
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...args, address], { stdio: "ignore", detached: true });
  child.on("error", () => {
    session.talk(
      session.text({
        en: "No browser could be opened; open the address yourself.",
        zh: "无法打开浏览器，请自行打开上述网址。",
      }),
    );
  });
  child.unref();
}
