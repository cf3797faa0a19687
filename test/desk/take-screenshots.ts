// `npm run screenshots`: pictures of the reviewing desk over the fixtures, for the README.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import type { Page } from "playwright-core";
import { findChromium, openBrowser } from "./open-browser.ts";
import { buildPage, openDesk, ROOT } from "./open-desk.ts";

const WHERE = process.argv[2] ?? join(ROOT, "docs/pictures");
const COLOURS = 128;

const chromium = findChromium();
if (chromium === null) throw new Error("Chromium is needed: install it, or name it by CHROMIUM_PATH.");

const folder = mkdtempSync(join(tmpdir(), "fuhe-pictures-"));
const desk = await openDesk(["forms/*/*/source.txt", "forms/*/*/source.pdf", "refused/*/source.txt"], {
  page: await buildPage(join(folder, "page")),
});
const browser = await openBrowser(chromium);
mkdirSync(WHERE, { recursive: true });

async function take(page: Page, name: string): Promise<void> {
  await page.waitForLoadState("networkidle");
  const png = await page.screenshot();
  await sharp(png)
    .png({ palette: true, colours: COLOURS, effort: 10 })
    .toFile(join(WHERE, `${name}.png`));
}

const { records } = await desk.store.queue({ search: "" });
const xinjiang = records.find(
  ({ path, id }) => path?.endsWith("cell-lines-two-forms/source.pdf") === true && id.endsWith("-2"),
);
for (const [language, locale] of [
  ["zh", "zh-CN"],
  ["en", "en-GB"],
] as const) {
  for (const colorScheme of ["light", "dark"] as const) {
    const context = await browser.newContext({ locale, colorScheme, viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    const end = `${language}-${colorScheme}`;
    await page.goto(`${desk.address}/`);
    await page.waitForSelector(".panels");
    await take(page, `overview-${end}`);
    await page.goto(`${desk.address}/records`);
    await page.waitForSelector(".records");
    await take(page, `queue-${end}`);
    await page.goto(`${desk.address}/records/${xinjiang?.id ?? ""}`);
    await page.waitForSelector("image");
    await page.keyboard.press("j");
    await take(page, `record-${end}`);
    await context.close();
  }
}
await browser.close();
await desk.close();
rmSync(folder, { recursive: true, force: true });
