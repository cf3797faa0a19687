import { EXIT } from "./exit-codes.ts";
import { Trouble } from "./trouble.ts";

/** The trouble of a record that is not in the database, with how to list those that are. */
export function noSuchRecord(id: string, database: string): Trouble {
  const list = `fuhe query "select record_id, project_name from record_summary" --db ${database}`;
  return new Trouble(EXIT.usage, {
    en: `There is no record ${id} in ${database}.\nThis lists all: ${list}`,
    zh: `${database} 中没有记录 ${id}。\n列出全部记录：${list}`,
  });
}
