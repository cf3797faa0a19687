import { signal } from "@preact/signals";
import type { Bilingual } from "../model/bilingual.ts";
import { textOf } from "./ask-server.ts";
import { say } from "./texts.ts";

interface Notice {
  kind: "done" | "trouble";
  lines: Bilingual[];
}

const notice = signal<Notice | null>(null);
let timer: ReturnType<typeof setTimeout> | undefined;

const SHOWN = 9_000;

function show(next: Notice): void {
  notice.value = next;
  clearTimeout(timer);
  // Troubles stay until they are closed.
  if (next.kind === "done") timer = setTimeout(() => (notice.value = null), SHOWN);
}

export function tell(...lines: Bilingual[]): void {
  show({ kind: "done", lines });
}

export function tellTrouble(error: unknown): void {
  show({ kind: "trouble", lines: [textOf(error)] });
}

export function Notices() {
  const current = notice.value;
  return (
    <div class="notices" role="status" aria-live="polite">
      {current !== null && (
        <div class={`notice ${current.kind}`}>
          <ul>
            {current.lines.map((line) => (
              <li key={line.en}>{say(line)}</li>
            ))}
          </ul>
          <button
            type="button"
            class="quiet"
            aria-label={say({ zh: "关闭", en: "Close" })}
            onClick={() => (notice.value = null)}
          >
            ×
          </button>
        </div>
      )}
    </div>
  );
}
