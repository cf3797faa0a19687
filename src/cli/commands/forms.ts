import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { Command } from "commander";
import type { FormMatch } from "../../forms/match-form.ts";
import { Failure } from "../../model/failure.ts";
import type { FormProfile } from "../../model/form-profile.ts";
import { addExamples, formatOption, passwordOption, pipelinesOption } from "../declare.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { extractorFlags } from "../extractor-flags.ts";
import { printRows, type RowFormat } from "../rows.ts";
import { jsonText } from "../json-text.ts";
import { readPassword } from "../read-password.ts";
import type { Session } from "../session.ts";
import { padTo, PAGE_WIDTH, printable, printableLines, wrapTo } from "../text-width.ts";

interface ListFlags {
  format: RowFormat;
  pipelines?: string;
}

interface ExplainFlags {
  format: "text" | "json";
  passwordFile?: string;
  pipelines?: string;
}

/** Profiles named beside the one that was chosen. */
const RIVALS = 3;
/** Columns for the words that head each part of an explanation. */
const LABEL_WIDTH = 14;

/** `fuhe forms`: the form profiles, and which one fits a report. */
export function declareForms(program: Command, session: Session): void {
  const { text } = session;
  const summary = text({ en: "list, check and explain form profiles", zh: "查看、检查模板，说明识别依据" });
  const forms = program
    .command("forms")
    .summary(summary)
    .description(
      text({
        en: "Form profiles tell what is particular to a county's form; each is one YAML file.",
        zh: "模板文件（YAML）说明各地自评表的特点，一种表一个文件。",
      }),
    );
  const list = forms
    .command("list")
    .summary(text({ en: "list the form profiles", zh: "列出全部模板" }))
    .description(text({ en: "Lists the form profiles in use.", zh: "列出正在使用的模板。" }))
    .addOption(formatOption(session, ["table", "json", "csv"], "table"))
    .addOption(pipelinesOption(session))
    .action((flags: ListFlags) => listForms(flags, session));
  const check = forms
    .command("check")
    .summary(text({ en: "find mistakes in profiles", zh: "检查模板文件" }))
    .description(
      text({
        en: "Finds mistakes in form profiles, with file, line and key; ends with 1 where there are any.",
        zh: "检查模板文件，指出错误所在的文件、行和键；有错误时退出码为 1。",
      }),
    )
    .argument(
      "[file...]",
      text({ en: "profiles to check; all in use otherwise", zh: "要检查的文件；默认检查全部模板" }),
    )
    .addOption(pipelinesOption(session))
    .action(async (files: string[], flags: { pipelines?: string }) => {
      session.exitCode = await checkForms(files, flags, session);
    });
  const explain = forms
    .command("explain")
    .summary(text({ en: "say which profile fits a report, and why", zh: "说明报告符合哪种模板及理由" }))
    .description(
      text({
        en:
          "Says for each form in a report which profile reads it, what speaks for it, and which labels the profile " +
          "does not know.",
        zh: "逐表说明报告由哪个模板读取、依据是什么，以及有哪些标签未能识别。",
      }),
    )
    .argument("<file>", text({ en: "the report", zh: "报告文件" }))
    .addOption(formatOption(session, ["text", "json"], "text"))
    .addOption(passwordOption(session))
    .addOption(pipelinesOption(session))
    .action(async (file: string, flags: ExplainFlags) => {
      session.exitCode = await explainForms(file, flags, session);
    });
  addExamples(forms, session, [
    "fuhe forms list",
    "fuhe forms check my-county.yaml",
    "fuhe forms explain report.txt",
  ]);
  addExamples(list, session, ["fuhe forms list", "fuhe forms list --format json"]);
  addExamples(check, session, ["fuhe forms check", "fuhe forms check my-county.yaml"]);
  addExamples(explain, session, [
    "fuhe forms explain report.txt",
    "fuhe forms explain report.txt --pipelines my-forms",
  ]);
}

/** The folders that the flags and the program itself name. */
async function profilePaths(flags: { pipelines?: string }, session: Session): Promise<string[]> {
  const { BUILT_IN_PROFILES } = await import("../../forms/load-profiles.ts");
  const { pipelines } = extractorFlags(flags, session);
  return pipelines === undefined ? [BUILT_IN_PROFILES] : [BUILT_IN_PROFILES, pipelines];
}

async function listForms(flags: ListFlags, session: Session): Promise<void> {
  const { loadProfiles } = await import("../../forms/load-profiles.ts");
  const profiles = loadProfiles(await profilePaths(flags, session));
  await printRows(
    {
      columns: [{ name: "id" }, { name: "name" }, { name: "extends" }, { name: "source", elastic: "end" }],
      rows: profiles.map((profile) => [
        profile.id,
        profile.name[session.language],
        profile.extends ?? null,
        profile.source ?? null,
      ]),
    },
    flags.format,
    session,
  );
}

