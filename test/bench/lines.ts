/**
 * Accuracy, sureness and cost of reading lines, on lines drawn and damaged for it:
 * `node test/bench/lines.ts [count] [seed] [tuning|held-out] [both|tesseract|paddle] [damages]`,
 * damages as `none,light`.
 * `tuning` fonts and seeds were looked at while the rules were made; quote `held-out` only.
 */
import { loadRecognisers } from "../../src/ocr/load-recognisers.ts";
import { sameKey } from "../../src/scans/ballot.ts";
import { readLines, type ReadLine } from "../../src/scans/read-lines.ts";
import { drawLines, type Damage, type DrawnLine } from "../scans/draw-lines.ts";

/** Lines of a page of a form. */
const PAGE = 150;
const SURE = 0.9;

const [count = "1500", seed = "9001", fonts = "held-out", engines = "both", damages = ""] =
  process.argv.slice(2);
const recognisers = loadRecognisers().filter(
  ({ id }) => engines === "both" || (engines === "tesseract") === id.startsWith("tesseract"),
);

interface Tally {
  lines: number;
  right: number;
  sure: number;
  wrong: number;
  held: number;
}

const tallies = new Map<string, Tally>();

function tally(name: string, drawn: DrawnLine, read: ReadLine): void {
  const one = tallies.get(name) ?? { lines: 0, right: 0, sure: 0, wrong: 0, held: 0 };
  const truth = sameKey(drawn.text);
  const right = sameKey(read.text) === truth;
  const sure = read.confidence >= SURE;
  one.lines += 1;
  one.right += Number(right);
  one.sure += Number(sure);
  one.wrong += Number(sure && !right);
  one.held += Number(read.candidates.some(({ text }) => sameKey(text) === truth));
  tallies.set(name, one);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function share(part: number, all: number): string {
  return `${((part / all) * 100).toFixed(1)}%`.padStart(7);
}

const lines = await drawLines({
  seed: Number(seed),
  count: Number(count),
  fonts: fonts === "tuning" ? "tuning" : "held out",
  ...(damages !== "" && { damages: damages.split(",") as Damage[] }),
});
const before = process.cpuUsage();
for (let at = 0; at < lines.length; at += PAGE) {
  const page = lines.slice(at, at + PAGE);
  const read = await readLines(
    page.map((line) => line.image),
    recognisers,
    { warn: ({ message }) => say(message) },
  );
  for (const [index, drawn] of page.entries()) {
    const one = read[index] as ReadLine;
    const figures = drawn.kind === "label" ? "labels" : "figures";
    tally(`${figures}, damage ${drawn.damage}`, drawn, one);
    tally(`kind: ${drawn.kind}`, drawn, one);
    tally(`${figures}, all`, drawn, one);
    if (one.confidence >= SURE && sameKey(one.text) !== sameKey(drawn.text))
      say(
        `sure but wrong: ${drawn.text} → ${one.text} (${drawn.damage}, ${drawn.font}, ${one.confidence.toFixed(2)})`,
      );
  }
}
const own = process.cpuUsage(before);
const ownCost = (own.user + own.system) / 1000 / lines.length;
say(
  `${recognisers.map(({ id }) => id).join(" + ")}; ${String(lines.length)} lines, seed ${seed}, ${fonts} ${damages}`,
);
say(`${"".padEnd(26)}  lines   right    sure  sure but wrong  truth among candidates`);
for (const [name, one] of [...tallies].toSorted(([a], [b]) => (a < b ? -1 : 1)))
  say(
    `${name.padEnd(26)} ${String(one.lines).padStart(6)} ${share(one.right, one.lines)} ${share(one.sure, one.lines)} ${String(one.wrong).padStart(15)} ${share(one.held, one.lines).padStart(23)}`,
  );
for (const recogniser of recognisers)
  say(
    `${recogniser.id}: ${(recogniser.cpu / lines.length).toFixed(1)} ms of CPU a line, ${((recogniser.cpu / lines.length / 1000) * PAGE).toFixed(2)} s a page of ${String(PAGE)}, peak memory ${(recogniser.peakMemory / 1e6).toFixed(0)} MB`,
  );
say(`own work: ${ownCost.toFixed(1)} ms a line`);
await Promise.all(recognisers.map((recogniser) => recogniser.close()));
