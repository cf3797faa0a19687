import { constants, type Stats } from "node:fs";
import { access, glob, readdir, realpath, stat } from "node:fs/promises";
import { extname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { FailureCode } from "../model/failure.ts";
import { besidePictures } from "./beside-pictures.ts";
import { countPassedOver, passedOverBy, type PassedOver } from "./never-reports.ts";

/** A path that does not lead to a file, and why. */
interface Unreachable {
  source: string;
  failure: { code: FailureCode; message: string };
}

/** The files that the paths of a call lead to. */
export interface FoundFiles {
  /** Names as `sourceName` gives them; sorted within each folder, each file once. */
  files: string[];
  /** Folders that were read, and patterns that led somewhere: what was said of them before holds no longer. */
  folders: string[];
  /** Paths that lead to no file, and folders that may not be read. */
  unreachable: Unreachable[];
  /**
   * Files inside folders that are never reports, or that say what another file says. One that is named itself, or by a
   * pattern with its extension, is read.
   */
  skipped: PassedOver;
}

/** Characters that make a path a pattern. */
const PATTERN = /[*?[\]{}]/u;

/**
 * The name that a file goes by in the store: relative to the working folder where it lies in it, absolute elsewhere.
 * However it was spelt (./a.txt, a.txt), the same file has the same name, so that a changed file is known again.
 */
function sourceName(path: string, cwd: string): string {
  const absolute = resolve(cwd, path);
  const below = relative(cwd, absolute);
  return below === "" || below === ".." || below.startsWith(`..${sep}`) || isAbsolute(below)
    ? absolute
    : below;
}

/**
 * The files behind files, folders (with all below them, hidden ones left out) and glob patterns.
 * A folder that is reached twice, by a symbolic link or by name, is read once, so that links in a circle do no harm.
 * A picture in a folder that lies beside the text that was recognised in it is passed over; with `reread` that text is.
 * Never rejects for a path: what cannot be reached is listed.
 */
export async function findFiles(
  paths: readonly string[],
  cwd: string,
  options: { reread?: boolean } = {},
): Promise<FoundFiles> {
  const search = new Search(cwd, options.reread ?? false);
  for (const path of paths) await search.addNamed(path);
  return search.found;
}

class Search {
  readonly found: FoundFiles = { files: [], folders: [], unreachable: [], skipped: new Map() };
  readonly #cwd: string;
  readonly #reread: boolean;
  readonly #seenFiles = new Set<string>();
  readonly #seenFolders = new Set<string>();

  constructor(cwd: string, reread: boolean) {
    this.#cwd = cwd;
    this.#reread = reread;
  }

  /** A path that was named: a file, a folder, or, where no such file is there, a pattern. */
  async addNamed(path: string): Promise<void> {
    const status = await this.#look(path);
    if (status instanceof Error) {
      if (PATTERN.test(path)) await this.#addPattern(path);
      else this.#miss(path, status);
    } else if (status.isDirectory()) {
      await this.#addFolder(path);
    } else {
      this.#addFile(path);
    }
  }

  async #addPattern(pattern: string): Promise<void> {
    const matches: string[] = [];
    for await (const match of glob(pattern, { cwd: this.#cwd })) matches.push(match);
    if (matches.length === 0) {
      this.found.unreachable.push({
        source: pattern,
        failure: {
          code: "not-readable",
          message: "没有匹配的文件，请检查通配符和目录 / no file matches; check the pattern and the folder",
        },
      });
    }
    if (matches.length > 0) this.found.folders.push(pattern);
    const named = extname(pattern).toLowerCase();
    for (const match of matches.sort(byCodeUnits)) await this.#addEntry(match, named);
  }

  /** A file or folder that was come upon. Files of the `named` extension were asked for in so many words. */
  async #addEntry(path: string, named = ""): Promise<void> {
    const extension = passedOverBy(path);
    const status = await this.#look(path);
    if (status instanceof Error) this.#miss(path, status);
    else if (status.isDirectory()) await this.#addFolder(path);
    else if (!status.isFile())
      this.#miss(
        path,
        new Error("这是设备、管道或套接字，不是文件 / a device, a pipe or a socket, not a file"),
      );
    else if (extension !== null && extension !== named) countPassedOver(this.found.skipped, extension);
    else this.#addFile(path);
  }

  #look(path: string): Promise<Stats | Error> {
    return stat(resolve(this.#cwd, path)).catch(asError);
  }

  async #addFolder(path: string): Promise<void> {
    const absolute = resolve(this.#cwd, path);
    let names: string[];
    try {
      const real = await realpath(absolute);
      if (this.#seenFolders.has(real)) return;
      this.#seenFolders.add(real);
      // A folder that may be listed but not entered would yield one failure for each of its files.
      await access(absolute, constants.R_OK | constants.X_OK);
      names = await readdir(absolute);
      this.found.folders.push(sourceName(path, this.#cwd));
    } catch (error) {
      this.#miss(path, asError(error));
      return;
    }
    const shown = names.filter((entry) => !entry.startsWith(".")).sort(byCodeUnits);
    const passedOver = besidePictures(shown, this.#reread);
    for (const name of shown) {
      if (passedOver.has(name)) countPassedOver(this.found.skipped, extname(name).toLowerCase());
      else await this.#addEntry(join(path, name));
    }
  }

  #addFile(path: string): void {
    const name = sourceName(path, this.#cwd);
    if (this.#seenFiles.has(name)) return;
    this.#seenFiles.add(name);
    this.found.files.push(name);
  }

  #miss(path: string, reason: Error): void {
    const source = sourceName(path, this.#cwd);
    this.found.unreachable.push({ source, failure: { code: "not-readable", message: missReason(reason) } });
  }
}

function missReason(reason: Error): string {
  switch ("code" in reason ? reason.code : undefined) {
    case "ENOENT":
      return "文件或目录不存在，请检查路径 / there is no such file or folder; check the path";
    case "EACCES":
    case "EPERM":
      return "没有读取权限，请修改权限后重试 / no permission to read it; change its permissions and try again";
    case "ELOOP":
      return "符号链接成环，请删除其中一个 / symbolic links lead in a circle; remove one of them";
    default:
      return reason.message;
  }
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The same order on every machine, whatever its language. */
function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