async function checkForms(
  files: readonly string[],
  flags: { pipelines?: string },
  session: Session,
): Promise<ExitCode> {
  const { loadProfiles } = await import("../../forms/load-profiles.ts");
  const named = files.map((file) => resolve(session.io.cwd, file));
  let profiles: FormProfile[];
  try {
    profiles = loadProfiles([...(await profilePaths(flags, session)), ...named]);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== "bad-profile") throw error;
    await session.out(`${printableLines(error.message)}\n`);
    return EXIT.found;
  }
  session.talk(
    session.text({
      en: `${profiles.length} profiles, no mistakes.`,
      zh: `共 ${profiles.length} 个模板，没有错误。`,
    }),
  );
  return EXIT.ok;
}

async function explainForms(file: string, flags: ExplainFlags, session: Session): Promise<ExitCode> {
  const { loadProfiles } = await import("../../forms/load-profiles.ts");
  const { matchDocument } = await import("../match-document.ts");
  const profiles = loadProfiles(await profilePaths(flags, session));
  const bytes = await readReport(file, session);
  const { matches, warnings, isReport } = await matchDocument(bytes, profiles, readPassword(flags, session));
  if (flags.format === "json") {
    const forms = matches.map((match) => ({ ...match, profile: match.profile.id }));
    await session.out(`${jsonText({ file, isReport, forms, warnings }, 2)}\n`);
  } else {
    for (const [at, match] of matches.entries()) {
      await session.out(renderMatch(match, { at, of: matches.length }, profiles, session));
    }
    if (warnings.length > 0) {
      const { renderWarnings } = await import("../record-text.ts");
      await session.out(renderWarnings(warnings, session));
    }
  }
  if (isReport) return EXIT.ok;
  session.talk(
    session.text({
      en: `${file}: too few labels of a self-evaluation form; "fuhe extract" refuses it as not-a-report.`,
      zh: `${file}：自评表的标签太少，"fuhe extract" 会以 not-a-report 拒绝。`,
    }),
  );
  return EXIT.found;
}

async function readReport(file: string, session: Session): Promise<Uint8Array> {
  try {
    return await readFile(resolve(session.io.cwd, file));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure("not-readable", `无法读取 ${file}：${reason} / ${file} cannot be read: ${reason}`, {
      cause: error,
    });
  }
}

function renderMatch(
  match: FormMatch,
  { at, of }: { at: number; of: number },
  profiles: readonly FormProfile[],
  session: Session,
): string {
  const { text } = session;
  const { profile, unknownLabels, ranking } = match;
  const number =
    of === 1 ? "" : text({ en: `form ${at + 1} of ${of}: `, zh: `第 ${at + 1} 张表（共 ${of} 张）：` });
  const rivals = ranking.filter(({ id, score }) => id !== profile.id && score > 0).slice(0, RIVALS);
  const nameOf = (id: string): string =>
    profiles.find((other) => other.id === id)?.name[session.language] ?? id;
  const parts: [string, string[]][] = [
    [
      text({ en: "because of", zh: "依据" }),
      match.evidence.map((evidence) => evidenceText(evidence, session)),
    ],
    [text({ en: "not found", zh: "未出现" }), match.missing],
    [
      text({ en: "unknown labels", zh: "未识别的标签" }),
      unknownLabels.map(({ text: label, at: { page, line } }) => `${label} (${page}:${line ?? "?"})`),
    ],
    [
      text({ en: "other profiles", zh: "其他模板" }),
      rivals.map(({ id, score }) => `${id} ${nameOf(id)} ${percent(score)}`),
    ],
  ];
  const isChosen = match.score > 0;
  const fit = isChosen ? percent(match.score) : text({ en: "no other profile fits", zh: "没有其他模板符合" });
  return [
    `${session.paint("bold", number + profile.id)}  ${profile.name[session.language]}  ${fit}`,
    ...parts
      .filter(([, items]) => items.length > 0)
      .flatMap(([label, items]) => renderItems(label, items, session)),
    "",
  ].join("\n");
}

/** A label with its items behind it, wrapped below one another. */
function renderItems(label: string, items: readonly string[], session: Session): string[] {
  const separator = session.text({ en: ", ", zh: "、" });
  const indent = " ".repeat(LABEL_WIDTH + 4);
  const lines = wrapTo(items.map(printable).join(separator), (session.width ?? PAGE_WIDTH) - indent.length);
  return lines.map((line, at) => (at === 0 ? `  ${padTo(label, LABEL_WIDTH)}  ${line}` : indent + line));
}

const EVIDENCE: readonly [string, string][] = [
  ["against it: label ", "不应有的标签 "],
  ["title ", "标题 "],
  ["label ", ""],
  ["columns ", "列序 "],
];

/** The evidence of a match, which is worded in English, in the language of the run. */
function evidenceText(evidence: string, session: Session): string {
  const [english, chinese] = EVIDENCE.find(([start]) => evidence.startsWith(start)) ?? ["", ""];
  const rest = evidence.slice(english.length);
  return session.text({ en: english === "label " ? rest : evidence, zh: chinese + rest });
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
