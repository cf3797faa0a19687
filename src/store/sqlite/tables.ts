/**
 * The tables as first laid down, for SQLite. The comments stay inside the statements, so that they travel with the
 * database file (`.schema` shows them). A change to the schema is a further migration, never an edit here.
 */
export const TABLES = `
create table runs (
  id integer primary key,
  started_at text not null,    -- ISO 8601, UTC, as every *_at
  finished_at text,            -- null: still going on, or killed
  arguments text not null,     -- JSON: what the run was called with
  summary text                 -- JSON: what came of it
) strict;

create table documents (
  id integer primary key,
  sha256 text unique,          -- hex, of the file's bytes: what a document is known by; null: the bytes could not be had
  media_type text not null,
  pages integer not null,
  profile_hash text not null,  -- with program_version: what read it; another stamp means that it is read again
  program_version text not null,
  run_id integer references runs (id) on delete set null,
  stored_at text not null
) strict;

create table sources (
  path text primary key,       -- as given; several paths may hold the same document
  document_id integer not null references documents (id) on delete cascade,
  stored_at text not null      -- since when the path has this document
) strict, without rowid;
create index sources_document on sources (document_id);

create table failures (
  id integer primary key,
  document_id integer not null references documents (id) on delete cascade,
  -- Set: this path could not be read, and what its document holds is older. Null: the content is at fault.
  path text references sources (path) on delete cascade,
  code text not null,
  message text not null,
  failed_at text not null,
  run_id integer references runs (id) on delete set null
) strict;
create index failures_document on failures (document_id);
create index failures_path on failures (path);

create table warnings (
  document_id integer not null references documents (id) on delete cascade,
  ordinal integer not null,    -- from 0, as every ordinal but that of records
  code text not null,
  message text not null,
  page integer,
  line integer,
  column integer,
  bbox text,
  primary key (document_id, ordinal)
) strict, without rowid;

create table records (
  key integer primary key,     -- what the other tables refer to, as record_key
  id text not null unique,     -- first 12 hex digits of the document's sha256, "-", ordinal
  document_id integer not null references documents (id) on delete cascade,
  ordinal integer not null,    -- from 1
  form text not null,
  title text,
  fiscal_year integer,
  filed_on text,               -- YYYY-MM-DD
  project_name text,
  project_subproject text,
  project_department text,
  project_department_code text,
  project_implementing_unit text,
  project_office text,
  project_attribute text,
  project_period_start text,   -- YYYY-MM-DD
  project_period_end text,     -- YYYY-MM-DD
  execution_rate real,         -- per cent: 38.9 for "38.9%"
  execution_weight real,       -- points
  execution_score real,        -- points
  goals_expected text,
  goals_actual text,
  total_weight real,           -- points
  total_score real,            -- points
  grade text,                  -- as printed
  grade_level text, -- excellent, good, fair, poor
  coverage_numbers integer not null,
  coverage_guarded integer not null,
  coverage_checks_agrees integer not null,
  coverage_checks_differs integer not null,
  coverage_checks_unverifiable integer not null,
  coverage_checks_not_applicable integer not null,
  unique (document_id, ordinal)
) strict;
create index records_form on records (form);
create index records_year on records (fiscal_year);
create index records_unit on records (project_implementing_unit);
create index records_department on records (project_department);

create table record_json (
  record_key integer primary key references records (key) on delete cascade,
  json text not null           -- the whole record, exactly as it was saved
) strict;

create table fund_lines (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,
  measure text,                -- initialBudget, annualBudget, allocated, executed, priorYearBudget, balance, totalInvestment
  source text,                 -- total, currentYear, carriedOver, higherLevel, cityLevel, countyLevel, other
  amount_text text,            -- EXACT: the printed amount as a plain decimal, in the printed unit
  unit text,                   -- 元, 万元 or 亿元
  yuan_text text,              -- EXACT: the amount in 元 as a plain decimal
  yuan real,                   -- the amount in 元 as the nearest double, for sums and filters; yuan_text is the exact one
  primary key (record_key, ordinal)
) strict, without rowid;

create table indicators (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,    -- printed order
  level1 text,
  level2 text,
  name text,
  target_text text,
  target_comparator text,      -- =, >=, <=, > or <
  target_number real,
  target_unit text,
  actual_text text,
  actual_comparator text,
  actual_number real,
  actual_unit text,
  weight real,                 -- points
  score real,                  -- points
  completion text,             -- a number of per cent, or: completed, not completed
  completion_percent real,     -- completion where it is a number
  deviation text,
  primary key (record_key, ordinal)
) strict, without rowid;

create table score_lines (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,    -- printed order
  kind text not null, -- group, item
  group_name text,             -- the contract's "group", a reserved word in SQL
  subgroup text,
  name text,
  weight real,                 -- points
  score real,                  -- points
  remark text,
  primary key (record_key, ordinal)
) strict, without rowid;

create table caps (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,
  group_name text,             -- the contract's "group", a reserved word in SQL
  weight real,                 -- points
  primary key (record_key, ordinal)
) strict, without rowid;

create table checks (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,
  rule text not null,
  verdict text not null, -- agrees, differs, unverifiable
  subject text not null,       -- JSON Pointer into the record
  reported text,               -- as text, whatever it is
  reported_number real,        -- reported where it is a number
  recalculated text,
  recalculated_number real,
  difference real,             -- reported - recalculated
  severity text not null, -- error, warning, info
  cause text,
  suggestion text,
  message_en text not null,
  message_zh text not null,
  evidence text not null,      -- JSON array of JSON Pointers: readings.pointer
  page integer,                -- where the subject stands, else its first evidence
  line integer,
  column integer,
  primary key (record_key, ordinal)
) strict, without rowid;
create index checks_differs on checks (rule, severity) where verdict = 'differs';

create table narratives (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,
  heading text,
  text text,
  primary key (record_key, ordinal)
) strict, without rowid;

create table people (
  record_key integer not null references records (key) on delete cascade,
  ordinal integer not null,
  role text,
  name text,
  position text,
  office text,
  phone text,
  primary key (record_key, ordinal)
) strict, without rowid;

create table readings (
  record_key integer not null references records (key) on delete cascade,
  pointer text not null,       -- JSON Pointer into the record: /indicators/0/score
  kind text not null, -- text, number, amount, quantity, completion
  raw text not null,           -- what the page says, never altered
  value text,                  -- EXACT: the normalised value as text, a quantity as JSON; null where it cannot be read
  number real,                 -- the number in value as the nearest double, null where there is none
  origin text not null, -- read, inferred, repaired, corrected
  confidence real not null,    -- 0 to 1
  state text not null, -- sure, guarded, doubtful
  guards integer not null,     -- checks that rest on it; 0: nothing on the form vouches for it
  page integer not null,       -- from 1
  line integer,                -- of the text file, from 1
  column integer,
  bbox text,                   -- JSON array: left, top, right, bottom in PDF points
  primary key (record_key, pointer)
) strict, without rowid;
create index readings_doubtful on readings (record_key) where state = 'doubtful';
create index readings_unguarded on readings (record_key) where guards = 0 and number is not null;
`;
