import { glob, readFile, stat } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { type Gold, parseGold } from "../evaluation/gold.ts";
import { findFiles } from "../ingest/find-files.ts";
import { Failure } from "../model/failure.ts";

/** A labelled sample: what a document is known to hold, and where the document is. */
export interface Sample {
  gold: Gold;
  /** The name that document and gold share in the report. */
  name: string;
  /** Absolute path of the document; null where there is none. */
  path: string | null;
}

/** In a folder that holds a file of this name, that file is the gold and other JSON is not. */
const EXPECTED = "expected.json";
/** Between the folders of a name: the evaluation compares what stands after the last slash. */
const STEP = " › ";

/**
 * Golds and their documents. A gold belongs to the document that its `source` names in the same folder (below `docs` as
 * below `golds`), or, where there is none, to the only document of that name anywhere below `docs`.
 * Throws `Failure`: `bad-gold` for a gold that cannot be used, `not-readable` for a folder or file that is not there.
 */
export async function pairSamples(
  docs: string,
  golds: string,
  cwd: string,
): Promise<{ samples: Sample[]; unpaired: string[] }> {
  const documents = await listDocuments(docs, cwd);
  const taken = new Set<string>();
  const samples: Sample[] = [];
  for (const { gold, folder } of await readGolds(golds, cwd)) {
    const named = stepsOf(join(folder, gold.source));
    const beside = documents.find((document) => document.name === named);
    const namesakes = documents.filter((document) => basename(document.path) === basename(gold.source));
    const document = beside ?? (namesakes.length === 1 ? namesakes[0] : undefined);
    const name = document?.name ?? named;
    if (document !== undefined) taken.add(document.path);
    samples.push({ gold: { ...gold, source: name }, name, path: document?.path ?? null });
  }
  const unpaired = documents.filter((document) => !taken.has(document.path)).map((document) => document.name);
  return { samples, unpaired };
}

interface Listed {
  path: string;
  /** Path below the folder, its steps parted by STEP. */
  name: string;
}

async function listDocuments(path: string, cwd: string): Promise<Listed[]> {
  const root = resolve(cwd, path);
  if (!(await isFolder(path, cwd))) return [{ path: root, name: basename(root) }];
  const { files } = await findFiles([root], cwd);
  return files.map((file) => {
    const absolute = resolve(cwd, file);
    return { path: absolute, name: stepsOf(relative(root, absolute)) };
  });
}

async function isFolder(path: string, cwd: string): Promise<boolean> {
  try {
    return (await stat(resolve(cwd, path))).isDirectory();
  } catch (error) {
    throw new Failure("not-readable", `${path}: no such file or folder; check the path`, { cause: error });
  }
}

function stepsOf(path: string): string {
  return path.split(/[/\\]/u).join(STEP);
}

/** Golds in the order of their paths, each with its folder below `path`. */
async function readGolds(path: string, cwd: string): Promise<{ gold: Gold; folder: string }[]> {
  const root = resolve(cwd, path);
  if (!(await isFolder(path, cwd))) return [{ gold: await readGold(root, path), folder: "" }];
  const files: string[] = [];
  for await (const file of glob("**/*.json", { cwd: root })) files.push(file);
  const expected = new Set(files.filter((file) => basename(file) === EXPECTED).map((file) => dirname(file)));
  const golds = files.filter((file) => !expected.has(dirname(file)) || basename(file) === EXPECTED).sort();
  return Promise.all(
    golds.map(async (file) => ({
      gold: await readGold(join(root, file), join(path, file)),
      folder: dirname(file),
    })),
  );
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
