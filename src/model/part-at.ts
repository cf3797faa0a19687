/**
 * The part of a record that a JSON Pointer (RFC 6901) leads to; undefined where it leads nowhere. The keys of a record hold
 * neither "/" nor "~", so nothing needs unescaping.
 */
export function partAt(record: object, pointer: string): unknown {
  let part: unknown = record;
  for (const key of pointer.split("/").slice(1)) {
    if (typeof part !== "object" || part === null) return undefined;
    part = (part as { [key: string]: unknown })[key];
  }
  return part;
}
