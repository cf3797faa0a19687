import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { getDocument } from "pdfjs-dist/legacy/build/pdf.mjs";

const FORMS = resolve(import.meta.dirname, "../../fixtures/forms");
/** A form of one page. */
const ONE_PAGE = `${FORMS}/yunnan-public-table/public-14/source.pdf`;

/** All fixtures one after the other until there are so many pages, each time with fonts of its own. */
export async function mergedPdf(pages: number): Promise<Uint8Array> {
  const files = globSync("*/*/source.pdf", { cwd: FORMS })
    .toSorted()
    .map((name) => readFileSync(`${FORMS}/${name}`));
  const parts: { document?: Uint8Array }[] = [];
  const own = await Promise.all(files.map(countPages));
  for (let count = 0; count < pages; count += own[(parts.length - 1) % files.length] ?? 1) {
    const file = files[parts.length % files.length] as Buffer;
    parts.push(parts.length === 0 ? {} : { document: new Uint8Array(file) });
  }
  const task = getDocument({ data: new Uint8Array(files[0] as Buffer), verbosity: 0 });
  const merged = await (await task.promise).extractPages(parts);
  await task.destroy();
  if (merged === null) throw new Error("pdf.js did not put the pages together");
  return merged;
}

async function countPages(file: Buffer): Promise<number> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0 });
  const { numPages } = await task.promise;
  await task.destroy();
  return numPages;
}

/** One form of one page again and again, with the same fonts: an update that is appended to its file adds the pages. */
export function repeatedPdf(pages: number): Uint8Array {
  const bytes = readFileSync(ONE_PAGE);
  const text = bytes.toString("latin1");
  const size = Number(found(/\/Size\s+(\d+)/u, text));
  const root = found(/\/Root\s+(\d+ \d+ R)/u, text);
  const before = found(/startxref\s+(\d+)\s+%%EOF\s*$/u, text);
  const tree = found(/(\d+ 0 obj\s*<<\/Type\/Pages(?:(?!endobj)[^])*endobj)/u, text);
  const kid = found(/\/Kids\[\s*(\d+) 0 R/u, tree);
  const page = found(new RegExp(`\\n${kid} 0 obj((?:(?!endobj)[^])*)endobj`, "u"), text);
  const places: number[] = [];
  let update = "\n";
  const append = (object: string): number => {
    const place = text.length + update.length;
    update += `${object}\n`;
    return place;
  };
  for (let at = 0; at < pages; at += 1) places.push(append(`${String(size + at)} 0 obj${page}endobj`));
  const kids = places.map((_, at) => `${String(size + at)} 0 R`).join(" ");
  const grown = tree
    .replace(/\/Kids\[[^\]]*\]/u, `/Kids[${kids}]`)
    .replace(/\/Count \d+/u, `/Count ${String(pages)}`);
  const treePlace = append(grown);
  const line = (place: number): string => `${String(place).padStart(10, "0")} 00000 n \n`;
  const table = append(
    `xref\n${String(Number.parseInt(tree, 10))} 1\n${line(treePlace)}${String(size)} ${String(pages)}\n${places.map(line).join("")}` +
      `trailer\n<</Size ${String(size + pages)}/Root ${root}/Prev ${before}>>`,
  );
  update += `startxref\n${String(table)}\n%%EOF\n`;
  return Buffer.concat([bytes, Buffer.from(update, "latin1")]);
}

function found(pattern: RegExp, text: string): string {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new Error(`the fixture has nothing like ${String(pattern)}`);
  return match;
}
