import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Chromium lies; null where it is not installed. */
export function findChromium(): string | null {
  const path = process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium";
  return existsSync(path) ? path : null;
}

/** Starts it without a window and without anything that asks the network. */
export async function openBrowser(executablePath: string): Promise<Browser> {
  return await chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-dev-shm-usage",
      "--font-render-hinting=none",
    ],
  });
}
