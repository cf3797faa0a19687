import { signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { Bilingual } from "../model/bilingual.ts";
import type { UploadedFile } from "../server/take-upload.ts";
import { Refusal, refusalOf } from "./ask-server.ts";
import { say } from "./texts.ts";

interface Upload {
  key: number;
  name: string;
  /** Share that was sent, 0 to 1. */
  sent: number;
  state: "waiting" | "sending" | "reading" | "done" | "failed";
  files: UploadedFile[];
  trouble?: Bilingual;
}

const uploads = signal<Upload[]>([]);
const dragging = signal(false);
/** Counts finished uploads, so that what lists records can look again. */
export const finishedUploads = signal(0);
let keys = 0;
let last: Promise<unknown> = Promise.resolve();

function change(key: number, changed: Partial<Upload>): void {
  uploads.value = uploads.value.map((upload) => (upload.key === key ? { ...upload, ...changed } : upload));
}

/** Sends files, one after the other. */
function uploadFiles(files: Iterable<File>): void {
  for (const file of files) {
    keys += 1;
    const key = keys;
    uploads.value = [...uploads.value, { key, name: file.name, sent: 0, state: "waiting", files: [] }];
    last = last.then(() => uploadOne(file, key));
  }
}

async function uploadOne(file: File, key: number): Promise<void> {
  change(key, { state: "sending" });
  try {
    const files = await sendBytes(file, key);
    change(key, { state: files.some(({ failure }) => failure !== undefined) ? "failed" : "done", files });
  } catch (error) {
    const trouble = error instanceof Refusal ? error.text : refusalOf(null).text;
    change(key, { state: "failed", trouble });
  }
  finishedUploads.value += 1;
}

/** By the older interface: only that tells how much was sent. */
function sendBytes(file: File, key: number): Promise<UploadedFile[]> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/uploads?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      change(key, { sent: total === 0 ? 1 : loaded / total });
    });
    request.upload.addEventListener("load", () => {
      change(key, { sent: 1, state: "reading" });
    });
    request.addEventListener("load", () => {
      if (request.status === 200) resolve((request.response as { files: UploadedFile[] }).files);
      else reject(refusalOf(request.response));
    });
    request.addEventListener("error", () => {
      reject(refusalOf(null));
    });
    request.send(file);
  });
}

/** Takes files that are dropped anywhere on the page. */
export function listenForDrops(): () => void {
  const over = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files") !== true) return;
    event.preventDefault();
    dragging.value = true;
  };
  const leave = (event: DragEvent): void => {
    if (event.relatedTarget === null) dragging.value = false;
  };
  const drop = (event: DragEvent): void => {
    dragging.value = false;
    if (event.dataTransfer === null || event.dataTransfer.files.length === 0) return;
    event.preventDefault();
    uploadFiles(event.dataTransfer.files);
  };
  document.addEventListener("dragover", over);
  document.addEventListener("dragleave", leave);
  document.addEventListener("drop", drop);
  return () => {
    document.removeEventListener("dragover", over);
    document.removeEventListener("dragleave", leave);
    document.removeEventListener("drop", drop);
  };
}

/** The button that opens the choice of files, for those who do not drag. */
export function FilePicker() {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={say({ zh: "选择要读取的文件", en: "Files to read" })}
        onChange={({ currentTarget }) => {
          uploadFiles(currentTarget.files ?? []);
          currentTarget.value = "";
        }}
      />
      <button type="button" onClick={() => input.current?.click()}>
        {say({ zh: "添加文件…", en: "Add files…" })}
      </button>
    </>
  );
}

const STATES: { readonly [state in Upload["state"]]: Bilingual } = {
  waiting: { zh: "等待", en: "waiting" },
  sending: { zh: "上传中", en: "sending" },
  reading: { zh: "读取中", en: "reading" },
  done: { zh: "已读取", en: "read" },
  failed: { zh: "未能读取", en: "not read" },
};

export function UploadList() {
  const listed = uploads.value;
  return (
    <>
      {dragging.value && (
        <div class="drop">{say({ zh: "松开以读取文件", en: "Drop the files to read them" })}</div>
      )}
      <section
        class="uploads"
        aria-live="polite"
        aria-label={say({ zh: "添加的文件", en: "Added files" })}
        hidden={listed.length === 0}
      >
        <header>
          <h2>{say({ zh: "添加的文件", en: "Added files" })}</h2>
          <button
            type="button"
            class="quiet"
            aria-label={say({ zh: "清除列表", en: "Clear the list" })}
            onClick={() => (uploads.value = [])}
          >
            ×
          </button>
        </header>
        <ul>
          {listed.map((upload) => (
            <li key={upload.key} class={upload.state}>
              <span class="path">{upload.name}</span> <em>{say(STATES[upload.state])}</em>
              {(upload.state === "sending" || upload.state === "reading") && (
                <progress
                  aria-label={upload.name}
                  {...(upload.state === "sending" ? { value: upload.sent, max: 1 } : {})}
                />
              )}
              {upload.trouble !== undefined && <p class="trouble">{say(upload.trouble)}</p>}
              {upload.files.map((file) => (
                <div key={file.path}>
                  {file.records.map((id) => (
                    <a key={id} href={`/records/${id}`}>
                      {id}
                    </a>
                  ))}
                  {file.failure !== undefined && (
                    <p class="trouble">
                      <code>{file.failure.code}</code> {say(file.failure.message)}
                    </p>
                  )}
                </div>
              ))}
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
