import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { loadImage, createCanvas } from "@napi-rs/canvas";
import { expect, test } from "vitest";
import { SERVICES } from "../../src/cli/services.ts";
import type { DescribedRecord } from "../../src/server/describe-record.ts";
import type { StoredPage } from "../../src/server/original-files.ts";
import { useWorkFolder } from "./work-folder.ts";

const work = useWorkFolder();

/** Runs `fuhe serve` until it waits, looks at it, and presses Ctrl-C. */
async function serve(argv: readonly string[], look: () => Promise<void> = () => Promise.resolve()) {
  return await work.fuhe(["serve", ...argv], {
    interrupt: (press) => {
      void look().finally(press);
    },
  });
}

/** As `serve`, with all that reads scans. */
async function serveReal(argv: readonly string[], look: () => Promise<void>) {
  let looked = Promise.resolve();
  const ran = await work.fuhe(["serve", ...argv], {
    services: SERVICES,
    interrupt: (press) => {
      looked = look();
      void looked.catch(() => undefined).finally(press);
    },
  });
  await looked;
  return ran;
}

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

test("opens the desk at the printed address, over a database that it makes, until Ctrl-C", async () => {
  const port = await freePort();
  const answers: unknown[] = [];
  const { code, out, err } = await serve(["--port", String(port), "--db", "archive/a.db"], async () => {
    const answer = await fetch(`http://127.0.0.1:${String(port)}/index.json`);
    answers.push(answer.status, ((await answer.json()) as { records: number }).records);
  });
  expect({ code, out }).toEqual({ code: 0, out: `http://127.0.0.1:${String(port)}/\n` });
  expect(err).toContain("Ctrl-C closes it");
  expect(answers).toEqual([200, 0]);
  expect(existsSync(join(work.path, "archive/a.db"))).toBe(true);
  await expect(fetch(`http://127.0.0.1:${String(port)}/`)).rejects.toThrow("fetch failed");
});

test("prints a token where other machines can reach it, and answers nobody without", async () => {
  const port = await freePort();
  const statuses: number[] = [];
  const { out } = await serve(["--host", "0.0.0.0", "--port", String(port)], async () => {
    statuses.push((await fetch(`http://127.0.0.1:${String(port)}/index.json`)).status);
  });
  expect(out).toMatch(/^http:\/\/[\d.]+:\d+\/\?token=[\w-]{32}\n$/u);
  expect(statuses).toEqual([401]);
});

test("says what to do where the port is taken", async () => {
  const server = createServer();
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const { port } = server.address() as AddressInfo;
  const { code, out, err } = await serve(["--port", String(port)]);
  expect({ code, out }).toEqual({ code: 3, out: "" });
  expect(err).toContain("taken by another program");
  expect(err).toContain("--port");
  server.close();
});

test("refuses an address that this machine does not have", async () => {
  const { code, err } = await serve(["--host", "192.0.2.1", "--port", "0"]);
  expect(code).toBe(3);
  expect(err).toContain("cannot listen at 192.0.2.1");
});

/** The share of places with a dark dot in them, on a page at 144 dpi. */
async function inkedShare(
  png: ArrayBuffer,
  boxes: readonly (readonly [number, number, number, number])[],
): Promise<number> {
  const image = await loadImage(Buffer.from(png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const inked = boxes.filter(([left, top, right, bottom]) => {
    const [width, height] = [Math.ceil((right - left) * 2), Math.ceil((bottom - top) * 2)];
    const { data } = context.getImageData(Math.floor(left * 2), Math.floor(top * 2), width, height);
    return data.some((value, at) => at % 4 === 0 && value < 128 && data[at + 3] === 255);
  });
  return inked.length / boxes.length;
}

test("reads a dropped scan that lies on its side and shows it upright under its places; without an engine it says why not", async () => {
  const scan = readFileSync(
    new URL("../../fixtures/scans/turned-90/national-ten-column/other-funds/source.jpg", import.meta.url),
  );
  const port = await freePort();
  const address = `http://127.0.0.1:${String(port)}`;
  let id = "";
  let boxes: [number, number, number, number][] = [];
  await serveReal(["--port", String(port), "--db", "a.db"], async () => {
    const answer = await fetch(`${address}/uploads?name=scan.jpg`, {
      method: "POST",
      headers: { "content-type": "application/octet-stream" },
      body: scan,
    });
    const { files } = (await answer.json()) as { files: { outcome: string; records: string[] }[] };
    expect(files).toMatchObject([{ outcome: "added", records: [expect.any(String)] }]);
    id = files[0]?.records[0] ?? "";
    const { record } = (await (await fetch(`${address}/records/${id}.json`)).json()) as DescribedRecord;
    boxes = record.indicators.flatMap(({ score, weight }) =>
      [score, weight].flatMap((reading) => (reading?.at.bbox === undefined ? [] : [reading.at.bbox])),
    );
    expect(boxes.length).toBeGreaterThan(8);
    const page = (await (await fetch(`${address}/records/${id}/pages/1.json`)).json()) as StoredPage;
    expect(page.unplaced).toBeNull();
    expect(page.height).toBeGreaterThan(page.width);
    const png = await (await fetch(`${address}/records/${id}/pages/1.png`)).arrayBuffer();
    expect(await inkedShare(png, boxes)).toBe(1);
    expect(existsSync(join(work.path, ".fuhe-cache"))).toBe(true);
  });
  await serveReal(["--port", String(port), "--db", "a.db", "--ocr", "off"], async () => {
    const page = (await (await fetch(`${address}/records/${id}/pages/1.json`)).json()) as StoredPage;
    expect(page.unplaced?.en).toContain("without boxes");
    expect(page.unplaced?.zh).toContain("不画方框");
    expect(page.width).toBeGreaterThan(page.height);
    const png = await (await fetch(`${address}/records/${id}/pages/1.png`)).arrayBuffer();
    expect(await inkedShare(png, boxes)).toBeLessThan(1);
  });
}, 120_000);
