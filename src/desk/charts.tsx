import type { Severity } from "../model/check.ts";
import { figure, say } from "./texts.ts";

interface Bar {
  key: string;
  name: string;
  kind: Severity | "plain";
  value: number;
  /** A share of `value` that is drawn darker. */
  part?: number;
  text: string;
  href: string;
}

/** Bars with their names and figures, each a link to the records behind it. */
export function BarList({ bars }: { bars: readonly Bar[] }) {
  if (bars.length === 0) return <p class="empty">{say({ zh: "无", en: "None" })}</p>;
  const most = Math.max(...bars.map(({ value, part }) => Math.max(value, part ?? 0)), 1);
  return (
    <ul class="bars">
      {bars.map(({ key, name, kind, value, part, text, href }) => (
        <li key={key}>
          <a href={href}>
            <span class="bar-name">{name}</span>
            <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" class={kind}>
              <rect width={(100 * value) / most} height="8" class={part === undefined ? "whole" : "ground"} />
              {part !== undefined && <rect width={(100 * part) / most} height="8" class="whole" />}
            </svg>
            <span class="bar-text">{text}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

interface Bin {
  from: number;
  below: number;
  records: number;
}

const WIDTH = 520;
const HEIGHT = 120;
const FLOOR = 102;

/** A histogram from 0 to `most`, with a bar of its own for what lies at or above it. */
export function Histogram({
  bins,
  most,
  width,
  filter,
  unit,
}: {
  bins: readonly Bin[];
  most: number;
  width: number;
  filter: string;
  unit: string;
}) {
  if (bins.length === 0) return <p class="empty">{say({ zh: "无", en: "None" })}</p>;
  // Nothing is drawn of the empty half where all scores are high.
  const least = Math.floor(Math.min(...bins.map(({ from }) => from)) / (width * 10)) * width * 10;
  const slots = (most - least) / width + 1;
  const step = WIDTH / slots;
  const highest = Math.max(...bins.map(({ records }) => records));
  const ticks = Array.from(
    { length: Math.floor((most - least) / (width * 10)) + 1 },
    (_, at) => least + at * width * 10,
  );
  const marks = width === 10 ? Array.from({ length: slots }, (_, at) => least + at * width) : ticks;
  return (
    <svg class="histogram" viewBox={`0 0 ${String(WIDTH)} ${String(HEIGHT)}`} role="group">
      {bins.map(({ from, below, records }) => {
        const tall = Math.max(2, (92 * records) / highest);
        const x = ((from - least) / width) * step;
        const range = below > 1000 ? `≥ ${String(from)}` : `${String(from)}–${String(below)}`;
        const name = say({
          zh: `${range} ${unit}：${figure(records)} 条记录`,
          en: `${range} ${unit}: ${figure(records)} records`,
        });
        return (
          <a key={from} href={`/records?${filter}=${String(from)},${String(below)}`} aria-label={name}>
            <title>{name}</title>
            <rect class="hit" x={x} y="0" width={step} height={FLOOR} />
            <rect class="whole" x={x + step * 0.1} y={FLOOR - tall} width={step * 0.8} height={tall} />
          </a>
        );
      })}
      <line x1="0" x2={WIDTH} y1={FLOOR} y2={FLOOR} />
      {marks.map((mark) => (
        <text key={mark} x={((mark - least) / width + 0.5) * step} y={HEIGHT - 4}>
          {mark}
        </text>
      ))}
    </svg>
  );
}
