import { createCanvas, loadImage } from "@napi-rs/canvas";
import type { LineImage } from "../../src/model/recognition.ts";
import { resample } from "../../src/ocr/cut-line.ts";

/** Lines of print such as stand in forms, drawn and damaged as scans are. The same seed gives the same lines. */
export interface DrawnLine {
  text: string;
  kind: string;
  font: string;
  damage: Damage;
  image: LineImage;
}

/** `none`: a clean scan at 300 dpi; the others down to what a person can still read well. */
const DAMAGES = ["none", "light", "medium", "heavy"] as const;
export type Damage = (typeof DAMAGES)[number];

type Random = () => number;

/** Mulberry32. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick<T>(random: Random, values: readonly T[]): T {
  return values[Math.floor(random() * values.length)] as T;
}

function whole(random: Random, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

/** Families as the machine knows them; what it lacks is drawn with another. */
const TUNING_FONTS = [
  "AR PL UMing CN",
  "Noto Sans CJK SC",
  "Liberation Serif, AR PL UMing CN",
  "Liberation Sans, Noto Sans CJK SC",
  "DejaVu Sans, Noto Sans CJK SC",
];
const HELD_OUT_FONTS = [
  "AR PL UMing CN",
  "AR PL UKai CN",
  "Noto Serif CJK SC",
  "Liberation Serif, AR PL UKai CN",
  "DejaVu Serif, Noto Serif CJK SC",
];
const LABELS = [
  "项目支出绩效自评表",
  "主管部门",
  "实施单位",
  "年度资金总额",
  "其中：当年财政拨款",
  "上年结转资金",
  "全年预算数",
  "全年执行数",
  "执行率",
  "年度总体目标",
  "预期目标",
  "实际完成情况",
  "一级指标",
  "二级指标",
  "三级指标",
  "产出指标",
  "数量指标",
  "质量指标",
  "时效指标",
  "成本指标",
  "效益指标",
  "社会效益",
  "经济效益",
  "生态效益",
  "可持续影响",
  "服务对象满意度",
  "偏差原因分析及改进措施",
  "群众满意度",
  "培训人员合格率",
  "资金拨付及时率",
  "工程验收合格率",
  "宣传活动覆盖面",
  "已完成",
  "全部达到",
  "长期",
  "有效提升",
  "按时完成",
  "不超过预算",
  "补助发放到位",
  "设备购置数量",
];
const NAMES = ["培训", "补助", "检查", "维修道路", "发放资金", "购置设备", "举办活动", "印制材料", "覆盖村"];
const UNITS = [
  "条",
  "人",
  "次",
  "个",
  "万元",
  "元",
  "公里",
  "人次",
  "亩",
  "台",
  "户",
  "天",
  "套",
  "项",
  "平方米",
];

function decimals(random: Random, value: number): string {
  return value.toFixed(pick(random, [0, 0, 1, 2, 2]));
}

const KINDS: { [kind: string]: (random: Random) => string } = {
  score: (random) => decimals(random, random() * pick(random, [10, 20, 100])),
  "single figure": (random) => String(whole(random, 0, 10)),
  "per cent": (random) => `${decimals(random, random() * 100)}${pick(random, ["%", "%", "％"])}`,
  target: (random) =>
    `${pick(random, ["≥", "≥", "≤", "=", ">", "<"])}${decimals(random, random() * 100)}${pick(random, ["%", "%", "", "天", "次", "万元"])}`,
  amount: (random) => {
    const value = random() ** 3 * 99_999_999;
    const text = decimals(random, value);
    const [digits, rest] = text.split(".") as [string, string?];
    const grouped = random() < 0.6 ? digits.replace(/\B(?=(?:\d{3})+$)/gu, ",") : digits;
    return `${grouped}${rest === undefined ? "" : `.${rest}`}${pick(random, ["", "", "元", "万元"])}`;
  },
  "small amount": (random) => `${decimals(random, random() * 2000)}${pick(random, ["", "", "万元"])}`,
  date: (random) => {
    const [year, month, day] = [whole(random, 2018, 2026), whole(random, 1, 12), whole(random, 1, 28)];
    return pick(random, [
      `${String(year)}年${String(month)}月${String(day)}日`,
      `${String(year)}年${String(month)}月底前`,
      `${String(year)}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`,
      `${String(year)}.${String(month)}.${String(day)}`,
    ]);
  },
  quantity: (random) => `${String(Math.floor(random() ** 2 * 5000))}${pick(random, UNITS)}`,
  "quantity in words": (random) =>
    `${pick(random, NAMES)}${String(Math.floor(random() ** 2 * 3000))}${pick(random, UNITS)}`,
  label: (random) => pick(random, LABELS),
};

