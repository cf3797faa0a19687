import { Failure } from "../model/failure.ts";
import type { Snapshot, SnapshotRow } from "../store/store.ts";

/**
 * Corrections with what each does now (`state`); null where the record is gone, or was stored by a version that did not
 * keep what telling it needs.
 */
export async function* correctionStates(
  rows: AsyncIterable<SnapshotRow>,
  snapshot: Snapshot,
): AsyncGenerator<SnapshotRow> {
  for await (const row of rows) yield { ...row, state: await stateOf(row, snapshot) };
}

async function stateOf({ id, record_id: record }: SnapshotRow, snapshot: Snapshot): Promise<string | null> {
  try {
    const history = await snapshot.history(String(record));
    return history.find((entry) => entry.id === id)?.state ?? null;
  } catch (error) {
    if (error instanceof Failure && error.code === "bad-query") return null;
    throw error;
  }
}
