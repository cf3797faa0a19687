import type { Check } from "../model/check.ts";
import type { Record } from "../model/record.ts";
import { chooseMatter, chosen, current, goTo, hovered, matters, nextPlace } from "./record-state.ts";
import { isReading, type Matter, partAt, placeName, placesOf, pointerName, valueText } from "./readings.ts";
import { CAUSES, figure, RULES, say, SEVERITIES, VERDICTS } from "./texts.ts";

/** What a person should look at: checks that do not agree and doubted values, the gravest first; then what agrees. */
export function Findings({ record }: { record: Record }) {
  const { coverage } = record;
  const agreeing = record.checks.filter(({ verdict }) => verdict === "agrees");
  return (
    <section class="findings" aria-labelledby="findings-title">
      <div class="line">
        <h2 id="findings-title">{say({ zh: "待办", en: "To settle" })}</h2>
        <span>
          {say({
            zh: `${figure(coverage.checks.differs)} 项不一致，${figure(coverage.checks.unverifiable)} 项无法核对，${figure(coverage.checks.agrees)} 项一致；${figure(coverage.numbers)} 个数中 ${figure(coverage.guarded)} 个有核对依据`,
            en: `${figure(coverage.checks.differs)} differ, ${figure(coverage.checks.unverifiable)} cannot be verified, ${figure(coverage.checks.agrees)} agree; ${figure(coverage.guarded)} of ${figure(coverage.numbers)} numbers are guarded`,
          })}
        </span>
      </div>
      {matters.value.length === 0 && (
        <p class="empty">{say({ zh: "没有待办。", en: "Nothing to settle." })}</p>
      )}
      <ol class="matters">
        {matters.value.map((matter) => (
          <li key={matter.key} class={chosen.value === matter.key ? "chosen" : ""}>
            {matter.kind === "check" ? (
              <Finding matter={matter} check={matter.check} record={record} />
            ) : (
              <Doubt matter={matter} record={record} />
            )}
          </li>
        ))}
      </ol>
      {agreeing.length > 0 && (
        <details>
          <summary>
            {say({
              zh: `一致的核对（${figure(agreeing.length)}）`,
              en: `Checks that agree (${figure(agreeing.length)})`,
            })}
          </summary>
          <ul class="agreeing">
            {agreeing.map((check, at) => (
              <li key={String(at)}>
                <b>{say(RULES[check.rule])}</b> {say(check.message)}{" "}
                <Places record={record} pointers={[check.subject, ...check.evidence]} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function Finding({ matter, check, record }: { matter: Matter; check: Check; record: Record }) {
  const { rule, verdict, severity, reported, recalculated, difference, cause, suggestion, message, subject } =
    check;
  const isDifference = verdict === "differs";
  return (
    <>
      <button
        type="button"
        class="matter"
        data-matter={matter.key}
        aria-expanded={chosen.value === matter.key}
        onClick={() => {
          if (chosen.value === matter.key) nextPlace();
          else chooseMatter(matter);
        }}
        onMouseEnter={() => (hovered.value = placesOf(record, matter))}
        onMouseLeave={() => (hovered.value = [])}
      >
        <span class={`badge ${isDifference ? severity : "unverifiable"}`}>
          {isDifference ? say(SEVERITIES[severity]) : say(VERDICTS[verdict])}
        </span>
        <b>{say(RULES[rule])}</b> <span class="subject">{pointerName(record, subject)}</span>
        {isDifference && (reported !== null || recalculated !== null) && (
          <span class="compare">
            {say({ zh: "印", en: "printed" })} <b>{shown(reported)}</b>{" "}
            {say({ zh: "算", en: "recalculated" })} <b>{shown(recalculated)}</b>
            {difference !== null && <em>{difference > 0 ? `+${String(difference)}` : String(difference)}</em>}
          </span>
        )}
      </button>
      {chosen.value === matter.key && (
        <div class="told">
          <p>{say(message)}</p>
          {cause !== null && (
            <p>
              {say({ zh: "原因：", en: "Cause: " })}
              {say(CAUSES[cause])}
            </p>
          )}
          {suggestion !== null && (
            <p class="suggestion">
              {say({ zh: "建议：", en: "Suggestion: " })}
              {suggestion}
            </p>
          )}
          <Places record={record} pointers={placesOf(record, matter)} />
        </div>
      )}
    </>
  );
}

function shown(value: number | string | null): string {
  return value === null ? "–" : String(value);
}

function Doubt({ matter, record }: { matter: Matter & { kind: "value" }; record: Record }) {
  const reading = partAt(record, matter.pointer);
  if (!isReading(reading)) return null;
  const isChosen = chosen.value === matter.key;
  return (
    <>
      <button
        type="button"
        class="matter"
        data-matter={matter.key}
        aria-expanded={isChosen}
        onClick={() => {
          if (chosen.value === matter.key) nextPlace();
          else chooseMatter(matter);
        }}
        onMouseEnter={() => (hovered.value = [matter.pointer])}
        onMouseLeave={() => (hovered.value = [])}
      >
        <span class="badge doubtful">{say({ zh: "存疑", en: "Doubtful" })}</span>
        <b>{pointerName(record, matter.pointer)}</b>
        <span class="compare">
          {say({ zh: "印", en: "printed" })} <b>{reading.raw === "" ? "–" : reading.raw}</b>{" "}
          {say({ zh: "读作", en: "read as" })} <b>{valueText(matter.pointer, reading.value) || "–"}</b>
        </span>
      </button>
      {isChosen && (
        <div class="told">
          <p>
            {say({
              zh: `把握 ${reading.confidence.toFixed(2)}，${String(reading.guards)} 项核对以它为依据。看原件：无误按 a 认可，有误按 e 更正。`,
              en: `Confidence ${reading.confidence.toFixed(2)}, ${String(reading.guards)} checks rest on it. Look at the original: accept it with a, or correct it with e.`,
            })}
          </p>
          <Places record={record} pointers={[matter.pointer]} />
        </div>
      )}
    </>
  );
}

/** Values as chips that lead to their places. */
function Places({ record, pointers }: { record: Record; pointers: readonly string[] }) {
  const found = [...new Set(pointers)].flatMap((pointer) => {
    const reading = partAt(record, pointer);
    return isReading(reading) ? [{ pointer, reading }] : [];
  });
  return (
    <ul class="places">
      {found.map(({ pointer, reading }) => (
        <li key={pointer}>
          <button
            type="button"
            class={current.value === pointer ? "here" : ""}
            title={placeName(reading.at)}
            onClick={() => {
              goTo(pointer);
            }}
            onMouseEnter={() => (hovered.value = [pointer])}
            onMouseLeave={() => (hovered.value = [])}
          >
            {pointerName(record, pointer)} <b>{valueText(pointer, reading.value) || "–"}</b>
          </button>
        </li>
      ))}
    </ul>
  );
}
