import { useEffect, useRef } from "preact/hooks";
import { signal } from "@preact/signals";
import { say } from "./texts.ts";

const open = signal(false);

export function openHelp(): void {
  open.value = true;
}

const KEYS: readonly [keys: string, zh: string, en: string][] = [
  [
    "j  k",
    "下一条、上一条（队列中的记录，记录中的待办）",
    "next, previous (record of the queue, matter of the record)",
  ],
  [
    "Enter",
    "打开记录；在记录中依次跳到该项的各处",
    "open the record; in a record go to the places of the matter, one after the other",
  ],
  ["e", "更正当前的值", "correct the current value"],
  ["a", "认可当前存疑的读数", "accept the current doubtful reading"],
  ["u", "撤销当前值（或最近一次）的更正", "undo the correction of the current value, or the latest one"],
  ["[  ]", "队列中的上一条、下一条记录", "previous, next record of the queue"],
  ["/", "搜索", "search"],
  ["Esc", "返回队列，关闭对话框", "back to the queue; close a dialog"],
  ["?", "本帮助", "this help"],
];

export function Help() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open.value) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open.value]);
  return (
    <dialog ref={dialog} aria-labelledby="help-title" onClose={() => (open.value = false)}>
      <h2 id="help-title">{say({ zh: "键盘", en: "Keyboard" })}</h2>
      <table class="keys">
        <tbody>
          {KEYS.map(([keys, zh, en]) => (
            <tr key={keys}>
              <th scope="row">
                {keys.split("  ").map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{say({ zh, en })}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{say({ zh: "数字旁的标记", en: "Marks beside values" })}</h3>
      <ul class="legend">
        <li>
          <b class="mark doubtful">?</b> {say({ zh: "存疑，需要人看", en: "doubtful: a person should look" })}
        </li>
        <li>
          <b class="mark origin">{say({ zh: "推", en: "inf" })}</b>{" "}
          {say({ zh: "未印出，由其他数推得", en: "not printed, inferred from others" })}
        </li>
        <li>
          <b class="mark origin">{say({ zh: "修", en: "rep" })}</b>{" "}
          {say({ zh: "重新拼合的文字", en: "put together again" })}
        </li>
        <li>
          <b class="mark corrected">{say({ zh: "更", en: "cor" })}</b>{" "}
          {say({ zh: "人工更正", en: "corrected by a person" })}
        </li>
        <li>
          <b class="mark guards">2</b>{" "}
          {say({
            zh: "有几项核对以它为依据；0 表示没有任何核对",
            en: "checks that rest on it; 0: nothing vouches for it",
          })}
        </li>
      </ul>
      <form method="dialog">
        <button>{say({ zh: "关闭", en: "Close" })}</button>
      </form>
    </dialog>
  );
}
