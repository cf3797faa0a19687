import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { parse, resolve as absolutePath } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "../model/failure.ts";
import { FormProfile } from "../model/form-profile.ts";
import { labelKey } from "../values/text.ts";
import { inheritProfile } from "./inherit-profile.ts";
import { GENERAL } from "./match-form.ts";
import { readProfile, type ProfileFile, type ProfileProblem, type WrittenProfile } from "./read-profile.ts";

export { GENERAL };

/** The profiles that come with the program. */
export const BUILT_IN_PROFILES = fileURLToPath(new URL("../../pipelines", import.meta.url));

const YAML = /\.ya?ml$/u;

/**
 * Reads profiles (single files, or all *.yaml of folders; what is named twice is read once), resolves what they extend and
 * gives them in the order of their ids.
 * Throws a Failure "bad-profile" that names every mistake with file, line, column and key.
 */
export function loadProfiles(paths: readonly string[] = [BUILT_IN_PROFILES]): FormProfile[] {
  const problems: ProfileProblem[] = [];
  const files = new Map<string, ProfileFile>();
  for (const file of new Set(paths.flatMap(listYamlFiles))) {
    const read = readFile(file);
    if ("problems" in read) {
      problems.push(...read.problems);
      continue;
    }
    const { id } = read.profile;
    const other = files.get(id);
    if (other !== undefined) {
      problems.push(read.problemAt(["id"], `编号与 ${other.file} 重复`, `the id is taken by ${other.file}`));
    } else if (parse(file).name !== id) {
      problems.push(read.problemAt(["id"], "应与文件名相同", "must be the name of the file"));
    }
    files.set(id, read);
  }
  // A file that cannot be read may be the very one that another extends: its own mistakes come first.
  if (problems.length === 0) problems.push(...[...files.values()].flatMap((file) => checkFile(file, files)));
  if (problems.length === 0 && !files.has(GENERAL)) {
    throw badProfile([`${paths.join(", ")}: 缺少 ${GENERAL}.yaml / the profile "${GENERAL}" is missing`]);
  }
  if (problems.length > 0) throw badProfile(problems.map(tellProblem));
  return [...files.keys()].sort().map((id) => FormProfile.parse(resolve(id, files)));
}

/** What the profiles say, as one number: SHA-256, hex, over the resolved profiles in a canonical form. */
export function profileHash(profiles: readonly FormProfile[]): string {
  const ordered = profiles.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  return createHash("sha256")
    .update(JSON.stringify(ordered.map(sortKeys)))
    .digest("hex");
}

function listYamlFiles(path: string): string[] {
  if (YAML.test(path)) return [absolutePath(path)];
  try {
    return readdirSync(path)
      .filter((name) => YAML.test(name))
      .sort()
      .map((name) => absolutePath(path, name));
  } catch (error) {
    throw badProfile([`${path}: 无法读取该文件夹 / the folder cannot be read`], error);
  }
}

function readFile(file: string): ReturnType<typeof readProfile> {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
  } catch {
    const zh = "无法读取，或不是 UTF-8 编码";
    return { problems: [{ file, line: 1, column: 1, key: "", zh, en: "cannot be read, or is not UTF-8" }] };
  }
  return readProfile(file, text);
}

/** What is wrong with a profile that its own file does not show. */
function checkFile(file: ProfileFile, files: Map<string, ProfileFile>): ProfileProblem[] {
  const { profile, problemAt } = file;
  if (profile.id === GENERAL) {
    return profile.extends === undefined
      ? []
      : [problemAt(["extends"], "general 不扩展任何模板", "the general profile extends no other")];
  }
  const parents = [...files.keys()].filter((id) => id !== profile.id).join(", ");
  if (profile.extends === undefined || !files.has(profile.extends)) {
    return [problemAt(["extends"], `要写所扩展的模板，可用：${parents}`, `must name a profile: ${parents}`)];
  }
  if (isCircular(profile, files)) {
    return [problemAt(["extends"], "扩展关系成环", "the profile extends itself in a circle")];
  }
  if (hasOwnMarks(profile, files)) return [];
  const zh = "要有 labels，并有所扩展的模板没有的标签或表题，否则认不出这种表";
  const en =
    "must have labels, and labels or a title that the profile it extends has not, to tell the form by";
  return [problemAt(["match"], zh, en)];
}

/** Whether anything tells the form from the one that its profile extends. */
function hasOwnMarks({ match, extends: parent }: WrittenProfile, files: Map<string, ProfileFile>): boolean {
  const inherited = new Set<string>();
  for (let id = parent; id !== undefined; id = files.get(id)?.profile.extends) {
    for (const mark of marksOf(files.get(id)?.profile.match)) inherited.add(mark);
  }
  return match?.labels !== undefined && marksOf(match).some((mark) => !inherited.has(mark));
}

function marksOf(match: WrittenProfile["match"]): string[] {
  return [...(match?.titles ?? []), ...(match?.labels ?? [])].map(labelKey);
}

function isCircular(profile: WrittenProfile, files: Map<string, ProfileFile>): boolean {
  const seen = new Set<string>();
  let id: string | undefined = profile.id;
  while (id !== undefined) {
    if (seen.has(id)) return true;
    seen.add(id);
    id = files.get(id)?.profile.extends;
  }
  return false;
}

/** The profile with all that it takes over from its parents. */
function resolve(id: string, files: Map<string, ProfileFile>): WrittenProfile | undefined {
  const profile = files.get(id)?.profile;
  const parent = profile?.extends === undefined ? undefined : resolve(profile.extends, files);
  return profile === undefined || parent === undefined ? profile : inheritProfile(profile, parent);
}

function tellProblem({ file, line, column, key, zh, en }: ProfileProblem): string {
  return `${file}:${line}:${column}: ${key === "" ? "" : `${key}: `}${zh} / ${en}`;
}

function badProfile(lines: string[], cause?: unknown): Failure {
  return new Failure("bad-profile", lines.join("\n"), { cause });
}

/** The same value with the keys of all objects in order. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, part]) => [key, sortKeys(part)]));
}
