import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openOle } from "../../../src/formats/ole/open-ole.ts";

const FORM = resolve(import.meta.dirname, "../../../fixtures/forms/national-ten-column/other-funds");
const doc = readFileSync(`${FORM}/source.doc`);

describe("openOle", () => {
  it("names the streams at the top, and reads them", () => {
    const file = openOle(doc);
    expect(file?.names).toContain("WordDocument");
    expect(file?.read("WordDocument")?.readUInt16LE(0)).toBe(0xa5_ec);
    expect(file?.read("\u0001CompObj")?.length).toBeGreaterThan(20);
    expect(file?.read("Workbook")).toBeNull();
  });

  it("is null for anything else", () => {
    expect(openOle(Buffer.from("PK\u0003\u0004"))).toBeNull();
    expect(openOle(Buffer.alloc(4096))).toBeNull();
  });

  it("does not read a stream whose sectors are missing", () => {
    const cut = openOle(doc.subarray(0, 2048));
    expect(cut?.read("WordDocument") ?? null).toBeNull();
  });

  it("comes to an end for any damage", () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ at: fc.nat(doc.length - 5), value: fc.nat(0xff_ff_ff_ff) }), {
          minLength: 1,
          maxLength: 20,
        }),
        (damages) => {
          const damaged = Buffer.from(doc);
          for (const { at, value } of damages)
            damaged.writeUInt32LE(value, at < 512 ? Math.min(at + 24, 508) : at);
          const file = openOle(damaged);
          expect(file === null || file.read("WordDocument") === null || file.names.size > 0).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});
