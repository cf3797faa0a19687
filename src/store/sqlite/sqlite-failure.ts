import Database from "better-sqlite3";
import { Failure } from "../../model/failure.ts";

/** The `Failure` that an error of SQLite stands for, with the remedy; any other error as it is. */
export function sqliteFailure(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const told = { cause: error };
  switch (primaryCode(error.code)) {
    case "SQLITE_BUSY":
    case "SQLITE_LOCKED":
      return new Failure(
        "database-busy",
        `${path} is locked by another program; wait until that has finished, or end it, and try again.`,
        told,
      );
    case "SQLITE_FULL":
      return new Failure(
        "disk-full",
        `There is no room left for ${path}; make room on its disk and try again. What was stored before is unharmed.`,
        told,
      );
    case "SQLITE_NOTADB":
      return new Failure(
        "bad-database",
        `${path} is not a database; name another file. It was not changed.`,
        told,
      );
    case "SQLITE_CORRUPT":
      return new Failure(
        "bad-database",
        `${path} is damaged (${error.message}); put a copy from before in its place, or read the reports into a new file.`,
        told,
      );
    case "SQLITE_READONLY":
      return readOnlyFailure(path, told);
    case "SQLITE_CANTOPEN":
    case "SQLITE_PERM":
      return new Failure(
        "bad-database",
        `${path} cannot be opened; check that it is a file, and that you may read it and write in its folder (SQLite keeps two files beside it).`,
        told,
      );
    case "SQLITE_IOERR":
      return new Failure(
        "bad-database",
        `The disk failed on ${path} (${error.code}); check the disk or the network drive and try again.`,
        told,
      );
    default:
      return error;
  }
}

/** The database may be read, and something was to be written. */
export function readOnlyFailure(path: string, options?: ErrorOptions): Failure {
  return new Failure(
    "bad-database",
    `${path} or its folder cannot be written (SQLite keeps two files beside it, even to read it); give yourself the right to, or work on a copy.`,
    options,
  );
}

/** "SQLITE_IOERR_WRITE" → "SQLITE_IOERR": the kind of error without its details. */
function primaryCode(code: string): string {
  return code.split("_").slice(0, 2).join("_");
}
