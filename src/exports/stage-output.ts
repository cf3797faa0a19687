import { randomBytes } from "node:crypto";
import { existsSync, statSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { Failure } from "../model/failure.ts";

/**
 * Writes files that are there whole or not at all: `write` is given a folder beside the target, and what it wrote there
 * takes its final name when all of it is done. A run that is killed leaves that folder, whose name begins with a dot and
 * holds "fuhe-partial"; one that fails takes it away.
 */
async function staged<T>(target: string, write: (folder: string) => Promise<T>): Promise<T> {
  const parent = dirname(target);
  const folder = join(parent, `.${basename(target)}.fuhe-partial-${randomBytes(4).toString("hex")}`);
  try {
    await mkdir(parent, { recursive: true });
    await mkdir(folder);
    return await write(folder);
  } catch (error) {
    throw writingFailure(error, target);
  } finally {
    // What cannot be taken away must not hide why the writing failed.
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/** One file at `target`. Throws `Failure` `file-exists` where there is one already and it is not to be replaced. */
export async function stageFile<T>(
  target: string,
  { force }: { force: boolean },
  write: (path: string) => Promise<T>,
): Promise<T> {
  if (existsSync(target)) {
    if (statSync(target).isDirectory()) throw isFolder(target);
    if (!force) throw exists([target]);
  }
  return await staged(target, async (folder) => {
    const path = join(folder, basename(target));
    const result = await write(path);
    await rename(path, target);
    return result;
  });
}

/**
 * Files in the folder `target`, which is made where it is not there. Other files in it stay; throws `Failure`
 * `file-exists` where one of `names` is there already and is not to be replaced.
 */
export async function stageFolder<T>(
  target: string,
  { force, names }: { force: boolean; names: readonly string[] },
  write: (folder: string) => Promise<T>,
): Promise<T> {
  const before = existsSync(target);
  if (before && !statSync(target).isDirectory()) throw exists([target]);
  const taken = before ? names.map((name) => join(target, name)).filter((path) => existsSync(path)) : [];
  if (taken.length > 0 && !force) throw exists(taken);
  return await staged(target, async (folder) => {
    const result = await write(folder);
    if (before) {
      for (const name of await readdir(folder)) await rename(join(folder, name), join(target, name));
    } else await rename(folder, target);
    return result;
  });
}

function exists(paths: readonly string[]): Failure {
  const [first = ""] = paths;
  const more =
    paths.length > 1
      ? { zh: ` 等 ${paths.length} 个文件`, en: ` and ${paths.length - 1} more` }
      : { zh: "", en: "" };
  return new Failure(
    "file-exists",
    `文件已存在，没有改动：${first}${more.zh}；请换一个位置，或用 --force 覆盖 / ${first}${more.en} exists and was left as it is; name another place, or replace it with --force.`,
  );
}

function isFolder(path: string): Failure {
  return new Failure(
    "file-exists",
    `请写出要生成的文件名，${path} 是目录 / ${path} is a folder; name the file that is to be written.`,
  );
}

/** The `Failure` that an error of writing stands for; any other error as it is. */
function writingFailure(error: unknown, target: string): unknown {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") {
    return new Failure(
      "disk-full",
      `磁盘空间不足，${target} 没有写出；请腾出空间或换一个位置 / There is no room left to write ${target}; make room or name another place. Nothing was left under that name.`,
      { cause: error },
    );
  }
  if (
    code === "EACCES" ||
    code === "EPERM" ||
    code === "EROFS" ||
    code === "ENOTDIR" ||
    code === "EEXIST" ||
    code === "ENAMETOOLONG"
  ) {
    return new Failure(
      "not-writable",
      `无法写入 ${target}（${code}）；请换一个位置 / ${target} cannot be written (${code}); name another place.`,
      { cause: error },
    );
  }
  return error;
}
