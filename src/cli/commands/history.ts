import type { Command } from "commander";
import type { CorrectionHistory } from "../../store/store.ts";
import { addExamples, databaseOption, formatOption } from "../declare.ts";
import { jsonText } from "../json-text.ts";
import type { Bilingual } from "../language.ts";
import { noSuchRecord } from "../no-such-record.ts";
import { withStore } from "../open-store.ts";
import type { Session } from "../session.ts";
import { printable } from "../text-width.ts";

interface HistoryFlags {
  db: string;
  format: "text" | "json";
}

const STATES: { [state in CorrectionHistory["state"]]: Bilingual } = {
  applied: { en: "in force", zh: "有效" },
  confirmed: { en: "in force: the reading is confirmed", zh: "有效：确认读数无误" },
  agrees: { en: "the machine now reads the same", zh: "机器现已读出相同的值" },
  unplaced: {
    en: "not applied: the machine no longer reads there what was corrected",
    zh: "未套用：重新读取后此处的读数已变，请核对",
  },
  superseded: { en: "superseded", zh: "已被后来的更正或撤销取代" },
};

/** `fuhe history`: lists what was corrected in one record. */
export function declareHistory(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("history")
    .summary(text({ en: "list the corrections of a record", zh: "列出一条记录的更正经过" }))
    .description(
      text({
        en: "Lists everything that was entered over the readings of a stored record, oldest first, and what it does now.",
        zh: "按时间列出一条已入库记录的全部更正和撤销，以及现在是否有效。",
      }),
    )
    .argument("<record>", text({ en: "id of the record, or its beginning", zh: "记录编号，或其开头几位" }))
    .addOption(databaseOption(session))
    .addOption(formatOption(session, ["text", "json"], "text"))
    .action((id: string, flags: HistoryFlags) => showHistory(id, flags, session));
  addExamples(command, session, ["fuhe history a3e80b4e1f9f-1"]);
}

async function showHistory(id: string, flags: HistoryFlags, session: Session): Promise<void> {
  const entries = await withStore(flags.db, session, async (store) => {
    const record = await store.getRecord(id);
    if (record === null) throw noSuchRecord(id, flags.db);
    return store.history(record.id);
  });
  if (flags.format === "json") await session.out(`${jsonText(entries, 2)}\n`);
  else if (entries.length === 0) {
    session.talk(session.text({ en: "Nothing was corrected in this record.", zh: "此记录没有更正。" }));
  } else await session.out(entries.map((entry) => renderEntry(entry, session)).join(""));
}

function renderEntry(entry: CorrectionHistory, session: Session): string {
  const read = entry.read_raw === "" ? "—" : `“${entry.read_raw}”`;
  const what =
    entry.entered === null ? session.text({ en: "taken back", zh: "撤销" }) : `${read} → “${entry.entered}”`;
  const note = entry.note === null ? "" : `    ${printable(entry.note)}\n`;
  const state = session.text(STATES[entry.state]);
  return `${printable(`${entry.at}  ${entry.by}  ${entry.pointer}  ${what}  (${state})`)}\n${note}`;
}
