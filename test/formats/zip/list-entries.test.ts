import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { listEntries } from "../../../src/formats/zip/list-entries.ts";
import { bytesOf, utf8 } from "../bytes.ts";
import { keepWarnings } from "../context.ts";
import { renamed, zipOf } from "./zip-of.ts";

/** Writes another value of two or four bytes over every header of that signature. */
function patch(zip: Buffer, signature: string, offset: number, bytes: number, value: number): Buffer {
  const patched = Buffer.from(zip);
  for (
    let at = patched.indexOf(signature, 0, "latin1");
    at >= 0;
    at = patched.indexOf(signature, at + 1, "latin1")
  )
    patched.writeUIntLE(value, at + offset, bytes);
  return patched;
}

const LOCAL = "PK\x03\x04";
const CENTRAL = "PK\x01\x02";

describe("listEntries", () => {
  it("gives the files of an archive, and their bytes when asked", async () => {
    const entries = await listEntries(await zipOf({ "甲/报告.txt": "得分", "乙/空/": "" }), keepWarnings());
    expect(entries.map(({ name, size }) => ({ name, size }))).toEqual([{ name: "甲/报告.txt", size: 6 }]);
    expect(Buffer.from((await entries[0]?.read()) ?? []).toString()).toBe("得分");
  });

  it("decodes names written in GB18030", async () => {
    const [ascii, chinese] = ["abcd.txt", "\xCF\xEE\xC4\xBF.txt"];
    const entries = await listEntries(renamed(await zipOf({ [ascii]: "1" }), ascii, chinese), keepWarnings());
    expect(entries.map(({ name }) => name)).toEqual(["项目.txt"]);
  });

  it.each([
    ["../../etc/passwd", "etc/passwd"],
    ["/abs/./x.txt", "abs/x.txt"],
    ["C:\\temp\\..\\x.txt", "temp/x.txt"],
    ["a\u0007b.txt", "ab.txt"],
  ])("keeps %j within the archive", async (name, safe) => {
    const entries = await listEntries(await zipOf({ [name]: "1" }), keepWarnings());
    expect(entries.map((entry) => entry.name)).toEqual([safe]);
  });

  it("refuses a bomb before it unpacks anything", async () => {
    const bomb = await zipOf({ "0.txt": Buffer.alloc(32 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(64 * 1024);
    await expect(listEntries(bomb, keepWarnings())).rejects.toMatchObject({
      name: "Failure",
      code: "too-large",
    });
  });

  it("refuses more bytes in all than the limit allows", async () => {
    const zip = await zipOf({ "1.txt": "1".repeat(300), "2.txt": "2".repeat(300) });
    expect(await listEntries(zip, keepWarnings({ bytes: 150 }))).toHaveLength(2);
    await expect(listEntries(zip, keepWarnings({ bytes: 149 }))).rejects.toMatchObject({ code: "too-large" });
  });

  it("refuses too many files", async () => {
    const zip = await zipOf({ "1.txt": "1" });
    const many = patch(zip, "PK\x05\x06", 10, 2, 10_001);
    await expect(listEntries(many, keepWarnings())).rejects.toMatchObject({ code: "too-large" });
  });

  it("does not unpack more than the archive says", async () => {
    const lying = patch(
      patch(await zipOf({ "1.txt": "1".repeat(9999) }), LOCAL, 22, 4, 10),
      CENTRAL,
      24,
      4,
      10,
    );
    const [entry] = await listEntries(lying, keepWarnings());
    await expect(entry?.read()).rejects.toMatchObject({ code: "damaged-file" });
  });

  it("does not hand on bytes that are not those that were packed", async () => {
    const zip = new JSZip().file("1.txt", "得分\t95");
    const bytes = await zip.generateAsync({ type: "nodebuffer", compression: "STORE" });
    bytes.write("59", bytes.indexOf("95"));
    const [entry] = await listEntries(bytes, keepWarnings());
    await expect(entry?.read()).rejects.toMatchObject({ code: "damaged-file" });
  });

  it("names a password", async () => {
    const zip = await zipOf({ "1.txt": "1" });
    const [entry] = await listEntries(patch(patch(zip, LOCAL, 6, 2, 1), CENTRAL, 8, 2, 1), keepWarnings());
    await expect(entry?.read()).rejects.toMatchObject({ code: "encrypted" });
  });

  it.each([
    ["cut off", async () => (await zipOf({ "1.txt": "1".repeat(99) })).subarray(0, 60)],
    ["no archive", async () => Promise.resolve(bytesOf("PK\x03\x04"))],
    ["text", async () => Promise.resolve(utf8("得分"))],
  ])("refuses what is %s", async (_, make) => {
    await expect(listEntries(await make(), keepWarnings())).rejects.toMatchObject({ code: "damaged-file" });
  });
});
