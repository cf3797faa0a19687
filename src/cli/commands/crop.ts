import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { Failure } from "../../model/failure.ts";
import type { Reading } from "../../model/reading.ts";
import type { Record } from "../../model/record.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import { addExamples, databaseOption } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { noSuchRecord } from "../no-such-record.ts";
import { withStore } from "../open-store.ts";
import type { Session } from "../session.ts";
import { Trouble } from "../trouble.ts";
import { writingTrouble } from "../writing-trouble.ts";

interface CropFlags {
  output: string;
  db: string;
}

/** `fuhe crop`: shows where a value of a stored record stands on its page. */
export function declareCrop(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("crop")
    .summary(text({ en: "show where a value stands on its page", zh: "截取数值在页面上的位置" }))
    .description(
      text({
        en: "Draws the surroundings of a value of a stored record, 3 cm around it, from the file it was read from, with its box marked.",
        zh: "从原文件中截取一条已入库记录的某个值及其周围 3 厘米，并标出其方框。",
      }),
    )
    .argument("<record>", text({ en: "id of the record, or its beginning", zh: "记录编号，或其开头几位" }))
    .argument(
      "<pointer>",
      text({ en: "JSON pointer of the value in the record", zh: "值在记录中的 JSON 指针" }),
    )
    .requiredOption("-o, --output <file>", text({ en: "the PNG to write", zh: "要写入的 PNG 文件" }))
    .addOption(databaseOption(session))
    .action((record: string, pointer: string, flags: CropFlags) => crop(record, pointer, flags, session));
  addExamples(command, session, ["fuhe crop a3e80b4e1f9f-1 /indicators/0/score -o score.png"]);
}

async function crop(id: string, pointer: string, flags: CropFlags, session: Session): Promise<void> {
  const { record, paths } = await withStore(flags.db, session, async (store) => {
    const found = await store.getRecord(id);
    if (found === null) throw noSuchRecord(id, flags.db);
    const documents = await store.documents({ document: found.id.split("-")[0] ?? "" });
    return { record: found, paths: documents.map(({ path }) => path) };
  });
  const { cropReading } = await import("../../pictures/crop.ts");
  const reading = await readingAt(record, pointer);
  const bytes = await readOriginal(paths, session);
  const png = await cropReading(bytes, record.id, reading, {
    warn: () => undefined,
    limits: DEFAULT_LIMITS,
  });
  await writeFile(resolve(session.io.cwd, flags.output), png).catch((error: Error) => {
    throw writingTrouble(flags.output, error);
  });
  await session.out(`${flags.output}\n`);
}

async function readingAt(record: Record, pointer: string): Promise<Reading<unknown>> {
  const { findReading } = await import("../../pictures/find-reading.ts");
  const found = findReading(record, pointer);
  if ("reading" in found) return found.reading;
  const { reached, names } = found;
  const below = names.map((name) => `${reached}/${name}`).join(" ");
  throw new Trouble(
    EXIT.usage,
    names.length === 0
      ? {
          en: `The form prints nothing for ${reached === "" ? pointer : reached}, so there is no place to show.`,
          zh: `表中没有 ${reached === "" ? pointer : reached} 的内容，因此没有位置可截取。`,
        }
      : {
          en: `There is no value at ${pointer} in ${record.id}.\nThere is: ${below}`,
          zh: `记录 ${record.id} 中 ${pointer} 处没有值。\n可用的有：${below}`,
        },
  );
}

/** The bytes of the first path of a document that can be read. */
async function readOriginal(paths: readonly string[], session: Session): Promise<Uint8Array> {
  let cause: unknown;
  for (const path of paths) {
    try {
      return await readFile(resolve(session.io.cwd, path));
    } catch (error) {
      cause = error;
    }
  }
  const listed = paths.join(", ");
  throw new Failure(
    "not-readable",
    `原文件不在 ${listed}，请在入库时所在的目录中运行，或放回原文件 / The original file is not at ${listed}; run this in the folder in which it was stored, or put the file back.`,
    { cause },
  );
}
