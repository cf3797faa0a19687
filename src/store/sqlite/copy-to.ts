import Database from "better-sqlite3";
import type { Parameter } from "../store.ts";
import { CORRECTIONS_KEPT } from "./corrections.ts";
import { sqliteFailure } from "./sqlite-failure.ts";

/** As `Store.copyTo`. `vacuum into` reads in one transaction, so that the copy is one state, and leaves no free pages. */
export async function copyTo(
  connect: () => Database.Database,
  path: string,
  only: { sql: string; parameters: readonly Parameter[] } = { sql: "", parameters: [] },
): Promise<void> {
  const source = connect();
  try {
    source.prepare("vacuum into ?").run(path);
  } catch (error) {
    throw sqliteFailure(error, path);
  } finally {
    source.close();
  }
  let copy;
  try {
    copy = new Database(path, { fileMustExist: true });
    if (only.sql !== "") keepOnly(copy, only);
    // One file that can be read where nothing may be written beside it.
    copy.pragma("journal_mode = delete");
  } catch (error) {
    throw sqliteFailure(error, path);
  } finally {
    copy?.close();
  }
}

function keepOnly(
  copy: Database.Database,
  { sql, parameters }: { sql: string; parameters: readonly Parameter[] },
): void {
  copy.pragma("foreign_keys = on");
  copy.transaction(() => {
    copy.exec("create temp table kept as select id, document_id from records where false");
    copy
      .prepare<Parameter[]>(`insert into kept select r.id, r.document_id from records r where ${sql}`)
      .run(...parameters);
    // The log is append-only where it is written; a copy of a part of the records has theirs alone.
    copy.exec("drop trigger corrections_kept");
    copy.exec("delete from corrections where record_id not in (select id from kept)");
    copy.exec(CORRECTIONS_KEPT);
    copy.exec("delete from records where id not in (select id from kept)");
    copy.exec("delete from documents where id not in (select document_id from kept)");
    copy.exec(
      "delete from descriptions where sha256 not in (select sha256 from documents where sha256 is not null)",
    );
    copy.exec(
      "delete from rereadings where sha256 not in (select sha256 from documents where sha256 is not null)",
    );
    copy.exec("delete from reading_changes where record_id not in (select id from kept)");
    // Words of deleted rows would stay in the index until its parts are merged.
    copy.exec("insert into record_search (record_search) values ('optimize')");
  })();
  copy.exec("drop table kept");
  copy.exec("vacuum");
}
