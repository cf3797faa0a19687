/** What changed each time a document was read again under another stamp: so that runs can be compared although the store keeps the last reading only. */
export const REREADINGS = `
create table rereadings (
  id integer primary key,
  sha256 text not null,        -- documents.sha256; kept when the document goes
  run_id integer references runs (id) on delete set null, -- the run that read it again
  run_before integer,          -- the run that had stored it before
  profile_hash_before text not null,
  program_version_before text not null,
  failure_before text,         -- code, where it could not be read before
  failure_after text,
  at text not null             -- ISO 8601, UTC
) strict;
create index rereadings_run on rereadings (run_id);

create table reading_changes (
  rereading_id integer not null references rereadings (id) on delete cascade,
  ordinal integer not null,
  record_id text not null,     -- records.id
  kind text not null, -- record, value, finding
  pointer text not null,       -- JSON Pointer, of a finding its subject
  rule text,                   -- of a finding
  before text,                 -- null: nothing was there
  after text,
  primary key (rereading_id, ordinal)
) strict, without rowid;
`;
