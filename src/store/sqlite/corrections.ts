/** Keeps entries of the log from being taken away. */
export const CORRECTIONS_KEPT = `create trigger corrections_kept before delete on corrections begin
  select raise(abort, 'corrections are append-only');
end;`;

/**
 * Corrections by persons. They are known by the record's id, not by its row, so that they outlive a new reading of the
 * document; nothing in them is ever changed or taken away. What they were laid over is kept whole beside the record.
 */
export const CORRECTIONS = `
create table record_basis (
  record_key integer primary key references records (key) on delete cascade,
  scoring text not null,       -- JSON: what checking the record again needs beside it
  read text                    -- JSON: the record as the machine read it; null where record_json is that
) strict;

create table corrections (
  id integer primary key,      -- in the order they were made
  record_id text not null,     -- records.id, which is that of the bytes and so survives a new reading
  pointer text not null,       -- JSON Pointer of the reading
  entered text,                -- as typed; null: what was entered here before is undone
  read_raw text not null,      -- what the page said there, as read at that time
  read_value text,             -- JSON: the value the machine had made of it
  by text not null,            -- who
  note text,                   -- why
  at text not null             -- ISO 8601, UTC
) strict;
create index corrections_record on corrections (record_id, pointer, id);

create trigger corrections_unchanged before update on corrections begin
  select raise(abort, 'corrections are append-only');
end;
${CORRECTIONS_KEPT}
`;
