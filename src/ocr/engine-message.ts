import type { LineImage, LineReading } from "../model/recognition.ts";

/** What the process of an engine is sent. */
export interface EngineRequest {
  lines: readonly LineImage[];
  kind: "text" | "digits";
}

/** What it sends back: once when it is ready, then once for each request. */
export type EngineReply =
  | { ready: true }
  /** One reading for each line. `cpu`: milliseconds of CPU the process has used since it began; `memory`: bytes it holds now. */
  | { readings: LineReading[]; cpu: number; memory: number }
  | { failed: string };

/** What an engine's process runs. */
export interface Engine {
  read(lines: readonly LineImage[], kind: "text" | "digits"): Promise<LineReading[]>;
}
