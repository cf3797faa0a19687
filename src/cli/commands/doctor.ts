import type { Command } from "commander";
import type { Bilingual } from "../language.ts";
import { addExamples, formatOption } from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { jsonText } from "../json-text.ts";
import { type Finding, lookAround } from "../look-around.ts";
import type { Session } from "../session.ts";
import { padTo, widthOf } from "../text-width.ts";

interface DoctorFlags {
  format: "text" | "json";
}

/** `fuhe doctor`: says what of this machine fuhe can use. */
export function declareDoctor(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("doctor")
    .summary(text({ en: "say what is installed and what is missing", zh: "检查已安装和缺少的组件" }))
    .description(
      text({
        en: "Looks at what fuhe can use on this machine: Node.js, SQLite, recognition engines, LibreOffice, Chinese fonts. Says what is missing, what that costs and how to get it. Nothing is started or fetched. Ends with 1 where something is missing that scans or the database need.",
        zh: "检查本机可用的组件：Node.js、SQLite、文字识别引擎、LibreOffice、中文字体。列出缺少的组件、影响和安装方法，不启动也不下载任何东西。缺少识别扫描件或数据库所必需的组件时，退出码为 1。",
      }),
    )
    .addOption(formatOption(session, ["text", "json"], "text"))
    .action(async (flags: DoctorFlags) => {
      session.exitCode = await doctor(flags, session);
    });
  addExamples(command, session, ["fuhe doctor", "fuhe doctor --format json"]);
}

async function doctor({ format }: DoctorFlags, session: Session): Promise<ExitCode> {
  const findings = await lookAround(session.io.env);
  const isWell = findings.every(({ available, needed }) => available || !needed);
  if (format === "json") await session.out(`${jsonText({ ok: isWell, parts: findings }, 2)}\n`);
  else await session.out(renderFindings(findings, isWell, session));
  return isWell ? EXIT.ok : EXIT.found;
}

function renderFindings(findings: readonly Finding[], isWell: boolean, session: Session): string {
  const { text, paint } = session;
  const width = Math.max(...findings.map(({ name }) => widthOf(text(name))));
  const lines = findings.flatMap((finding) => {
    const { name, version, available, needed, does, remedy } = finding;
    const mark = available ? paint("green", "✓") : paint(needed ? "red" : "yellow", needed ? "✗" : "–");
    const first = `${mark} ${padTo(text(name), width)}  ${available ? version : text(MISSING)}`;
    const more = available ? [text(does)] : [text(does), ...(remedy === null ? [] : [text(remedy)])];
    return [first, ...more.filter((line) => line !== "").map((line) => `  ${" ".repeat(width)}  ${line}`)];
  });
  const end = isWell
    ? { en: "Nothing that is needed is missing.", zh: "必需的组件齐全。" }
    : { en: "Something that is needed is missing: see ✗.", zh: "缺少必需的组件：见 ✗。" };
  return `${[...lines, "", text(end)].join("\n")}\n`;
}

const MISSING: Bilingual = { en: "missing", zh: "缺少" };
