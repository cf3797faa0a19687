import { type Command, CommanderError } from "commander";
import { Failure } from "../model/failure.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { type Io, isClosedPipe } from "./io.ts";
import { buildProgram, type Printed } from "./program.ts";
import { SERVICES, type Services } from "./services.ts";
import { createSession, type Session } from "./session.ts";
import { stackOf } from "./stack.ts";
import { printable, printableLines } from "./text-width.ts";
import { failureText } from "../model/failure-text.ts";
import { failureExit, parserTrouble, Trouble } from "./trouble.ts";

/**
 * Runs one command line. `argv` are the arguments alone, without the program.
 * Never rejects: whatever happens is told on stderr and becomes an exit code.
 */
export async function run(argv: readonly string[], io: Io, services: Services = SERVICES): Promise<ExitCode> {
  const session = createSession(argv, io, services);
  const printed: Printed = { out: [], err: [] };
  const program = buildProgram(session, printed);
  try {
    await program.parseAsync(argv, { from: "user" });
    return session.exitCode;
  } catch (error) {
    return await tell(error, session, printed, program, argv).catch((second: unknown) =>
      isClosedPipe(second) ? EXIT.ok : EXIT.fault,
    );
  }
}

async function tell(
  error: unknown,
  session: Session,
  printed: Printed,
  program: Command,
  argv: readonly string[],
): Promise<ExitCode> {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) {
      await session.out(printed.out.join(""));
      return EXIT.ok;
    }
    if (error.code === "commander.help") {
      session.talk(printed.err.join("").trimEnd());
      return EXIT.usage;
    }
    return tellTrouble(parserTrouble(error, calledCommand(program, argv)), session);
  }
  if (error instanceof Trouble) return tellTrouble(error, session);
  if (isClosedPipe(error)) return EXIT.ok;
  if (error instanceof Failure && error.code !== "internal") {
    session.talk(heading(session) + printableLines(session.text(failureText(error))));
    if (session.debug) session.talk(printableLines(stackOf(error)));
    return failureExit(error.code);
  }
  session.talk(
    heading(session) +
      session.text({
        en: `unexpected error: ${firstLine(error)}`,
        zh: `意外错误：${firstLine(error)}`,
      }),
  );
  session.talk(
    session.debug
      ? printableLines(stackOf(error))
      : session.text({
          en: "This is a fault of fuhe: please open an issue with what the same command prints under --debug.",
          zh: "这是 fuhe 自身的错误：请加上 --debug 重新运行，并将输出提交为 issue。",
        }),
  );
  return EXIT.fault;
}

function tellTrouble(trouble: Trouble, session: Session): ExitCode {
  session.talk(heading(session) + printableLines(session.text(trouble.text)));
  return trouble.exitCode;
}

function heading(session: Session): string {
  return session.paintTalk("red", session.text({ en: "fuhe: ", zh: "fuhe：" }));
}

/** The command that was meant, with its parents, as it is typed. */
function calledCommand(program: Command, argv: readonly string[]): string {
  let command = program;
  const names = [program.name()];
  for (const argument of argv) {
    const next = command.commands.find((candidate) => candidate.name() === argument);
    if (next === undefined) continue;
    command = next;
    names.push(next.name());
  }
  return names.join(" ");
}

function firstLine(error: unknown): string {
  return printable((error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "");
}
