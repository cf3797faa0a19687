import type { Document } from "../model/extraction.ts";
import type { Gold } from "./gold.ts";

/**
 * The document that each gold tells of: the one whose path ends in the gold's `source`, folder by folder, so that files of
 * the same name in different folders are told apart. A gold that names a file only is matched by its name. Where there is
 * no such file, the same report in another format is taken: a gold of "report.txt" judges "report.pdf", if only that is there.
 */
export function pairDocuments(documents: readonly Document[], golds: readonly Gold[]): Map<Gold, Document> {
  const pairs = pairByPath(documents, golds, (path) => path);
  const taken = new Set(pairs.values());
  const others = pairByPath(
    documents.filter((document) => !taken.has(document)),
    golds.filter((gold) => !pairs.has(gold)),
    withoutExtension,
  );
  return new Map([...pairs, ...others]);
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./\\]+$/u, "");
}

function pairByPath(
  documents: readonly Document[],
  golds: readonly Gold[],
  named: (path: string) => string,
): Map<Gold, Document> {
  const bySuffix = new Map<string, Document[]>();
  for (const document of documents) {
    const folders = segments(named(document.source));
    for (let from = folders.length - 1; from >= 0; from -= 1) {
      const suffix = folders.slice(from).join("/");
      const others = bySuffix.get(suffix);
      if (others === undefined) bySuffix.set(suffix, [document]);
      else others.push(document);
    }
  }
  const pairs = new Map<Gold, Document>();
  for (const gold of golds) {
    const path = segments(named(gold.source));
    // A gold may name more folders than the document was given with.
    for (let from = 0; from < path.length && !pairs.has(gold); from += 1) {
      const found = bySuffix.get(path.slice(from).join("/"));
      if (found?.length === 1 && found[0] !== undefined) pairs.set(gold, found[0]);
      else if (found !== undefined) break;
    }
  }
  return pairs;
}

function segments(path: string): string[] {
  return path.split(/[/\\]/u).filter((segment) => segment !== "" && segment !== ".");
}
