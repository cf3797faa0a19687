import { useEffect } from "preact/hooks";
import type { DescribedRecord } from "../server/describe-record.ts";
import { CorrectionDialog } from "./correction-dialog.tsx";
import { Findings } from "./findings.tsx";
import { FormTables } from "./form-tables.tsx";
import { useKeys } from "./keyboard.ts";
import { backToQueue, goAlongList } from "./last-list.ts";
import { tellTrouble } from "./notices.tsx";
import { Original } from "./original.tsx";
import {
  acceptCurrent,
  correcting,
  current,
  described,
  goTo,
  nextPlace,
  openRecord,
  stepMatter,
  undo,
} from "./record-state.ts";
import { pointerName } from "./readings.ts";
import { language, say } from "./texts.ts";

/** The original on the left, its record on the right. */
export function RecordPage({ id }: { id: string }) {
  useEffect(() => {
    openRecord(id).catch(tellTrouble);
  }, [id]);
  const correctCurrent = () => (current.value === null ? false : (correcting.value = current.value));
  useKeys({
    j: () => {
      stepMatter(1);
    },
    k: () => {
      stepMatter(-1);
    },
    Enter: nextPlace,
    e: correctCurrent,
    a: acceptCurrent,
    u: undo,
    "[": () => {
      goAlongList(id, -1);
    },
    "]": () => {
      goAlongList(id, 1);
    },
    Escape: backToQueue,
  });
  const told = described.value;
  if (told === null || told.record.id !== id)
    return <p class="empty">{say({ zh: "正在读取…", en: "Loading…" })}</p>;
  const { record } = told;
  return (
    <div class="record">
      <Original told={told} />
      <section class="sheet" aria-labelledby="record-title">
        <div class="line title">
          <h1 id="record-title">{record.project.name?.value ?? record.title?.value ?? record.id}</h1>
          <div class="actions">
            <button type="button" onClick={correctCurrent} disabled={current.value === null}>
              {say({ zh: "更正", en: "Correct" })} <kbd>e</kbd>
            </button>
            <button type="button" onClick={acceptCurrent} disabled={current.value === null}>
              {say({ zh: "认可", en: "Accept" })} <kbd>a</kbd>
            </button>
            <button type="button" onClick={undo} disabled={told.history.length === 0}>
              {say({ zh: "撤销", en: "Undo" })} <kbd>u</kbd>
            </button>
          </div>
        </div>
        <Facts told={told} />
        <Findings record={record} />
        <FormTables record={record} />
        <History told={told} />
        <CorrectionDialog record={record} />
      </section>
    </div>
  );
}

function Facts({ told: { record, document } }: { told: DescribedRecord }) {
  const others = document.records.filter((own) => own !== record.id);
  return (
    <p class="facts">
      <span>{record.id}</span> <span>{record.form}</span>{" "}
      <span class="path" title={document.paths.join("\n")}>
        {document.paths[0]}
      </span>
      {others.length > 0 && (
        <span>
          {say({ zh: "同一文件：", en: "same file: " })}
          {others.map((own) => (
            <a key={own} href={`/records/${own}`}>
              {own.slice(own.indexOf("-"))}
            </a>
          ))}
        </span>
      )}{" "}
      <a href={`/records/${record.id}.json`}>JSON</a>{" "}
      <a href={`/records/${record.id}/paper.xlsx?lang=${language.value}`} download>
        {say({ zh: "工作底稿", en: "Work paper" })}
      </a>
    </p>
  );
}

const STATES = {
  applied: { zh: "有效", en: "in force" },
  confirmed: { zh: "有效：确认读数无误", en: "in force: the reading is confirmed" },
  agrees: { zh: "机器现已读出相同的值", en: "the machine now reads the same" },
  unplaced: { zh: "未套用：重新读取后此处读数已变", en: "not applied: another reading now stands there" },
  superseded: { zh: "已被取代或撤销", en: "superseded or taken back" },
} as const;

function History({ told: { record, history, document } }: { told: DescribedRecord }) {
  return (
    <>
      {history.length > 0 && (
        <section class="part">
          <h2>{say({ zh: "更正记录", en: "Log of corrections" })}</h2>
          <table class="grid">
            <tbody>
              {history.toReversed().map((entry) => (
                <tr key={entry.id} class={entry.state}>
                  <td class="when">{entry.at.slice(0, 16).replace("T", " ")}</td>
                  <td>{entry.by}</td>
                  <td>
                    <button
                      type="button"
                      class="quiet"
                      onClick={() => {
                        goTo(entry.pointer);
                      }}
                    >
                      {pointerName(record, entry.pointer)}
                    </button>
                  </td>
                  <td>
                    {entry.read_raw === "" ? "–" : entry.read_raw} →{" "}
                    {entry.entered === null
                      ? say({ zh: "撤销", en: "taken back" })
                      : entry.entered || say({ zh: "空白", en: "blank" })}
                  </td>
                  <td>{entry.note}</td>
                  <td>{say(STATES[entry.state])}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {document.warnings.length > 0 && (
        <details class="part">
          <summary>
            {say({
              zh: `读取时的警告（${String(document.warnings.length)}）`,
              en: `Warnings of the reader (${String(document.warnings.length)})`,
            })}
          </summary>
          <ul class="agreeing">
            {document.warnings.map(({ code, message, line }, at) => (
              <li key={String(at)}>
                <code>{code}</code> {message}{" "}
                {line !== null && say({ zh: `第 ${String(line)} 行`, en: `line ${String(line)}` })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
