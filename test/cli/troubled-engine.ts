import { writeSync } from "node:fs";
import type { EngineRequest } from "../../src/ocr/engine-message.ts";

/** An engine that reads labels of a form everywhere, and does as its argument says where a line is wider than any of a form. */
const behaviour = process.argv[2] ?? "";
const LABELS = "项目支出绩效自评表 项目名称 主管部门 实施单位 年度指标值 实际完成值 分值 得分".split(" ");
const WIDE = 1500;

process.on("disconnect", () => process.exit(0));
process.on("message", ({ lines }: EngineRequest) => {
  const isTrouble = behaviour === "dead" || lines.some(({ raster }) => raster.width > WIDE);
  if (!isTrouble || behaviour === "good") {
    const readings = lines.map((_, at) => ({
      text: LABELS[at % LABELS.length],
      confidence: 0.99,
      alternatives: [],
    }));
    process.send?.({ readings, cpu: 1, memory: 1000 });
  } else if (behaviour === "hang") for (;;);
  else if (behaviour === "memory") {
    const hoard: unknown[] = [];
    for (;;) hoard.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
  } else if (behaviour === "rubbish") process.send?.({ readings: "nonsense", cpu: 1, memory: 1000 });
  else {
    writeSync(2, "fatal: the engine broke down\n");
    process.exit(3);
  }
});
process.send?.({ ready: true });
