/**
 * Places in documents without lines: Word and HTML have paragraphs outside their tables, and numbered tables of rows and
 * columns; workbooks have named sheets of cells. The views that show a place show these parts of it too.
 */
export const PLACES = `
alter table warnings add column paragraph integer; -- outside the tables, from 1
alter table warnings add column table_number integer; -- of the document, from 1
alter table warnings add column "row" integer; -- of the table or sheet, from 1
alter table warnings add column sheet text; -- its name
alter table warnings add column cell text; -- such as C7
alter table checks add column paragraph integer;
alter table checks add column table_number integer;
alter table checks add column "row" integer;
alter table checks add column sheet text;
alter table checks add column cell text;
alter table readings add column paragraph integer;
alter table readings add column table_number integer;
alter table readings add column "row" integer;
alter table readings add column sheet text;
alter table readings add column cell text;

drop view mismatches;
drop view findings;
drop view unguarded_numbers;
drop view doubtful_numbers;

create view findings as
select
  (select min(s.path) from sources s where s.document_id = r.document_id) as path,
  c.page, c.line, c.column, c.paragraph, c.table_number, c."row", c.sheet, c.cell,
  r.title,
  coalesce(r.project_implementing_unit, r.project_department) as unit,
  r.fiscal_year as year,
  r.form, c.rule, c.verdict, c.severity, c.cause,
  c.reported, c.recalculated, c.difference, c.reported_number, c.recalculated_number,
  c.message_zh, c.message_en, c.suggestion,
  r.id as record_id, c.ordinal, c.subject, r.document_id
from checks c
join records r on r.key = c.record_key;

create view mismatches as
select
  path, page, line, paragraph, table_number, "row", sheet, cell, title, unit, year, rule, reported, recalculated, difference, severity, cause,
  message_zh, message_en, suggestion, record_id, subject
from findings
where verdict = 'differs';

create view unguarded_numbers as
select
  (select min(s.path) from sources s where s.document_id = r.document_id) as path,
  g.page, g.line, g.column, g.paragraph, g.table_number, g."row", g.sheet, g.cell,
  r.title,
  coalesce(r.project_implementing_unit, r.project_department) as unit,
  r.fiscal_year as year,
  g.pointer, g.raw, g.value, g.number, g.origin, g.confidence, g.state, r.id as record_id
from readings g
join records r on r.key = g.record_key
where g.guards = 0 and g.number is not null;

create view doubtful_numbers as
select
  (select min(s.path) from sources s where s.document_id = r.document_id) as path,
  g.page, g.line, g.column, g.paragraph, g.table_number, g."row", g.sheet, g.cell,
  r.title,
  coalesce(r.project_implementing_unit, r.project_department) as unit,
  r.fiscal_year as year,
  g.pointer, g.raw, g.value, g.number, g.origin, g.confidence, g.guards, r.id as record_id
from readings g
join records r on r.key = g.record_key
where g.state = 'doubtful' and g.kind <> 'text' and (g.number is not null or g.value is null);
`;
