import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { ReaderPlan } from "../scans/open-page-reader.ts";
import type { Session } from "./session.ts";

/** What a command says about how scans are read; without `ocr` they are not. */
export interface ScanFlags {
  ocr?: "auto" | "tesseract" | "off";
  /** False: none. */
  cache?: string | false;
  reread?: boolean;
}

/** Name of the folder of readings that stands beside a database; hidden, so that nobody takes it for reports. */
const BESIDE_DATABASE = ".fuhe-cache";

/** Adds `--ocr`, `--cache` and `--no-cache` to a command. */
export function addScanOptions(command: Command, session: Session): Command {
  const { text } = session;
  command.addOption(
    new Option(
      "--ocr <engines>",
      text({
        en: "what reads pages that are only pictures: all engines that are installed, one, or none",
        zh: "用什么识别只有图片的页面：所有已安装的引擎、其中一个，或不识别",
      }),
    )
      .choices(["auto", "tesseract", "off"])
      .default("auto"),
  );
  return addCacheOptions(command, session);
}

/** Adds `--cache` and `--no-cache` to a command. */
export function addCacheOptions(command: Command, session: Session): Command {
  const { text } = session;
  return command
    .option(
      "--cache <dir>",
      text({
        en: "folder for the readings of pages, so that none is read twice",
        zh: "页面识别结果的缓存目录，避免重复识别",
      }),
    )
    .option(
      "--no-cache",
      text({ en: "read all pages anew and keep nothing", zh: "全部重新识别，不使用缓存" }),
    );
}

/** `--reread`, for commands that read single files. */
export function rereadOption(session: Session): Option {
  return new Option(
    "--reread",
    session.text({
      en: "recognise pages anew whose text is invisible, as other recognition programs leave it",
      zh: "文字层不可见（其他识别软件的结果）的页面，重新识别",
    }),
  );
}

/** How to read scans; undefined where they are not to be read. Readings are kept beside the database where there is one. */
export function readerPlan(flags: ScanFlags, session: Session, database?: string): ReaderPlan | undefined {
  if (flags.ocr === undefined || flags.ocr === "off") return undefined;
  if (flags.cache === false) return { engines: flags.ocr };
  return { engines: flags.ocr, cache: cacheFolder(flags.cache, session, database) };
}

/** Where readings are kept: the folder that was named, else beside the database, else where the system keeps such things. */
function cacheFolder(named: string | undefined, { io }: Session, database?: string): string {
  if (named !== undefined) return resolve(io.cwd, named);
  if (database !== undefined) return join(dirname(resolve(io.cwd, database)), BESIDE_DATABASE);
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = io.env;
  const system = process.platform === "win32" && local ? local : xdg || join(homedir(), ".cache");
  return join(system, "fuhe");
}
