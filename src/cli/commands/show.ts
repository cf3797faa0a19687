import type { Command } from "commander";
import { addExamples, databaseOption, formatOption } from "../declare.ts";
import { jsonText } from "../json-text.ts";
import { noSuchRecord } from "../no-such-record.ts";
import { withStore } from "../open-store.ts";
import type { Session } from "../session.ts";

interface ShowFlags {
  db: string;
  format: "text" | "json";
  plain?: boolean;
}

/** `fuhe show`: prints one stored record. */
export function declareShow(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("show")
    .summary(text({ en: "print one stored record", zh: "显示一条记录" }))
    .description(
      text({ en: "Prints one stored record with all its parts.", zh: "显示一条已入库记录的全部内容。" }),
    )
    .argument("<record>", text({ en: "id of the record, or its beginning", zh: "记录编号，或其开头几位" }))
    .addOption(databaseOption(session))
    .addOption(formatOption(session, ["text", "json"], "text"))
    .option("--plain", text({ en: "as JSON, values alone", zh: "JSON 中只输出值" }))
    .action((id: string, flags: ShowFlags) => show(id, flags, session));
  addExamples(command, session, [
    "fuhe show a3e80b4e1f9f-1",
    "fuhe show a3e80b4e1f9f-1 --format json --plain",
  ]);
}

async function show(id: string, flags: ShowFlags, session: Session): Promise<void> {
  const { record, description } = await withStore(flags.db, session, async (store) => {
    const found = await store.getRecord(id);
    if (found === null) throw noSuchRecord(id, flags.db);
    return { record: found, description: await store.description(found.id) };
  });
  if (flags.format === "json") {
    const { plain } = await import("../../model/reading.ts");
    await session.out(`${jsonText(flags.plain === true ? plain(record) : record, 2)}\n`);
  } else {
    const { renderRecord } = await import("../record-text.ts");
    await session.out(renderRecord(record, session, { narratives: true }));
    if (description !== null) {
      const { renderDescription } = await import("../description-text.ts");
      await session.out(`\n${renderDescription(description, session)}`);
    }
  }
}
