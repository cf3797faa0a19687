/** Pixels of the picture: its upper half is black. */
const WIDTH = 64;
const HEIGHT = 32;

const MARK = [0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a];

function word(value: number): number[] {
  return [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff);
}

/** The rows as ITU-T T.6 codes them, which JBIG2 calls MMR. */
function rows(): number[] {
  const half = HEIGHT / 2;
  // No white and 64 black; the same again; what was black is passed by; the same again; end of the block.
  const bits = [
    ["001", "00110101", "0000001111", "0000110111"].join(""),
    "11".repeat(half - 1),
    "0001",
    "1".repeat(half - 1),
    "000000000001".repeat(2),
  ].join("");
  return (bits.padEnd(Math.ceil(bits.length / 8) * 8, "0").match(/.{8}/gu) ?? []).map((byte) =>
    Number.parseInt(byte, 2),
  );
}

/** A JBIG2 file (ISO/IEC 14492, annex D) of one page, its segments each followed by its data or all heads first. */
export function jbig2File(organisation: "sequential" | "random-access", size = [WIDTH, HEIGHT]): Uint8Array {
  const page = [...size.flatMap(word), ...word(0), ...word(0), 0, 0, 0];
  const region = [...word(WIDTH), ...word(HEIGHT), ...word(0), ...word(0), 0, 1, ...rows()];
  const segments = [
    { type: 48, page: 1, data: page },
    { type: 38, page: 1, data: region },
    { type: 49, page: 1, data: [] },
    { type: 51, page: 0, data: [] },
  ].map(({ type, page: on, data }, number) => ({
    head: [...word(number), type, 0, on, ...word(data.length)],
    data,
  }));
  const isSequential = organisation === "sequential";
  return Uint8Array.from([
    ...MARK,
    isSequential ? 1 : 0,
    ...word(1),
    ...(isSequential
      ? segments.flatMap(({ head, data }) => [...head, ...data])
      : [...segments.flatMap(({ head }) => head), ...segments.flatMap(({ data }) => data)]),
  ]);
}
