import { extname } from "node:path";

/** Pictures of pages. */
const PICTURES: ReadonlySet<string> = new Set([
  ".png",
  ".jpg",
  ".jpeg",
  ".tif",
  ".tiff",
  ".webp",
  ".bmp",
  ".gif",
]);

/** What recognition programs write beside a picture, by how much it tells: places and confidences, then bare text. */
const RECOGNISED = [".hocr", ".alto", ".xml", ".tsv", ".txt"];

/**
 * Of the files of a folder, those that need not be read because another of the same name holds the same page: the picture
 * where its text was recognised already, and all but the best of several recognitions of it. With `reread` the picture is
 * read and every recognition of it is passed over.
 */
export function besidePictures(names: readonly string[], reread: boolean): Set<string> {
  const pages = new Map<string, { pictures: string[]; recognised: string[] }>();
  for (const name of names) {
    const extension = extname(name);
    const kind = extension.toLowerCase();
    const stem = name.slice(0, name.length - extension.length);
    const page = pages.get(stem) ?? { pictures: [], recognised: [] };
    if (PICTURES.has(kind)) page.pictures.push(name);
    if (RECOGNISED.includes(kind)) page.recognised.push(name);
    pages.set(stem, page);
  }
  const passedOver = new Set<string>();
  for (const { pictures, recognised } of pages.values()) {
    if (pictures.length === 0 || recognised.length === 0) continue;
    const [, ...worse] = recognised.toSorted((a, b) => rankOf(a) - rankOf(b));
    for (const name of reread ? recognised : [...pictures, ...worse]) passedOver.add(name);
  }
  return passedOver;
}

function rankOf(name: string): number {
  return RECOGNISED.indexOf(extname(name).toLowerCase());
}
