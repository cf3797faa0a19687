import { numberOf, type Property } from "./properties.ts";
import type { WordText } from "./stories.ts";

/** Where the field's own data begins in the data stream. */
const DATA_AT = 0x6a_03;
const CHECK_BOX = 1;
/** The result that says: as it was to begin with. */
const AS_DEFAULT = 25;

/** Whether a box that is a field is ticked ([MS-DOC] 2.9.78); null where it does not say. */
export function isTicked({ data }: WordText, properties: readonly Property[]): boolean | null {
  const at = numberOf(properties, DATA_AT);
  if (at + 6 > data.length) return null;
  const field = at + data.readUInt16LE(at + 4);
  if (field + 12 > data.length || data.readUInt32LE(field) !== 0xff_ff_ff_ff) return null;
  const bits = data.readUInt16LE(field + 4);
  if ((bits & 3) !== CHECK_BOX) return null;
  const result = (bits >> 2) & 0x1f;
  if (result !== AS_DEFAULT) return result === 1;
  const name = field + 10;
  const standard = name + 2 + (data.readUInt16LE(name) + 1) * 2;
  return standard + 2 <= data.length ? data.readUInt16LE(standard) === 1 : null;
}
