import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

/** What a module loads before its first line runs: `import` with values, not types and not `import()`. */
const STATIC_IMPORT = /^(?:import|export) (?!type )(?:[^"';]* from )?"([^"]+)";$/gmu;

/** All modules that are loaded with this one; packages and parts of Node.js by their names. */
function loadedWith(url: URL, seen = new Set<string>()): Set<string> {
  if (seen.has(url.href)) return seen;
  seen.add(url.href);
  for (const [, specifier = ""] of readFileSync(url, "utf8").matchAll(STATIC_IMPORT)) {
    if (specifier.startsWith(".")) loadedWith(new URL(specifier, url), seen);
    else seen.add(specifier);
  }
  return seen;
}

describe("starting up", () => {
  it("loads the parser of the command line and nothing heavy, so that --help is there at once", () => {
    const loaded = [...loadedWith(new URL("../../src/cli/main.ts", import.meta.url))];
    const packages = loaded.filter((name) => !name.startsWith("file:") && !name.startsWith("node:"));
    expect(packages).toEqual(["commander"]);
    const ours = loaded.flatMap((name) => /\/src\/([^/]+)\//u.exec(name)?.[1] ?? []);
    expect([...new Set(ours)].sort()).toEqual(["cli", "exports", "model", "patterns"]);
  });
});
