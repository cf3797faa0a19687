import { Command, Option } from "commander";
import { declareCrop } from "./commands/crop.ts";
import { declareDescribe } from "./commands/describe.ts";
import { declareDiff } from "./commands/diff.ts";
import { declareDoctor } from "./commands/doctor.ts";
import { declareEval } from "./commands/eval.ts";
import { declareExport } from "./commands/export.ts";
import { declareExtract } from "./commands/extract.ts";
import { declareFailures } from "./commands/failures.ts";
import { declareFindings } from "./commands/findings.ts";
import { declareForms } from "./commands/forms.ts";
import { declareIngest } from "./commands/ingest.ts";
import { declarePatterns } from "./commands/patterns.ts";
import { declarePicture } from "./commands/picture.ts";
import { declareQuery } from "./commands/query.ts";
import { declareSchema } from "./commands/schema.ts";
import { declareCorrect } from "./commands/correct.ts";
import { declareHistory } from "./commands/history.ts";
import { declareSearch } from "./commands/search.ts";
import { declareSearchable } from "./commands/searchable.ts";
import { declareServe } from "./commands/serve.ts";
import { declareShow } from "./commands/show.ts";
import { declareTables } from "./commands/tables.ts";
import { declareVerify } from "./commands/verify.ts";
import { EXIT_MEANINGS } from "./exit-codes.ts";
import { helpStyle } from "./help-style.ts";
import type { Session } from "./session.ts";
import { padTo, PAGE_WIDTH, widthOf } from "./text-width.ts";
import { programVersion } from "./version.ts";

/** What the parser of the command line wants to print; it prints at once, our streams are waited for. */
export interface Printed {
  out: string[];
  err: string[];
}

/** The tree of all commands. Parsing it runs one of them, which leaves its exit code in the session. */
export function buildProgram(session: Session, printed: Printed): Command {
  const { text } = session;
  const program = new Command("fuhe")
    .exitOverride()
    .configureOutput({
      writeOut: (line) => printed.out.push(line),
      writeErr: (line) => printed.err.push(line),
      outputError: () => {
        // The error is thrown as well, and told in the language of the run.
      },
      getOutHelpWidth: () => session.width ?? PAGE_WIDTH,
      getErrHelpWidth: () => session.io.stderr.columns ?? PAGE_WIDTH,
    })
    .configureHelp(helpStyle(session))
    .description(
      text({
        en: "Reads performance self-evaluation reports (绩效自评表), stores what they say and recalculates every score.",
        zh: "读取绩效自评表，将内容入库，并复核每一项得分。",
      }),
    )
    .version(programVersion(), "-V, --version", text({ en: "print the version", zh: "显示版本" }))
    .helpOption("-h, --help", text({ en: "print help", zh: "显示帮助" }))
    .helpCommand("help [command]", text({ en: "print help on a command", zh: "显示某个命令的帮助" }))
    .addOption(
      new Option(
        "--lang <language>",
        text({
          en: "language of messages; that of the environment otherwise",
          zh: "消息的语言；默认取自环境变量",
        }),
      ).choices(["zh", "en"]),
    )
    .option("--debug", text({ en: "print where an unexpected error arose", zh: "意外出错时显示出错位置" }));
  declareExtract(program, session);
  declareTables(program, session);
  declarePicture(program, session);
  declareSearchable(program, session);
  declareIngest(program, session);
  declareServe(program, session);
  declareFindings(program, session);
  declareSearch(program, session);
  declareShow(program, session);
  declareCorrect(program, session);
  declareHistory(program, session);
  declarePatterns(program, session);
  declareDiff(program, session);
  declareCrop(program, session);
  declareQuery(program, session);
  declareFailures(program, session);
  declareDescribe(program, session);
  declareVerify(program, session);
  declareExport(program, session);
  declareEval(program, session);
  declareForms(program, session);
  declareSchema(program, session);
  declareDoctor(program, session);
  program.addHelpText("after", () => `\n${exitCodeHelp(session)}`);
  return program;
}

function exitCodeHelp(session: Session): string {
  const width = Math.max(...[...EXIT_MEANINGS.keys()].map((code) => widthOf(String(code))));
  return [
    session.paint("bold", session.text({ en: "Exit codes:", zh: "退出码：" })),
    ...[...EXIT_MEANINGS].map(
      ([code, meaning]) => `  ${padTo(String(code), width)}  ${session.text(meaning)}`,
    ),
  ].join("\n");
}
