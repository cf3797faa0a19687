import * as fc from "fast-check";
import JSZip from "jszip";
import { describe, expect, it } from "vitest";
import { packOfd } from "../../fixtures/make/write-ofd.ts";
import { refuse, sniff } from "../../src/formats/sniff.ts";
import { oleOf } from "./ole/ole-of.ts";
import { bytesOf, joinBytes, REPORT, REPORT_IN_GB18030, utf16, utf8 } from "./bytes.ts";

const ENCRYPTED = oleOf({ EncryptionInfo: "", EncryptedPackage: "" });

describe("sniff", () => {
  it.each([
    ["UTF-8", utf8(REPORT)],
    ["UTF-16 LE with a mark", joinBytes(bytesOf("\xFF\xFE"), utf16(REPORT, "le"))],
    ["UTF-16 LE", utf16(REPORT, "le")],
    ["UTF-16 BE", utf16(REPORT, "be")],
    ["GB18030", REPORT_IN_GB18030],
    ["text that begins with a tag of a cell", utf8("<p>2019年，</p>")],
    ["text that speaks of PDF", utf8("见附件.PDF")],
    ["text with one control character in many lines", joinBytes(utf8(REPORT.repeat(20)), bytesOf("\x01"))],
  ])("knows %s as text", (_, bytes) => {
    expect(sniff(bytes)).toBe("text/plain");
  });

  it.each([
    [
      "Word",
      "PK\x03\x04\x14\0word/document.xml",
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ],
    [
      "Excel",
      "PK\x03\x04\x14\0xl/workbook.xml",
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ],
    [
      "OpenDocument",
      "PK\x03\x04\x14\0mimetypeapplication/vnd.oasis.opendocument.text",
      "application/vnd.oasis.opendocument.text",
    ],
    ["RTF", "{\\rtf1\\ansi", "application/rtf"],
    ["PDF", "%PDF-1.7\n%\xE2\xE3", "application/pdf"],
    ["PDF after other bytes", `${"\0".repeat(100)}%PDF-1.4\n`, "application/pdf"],
    ["HTML", "\xEF\xBB\xBF\n<!DOCTYPE html>\n<html>", "text/html"],
    ["a part of HTML", "<!-- a --> <table border=1>", "text/html"],
    [
      "a page saved in one file",
      "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=a",
      "multipart/related",
    ],
    ["old Word", oleOf({ Data: "", WordDocument: "" }).toString("latin1"), "application/msword"],
    ["old Excel", oleOf({ Workbook: "" }).toString("latin1"), "application/vnd.ms-excel"],
    ["PNG", "\x89PNG\r\n\x1A\n", "image/png"],
    ["JPEG", "\xFF\xD8\xFF\xE0", "image/jpeg"],
    ["TIFF", "II*\0", "image/tiff"],
    ["TIFF of the other byte order", "MM\0*", "image/tiff"],
    ["GIF", "GIF89a", "image/gif"],
    ["BMP", "BM\x36\0\0\0\0\0\0\0\x36", "image/bmp"],
    ["WebP", "RIFF\x24\0\0\0WEBPVP8 ", "image/webp"],
  ])("knows %s", (_, bytes, mediaType) => {
    expect(sniff(bytesOf(bytes))).toBe(mediaType);
  });

  it.each([
    ["nothing", bytesOf(""), "application/x-empty", "empty-file"],
    ["an empty zip file", bytesOf("PK\x05\x06" + "\0".repeat(18)), "application/zip", "unknown-format"],
    ["a zip file that is cut off", bytesOf("PK\x03\x04\x14\0a.txt"), "application/zip", "damaged-file"],
    ["a gzip file", bytesOf("\x1F\x8B\x08"), "application/gzip", "unknown-format"],
    [
      "an old Office file of another kind",
      oleOf({ PowerPoint: "" }),
      "application/x-ole-storage",
      "unknown-format",
    ],
    [
      "an old Office file that is cut off",
      ENCRYPTED.subarray(0, 1024),
      "application/x-ole-storage",
      "damaged-file",
    ],
    ["an encrypted Office file", ENCRYPTED, "application/x-ole-storage", "encrypted"],
    ["HEIC", bytesOf("\0\0\0\x18ftypheic"), "image/heic", "unknown-format"],
    ["JPEG 2000", bytesOf("\0\0\0\x0CjP  \r\n\x87\n"), "image/jp2", "unknown-format"],
    ["XML", utf8('<?xml version="1.0"?>'), "application/xml", "unknown-format"],
    ["NUL bytes", bytesOf("\0".repeat(100)), "application/octet-stream", "binary-content"],
    ["control characters", bytesOf("\x01\x02\x03\x04"), "application/octet-stream", "binary-content"],
    [
      "UTF-8 text with NUL bytes",
      joinBytes(utf8(REPORT), bytesOf("\0\0\0\0"), utf8(REPORT)),
      "application/octet-stream",
      "binary-content",
    ],
  ])("knows %s and says why it is not read", (_, bytes, mediaType, code) => {
    expect(sniff(bytes)).toBe(mediaType);
    const failure = refuse(bytes);
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(/^[^a-z]*\p{Script=Han}.* \/ [A-Za-z].*;.*\.$/u);
  });

  it("knows OFD by what stands at the root of the package, whole or cut off", async () => {
    const ofd = await packOfd({ "OFD.xml": "<OFD/>", "a.xml": "" });
    expect(sniff(ofd)).toBe("application/ofd");
    expect(sniff(ofd.slice(0, 60))).toBe("application/ofd");
    expect(sniff(await packOfd({ "Encryptions.xml": "<Encryptions/>" }))).toBe("application/ofd");
    expect(sniff(await packOfd({ "old/OFD.xml": "<OFD/>" }))).toBe("application/zip");
  });

  it("does not take an archive of OFD files for one of them", async () => {
    const zip = new JSZip();
    zip.file("report.ofd", await packOfd({ "OFD.xml": "<OFD/>" }));
    expect(sniff(await zip.generateAsync({ type: "uint8array", compression: "STORE" }))).toBe(
      "application/zip",
    );
  });

  it("names the remedy for what it knows", () => {
    expect(refuse(bytesOf("\0\0\0\x18ftypheic")).message).toContain("convert it to JPEG");
    expect(refuse(ENCRYPTED).message).toContain("remove its password");
  });

  it("passes over many comments before a tag that begins no page", () => {
    expect(sniff(utf8(`${"<!---->".repeat(500)}<p>a</p>`))).toBe("text/plain");
    expect(sniff(utf8(`${"<!-- a -->\n".repeat(200)}<table><tr>`))).toBe("text/html");
  });

  it("answers for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(sniff(bytes)).toMatch(/^[a-z]+\/[a-z0-9.+-]+$/u);
      }),
    );
  });
});
