import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { describe, expect, it } from "vitest";
import { EXIT } from "../../src/cli/exit-codes.ts";
import { processIo } from "../../src/cli/io.ts";
import { buildProgram } from "../../src/cli/program.ts";
import { SERVICES } from "../../src/cli/services.ts";
import { createSession } from "../../src/cli/session.ts";
import { RuleId } from "../../src/model/check.ts";

const page = readFileSync(new URL("../../docs/cli.md", import.meta.url), "utf8");
const session = createSession(["--lang", "en"], { ...processIo(), env: {} }, SERVICES);
const program = buildProgram(session, { out: [], err: [] });

/** All commands that do something, each by its whole name. */
function commandsOf(command: Command, name: string): [string, Command][] {
  return [
    [name, command],
    ...command.commands.flatMap((child) => commandsOf(child, `${name} ${child.name()}`)),
  ];
}

const commands = commandsOf(program, "fuhe").slice(1);

/** The section of the page that is headed by the name of a command, without those of its subcommands. */
function sectionOf(name: string): string {
  return new RegExp(`^##+ ${name}\\n([^]*?)(?=^##+ )`, "mu").exec(`${page}\n## \n`)?.[1] ?? "";
}

describe("docs/cli.md", () => {
  it.each(commands)("tells of %s, its arguments, its options and their choices", (name, command) => {
    const section = sectionOf(name);
    expect(section.trim()).not.toBe("");
    for (const option of command.options) {
      const row = section.split("\n").find((line) => line.startsWith(`| \`${option.flags}\` |`)) ?? "";
      expect(`${option.flags}: ${row}`).toMatch(/: \|/u);
      for (const choice of option.argChoices ?? []) expect(row).toContain(`\`${choice}\``);
    }
    const args = command.registeredArguments.map((argument) => {
      const term = argument.name() + (argument.variadic ? "..." : "");
      return argument.required ? `<${term}>` : `[${term}]`;
    });
    const usage = args.length > 0 ? [`${name} ${args.join(" ")}`] : [];
    expect(section.split("\n")).toEqual(expect.arrayContaining(usage));
  });

  it("tells of no command and no option that is not there", () => {
    const headings = [...page.matchAll(/^##+ (fuhe .*)$/gmu)].map((match) => match[1]);
    expect(headings).toEqual(expect.arrayContaining(commands.map(([name]) => name)));
    expect(headings).toHaveLength(commands.length);
    for (const [name, command] of commands) {
      const told = [...sectionOf(name).matchAll(/^\| `(-[^`]+)` \|/gmu)].map((match) => match[1]);
      expect(new Set(told)).toEqual(new Set(command.options.map((option) => option.flags)));
    }
  });

  it("tells of the options of all commands, of each rule and each exit code", () => {
    for (const option of program.options) expect(page).toContain(`\`${option.long}`);
    for (const rule of RuleId.options) expect(sectionOf("fuhe findings")).toContain(`\`${rule}\``);
    const codes = [...sectionOf("Exit codes").matchAll(/^\| (\d+) \|/gmu)].map((match) => Number(match[1]));
    expect(codes).toEqual(Object.values(EXIT));
  });
});
