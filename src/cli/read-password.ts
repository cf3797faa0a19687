import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { EXIT } from "./exit-codes.ts";
import type { Session } from "./session.ts";
import { Trouble } from "./trouble.ts";

/** Where a password is looked for when no file is named. */
const PASSWORD_VARIABLE = "FUHE_PASSWORD";

/**
 * The password for documents: the first line of the file that was named (UTF-8), or the environment variable
 * `FUHE_PASSWORD`. There is no option for the password itself, because the arguments of a program can be seen by others on
 * the machine and stay in the history of the shell. It is kept in memory alone.
 */
export function readPassword(
  { passwordFile }: { passwordFile?: string },
  session: Session,
): string | undefined {
  if (passwordFile === undefined) return session.io.env[PASSWORD_VARIABLE] || undefined;
  let text: string;
  try {
    text = readFileSync(resolve(session.io.cwd, passwordFile), "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Trouble(EXIT.environment, {
      en: `--password-file ${passwordFile} cannot be read: ${reason}`,
      zh: `无法读取 --password-file ${passwordFile}：${reason}`,
    });
  }
  const [line = ""] = text.replace(/^\uFEFF/u, "").split(/\r?\n/u);
  if (line === "")
    throw new Trouble(EXIT.usage, {
      en: `--password-file ${passwordFile}: its first line is empty; write the password there.`,
      zh: `--password-file ${passwordFile}：第一行为空，请将密码写在第一行。`,
    });
  return line;
}
