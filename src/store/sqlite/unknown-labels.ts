/** Texts where labels stand that the form's profile does not know; and what projects are compared by over years. */
export const UNKNOWN_LABELS = `
create table unknown_labels (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,
  text text not null,
  page integer,
  line integer,
  column integer,
  paragraph integer,
  table_number integer,
  "row" integer,
  sheet text,
  cell text,
  bbox text,
  primary key (record_key, ordinal)
) strict, without rowid;
create index unknown_labels_text on unknown_labels (text);
create index records_project on records (project_name, fiscal_year);
`;
