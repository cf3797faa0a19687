import { useEffect, useRef, useState } from "preact/hooks";
import type { Record } from "../model/record.ts";
import { correct, correcting, goTo } from "./record-state.ts";
import { isReading, partAt, placeName, pointerName, valueText } from "./readings.ts";
import { remember } from "./remembered.ts";
import { signer } from "./signer.ts";
import { say } from "./texts.ts";

/** Asks for the value that stands on the page, who says so and why. */
export function CorrectionDialog({ record }: { record: Record }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const pointer = correcting.value;
  useEffect(() => {
    if (pointer === null) dialog.current?.close();
    else dialog.current?.showModal();
  }, [pointer]);
  const close = (): void => {
    correcting.value = null;
    if (pointer !== null) goTo(pointer);
  };
  return (
    <dialog ref={dialog} class="correction" aria-labelledby="correction-title" onClose={close}>
      {pointer !== null && (
        <CorrectionForm
          key={pointer}
          pointer={pointer}
          record={record}
          close={() => dialog.current?.close()}
        />
      )}
    </dialog>
  );
}

function CorrectionForm({ pointer, record, close }: { pointer: string; record: Record; close: () => void }) {
  const part = partAt(record, pointer);
  const reading = isReading(part) ? part : null;
  const [entered, setEntered] = useState(
    reading === null ? "" : valueText(pointer, reading.value) || reading.raw,
  );
  const [note, setNote] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("[name=entered]")?.select();
  }, []);
  const isLong = entered.length > 60 || entered.includes("\n");
  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        void correct(pointer, entered, note).then((isDone) => {
          if (isDone) close();
        });
      }}
    >
      <h2 id="correction-title">{say({ zh: "更正：", en: "Correct: " }) + pointerName(record, pointer)}</h2>
      <dl class="fields">
        <div>
          <dt>{say({ zh: "印刷", en: "Printed" })}</dt>
          <dd>{reading === null || reading.raw === "" ? "–" : reading.raw}</dd>
        </div>
        <div>
          <dt>{say({ zh: "现值", en: "Now" })}</dt>
          <dd>{reading === null ? "–" : valueText(pointer, reading.value) || "–"}</dd>
        </div>
        {reading !== null && (
          <div>
            <dt>{say({ zh: "位置", en: "Place" })}</dt>
            <dd>{placeName(reading.at)}</dd>
          </div>
        )}
      </dl>
      <label>
        {say({
          zh: "页面上的值（按原样填写，空白留空）",
          en: "The value on the page (as printed; empty where it is blank)",
        })}
        {isLong ? (
          <textarea
            name="entered"
            rows={6}
            value={entered}
            onInput={({ currentTarget }) => setEntered(currentTarget.value)}
          />
        ) : (
          <input
            name="entered"
            autocomplete="off"
            value={entered}
            onInput={({ currentTarget }) => setEntered(currentTarget.value)}
          />
        )}
      </label>
      <label>
        {say({ zh: "原因", en: "Why" })}
        <input
          name="note"
          autocomplete="off"
          value={note}
          onInput={({ currentTarget }) => setNote(currentTarget.value)}
        />
      </label>
      <label>
        {say({ zh: "审核人", en: "Reviewer" })}
        <input
          name="by"
          required
          autocomplete="off"
          value={signer.value}
          onInput={({ currentTarget }) => {
            signer.value = currentTarget.value;
            remember("signer", currentTarget.value);
          }}
        />
      </label>
      <div class="buttons">
        <button type="submit" class="primary">
          {say({ zh: "更正并重新核对", en: "Correct and recalculate" })}
        </button>
        <button type="button" onClick={() => close()}>
          {say({ zh: "取消", en: "Cancel" })}
        </button>
      </div>
    </form>
  );
}
