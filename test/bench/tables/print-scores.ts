import { addScores, f1, type Score } from "./score.ts";

/** Prints F1 of tables, relations and cells of each extractor, a line for each kind. */
export function printScores(byTool: ReadonlyMap<string, ReadonlyMap<string, Score>>): void {
  const kinds = [...new Set([...byTool.values()].flatMap((scores) => [...scores.keys()]))];
  const tools = [...byTool.keys()];
  const head = tools.map((tool) => tool.padEnd(23)).join(" | ");
  process.stdout.write(
    `${"".padEnd(20)} | ${head}\n${"kind".padEnd(20)} | ${tools.map(() => "tables  relat.  cells  ").join(" | ")}\n`,
  );
  const lineOf = (label: string, scoreOf: (tool: string) => Score) => {
    const columns = tools.map((tool) => {
      const { tables, relations, cells } = scoreOf(tool);
      return [tables, relations, cells]
        .map((count) => f1(count).toFixed(3).padEnd(8))
        .join("")
        .slice(0, 23);
    });
    process.stdout.write(`${label.padEnd(20)} | ${columns.join(" | ")}\n`);
  };
  for (const kind of kinds) lineOf(kind, (tool) => byTool.get(tool)?.get(kind) ?? addScores([]));
  lineOf("all", (tool) => addScores([...(byTool.get(tool)?.values() ?? [])]));
}
