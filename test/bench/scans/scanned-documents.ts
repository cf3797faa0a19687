import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import sharp from "sharp";
import type { ScanTruth } from "../../../fixtures/make/scan/make-scan.ts";
import type { PositionedPage } from "../../../src/model/layout.ts";
import type { PageImage } from "../../../src/model/raster.ts";

/** A page in a folder of scans (fixtures/make/scans.ts), and what it truly says. */
export interface ScannedPage {
  file: string;
  truth: ScanTruth;
}

/** The pages of one report, scanned by one recipe. */
export interface ScannedDocument {
  recipe: string;
  /** "<profile>/<case>". */
  name: string;
  pages: ScannedPage[];
}

export function findScans(folder: string, recipes: readonly string[], only: string): ScannedDocument[] {
  const documents = new Map<string, ScannedDocument>();
  for (const path of globSync("*/*/*/*.truth.json", { cwd: folder }).toSorted()) {
    const [recipe = "", profile = "", report = ""] = path.split("/");
    const name = `${profile}/${report}`;
    if ((recipes.length > 0 && !recipes.includes(recipe)) || !name.includes(only)) continue;
    const document = documents.get(`${recipe}/${name}`) ?? { recipe, name, pages: [] };
    documents.set(`${recipe}/${name}`, document);
    const [file] = globSync(`${basename(path, ".truth.json")}.{jpg,png,tif}`, {
      cwd: join(folder, dirname(path)),
    });
    if (file === undefined) throw new Error(`no picture beside ${path}`);
    const truth = JSON.parse(readFileSync(join(folder, path), "utf8")) as ScanTruth;
    document.pages.push({ file: join(folder, dirname(path), file), truth });
  }
  for (const { pages } of documents.values()) pages.sort((a, b) => a.truth.page - b.truth.page);
  return [...documents.values()];
}

/** A scanned page as a format hands it on: nothing but its picture. */
export function pictureOnly({ file, truth }: ScannedPage, number: number): PositionedPage {
  const { width, height } = truth;
  const toPoints = 72 / truth.condition.dpi;
  const [wide, high] = [width * toPoints, height * toPoints];
  return {
    kind: "positioned",
    number,
    width: wide,
    height: high,
    words: [],
    rulings: [],
    images: [[0, 0, wide, high]],
    picture: async (): Promise<PageImage> => {
      const grey = truth.condition.tone !== "colour";
      const picture = sharp(file).toColourspace(grey ? "b-w" : "srgb");
      const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
      const channels = info.channels === 1 ? 1 : 3;
      return {
        raster: { width: info.width, height: info.height, channels, data: new Uint8Array(data) },
        box: [0, 0, wide, high],
      };
    },
  };
}
