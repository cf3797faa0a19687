import { tableAt, type WordText } from "./stories.ts";

/** A property and its operand ([MS-DOC] 2.6). */
export interface Property {
  code: number;
  operand: Buffer;
}

/** The properties of what stands at a byte of the stream. */
export type FindProperties = (offset: number) => Property[];

const PAGE = 512;
/** The places of the two tables in the head. */
const CHARACTERS = 0xfa;
const PARAGRAPHS = 0x1_02;
/** Properties too long for their page stand in the data stream. */
const ELSEWHERE = 0x66_46;

/** Properties of paragraphs; those of a table's row belong to the mark that ends it. */
export function paragraphProperties(word: WordText): FindProperties {
  return findIn(readRuns(word, PARAGRAPHS, paragraphRun), (bytes) => {
    const properties = splitProperties(bytes.subarray(2));
    const [first] = properties;
    if (first?.code !== ELSEWHERE || first.operand.length < 4) return properties;
    const at = first.operand.readUInt32LE(0);
    if (at + 2 > word.data.length) return properties;
    return splitProperties(word.data.subarray(at + 2, at + 2 + word.data.readUInt16LE(at)));
  });
}

/** Properties of characters. */
export function characterProperties(word: WordText): FindProperties {
  return findIn(readRuns(word, CHARACTERS, characterRun), splitProperties);
}

interface Run {
  from: number;
  to: number;
  properties: Buffer;
}

const NONE = Buffer.alloc(0);

/** Runs of equal properties stand on pages of the document's own stream. */
function readRuns(
  word: WordText,
  field: number,
  runAt: (page: Buffer, runs: number, index: number) => Buffer,
): Run[] {
  const list = tableAt(word, field);
  const count = Math.floor((list.length - 4) / 8);
  const runs: Run[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = list.readUInt32LE((count + 1) * 4 + index * 4) * PAGE;
    const page = word.document.subarray(start, start + PAGE);
    const inPage = page[PAGE - 1] ?? 0;
    if ((inPage + 1) * 4 > page.length) continue;
    for (let run = 0; run < inPage; run += 1) {
      const properties = runAt(page, inPage, run);
      runs.push({ from: page.readUInt32LE(run * 4), to: page.readUInt32LE(run * 4 + 4), properties });
    }
  }
  return runs.toSorted((one, other) => one.from - other.from);
}

function paragraphRun(page: Buffer, runs: number, index: number): Buffer {
  const at = (page[(runs + 1) * 4 + index * 13] ?? 0) * 2;
  const words = page[at] ?? 0;
  if (at === 0) return NONE;
  return words === 0
    ? page.subarray(at + 2, at + 2 + (page[at + 1] ?? 0) * 2)
    : page.subarray(at + 1, at + words * 2);
}

function characterRun(page: Buffer, runs: number, index: number): Buffer {
  const at = (page[(runs + 1) * 4 + index] ?? 0) * 2;
  return at === 0 ? NONE : page.subarray(at + 1, at + 1 + (page[at] ?? 0));
}

/** Asked for mostly from first to last, so that the search goes on where it was. */
function findIn(runs: readonly Run[], split: (bytes: Buffer) => Property[]): FindProperties {
  let index = 0;
  const known = new Map<Run, Property[]>();
  return (offset) => {
    if ((runs[index]?.from ?? 0) > offset) index = 0;
    while (index < runs.length - 1 && (runs[index]?.to ?? 0) <= offset) index += 1;
    const run = runs[index];
    if (run === undefined || offset < run.from || offset >= run.to) return [];
    let properties = known.get(run);
    if (properties === undefined) {
      properties = split(run.properties);
      known.set(run, properties);
    }
    return properties;
  };
}

/** The definition of a table's row has a length of two bytes, all other long properties one of one. */
export const TABLE_DEFINITION = 0xd6_08;

function splitProperties(bytes: Buffer): Property[] {
  const properties: Property[] = [];
  let at = 0;
  while (at + 3 <= bytes.length) {
    const code = bytes.readUInt16LE(at);
    at += 2;
    const size = sizeOf(code, bytes, at);
    if (size === null) break;
    properties.push({ code, operand: bytes.subarray(at, at + size) });
    at += size;
  }
  return properties;
}

const SIZES = [1, 1, 2, 4, 2, 2, null, 3];

function sizeOf(code: number, bytes: Buffer, at: number): number | null {
  if (code === TABLE_DEFINITION) return at + 2 <= bytes.length ? bytes.readUInt16LE(at) + 1 : null;
  return SIZES[code >> 13] ?? (bytes[at] ?? 0) + 1;
}

/** Whether a property that switches something on is there and on. */
export function isSet(properties: readonly Property[], code: number): boolean {
  const value = properties.findLast((property) => property.code === code)?.operand[0] ?? 0;
  return value === 1 || value === 0x81;
}

/** The operand of a property as a number; 0 where it is not there. */
export function numberOf(properties: readonly Property[], code: number): number {
  const operand = properties.findLast((property) => property.code === code)?.operand;
  if (operand === undefined || operand.length === 0) return 0;
  return operand.readUIntLE(0, Math.min(operand.length, 4));
}
