import type { Command } from "commander";
import { addExamples } from "../declare.ts";
import { jsonText } from "../json-text.ts";
import type { Session } from "../session.ts";

/** `fuhe schema`: what `fuhe extract --format json` gives, as a JSON Schema. */
export function declareSchema(program: Command, session: Session): void {
  const { text } = session;
  const command = program
    .command("schema")
    .summary(text({ en: "print the JSON Schema of extractions", zh: "输出提取结果的 JSON Schema" }))
    .description(
      text({
        en: "Prints the JSON Schema (2020-12) of what extract --format json gives without --plain.",
        zh: "输出 extract --format json（不带 --plain）结果的 JSON Schema（2020-12）。",
      }),
    )
    .action(() => schema(session));
  addExamples(command, session, ["fuhe schema > extraction.schema.json"]);
}

async function schema(session: Session): Promise<void> {
  const [{ z }, { Extraction }] = await Promise.all([import("zod"), import("../../model/extraction.ts")]);
  await session.out(`${jsonText(z.toJSONSchema(Extraction), 2)}\n`);
}
