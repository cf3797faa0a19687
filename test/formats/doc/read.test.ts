import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readDocument } from "../../../src/formats/index.ts";
import { Failure } from "../../../src/model/failure.ts";
import { keepWarnings } from "../context.ts";
import { inShort } from "../in-short.ts";
import { oleOf } from "../ole/ole-of.ts";

const DOCUMENTS = resolve(import.meta.dirname, "../../../fixtures/documents");
const features = readFileSync(`${DOCUMENTS}/features.doc`);

async function read(bytes: Uint8Array) {
  const context = keepWarnings();
  const { mediaType, pages } = await readDocument(bytes, context);
  return { mediaType, blocks: inShort(pages), warnings: context.warnings };
}

/** The file with two bytes of its text stream written anew. */
function patchHead(bytes: Buffer, at: number, change: (before: number) => number): Buffer {
  const patched = Buffer.from(bytes);
  const head = patched.indexOf(Buffer.from([0xec, 0xa5]));
  patched.writeUInt16LE(change(patched.readUInt16LE(head + at)), head + at);
  return patched;
}

beforeEach(() => {
  vi.stubEnv("FUHE_SOFFICE", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("a document of Word 97", () => {
  it("is read with its merged cells, changes accepted, boxes, notes and tabs", async () => {
    const { mediaType, blocks, warnings } = await read(features);
    expect(mediaType).toBe("application/msword");
    expect(blocks).toEqual([
      "项目支出绩效自评表",
      "得分98.5",
      "可见",
      "☑是□否",
      "98",
      [["负责人：甲", "日期：无"]],
      [
        ["题", null, null],
        ["产出", "数量", null],
        [null, "一\n二", "财政 100\n其他 20"],
      ],
      "按年初数",
    ]);
    expect(warnings).toEqual([
      { code: "hidden-text", message: expect.stringContaining("模板说明") as string },
    ]);
  });

  it("is read with the numbers that its lists print", async () => {
    expect((await read(readFileSync(`${DOCUMENTS}/numbered-cells.doc`))).blocks).toEqual([
      "自评表",
      [
        ["1", "甲"],
        ["2", "乙"],
      ],
    ]);
  });

  it.each([
    ["a password", patchHead(features, 0x0a, (flags) => flags | 0x01_00), "encrypted"],
    ["no text stream", oleOf({ WordDocument: "" }), "damaged-file"],
    ["its end cut off", features.subarray(0, 4096), "damaged-file"],
    ["the format of Word 95, without LibreOffice", patchHead(features, 2, () => 0x65), "needs-converter"],
  ])("is refused with %s", async (_, bytes, code) => {
    await expect(read(bytes)).rejects.toMatchObject({ name: "Failure", code });
  });

  it("is read or refused, whatever is damaged in it", async () => {
    const damage = fc.record({
      at: fc.integer({ min: 512, max: features.length - 4 }),
      value: fc.nat(0xff_ff_ff_ff),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(damage, { minLength: 1, maxLength: 30 }), async (damages) => {
        const damaged = Buffer.from(features);
        for (const { at, value } of damages) damaged.writeUInt32LE(value, at);
        const outcome = await read(damaged).catch((error: unknown) => error);
        expect(outcome instanceof Failure || !(outcome instanceof Error)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe("rich text and OpenDocument", () => {
  it.each(["rtf", "odt"])(
    "(.%s) are refused with a remedy where LibreOffice is missing",
    async (extension) => {
      await expect(read(readFileSync(`${DOCUMENTS}/features.${extension}`))).rejects.toMatchObject({
        code: "needs-converter",
        message: expect.stringContaining("LibreOffice") as string,
      });
    },
  );
});
