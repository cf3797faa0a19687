import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Store } from "../store/store.ts";
import { EXIT } from "./exit-codes.ts";
import type { Session } from "./session.ts";
import { Trouble } from "./trouble.ts";

/**
 * Opens the database of a command that reads it (or, with `write`, changes what is in it), does the work and closes it.
 * Says how to make one where there is none.
 */
export async function withStore<T>(
  file: string,
  session: Session,
  work: (store: Store) => Promise<T>,
  { write = false } = {},
): Promise<T> {
  const path = resolve(session.io.cwd, file);
  if (!existsSync(path)) {
    throw new Trouble(EXIT.environment, {
      en: `There is no database at ${file}.\nMake one with "fuhe ingest PATH… --db ${file}", or name another with --db.`,
      zh: `数据库 ${file} 不存在。\n请先运行 "fuhe ingest 路径… --db ${file}"，或用 --db 指定其他文件。`,
    });
  }
  return using(await session.services.openStore(path, write ? { create: false } : { readonly: true }), work);
}

/** As `withStore`, for a command that fills the database: what is not there is made. */
export async function withNewStore<T>(
  file: string,
  session: Session,
  work: (store: Store) => Promise<T>,
): Promise<T> {
  const path = resolve(session.io.cwd, file);
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Trouble(EXIT.environment, {
      en: `The folder of the database ${file} cannot be made: ${reason}\nName another place with --db.`,
      zh: `无法创建数据库 ${file} 所在的目录：${reason}\n请用 --db 指定其他位置。`,
    });
  }
  return using(await session.services.openStore(path, { create: true }), work);
}

async function using<T>(store: Store, work: (store: Store) => Promise<T>): Promise<T> {
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
