import { access, constants } from "node:fs/promises";
import { delimiter, join } from "node:path";

const NAMES = ["soffice", "libreoffice", "soffice.exe"];

/** Where it stands without being in the search path. */
const USUAL_PLACES = [
  "/usr/bin/soffice",
  "/opt/libreoffice/program/soffice",
  "/Applications/LibreOffice.app/Contents/MacOS/soffice",
  "C:\\Program Files\\LibreOffice\\program\\soffice.exe",
];

/**
 * The program of LibreOffice on this machine; null where there is none. The environment variable FUHE_SOFFICE names another,
 * or, if it is empty, says that none is to be used.
 */
export async function findOffice(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const named = environment["FUHE_SOFFICE"];
  if (named !== undefined) return named === "" ? null : named;
  const folders = (environment["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const place of [...places, ...USUAL_PLACES]) {
    if (await isProgram(place)) return place;
  }
  return null;
}

async function isProgram(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
