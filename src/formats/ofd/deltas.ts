import { numberOf } from "./attributes.ts";

const TOKEN = /[^\s,]+/gu;

/**
 * The steps from each character to the next as DeltaX and DeltaY give them: numbers, and runs "g 3 2.1167" for three
 * times the same (GB/T 33190-2016, 11.3). No more than `count` are made, whatever a run claims. Where there are fewer,
 * the last one goes on, as all writers of "DeltaX='3.175'" mean it. Null where there is none.
 */
export function expandDeltas(value: string | undefined, count: number): number[] | null {
  const steps: number[] = [];
  const tokens = (value ?? "").matchAll(TOKEN);
  const nextToken = () => tokens.next().value?.[0];
  for (let token = nextToken(); token !== undefined && steps.length < count; token = nextToken()) {
    const isRun = token.toLowerCase() === "g";
    const times = isRun ? (numberOf(nextToken()) ?? 0) : 1;
    const step = numberOf(isRun ? nextToken() : token);
    if (step === null) break;
    for (let done = 0; done < times && steps.length < count; done += 1) steps.push(step);
  }
  const last = steps.at(-1);
  if (last === undefined) return null;
  while (steps.length < count) steps.push(last);
  return steps;
}
