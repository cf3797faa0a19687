import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { createWorker, OEM, PSM, type Worker } from "tesseract.js";
import type { LineImage, LineReading } from "../model/recognition.ts";
import type { Raster } from "../model/raster.ts";
import { inkBox, resample } from "./cut-line.ts";
import type { Engine } from "./engine-message.ts";

/** Height of the ink at which each reads best, in dots. */
const INK_HEIGHT = { text: 17, digits: 16 };
/** Times; a line of nothing but "一" or "-" is not blown up. */
const LARGEST_AT_300_DPI = 0.6;
/** White around the ink, in dots of the scaled picture. */
const MARGIN = 8;
const CHINESE = /[\p{Script=Han}\u3000-\u303F\uFF00-\uFFEF]/u;
const DIGITS = "0123456789.,%-";

const PLAIN = {
  tessedit_pageseg_mode: PSM.SINGLE_LINE,
  // Engine chatter about single lines is no news.
  debug_file: "/dev/null",
  user_defined_dpi: "120",
};

/** tesseract.js with chi_sim for text and eng for digits; eng is started when it is first needed. */
export async function startTesseract(): Promise<Engine> {
  const workers = { text: start("chi_sim", {}), digits: undefined as Promise<Worker> | undefined };
  await workers.text;
  return {
    async read(lines, kind) {
      workers.digits ??= kind === "digits" ? start("eng", { tessedit_char_whitelist: DIGITS }) : undefined;
      const worker = await (kind === "digits" ? (workers.digits as Promise<Worker>) : workers.text);
      const readings: LineReading[] = [];
      for (const line of lines) readings.push(await readLine(worker, line, kind));
      return readings;
    },
  };
}

async function start(language: "chi_sim" | "eng", parameters: { [name: string]: string }): Promise<Worker> {
  const require = createRequire(import.meta.url);
  const data = dirname(require.resolve(`@tesseract.js-data/${language}/package.json`));
  const worker = await createWorker(
    language,
    OEM.LSTM_ONLY,
    {
      langPath: join(data, "4.0.0_best_int"),
      gzip: true,
      cacheMethod: "none",
      // Without it a rejected job is thrown where nobody can catch it.
      errorHandler: () => undefined,
    },
    // It shall read what is there, not what is a word.
    { load_system_dawg: "0", load_freq_dawg: "0", load_punc_dawg: "0", load_number_dawg: "0" },
  );
  await worker.setParameters({ ...PLAIN, ...parameters });
  return worker;
}

async function readLine(worker: Worker, line: LineImage, kind: "text" | "digits"): Promise<LineReading> {
  const scaled = scaleToEngine(line, kind);
  if (scaled === null) return { text: "", confidence: 1, alternatives: [], places: [], confidences: [] };
  const { data } = await worker.recognize(pgm(scaled.raster), {}, { text: false, blocks: true });
  const words = (data.blocks ?? [])
    .flatMap((block) => block.paragraphs)
    .flatMap((paragraph) => paragraph.lines)
    .flatMap((found) => found.words);
  const characters: { text: string; place: number; confidence: number }[] = [];
  for (const word of words) {
    const last = characters.at(-1);
    if (last !== undefined) characters.push({ ...last, text: " " });
    for (const symbol of word.symbols) {
      const place = (scaled.left + (symbol.bbox.x0 + symbol.bbox.x1) / 2 / scaled.scale) / line.raster.width;
      for (const text of symbol.text) characters.push({ text, place, confidence: share(symbol.confidence) });
    }
  }
  const kept = closeChinese(characters);
  return {
    text: kept.map(({ text }) => text).join(""),
    // The engine's own measure for a whole word says more than those of its characters.
    confidence: words.length === 0 ? 0 : Math.min(...words.map((word) => share(word.confidence))),
    alternatives: [],
    places: kept.map(({ place }) => place),
    confidences: kept.map(({ confidence }) => confidence),
  };
}

function share(percent: number): number {
  return Math.max(0, Math.min(1, percent / 100));
}

/** The ink with a margin, at the size the engine reads best; null where there is no ink. */
function scaleToEngine(
  { raster, dpi, zoom = 1 }: LineImage,
  kind: "text" | "digits",
): { raster: Raster; left: number; scale: number } | null {
  const ink = inkBox(raster);
  if (ink === null) return null;
  const scale = Math.min(INK_HEIGHT[kind] / (ink.bottom - ink.top), (LARGEST_AT_300_DPI * 300) / dpi) * zoom;
  const part = {
    left: ink.left - MARGIN / scale,
    top: ink.top - MARGIN / scale,
    width: ink.right - ink.left + (2 * MARGIN) / scale,
    height: ink.bottom - ink.top + (2 * MARGIN) / scale,
  };
  const width = Math.max(1, Math.round(part.width * scale));
  const height = Math.max(1, Math.round(part.height * scale));
  return { raster: resample(raster, part, width, height), left: part.left, scale };
}

/** Portable grey map: what the engine reads without any decoding. */
function pgm(raster: Raster): Buffer {
  return Buffer.concat([
    Buffer.from(`P5\n${String(raster.width)} ${String(raster.height)}\n255\n`, "latin1"),
    raster.data,
  ]);
}

/** The engine parts Chinese words with spaces that are not printed; figures and Latin words keep theirs. */
function closeChinese<T extends { text: string }>(characters: readonly T[]): T[] {
  return characters.filter(
    ({ text }, at) =>
      text !== " " ||
      !(CHINESE.test(characters[at - 1]?.text ?? "") || CHINESE.test(characters[at + 1]?.text ?? "")),
  );
}
