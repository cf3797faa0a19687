import { go } from "./router.ts";

/** The queue as it was last listed, to go back to it and from record to record. */
const last: { search: string; ids: readonly string[] } = { search: "", ids: [] };

export function keepList(search: string, ids: readonly string[]): void {
  last.search = search;
  last.ids = ids;
}

export function firstListed(): string | undefined {
  return last.ids[0];
}

export function backToQueue(): void {
  go(`/records${last.search}`);
}

/** The record that stands so many places from this one in the list. */
export function goAlongList(id: string, step: number): void {
  const at = last.ids.indexOf(id);
  const next = at === -1 ? undefined : last.ids[at + step];
  if (next !== undefined) go(`/records/${next}`);
}
