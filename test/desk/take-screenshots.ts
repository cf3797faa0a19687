// `npm run screenshots`: pictures of the reviewing desk over the fixtures, for the README.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { Page } from "playwright-core";
import { findChromium, openBrowser } from "./open-browser.ts";
import { buildPage, openDesk, ROOT } from "./open-desk.ts";

const WHERE = process.argv[2] ?? join(ROOT, "docs/pictures");
/** Shades enough for type and tables. */
const COLOURS = 40;

const chromium = findChromium();
if (chromium === null) throw new Error("Chromium is needed: install it, or name it by CHROMIUM_PATH.");

const folder = mkdtempSync(join(tmpdir(), "fuhe-pictures-"));
const desk = await openDesk(
  [
    "forms/!(national-ten-column)/*/source.txt",
    "forms/national-ten-column/!(cell-lines-two-forms)/source.txt",
    "forms/national-ten-column/cell-lines-two-forms/source.pdf",
    "refused/*/source.txt",
  ],
  { page: await buildPage(join(folder, "page")) },
);
const browser = await openBrowser(chromium);
mkdirSync(WHERE, { recursive: true });

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  const png = await page.screenshot();
  await sharp(png)
    .png({ palette: true, colours: COLOURS, effort: 10 })
    .toFile(join(WHERE, `${name}.png`));
}

const { records } = await desk.store.queue();
const secondForm = records.find(({ path, id }) => path?.endsWith("source.pdf") === true && id.endsWith("-2"));

for (const [language, locale] of [
  ["zh", "zh-CN"],
  ["en", "en-GB"],
] as const) {
  for (const [name, path, ready, colorScheme] of [
    ["record", `/records/${secondForm?.id ?? ""}`, ".original image", "light"],
    ["queue", "/records", ".records", "light"],
    ["overview", "/", ".panels", "dark"],
  ] as const) {
    const page = await browser.newPage({ locale, colorScheme, viewport: { width: 1280, height: 720 } });
    await page.goto(`${desk.address}${path}`);
    await page.waitForSelector(ready);
    // The gravest matter of a record is opened.
    if (name === "record") await page.keyboard.press("j");
    await take(page, `desk-${name}-${language}`);
    await page.close();
  }
}
await browser.close();
await desk.close();
rmSync(folder, { recursive: true, force: true });
