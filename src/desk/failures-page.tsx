import { useEffect, useState } from "preact/hooks";
import type { Bilingual } from "../model/bilingual.ts";
import { ask } from "./ask-server.ts";
import { tellTrouble } from "./notices.tsx";
import { say } from "./texts.ts";
import { finishedUploads } from "./uploads.tsx";

interface Unread {
  path: string;
  code: string;
  message: Bilingual;
  failed_at: string;
  records_kept: number;
}

/** Files that could not be read, and what to do about each. */
export function FailuresPage() {
  const [failures, setFailures] = useState<Unread[] | null>(null);
  const uploads = finishedUploads.value;
  useEffect(() => {
    ask<{ failures: Unread[] }>("/failures.json").then((told) => setFailures(told.failures), tellTrouble);
  }, [uploads]);
  return (
    <section class="page">
      <h1>{say({ zh: "未读文件", en: "Unread files" })}</h1>
      {failures !== null && failures.length === 0 && (
        <p>{say({ zh: "所有文件均已读取。", en: "Every file was read." })}</p>
      )}
      {failures !== null && failures.length > 0 && (
        <table class="grid">
          <thead>
            <tr>
              <th scope="col">{say({ zh: "文件", en: "File" })}</th>
              <th scope="col">{say({ zh: "原因与办法", en: "Why, and what to do" })}</th>
              <th scope="col">{say({ zh: "时间", en: "When" })}</th>
            </tr>
          </thead>
          <tbody>
            {failures.map((failure) => (
              <tr key={failure.path}>
                <td class="path">{failure.path}</td>
                <td>
                  <code>{failure.code}</code> {say(failure.message)}
                </td>
                <td class="when">{failure.failed_at.slice(0, 16).replace("T", " ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
