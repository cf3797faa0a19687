import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import { Failure } from "../../model/failure.ts";
import type { Place } from "../../model/place.ts";
import type { PageReader } from "../../model/recognition.ts";
import type { Reading } from "../../model/reading.ts";
import type { Record } from "../../model/record.ts";
import { DEFAULT_LIMITS } from "../../model/stage.ts";
import { addExamples, databaseOption, passwordOption } from "../declare.ts";
import { EXIT } from "../exit-codes.ts";
import { noSuchRecord } from "../no-such-record.ts";
import { withStore } from "../open-store.ts";
import { placeText } from "../place-text.ts";
import { readPassword } from "../read-password.ts";
import { addCacheOptions, readerPlan, type ScanFlags } from "../scan-flags.ts";
import type { Session } from "../session.ts";
import { Trouble } from "../trouble.ts";
import { writingTrouble } from "../writing-trouble.ts";

interface CropFlags extends ScanFlags {
  output: string;
  db: string;
  passwordFile?: string;
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
    .addOption(passwordOption(session))
    .action((record: string, pointer: string, flags: CropFlags) => crop(record, pointer, flags, session));
  addCacheOptions(command, session);
  addExamples(command, session, ["fuhe crop a3e80b4e1f9f-1 /indicators/0/score -o score.png"]);
}

async function crop(id: string, pointer: string, flags: CropFlags, session: Session): Promise<void> {
  const password = readPassword(flags, session);
  const { record, paths, recognised } = await withStore(flags.db, session, async (store) => {
    const found = await store.getRecord(id);
    if (found === null) throw noSuchRecord(id, flags.db);
    const documents = await store.documents({ document: found.id.split("-")[0] ?? "" });
    const told = await store.query(
      "select w.page from warnings w join records r on r.document_id = w.document_id where r.id = ? and w.code = 'recognised-page'",
      [found.id],
    );
    return {
      record: found,
      paths: documents.map(({ path }) => path),
      recognised: new Set(told.rows.map(([page]) => page)),
    };
  });
  const { at, state, origin } = await readingAt(record, pointer);
  if (at.bbox === undefined) throw withoutBox(at, session);
  const isRecognised = recognised.has(at.page);
  const ocr = isRecognised ? await openReader(flags, session) : null;
  const bytes = await readOriginal(paths, session);
  const { cropMark } = await import("../../pictures/crop.ts");
  const png = await cropMark(
    bytes,
    record.id,
    {
      page: at.page,
      box: at.bbox,
      kind: state === "doubtful" ? "doubtful" : "value",
      mended: origin !== "read",
    },
    {
      warn: () => undefined,
      limits: DEFAULT_LIMITS,
      ...(password === undefined ? {} : { password }),
      ...(ocr === null ? {} : { ocr }),
    },
    { reread: isRecognised },
  );
  await ocr?.close();
  await writeFile(resolve(session.io.cwd, flags.output), png).catch((error: Error) => {
    throw writingTrouble(flags.output, error);
  });
  await session.out(`${flags.output}\n`);
}

/** The reader of a page that was recognised: places on it are those of its upright picture. Throws `only-images` where there is none. */
async function openReader(flags: CropFlags, session: Session): Promise<PageReader> {
  const { openPageReader } = await import("../../scans/open-page-reader.ts");
  const plan = readerPlan({ ...flags, ocr: "auto" }, session, flags.db);
  const reader = plan === undefined ? null : openPageReader(plan);
  if (reader === null) throw (await import("../../formats/only-images.ts")).onlyImages();
  return reader;
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

/** The failure of a value from a text, a Word file, a sheet or a web page: says where it stands instead. */
function withoutBox(at: Place, session: Session): Failure {
  const known = placeText(at, session);
  const zh = known ?? (at.line === undefined ? `第 ${at.page} 页` : `第 ${at.line} 行`);
  const en = known ?? (at.line === undefined ? `page ${at.page}` : `line ${at.line}`);
  return new Failure(
    "no-pages",
    `此值在页面上没有位置，无法截图；它位于：${zh}。如需截图，请将原文件另存为 PDF 后入库 / This value has no place on a page, so there is nothing to cut out; it stands here: ${en}. For a picture, save the file as PDF and store that.`,
  );
}

/** The bytes of the first path of a document that can be read. */
async function readOriginal(paths: readonly string[], session: Session): Promise<Uint8Array> {
  const { readStored } = await import("../../ingest/read-stored.ts");
  for (const path of paths) {
    const bytes = await readStored(path, session.io.cwd);
    if (bytes !== null) return bytes;
  }
  const listed = paths.join(", ");
  throw new Failure(
    "not-readable",
    `原文件不在 ${listed}，请在入库时所在的目录中运行，或放回原文件 / The original file is not at ${listed}; run this in the folder in which it was stored, or put the file back.`,
  );
}
