import type { PersonTerm } from "../model/form-profile.ts";
import type { Cell, Row } from "../model/layout.ts";
import { isBlankDate } from "../values/date.ts";
import { alignRow, type Header } from "./align-row.ts";
import { filledCells, isBlank, use, useLabels, type FormReader } from "./form-reader.ts";
import { makeReading, readText, tidyText, type Source } from "./make-reading.ts";

/** A table of people (评价人员): 姓名 | 职称/职务 | 科室 | 联系电话. */
export interface PeopleTable {
  kind: "people";
  header: Header<PersonTerm>;
}

type Person = FormReader["draft"]["people"][number];

/** The header of a table of people; null where the row is none. */
export function startPeople(reader: FormReader, row: Row): PeopleTable | null {
  const columns = row.cells.flatMap((cell, at) => {
    const match = isBlank(cell) ? null : reader.lexicon.find(cell.text, "person");
    return match === null ? [] : [{ column: match.term.person, at }];
  });
  if (columns.length < 2 || !columns.some(({ column }) => column === "name")) return null;
  useLabels(reader, row);
  return { kind: "people", header: { columns, width: row.cells.length, cutEnds: reader.cutEnds } };
}

/** Reads a row of the table of people; false where a label says that it is over. */
export function readPersonRow(reader: FormReader, table: PeopleTable, row: Row): boolean {
  if (row.table === null) return false;
  if (
    filledCells(row).some(
      (cell) => reader.lexicon.look(cell.text).length > 0 || reader.lexicon.prefix(cell.text) !== null,
    )
  )
    return false;
  const aligned = alignRow(row.cells, table.header, fitPersonCell);
  if (isBlank(aligned.cells.get("name"))) return false;
  const text = (column: PersonTerm) => {
    const cell = aligned.cells.get(column);
    return cell === undefined ? null : readText(cell);
  };
  reader.draft.people.push({
    role: null,
    name: text("name"),
    position: text("position"),
    office: text("office"),
    phone: text("phone"),
  });
  use(reader, ...row.cells.filter((cell) => !aligned.left.includes(cell)));
  return true;
}

function fitPersonCell(cell: Cell, column: PersonTerm): number {
  const digits = /^[\d\s\-—、,，()（）]{5,}$/u.test(cell.text.trim());
  return (column === "phone") === digits ? 2 : -2;
}

/** A name with a telephone number behind it, under one label (项目负责人及电话). */
const NAME_AND_PHONE = /^([^\d]+?)[\s:：,，、/]*(\d[\d-]{5,})$/u;

/** Stores a person named behind a role (负责人：…); a telephone number that follows belongs to the last one named. */
export function addRole(reader: FormReader, role: string, label: Source, value: Source): void {
  const name = isBlankDate(value.text) ? "" : tidyText(value.text);
  const [, before = name, phone] = NAME_AND_PHONE.exec(name) ?? [];
  const person: Person = {
    role: makeReading(label, role),
    name: name === "" ? null : makeReading(value, before.trim()),
    position: null,
    office: null,
    phone: phone === undefined ? null : makeReading(value, phone),
  };
  reader.draft.people.push(person);
}

/** Stores a detail that stands behind its own label (联系电话：…), with the last person that lacks it, or by itself. */
export function addPersonDetail(reader: FormReader, term: PersonTerm, value: Source): void {
  if (tidyText(value.text) === "") return;
  const person = reader.draft.people.findLast(
    (candidate) => candidate.role !== null && candidate[term] === null,
  );
  if (person === undefined)
    reader.draft.people.push({
      role: null,
      name: null,
      position: null,
      office: null,
      phone: null,
      [term]: readText(value),
    });
  else person[term] = readText(value);
}
