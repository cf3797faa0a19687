#!/usr/bin/env node
// Starts fuhe on a Node.js that can run it. On an older one better-sqlite3 would end the process without a word, so the
// Node.js that is installed beside this project takes over.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
const built = new URL("../dist/cli/main.js", import.meta.url);
const source = new URL("../src/cli/main.ts", import.meta.url);

if (major > 22 || (major === 22 && minor >= 18)) {
  const { enableCompileCache } = await import("node:module");
  enableCompileCache?.();
  await import((existsSync(built) ? built : source).href);
} else {
  const bundled = ["../node_modules/.bin/node", "../../.bin/node"]
    .map((path) => fileURLToPath(new URL(path, import.meta.url)))
    .find((path) => existsSync(path));
  if (bundled === undefined) {
    process.stderr.write(
      `fuhe needs Node.js 22.18 or newer; this is ${process.version}.\n` +
        `Run "npm ci" in the folder of fuhe (it brings Node.js 24 along), or install a newer Node.js.\n`,
    );
    process.exit(3);
  }
  const child = spawn(bundled, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: "inherit",
  });
  // This process outlives its child, so that the shell waits until the work is stored. A Ctrl-C at the terminal reaches the
  // child twice then; it takes that for one.
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const passOn = (signal) => child.kill(signal);
  for (const signal of signals) process.on(signal, passOn);
  child.on("exit", (code, signal) => {
    for (const name of signals) process.off(name, passOn);
    if (signal) process.kill(process.pid, signal);
    else process.exitCode = code ?? 1;
  });
}
