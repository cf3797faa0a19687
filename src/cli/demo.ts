// `npm run demo`: reads the reports of fixtures/ into data/fuhe.db, then lists the records and what does not add up.
import { fileURLToPath } from "node:url";
import { EXIT } from "./exit-codes.ts";
import { isClosedPipe, processIo } from "./io.ts";
import { withStore } from "./open-store.ts";
import { printRows } from "./rows.ts";
import { run } from "./run.ts";
import { SERVICES } from "./services.ts";
import { createSession } from "./session.ts";

const DATABASE = "data/fuhe.db";
const REFUSED = "fixtures/refused";

const RECORDS = `
  select record_id, project_name, year, total_score, grade, errors, warnings
  from record_summary where path like 'fixtures/%' order by path, record_id`;
const MISMATCHES = `
  select record_id, rule, reported, recalculated, message_zh, message_en
  from mismatches where path like 'fixtures/%' and severity = 'error' order by path, record_id`;

const io = { ...processIo(), cwd: fileURLToPath(new URL("../..", import.meta.url)) };
const session = createSession([], io, SERVICES);
const { text } = session;

function title(words: { en: string; zh: string }): Promise<void> {
  return session.out(`\n${session.paint("bold", text(words))}\n\n`);
}

async function demonstrate(): Promise<number> {
  await title({ en: "fuhe ingest fixtures", zh: "fuhe ingest fixtures" });
  const paths = ["fixtures/forms/**/source.txt", REFUSED];
  const ingested = await run(["ingest", ...paths, "--db", DATABASE, "--lang", session.language], io);
  if (ingested !== EXIT.ok && ingested !== EXIT.found) return ingested;
  await session.out(
    `\n${text({
      en: `(${REFUSED} holds files that are no reports: to refuse them and go on is what is wanted.)`,
      zh: `（${REFUSED} 中的文件不是自评表：拒绝它们而不中断，正是应有的结果。）`,
    })}\n`,
  );
  await withStore(DATABASE, session, async (store) => {
    await title({ en: "Records", zh: "记录" });
    await printRecords((await store.query(RECORDS)).rows);
    await title({ en: "What does not add up", zh: "核对不一致" });
    await printMismatches((await store.query(MISMATCHES)).rows);
  });
  await session.out(
    `\n${text({ en: "More of one record: npx fuhe show RECORD", zh: "查看一条记录：npx fuhe show 记录编号" })}\n`,
  );
  return EXIT.ok;
}

function printRecords(rows: unknown[][]): Promise<void> {
  return printRows(
    {
      columns: [
        { name: text({ en: "record", zh: "记录" }) },
        { name: text({ en: "project", zh: "项目" }), elastic: "end" },
        { name: text({ en: "year", zh: "年度" }), align: "right" },
        { name: text({ en: "total", zh: "总分" }), align: "right" },
        { name: text({ en: "grade", zh: "等级" }) },
        { name: text({ en: "errors", zh: "错误" }), align: "right" },
        { name: text({ en: "warnings", zh: "警告" }), align: "right" },
      ],
      rows,
    },
    "table",
    session,
  );
}

function printMismatches(rows: unknown[][]): Promise<void> {
  return printRows(
    {
      columns: [
        { name: text({ en: "record", zh: "记录" }) },
        { name: text({ en: "rule", zh: "规则" }) },
        { name: text({ en: "printed", zh: "填报" }), align: "right" },
        { name: text({ en: "recalculated", zh: "复算" }), align: "right" },
        { name: text({ en: "finding", zh: "说明" }), elastic: "wrap" },
      ],
      rows: rows.map(([record, rule, reported, recalculated, zh, en]) => [
        record,
        rule,
        reported,
        recalculated,
        session.language === "zh" ? zh : en,
      ]),
    },
    "table",
    session,
  );
}

process.exitCode = await demonstrate().catch((error: unknown) => {
  if (isClosedPipe(error)) return EXIT.ok;
  throw error;
});
