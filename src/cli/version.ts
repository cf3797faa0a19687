import { readFileSync } from "node:fs";

/** The version of fuhe. Its package.json stands two folders up, from src/cli as from dist/cli. */
export function programVersion(): string {
  const manifest = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
