import { effect, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { ask } from "./ask-server.ts";
import { FailuresPage } from "./failures-page.tsx";
import { Help, openHelp } from "./help.tsx";
import { useKeys } from "./keyboard.ts";
import { Notices } from "./notices.tsx";
import { OverviewPage } from "./overview-page.tsx";
import { QueuePage } from "./queue-page.tsx";
import { RecordPage } from "./record-page.tsx";
import { remember, remembered } from "./remembered.ts";
import { address } from "./router.ts";
import { signer } from "./signer.ts";
import { chooseLanguage, language, say } from "./texts.ts";
import { FilePicker, listenForDrops, UploadList } from "./uploads.tsx";

interface Session {
  version: string;
  database: string;
  user: string;
}

const session = signal<Session | null>(null);
const theme = signal(remembered("theme") ?? "auto");

effect(() => {
  document.documentElement.lang = language.value === "zh" ? "zh-CN" : "en";
  document.documentElement.dataset["theme"] = theme.value;
});

const THEMES = [
  ["auto", { zh: "随系统", en: "System" }],
  ["light", { zh: "浅色", en: "Light" }],
  ["dark", { zh: "深色", en: "Dark" }],
] as const;

export function App() {
  useEffect(() => {
    ask<Session>("/session.json").then(
      (told) => {
        session.value = told;
        if (signer.value === "") signer.value = told.user;
      },
      () => undefined,
    );
    return listenForDrops();
  }, []);
  useKeys({ "?": openHelp });
  const { pathname } = address.value;
  const record = /^\/records\/([0-9a-f]{12}-\d+)$/u.exec(pathname)?.[1];
  return (
    <>
      <a class="skip" href="#main">
        {say({ zh: "跳到正文", en: "Skip to the content" })}
      </a>
      <Header pathname={pathname} />
      <main id="main" tabIndex={-1} class={record === undefined ? "" : "wide"}>
        {record !== undefined ? (
          <RecordPage id={record} key={record} />
        ) : pathname === "/records" ? (
          <QueuePage />
        ) : pathname === "/failures" ? (
          <FailuresPage />
        ) : (
          <OverviewPage />
        )}
      </main>
      <Notices />
      <UploadList />
      <Help />
    </>
  );
}

function Header({ pathname }: { pathname: string }) {
  const link = (path: string, zh: string, en: string) => (
    <a
      href={path}
      aria-current={
        pathname === path || (path === "/records" && pathname.startsWith("/records/")) ? "page" : undefined
      }
    >
      {say({ zh, en })}
    </a>
  );
  return (
    <header class="top">
      <strong class="brand">
        fuhe <span lang="zh-CN">复核</span>
      </strong>
      <nav aria-label={say({ zh: "主导航", en: "Main" })}>
        {link("/", "概览", "Overview")}
        {link("/records", "队列", "Queue")}
        {link("/failures", "未读文件", "Unread files")}
      </nav>
      <span class="database" title={session.value?.version}>
        {session.value?.database}
      </span>
      <FilePicker />
      <label class="signer">
        <span>{say({ zh: "审核人", en: "Reviewer" })}</span>
        <input
          value={signer.value}
          autocomplete="off"
          onInput={({ currentTarget }) => {
            signer.value = currentTarget.value;
            remember("signer", currentTarget.value);
          }}
        />
      </label>
      <select
        aria-label={say({ zh: "明暗", en: "Colours" })}
        value={theme.value}
        onChange={({ currentTarget }) => {
          theme.value = currentTarget.value;
          remember("theme", currentTarget.value);
        }}
      >
        {THEMES.map(([value, name]) => (
          <option key={value} value={value}>
            {say(name)}
          </option>
        ))}
      </select>
      <button
        type="button"
        lang={language.value === "zh" ? "en" : "zh-CN"}
        onClick={() => {
          chooseLanguage(language.value === "zh" ? "en" : "zh");
        }}
      >
        {language.value === "zh" ? "English" : "中文"}
      </button>
      <button type="button" aria-label={say({ zh: "键盘帮助", en: "Keyboard help" })} onClick={openHelp}>
        ?
      </button>
    </header>
  );
}
