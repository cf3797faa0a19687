import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Failure } from "../../model/failure.ts";
import type { Context } from "../../model/stage.ts";
import { findOffice } from "./find-office.ts";

/** What a file is converted to: the extension, and the name that LibreOffice has for it. */
export type Target = "docx" | "xlsx";

const FILTERS: { [target in Target]: string } = {
  docx: "docx:MS Word 2007 XML",
  xlsx: "xlsx:Calc MS Excel 2007 XML",
};

const TIME_LIMIT = 120_000;

/**
 * Converts a document with LibreOffice, in a profile and a folder of its own, which are removed. Macros are switched off,
 * links are not followed, and no host can be reached. Throws a Failure: `needs-converter` where LibreOffice is not on this
 * machine, `timed-out`, or `damaged-file` where nothing came of it; an abort rejects with its reason.
 */
export async function convertWithOffice(
  bytes: Uint8Array,
  extension: string,
  target: Target,
  { signal }: Context,
): Promise<Uint8Array> {
  const office = await findOffice();
  if (office === null) throw noOffice(extension);
  const folder = await mkdtemp(join(tmpdir(), "fuhe-office-"));
  try {
    await mkdir(join(folder, "profile", "user"), { recursive: true });
    await writeFile(join(folder, "profile", "user", "registrymodifications.xcu"), SETTINGS);
    const source = join(folder, `source.${extension}`);
    await writeFile(source, bytes);
    const out = join(folder, "out");
    await run(
      office,
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, "profile")).href}`,
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        FILTERS[target],
        "--outdir",
        out,
        source,
      ],
      signal,
    );
    // It ends without an error where it could not read the file: the only sign is what it wrote.
    return await readFile(join(out, `source.${target}`)).catch((error: unknown) => {
      throw notConverted(error);
    });
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Runs the program and all that it starts; whatever is left of them is ended when time is up. */
async function run(program: string, options: string[], signal: AbortSignal | undefined): Promise<void> {
  signal?.throwIfAborted();
  const child = spawn(program, options, { stdio: "ignore", detached: true });
  const end = () => {
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    end();
  }, TIME_LIMIT);
  signal?.addEventListener("abort", end);
  try {
    await new Promise<void>((resolve, reject) => {
      child.on("error", (error) => {
        reject(notConverted(error));
      });
      child.on("close", () => {
        resolve();
      });
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", end);
    end();
  }
  signal?.throwIfAborted();
  if (late) throw tooSlow();
}

/** No macros, no updating of links, no pictures from elsewhere, and a proxy that is not there. */
const SETTINGS = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
${[
  setting("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
  setting("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
  setting("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
  setting("org.openoffice.Office.Writer/Content/Update", "Link", "2"),
  setting("org.openoffice.Office.Calc/Content/Update", "Link", "2"),
  setting("org.openoffice.Inet/Settings", "ooInetProxyType", "1"),
  setting("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
  setting("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
  setting("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
  setting("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
  setting("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
].join("\n")}
</oor:items>
`;

function setting(path: string, name: string, value: string): string {
  return `<item oor:path="/${path}"><prop oor:name="${name}" oor:op="fuse"><value>${value}</value></prop></item>`;
}

function noOffice(extension: string): Failure {
  return new Failure(
    "needs-converter",
    `读取 .${extension} 需要 LibreOffice，请安装后重试，或在 Word、WPS 中另存为 .docx（表格另存为 .xlsx） / Reading .${extension} needs LibreOffice; install it and try again, or save the file as .docx (a workbook as .xlsx) in Word or WPS.`,
  );
}

function notConverted(cause: unknown): Failure {
  return new Failure(
    "damaged-file",
    "文件无法由 LibreOffice 读取，它可能已损坏或有密码，请在原软件中打开后另存 / LibreOffice could not read the file; it may be damaged or have a password: open it in the program it was made with and save it anew.",
    { cause },
  );
}

function tooSlow(): Failure {
  return new Failure(
    "timed-out",
    `转换超时：LibreOffice 在 ${String(TIME_LIMIT / 1000)} 秒内没有完成，请在原软件中另存为 .docx / LibreOffice did not convert the file within ${String(TIME_LIMIT / 1000)} seconds; save it as .docx in the program it was made with.`,
  );
}
