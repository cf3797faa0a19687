import { glob, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { type Gold, parseGold } from "../evaluation/gold.ts";
import { Failure } from "../model/failure.ts";

/** In a folder that holds a file of this name, it is the gold, and other JSON beside it is not. */
const EXPECTED = "expected.json";

/**
 * The golds of a folder (the JSON files below it, in the order of their paths) or of one file. Throws `Failure`: `bad-gold`
 * for a file that is none, `not-readable` for a path that leads nowhere.
 */
export async function readGolds(path: string, cwd: string): Promise<Gold[]> {
  const root = resolve(cwd, path);
  const status = await stat(root).catch((error: unknown) => {
    const message = `文件或目录不存在，请检查路径：${path} / there is no such file or folder, check the path: ${path}`;
    throw new Failure("not-readable", message, { cause: error });
  });
  if (!status.isDirectory()) return [await readGold(root, path)];
  const files: string[] = [];
  for await (const file of glob("**/*.json", { cwd: root })) files.push(file);
  const labelled = new Set(files.filter((file) => basename(file) === EXPECTED).map((file) => dirname(file)));
  const golds = files.filter((file) => basename(file) === EXPECTED || !labelled.has(dirname(file)));
  return Promise.all(golds.sort().map((file) => readGold(join(root, file), join(path, file))));
}

async function readGold(file: string, name: string): Promise<Gold> {
  return parseGold(await readJson(file, name), name);
}

async function readJson(file: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("bad-gold", `${name}: ${reason}`, { cause: error });
  }
}
