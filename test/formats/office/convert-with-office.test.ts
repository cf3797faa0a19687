import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import JSZip from "jszip";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { readDocument } from "../../../src/formats/index.ts";
import { convertWithOffice } from "../../../src/formats/office/convert-with-office.ts";
import { findOffice } from "../../../src/formats/office/find-office.ts";
import { bytesOf } from "../bytes.ts";
import { keepWarnings } from "../context.ts";
import { inShort } from "../in-short.ts";

const DOCUMENTS = resolve(import.meta.dirname, "../../../fixtures/documents");
const RTF = bytesOf("{\\rtf1 x}");

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fuhe-test-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts a program in the place of LibreOffice. */
function pretend(script: string): void {
  const program = join(folder, "soffice");
  writeFileSync(program, `#!/bin/sh\n${script}\n`);
  chmodSync(program, 0o755);
  vi.stubEnv("FUHE_SOFFICE", program);
}

describe("convertWithOffice", () => {
  it("hands over the file and gives back what was made of it", async () => {
    pretend('while [ "$1" != "--outdir" ]; do shift; done; mkdir -p "$2"; cat "$3" > "$2/source.docx"');
    expect(await convertWithOffice(RTF, "rtf", "docx", keepWarnings())).toEqual(Buffer.from(RTF));
  });

  it("fails where nothing was made, although the program ends without an error", async () => {
    pretend("exit 0");
    await expect(convertWithOffice(RTF, "rtf", "docx", keepWarnings())).rejects.toMatchObject({
      code: "damaged-file",
    });
  });

  it("fails where the program cannot be started", async () => {
    vi.stubEnv("FUHE_SOFFICE", join(folder, "nothing"));
    await expect(convertWithOffice(RTF, "rtf", "docx", keepWarnings())).rejects.toMatchObject({
      code: "damaged-file",
    });
  });

  it("ends the program and all that it started when it is told to stop, and leaves nothing behind", async () => {
    const started = join(folder, "started");
    pretend(
      `export TMPDIR=${folder}; sleep 600 & echo $! > ${started}.new; mv ${started}.new ${started}; wait`,
    );
    vi.stubEnv("TMPDIR", folder);
    const stop = new AbortController();
    const converting = convertWithOffice(RTF, "rtf", "docx", { ...keepWarnings(), signal: stop.signal });
    await vi.waitUntil(() => readdirSync(folder).includes("started"), { timeout: 20_000 });
    stop.abort();
    await expect(converting).rejects.toMatchObject({ name: "AbortError" });
    const child = Number(readFileSync(started, "utf8"));
    await vi.waitUntil(() => !isAlive(child), { timeout: 20_000 });
    expect(readdirSync(folder).filter((name) => name.startsWith("fuhe-office-"))).toEqual([]);
  });
});

/** A process that has ended may stand in the list until it is collected. */
function isAlive(id: number): boolean {
  try {
    return !/^State:\s+Z/mu.test(readFileSync(`/proc/${String(id)}/status`, "utf8"));
  } catch {
    return false;
  }
}

describe("findOffice", () => {
  it("is told by the environment, and told that there is none", async () => {
    expect(await findOffice({ FUHE_SOFFICE: "/opt/soffice" })).toBe("/opt/soffice");
    expect(await findOffice({ FUHE_SOFFICE: "", PATH: process.env["PATH"] })).toBeNull();
  });

  it("looks in the search path", async () => {
    const program = join(folder, "soffice");
    writeFileSync(program, "");
    chmodSync(program, 0o755);
    expect(await findOffice({ PATH: `/nowhere:${folder}` })).toBe(program);
  });
});

describe.skipIf((await findOffice()) === null)("LibreOffice", () => {
  it.each(["rtf", "odt"])(
    "reads .%s as the Word document it was made from",
    { timeout: 120_000 },
    async (extension) => {
      const { pages } = await readDocument(
        readFileSync(join(DOCUMENTS, `features.${extension}`)),
        keepWarnings(),
      );
      expect(inShort(pages)).toEqual([
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
        "1. 按年初数",
      ]);
    },
  );

  it("is kept from fetching what a document refers to", { timeout: 120_000 }, async () => {
    let asked = 0;
    const server = createServer((_, response) => {
      asked += 1;
      response.end("x");
    });
    await new Promise<void>((listening) => {
      server.listen(0, "127.0.0.1", listening);
    });
    const { port } = server.address() as AddressInfo;
    const { pages } = await readDocument(
      await odtReferringTo(`http://127.0.0.1:${String(port)}`),
      keepWarnings(),
    );
    server.close();
    expect(inShort(pages)).toEqual(["abc", "old"]);
    expect(asked).toBe(0);
  });
});

/** A text with a picture and a section that stand elsewhere: left to itself, LibreOffice asks for them at once. */
async function odtReferringTo(address: string): Promise<Uint8Array> {
  const urn = "urn:oasis:names:tc:opendocument:xmlns";
  const picture = `<draw:frame svg:width="2cm" svg:height="2cm"><draw:image xlink:href="${address}/i.png" xlink:type="simple"/></draw:frame>`;
  const section = `<text:section text:name="s"><text:section-source xlink:href="${address}/s.html"/><text:p>old</text:p></text:section>`;
  const zip = new JSZip();
  zip.file("mimetype", "application/vnd.oasis.opendocument.text", { compression: "STORE" });
  zip.file(
    "META-INF/manifest.xml",
    `<manifest:manifest xmlns:manifest="${urn}:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`,
  );
  zip.file(
    "content.xml",
    `<office:document-content xmlns:office="${urn}:office:1.0" xmlns:text="${urn}:text:1.0" xmlns:draw="${urn}:drawing:1.0" xmlns:svg="${urn}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2"><office:body><office:text><text:p>abc${picture}</text:p>${section}</office:text></office:body></office:document-content>`,
  );
  return await zip.generateAsync({ type: "uint8array" });
}
