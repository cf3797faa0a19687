import type { Command } from "commander";
import type { Standing, VerifiedOriginal } from "../../ingest/verify-originals.ts";
import { addExamples, databaseOption, formatOption } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { failureLine } from "../failure-line.ts";
import type { Bilingual } from "../language.ts";
import { withStore } from "../open-store.ts";
import { type Progress, showProgress } from "../progress.ts";
import { printRows } from "../rows.ts";
import type { Session } from "../session.ts";

interface VerifyFlags {
  db: string;
  all?: boolean;
  format: "text" | "json" | "csv";
}

/** In the order in which they are counted. */
const STANDINGS: { [standing in Standing]: Bilingual } = {
  intact: { en: "intact", zh: "完好" },
  moved: { en: "moved", zh: "已移动" },
  missing: { en: "missing", zh: "缺失" },
  changed: { en: "changed", zh: "已变更" },
  unreadable: { en: "unreadable", zh: "无法读取" },
  unhashed: { en: "never read", zh: "从未读出" },
};

/** `fuhe verify`: whether the originals are still what was read. */
export function declareVerify(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("verify")
    .summary(text({ en: "check the originals against their hashes", zh: "校验原件的完整性" }))
    .description(
      text({
        en: "Compares every original with the SHA-256 of the bytes that were read, at its stored path as seen from the working folder, also in archives. Lists what is not as stored. Originals that are not there are looked for by their hash below the paths given. Changes neither originals nor the database.",
        zh: "按入库时的 SHA-256 逐一校验原件（路径相对于当前目录，含压缩包内的文件），列出与入库时不符的原件。给出路径时，按哈希值在其下查找不在原处的原件。不改动原件和数据库。",
      }),
    )
    .argument(
      "[paths...]",
      text({
        en: "files, folders and patterns below which moved originals are looked for",
        zh: "在这些文件、目录或通配符之下查找已移动的原件",
      }),
    )
    .addOption(databaseOption(session))
    .option("--all", text({ en: "list intact originals as well", zh: "完好的原件也列出" }))
    .addOption(formatOption(session, ["text", "json", "csv"], "text"))
    .action((paths: string[], flags: VerifyFlags) => verify(paths, flags, session));
  addExamples(command, session, ["fuhe verify", "fuhe verify /mnt/archive --format csv > fixity.csv"]);
}

async function verify(search: readonly string[], flags: VerifyFlags, session: Session): Promise<void> {
  const { verifyOriginals } = await import("../../ingest/verify-originals.ts");
  const stored = await withStore(flags.db, session, (store) => store.originals());
  const now = () => performance.now();
  let progress: Progress = showProgress(stored.length, session, now);
  const { originals, unreachable } = await verifyOriginals(stored, {
    folder: session.io.cwd,
    search,
    onVerified: () => {
      progress.step();
    },
    onSearch: (files) => {
      progress.end();
      session.talk(
        session.text({
          en: `Looking for what is not at its place, in ${String(files)} files.`,
          zh: `正在 ${String(files)} 个文件中查找不在原处的原件。`,
        }),
      );
      progress = showProgress(files, session, now);
      return () => {
        progress.step();
      };
    },
  }).finally(() => {
    progress.end();
  });
  const listed = flags.all === true ? originals : originals.filter(({ standing }) => standing !== "intact");
  await (flags.format === "text" ? printTable(listed, session) : printAll(listed, flags.format, session));
  for (const { source, failure } of unreachable) session.talk(failureLine(source, failure, session));
  session.talk(countLine(originals, session));
  if (unreachable.length > 0 || originals.some(({ standing }) => standing !== "intact"))
    session.exitCode = EXIT.found;
}

function printTable(originals: readonly VerifiedOriginal[], session: Session): Promise<void> {
  const { text } = session;
  return printRows(
    {
      columns: [
        { name: text({ en: "standing", zh: "状态" }) },
        { name: text({ en: "original", zh: "原件" }), elastic: "start" },
        { name: text({ en: "same bytes at", zh: "相同内容位于" }), elastic: "start" },
        { name: text({ en: "now", zh: "现状" }), elastic: "wrap" },
      ],
      rows: originals.map((original) => [
        text(STANDINGS[original.standing]),
        original.path,
        original.foundAt.join("; "),
        nowText(original),
      ]),
    },
    "table",
    session,
  );
}

function nowText({ standing, sha256Now, reason }: VerifiedOriginal): string {
  if (reason !== null) return reason;
  return standing === "intact" || sha256Now === null ? "" : `sha256 ${sha256Now.slice(0, 12)}…`;
}

/** For programs: whole hashes, words that do not depend on the language. */
function printAll(
  originals: readonly VerifiedOriginal[],
  format: "json" | "csv",
  session: Session,
): Promise<void> {
  const columns = ["path", "standing", "sha256", "sha256_now", "found_at", "reason"];
  return printRows(
    {
      columns: columns.map((name) => ({ name })),
      rows: originals.map(({ path, standing, sha256, sha256Now, foundAt, reason }) => [
        path,
        standing,
        sha256,
        sha256Now,
        format === "json" ? foundAt : foundAt.join("; "),
        reason,
      ]),
    },
    format,
    session,
  );
}

/** "3 originals: 2 intact, 1 missing." */
function countLine(originals: readonly VerifiedOriginal[], session: Session): string {
  const counts = (Object.keys(STANDINGS) as Standing[]).flatMap((standing) => {
    const n = originals.filter((original) => original.standing === standing).length;
    const { en, zh } = STANDINGS[standing];
    return n === 0 ? [] : [{ en: `${String(n)} ${en}`, zh: `${zh} ${String(n)}` }];
  });
  const total = String(originals.length);
  return session.text({
    en: `${total} originals${counts.length === 0 ? "" : ": "}${counts.map(({ en }) => en).join(", ")}.`,
    zh: `共 ${total} 件原件${counts.length === 0 ? "" : "："}${counts.map(({ zh }) => zh).join("，")}。`,
  });
}
