import { describe, expect, it } from "vitest";
import { readDocument } from "../../../src/formats/index.ts";
import { bytesOf, joinBytes, REPORT_IN_GB18030, utf16, utf8 } from "../bytes.ts";
import { keepWarnings } from "../context.ts";

const TITLE = "项目支出绩效自评表";

async function firstText(bytes: Uint8Array): Promise<unknown> {
  const { mediaType, pages } = await readDocument(bytes, keepWarnings());
  const [page] = pages;
  const block = page?.kind === "blocks" ? page.blocks[0] : undefined;
  return { mediaType, text: block?.kind === "paragraph" ? block.text : block };
}

describe("a page of the web", () => {
  it.each([
    ["UTF-8", utf8(`<!DOCTYPE html><p>${TITLE}`), TITLE],
    ["UTF-8 with a mark, and another name", utf8(`\uFEFF<html><meta charset="gb2312"><p>${TITLE}`), TITLE],
    ["UTF-16", joinBytes(bytesOf("\xFF\xFE"), utf16(`<html><body>${TITLE}`, "le")), TITLE],
    ["GB18030 without a name", joinBytes(bytesOf("<body><pre>"), REPORT_IN_GB18030), TITLE],
    [
      "GB18030 named",
      joinBytes(utf8("<META content='text/html; charset=gb2312'><pre>"), REPORT_IN_GB18030),
      TITLE,
    ],
    [
      "GB18030 under the name of UTF-8",
      joinBytes(utf8('<html><meta charset="utf-8"><pre>'), REPORT_IN_GB18030),
      TITLE,
    ],
    ["Big5 named", bytesOf("<html><meta charset=big5><p>\xB6\xB5\xA5\xD8"), "項目"],
  ])("is read in %s", async (_, bytes, text) => {
    expect(await firstText(bytes)).toEqual({ mediaType: "text/html", text });
  });

  it("is known behind comments and a declaration", async () => {
    const html = `<?xml version="1.0"?>\n<!-- saved from url=(0014)about:internet -->\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN"><p>${TITLE}`;
    expect(await firstText(utf8(html))).toEqual({ mediaType: "text/html", text: TITLE });
  });

  it("warns of text that it does not show", async () => {
    const context = keepWarnings();
    await readDocument(utf8("<html><p>a<p hidden>模板说明"), context);
    expect(context.warnings).toEqual([
      { code: "hidden-text", message: expect.stringContaining('1, "模板说明"') as string },
    ]);
  });

  it.each([
    ["no text", "<html><body><script>load()</script>", "empty-file"],
    ["only frames", "<html><frameset><frame src=a.htm></frameset>", "empty-file"],
  ])("is refused with %s", async (_, html, code) => {
    await expect(readDocument(utf8(html), keepWarnings())).rejects.toMatchObject({ name: "Failure", code });
  });

  it("is refused above the limit", async () => {
    await expect(readDocument(utf8("<html>得分"), keepWarnings({ bytes: 5 }))).rejects.toMatchObject({
      code: "too-large",
    });
  });
});

describe("a page saved in one file", () => {
  const quoted = Buffer.from(`<html><p>${TITLE}</p>`, "utf8")
    .toString("latin1")
    .replace(/[\x80-\xFF=]/gu, (byte) => `=${byte.charCodeAt(0).toString(16).toUpperCase()}`)
    .replace(/(.{30}(?:[^=]{2}))/gu, "$1=\r\n");

  it.each([
    ["quoted-printable", quoted],
    ["base64", Buffer.from(`<html><p>${TITLE}</p>`, "utf8").toString("base64")],
    ["8bit", Buffer.from(`<html><p>${TITLE}</p>`, "utf8").toString("latin1")],
  ])("is read in %s", async (encoding, body) => {
    const mht =
      'From: "Saved by Word"\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary="--=_x"\r\n\r\nThis is multipart.\r\n' +
      "----=_x\r\nContent-Type: image/png\r\n\r\nPNG\r\n" +
      `----=_x\r\nContent-Transfer-Encoding: ${encoding}\r\nContent-Type: text/html;\r\n charset="utf-8"\r\n\r\n${body}\r\n----=_x--\r\n`;
    expect(await firstText(bytesOf(mht))).toEqual({ mediaType: "multipart/related", text: TITLE });
  });

  it.each([
    ["each frame as a page of its own, blank ones left out", "related", ["1 a", "3 c"]],
    ["of alternatives, which say the same, the first", "alternative", ["1 a"]],
  ])("is read with %s", async (_, kind, texts) => {
    const part = (text: string) => `--y\nContent-Type: text/html; charset=utf-8\n\n<p>${text}</p>\n`;
    const context = keepWarnings();
    const mht =
      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n" +
      `--x\nContent-Type: multipart/${kind}; boundary=y\n\n${part("a")}${part("")}${part("c")}--y--\n--x--\n`;
    const { pages } = await readDocument(bytesOf(mht), context);
    expect(
      pages.map((page) => {
        const [block] = page.kind === "blocks" ? page.blocks : [];
        return block?.kind === "paragraph" ? `${String(block.at.page)} ${block.text}` : null;
      }),
    ).toEqual(texts);
    expect(context.warnings).toEqual([]);
  });

  it("is refused where it is cut off before the page", async () => {
    const cut = utf8(
      "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: image/png\n\n",
    );
    await expect(readDocument(cut, keepWarnings())).rejects.toMatchObject({ code: "damaged-file" });
  });
});
