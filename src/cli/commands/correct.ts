import type { Command } from "commander";
import type { Check } from "../../model/check.ts";
import type { Record } from "../../model/record.ts";
import { addExamples, databaseOption } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { noSuchRecord } from "../no-such-record.ts";
import { withStore } from "../open-store.ts";
import type { Session } from "../session.ts";
import { printable } from "../text-width.ts";
import { Trouble } from "../trouble.ts";

interface CorrectFlags {
  db: string;
  by: string;
  note?: string;
  undo?: boolean;
}

/** `fuhe correct`: enters a value over a reading, or takes it back. */
export function declareCorrect(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("correct")
    .summary(text({ en: "enter a value over a reading", zh: "更正一个读数" }))
    .description(
      text({
        en: "Enters a value over a reading of a stored record and recalculates the record. What the page says stays beside it, nothing is overwritten: every correction is logged with who, when and why, reading the document again keeps it, and --undo takes it back.",
        zh: "更正一条已入库记录中的某个读数，并立即重新复核。原读数保留在旁，不作覆盖：每次更正都记录更正人、时间和原因，重新读取文件后仍然有效，--undo 可撤销。",
      }),
    )
    .argument("<record>", text({ en: "id of the record, or its beginning", zh: "记录编号，或其开头几位" }))
    .argument(
      "<pointer>",
      text({ en: "JSON pointer of the value in the record", zh: "值在记录中的 JSON 指针" }),
    )
    .argument(
      "[value]",
      text({
        en: 'the value as the page prints it: 8.5, 88.9%, ≥95%; "" where it is blank',
        zh: '页面上的值，按原样填写：8.5、88.9%、≥95%；空白填 ""',
      }),
    )
    .requiredOption("--by <name>", text({ en: "who corrects it", zh: "更正人" }))
    .option("--note <text>", text({ en: "why", zh: "更正原因" }))
    .option("--undo", text({ en: "take back what was entered there", zh: "撤销此处的更正" }))
    .addOption(databaseOption(session))
    .action((record: string, pointer: string, value: string | undefined, flags: CorrectFlags) =>
      correct(record, pointer, value, flags, session),
    );
  addExamples(command, session, [
    "fuhe correct a3e80b4e1f9f-1 /indicators/0/score 8.5 --by 李某 --note 原图为8.5",
    "fuhe correct a3e80b4e1f9f-1 /indicators/0/score --undo --by 李某",
  ]);
}

async function correct(
  id: string,
  pointer: string,
  value: string | undefined,
  flags: CorrectFlags,
  session: Session,
): Promise<void> {
  if ((value === undefined) !== (flags.undo === true)) {
    throw new Trouble(EXIT.usage, {
      en: 'Give either a value or --undo. A blank place is entered as "".',
      zh: '请给出一个值，或用 --undo 撤销。空白处填 ""。',
    });
  }
  const { before, after } = await withStore(
    flags.db,
    session,
    async (store) => {
      const found = await store.getRecord(id);
      if (found === null) throw noSuchRecord(id, flags.db);
      const entered = value ?? null;
      const note = flags.note === undefined ? {} : { note: flags.note };
      const record = await store.correct(found.id, { pointer, entered, by: flags.by, ...note });
      return { before: found, after: record };
    },
    { write: true },
  );
  await session.out(await renderChange(before, after, pointer, session));
}

/** The value before and after, and the checks that changed with it. */
async function renderChange(
  before: Record,
  after: Record,
  pointer: string,
  session: Session,
): Promise<string> {
  const { findReading } = await import("../../pictures/find-reading.ts");
  const valueText = (record: Record): string => {
    const found = findReading(record, pointer);
    const value = "reading" in found ? found.reading.value : null;
    return value === null ? "—" : printable(typeof value === "string" ? value : JSON.stringify(value));
  };
  const lines = [`${after.id} ${pointer}: ${valueText(before)} → ${valueText(after)}`];
  const known = new Map(before.checks.map((check, index) => [keyOf(check, index), check]));
  for (const [index, check] of after.checks.entries()) {
    const old = known.get(keyOf(check, index));
    if (old?.verdict === check.verdict && old.message.zh === check.message.zh) continue;
    const verdict = old === undefined || old.verdict === check.verdict ? "" : `${old.verdict} → `;
    lines.push(`  ${check.rule} ${verdict}${check.verdict}: ${printable(session.text(check.message))}`);
  }
  if (lines.length === 1) {
    lines.push(session.text({ en: "  No check changes.", zh: "  复核结果没有变化。" }));
  }
  return `${lines.join("\n")}\n`;
}

function keyOf({ rule, subject }: Check, index: number): string {
  return `${rule} ${subject} ${String(index)}`;
}