export interface DrawOptions {
  seed: number;
  count: number;
  fonts: "tuning" | "held out";
  kinds?: string[];
  damages?: readonly Damage[];
}

/** Lines with their true text; equal numbers of each kind and damage. */
export async function drawLines(options: DrawOptions): Promise<DrawnLine[]> {
  const random = seeded(options.seed);
  const kinds = options.kinds ?? Object.keys(KINDS);
  const damages = options.damages ?? DAMAGES;
  const fonts = options.fonts === "tuning" ? TUNING_FONTS : HELD_OUT_FONTS;
  const lines: DrawnLine[] = [];
  for (let at = 0; at < options.count; at += 1) {
    const kind = kinds[at % kinds.length] as string;
    const damage = damages[Math.floor(at / kinds.length) % damages.length] as Damage;
    const text = (KINDS[kind] as (random: Random) => string)(random);
    const font = pick(random, fonts);
    lines.push({ text, kind, font, damage, image: await drawLine(text, font, damage, random) });
  }
  return lines;
}

/** One line as it leaves the preparation of a page: 300 dpi, white paper, cut with a small margin. */
async function drawLine(text: string, font: string, damage: Damage, random: Random): Promise<LineImage> {
  const level = DAMAGES.indexOf(damage);
  const dpi =
    level === 0
      ? 300
      : pick(random, level === 1 ? [300, 300, 200] : level === 2 ? [300, 200, 200] : [300, 200, 150]);
  const size = ((8 + random() * 6) * dpi) / 72;
  const margin = Math.round(size * (0.15 + random() * 0.3));
  const measure = createCanvas(8, 8).getContext("2d");
  const bold = random() < 0.12 ? "bold " : "";
  const face = `${bold}${size.toFixed(2)}px ${font
    .split(", ")
    .map((name) => `"${name}"`)
    .join(", ")}`;
  measure.font = face;
  const box = measure.measureText(text);
  const width = Math.ceil(box.width + 2 * margin + 2);
  const height = Math.ceil(box.actualBoundingBoxAscent + box.actualBoundingBoxDescent + 2 * margin + 2);
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  const faint = level >= 2 && random() < 0.35;
  const ink = faint ? whole(random, 110, 170) : whole(random, 0, 60);
  pen.fillStyle = `rgb(${ink},${ink},${ink})`;
  pen.font = face;
  pen.translate(margin + random(), margin + box.actualBoundingBoxAscent + random());
  if (level >= 1) pen.rotate((random() - 0.5) * 0.012);
  pen.fillText(text, 0, 0);
  pen.resetTransform();
  if (level >= 2 && random() < 0.3) drawResidue(pen, width, height, level, random);
  let grey = greyOf(pen.getImageData(0, 0, width, height).data);
  if (level >= 1) {
    blur(grey, width, height, random() * [0, 0.6, 0.9, 1.1][level]! * (dpi / 200));
    addNoise(grey, [0, 5, 10, 16][level]! * random(), random);
  }
  if (level >= 2) specks(grey, width, height, level === 2 ? 1 : 3, random);
  const ending = random();
  if (level >= 1 && ending < 0.45) grey = await throughJpeg(grey, width, height, [90, 75, 60, 45][level]!);
  else if (level >= 1 && ending < 0.65) {
    // Halfway between ink and paper, as scanners choose it, more or less.
    const sorted = grey.toSorted();
    const darkest = sorted[Math.floor(sorted.length * 0.02)] as number;
    const threshold = darkest + (255 - darkest) * (0.4 + random() * 0.25);
    grey = grey.map((value) => (value < threshold ? 0 : 255));
  }
  const whole300 = Math.round((width * 300) / dpi);
  const raster = resample(
    { width, height, channels: 1, data: whiten(grey) },
    { left: 0, top: 0, width, height },
    whole300,
    Math.round((height * 300) / dpi),
  );
  return { raster, dpi: 300 };
}

