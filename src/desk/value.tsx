import type { Reading } from "../model/reading.ts";
import { correcting, current, hovered, marked } from "./record-state.ts";
import { fieldName, isNumberAt, needsPerson, placeName, valueText } from "./readings.ts";
import { say } from "./texts.ts";

const ORIGINS = {
  inferred: { mark: { zh: "推", en: "inf" }, name: { zh: "推断", en: "inferred" } },
  repaired: { mark: { zh: "修", en: "rep" }, name: { zh: "重新拼合", en: "put together again" } },
  corrected: { mark: { zh: "更", en: "cor" }, name: { zh: "人工更正", en: "corrected" } },
} as const;

const STATES = {
  sure: { zh: "可靠", en: "sure" },
  guarded: { zh: "存疑但核对相符", en: "doubted, but confirmed by a check" },
  doubtful: { zh: "存疑", en: "doubtful" },
} as const;

/** A value of the record: what it is, how it came to be, how far it can be relied on; double click or "e" corrects it. */
export function Value({
  pointer,
  reading,
  text,
}: {
  pointer: string;
  reading: Reading<unknown> | null;
  text?: string;
}) {
  if (reading === null) return <Missing pointer={pointer} />;
  const { origin, state, guards, value, raw, at } = reading;
  const isNumber = isNumberAt(pointer);
  const shown = text ?? (value === null && raw.trim() !== "" ? `“${raw}”` : valueText(pointer, value));
  const isActive = current.value === pointer || hovered.value.includes(pointer) || marked.value.has(pointer);
  const isDoubtful = needsPerson(pointer, reading);
  const field = fieldName(pointer.slice(pointer.lastIndexOf("/") + 1));
  const about = [
    field,
    raw === shown
      ? ""
      : say({ zh: `印刷：${raw === "" ? "（空白）" : raw}`, en: `printed: ${raw === "" ? "(blank)" : raw}` }),
    origin === "read" ? "" : say(ORIGINS[origin].name),
    say(STATES[state]),
    isNumber
      ? say({ zh: `${String(guards)} 项核对以它为依据`, en: `${String(guards)} checks rest on it` })
      : "",
    placeName(at),
  ];
  const classes = [
    "value",
    state,
    origin,
    isNumber && shown.length <= 12 ? "numeric" : "",
    isActive ? "active" : "",
    current.value === pointer ? "current" : "",
  ];
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(" ")}
      data-pointer={pointer}
      title={about.filter(Boolean).join("\n")}
      onFocus={() => (current.value = pointer)}
      onClick={() => (current.value = pointer)}
      onDblClick={() => (correcting.value = pointer)}
      onMouseEnter={() => (hovered.value = [pointer])}
      onMouseLeave={() => (hovered.value = [])}
    >
      {shown === "" ? "–" : shown}
      {isDoubtful && (
        <b class="mark doubtful" aria-hidden="true">
          ?
        </b>
      )}
      {origin !== "read" && (
        <b aria-hidden="true" class={`mark ${origin === "corrected" ? "corrected" : "origin"}`}>
          {say(ORIGINS[origin].mark)}
        </b>
      )}
      {isNumber && value !== null && (
        <b aria-hidden="true" class={`mark guards${guards === 0 ? " none" : ""}`}>
          {guards}
        </b>
      )}
    </button>
  );
}

/** A place of the form where nothing was read; a value can be entered. */
function Missing({ pointer }: { pointer: string }) {
  const field = fieldName(pointer.slice(pointer.lastIndexOf("/") + 1));
  return (
    <button
      type="button"
      class={`value missing${current.value === pointer ? " current active" : ""}`}
      data-pointer={pointer}
      aria-label={`${field} ${say({ zh: "未读到", en: "not read" })}`}
      onFocus={() => (current.value = pointer)}
      onClick={() => (current.value = pointer)}
      onDblClick={() => (correcting.value = pointer)}
    >
      <span aria-hidden="true">·</span>
    </button>
  );
}
