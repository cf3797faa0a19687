import { writeSync } from "node:fs";
import type { EngineRequest } from "../../src/ocr/engine-message.ts";

/** An engine that does as its argument says, to see how the program bears it. */
const behaviour = process.argv[2] ?? "";
let calls = 0;

process.on("disconnect", () => process.exit(0));
process.on("message", ({ lines, kind }: EngineRequest) => {
  calls += 1;
  const reading = { text: `${kind} ${String(calls)}`, confidence: 1, alternatives: [] };
  const readings = lines.map(() => reading);
  const reply = (value: unknown): void => {
    process.send?.({ readings: value, cpu: 5, memory: 1000 });
  };
  // Lines one dot wide ask for the trouble; others are read.
  if (lines[0]?.raster.width !== 1 || behaviour === "good") reply(readings);
  else if (behaviour === "hang") for (;;);
  else if (behaviour === "silent") return;
  else if (behaviour === "exit") {
    writeSync(2, "fatal: model file is damaged\n    at somewhere\n");
    process.exit(3);
  } else if (behaviour === "failed") process.send?.({ failed: "cannot allocate" });
  else if (behaviour === "memory") {
    const hoard: unknown[] = [];
    for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  } else if (behaviour === "count") reply(readings.slice(1));
  else if (behaviour === "nan") reply(readings.map((one) => ({ ...one, confidence: Number.NaN })));
  else if (behaviour === "control") reply(readings.map((one) => ({ ...one, text: "1\u0000" })));
  else if (behaviour === "long") reply(readings.map((one) => ({ ...one, text: "9".repeat(10_000) })));
  else if (behaviour === "alternatives")
    reply(readings.map((one) => ({ ...one, alternatives: [{ text: 3 }] })));
  else if (behaviour === "places") reply(readings.map((one) => ({ ...one, places: [0.5] })));
  else reply("nonsense");
});

if (behaviour === "unready") process.send?.({ failed: "no model" });
else if (behaviour !== "never ready") process.send?.({ ready: true });