function greyOf(rgba: Uint8ClampedArray): Uint8Array {
  const grey = new Uint8Array(rgba.length / 4);
  for (let at = 0; at < grey.length; at += 1) grey[at] = rgba[at * 4 + 1] as number;
  return grey;
}

/** What is left of a red seal once its colour is taken out: pale arcs. */
function drawResidue(
  pen: ReturnType<ReturnType<typeof createCanvas>["getContext"]>,
  width: number,
  height: number,
  level: number,
  random: Random,
): void {
  const value = whole(random, level === 2 ? 195 : 165, 230);
  pen.strokeStyle = `rgb(${value},${value},${value})`;
  pen.globalCompositeOperation = "darken";
  for (let arc = 0; arc < 2; arc += 1) {
    pen.lineWidth = 2 + random() * 6;
    pen.beginPath();
    pen.arc(random() * width, (random() - 0.5) * height * 6, height * (2 + random() * 3), 0, 7);
    pen.stroke();
  }
  pen.globalCompositeOperation = "source-over";
}

function blur(grey: Uint8Array, width: number, height: number, sigma: number): void {
  if (sigma < 0.2) return;
  const reach = Math.ceil(sigma * 2.5);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = kernel.reduce((a, b) => a + b, 0);
  const once = (step: number, along: number, across: number, acrossStep: number): void => {
    for (let line = 0; line < across; line += 1) {
      const copy = Array.from({ length: along }, (_, at) => grey[line * acrossStep + at * step] as number);
      for (let at = 0; at < along; at += 1) {
        let total = 0;
        for (const [tap, weight] of kernel.entries())
          total += weight * (copy[Math.max(0, Math.min(along - 1, at + tap - reach))] as number);
        grey[line * acrossStep + at * step] = Math.round(total / sum);
      }
    }
  };
  once(1, width, height, width);
  once(width, height, width, 1);
}

function addNoise(grey: Uint8Array, deviation: number, random: Random): void {
  for (let at = 0; at < grey.length; at += 1) {
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    grey[at] = Math.max(0, Math.min(255, Math.round((grey[at] as number) + deviation * normal)));
  }
}

function specks(grey: Uint8Array, width: number, height: number, most: number, random: Random): void {
  for (let speck = whole(random, 0, most); speck > 0; speck -= 1) {
    const [left, top, size] = [
      whole(random, 0, width - 3),
      whole(random, 0, height - 3),
      whole(random, 1, 2),
    ];
    for (let y = top; y < top + size; y += 1)
      for (let x = left; x < left + size; x += 1) grey[y * width + x] = 60;
  }
}

async function throughJpeg(
  grey: Uint8Array,
  width: number,
  height: number,
  quality: number,
): Promise<Uint8Array> {
  const canvas = createCanvas(width, height);
  const pen = canvas.getContext("2d");
  const image = pen.createImageData(width, height);
  for (let at = 0; at < grey.length; at += 1) image.data.fill(grey[at] as number, at * 4, at * 4 + 3);
  for (let at = 3; at < image.data.length; at += 4) image.data[at] = 255;
  pen.putImageData(image, 0, 0);
  pen.drawImage(await loadImage(canvas.toBuffer("image/jpeg", quality)), 0, 0);
  return greyOf(pen.getImageData(0, 0, width, height).data);
}

/** Paper to white, as the flattening of a page leaves it. */
function whiten(grey: Uint8Array): Uint8Array {
  const paper = grey.toSorted()[Math.floor(grey.length * 0.7)] as number;
  return grey.map((value) => Math.min(255, Math.round((value * 255) / Math.max(1, paper - 4))));
}
