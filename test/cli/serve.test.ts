import { existsSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
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
