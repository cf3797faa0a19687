/**
 * The views as first laid down, for SQLite: the questions that are asked of every pile of reports.
 * `path` is the first path, in the order of characters, at which the document lies; `paths` counts them.
 * `unit` is the implementing unit, and where none is printed the department.
 */
export const VIEWS = `
create view document_summary as
select
  d.id as document_id,
  (select min(s.path) from sources s where s.document_id = d.id) as path,
  (select count(*) from sources s where s.document_id = d.id) as paths,
  d.sha256, d.media_type, d.pages,
  (select count(*) from records r where r.document_id = d.id) as records,
  (select count(*) from warnings w where w.document_id = d.id) as warnings,
  (select count(*) from failures f where f.document_id = d.id) as failures,
  d.profile_hash, d.program_version, d.stored_at, d.run_id
from documents d;

create view failures_current as
select
  s.path, d.sha256, d.media_type, f.code, f.message, f.failed_at, f.run_id,
  (select count(*) from records r where r.document_id = d.id) as records_kept
from failures f
join documents d on d.id = f.document_id
join sources s on s.document_id = f.document_id and (f.path is null or f.path = s.path);

create view record_summary as
select
  r.id as record_id,
  (select min(s.path) from sources s where s.document_id = r.document_id) as path,
  (select count(*) from sources s where s.document_id = r.document_id) as paths,
  r.form, r.title,
  coalesce(r.project_implementing_unit, r.project_department) as unit,
  r.project_department as department,
  r.project_name,
  r.fiscal_year as year,
  r.filed_on, r.execution_rate, r.total_weight, r.total_score, r.grade, r.grade_level,
  (select count(case when c.verdict = 'differs' and c.severity = 'error' then 1 end) from checks c where c.record_key = r.key) as errors,
  (select count(case when c.verdict = 'differs' and c.severity = 'warning' then 1 end) from checks c where c.record_key = r.key) as warnings,
  r.coverage_checks_agrees as agrees,
  r.coverage_checks_differs as differs,
  r.coverage_checks_unverifiable as unverifiable,
  r.coverage_checks_not_applicable as not_applicable,
  r.coverage_numbers as numbers,
  r.coverage_guarded as guarded
from records r;

create view findings as
select
  (select min(s.path) from sources s where s.document_id = r.document_id) as path,
  c.page, c.line, c.column,
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
  path, page, line, title, unit, year, rule, reported, recalculated, difference, severity, cause,
  message_zh, message_en, suggestion, record_id, subject
from findings
where verdict = 'differs';

create view execution_rates as
select
  s.record_id, s.path, s.title, s.unit, s.year,
  (select f.yuan from fund_lines f where f.record_key = r.key and f.measure = 'initialBudget' and f.source = 'total' order by f.ordinal limit 1) as initial_budget_yuan,
  (select f.yuan from fund_lines f where f.record_key = r.key and f.measure = 'annualBudget' and f.source = 'total' order by f.ordinal limit 1) as annual_budget_yuan,
  (select f.yuan from fund_lines f where f.record_key = r.key and f.measure = 'allocated' and f.source = 'total' order by f.ordinal limit 1) as allocated_yuan,
  (select f.yuan from fund_lines f where f.record_key = r.key and f.measure = 'executed' and f.source = 'total' order by f.ordinal limit 1) as executed_yuan,
  r.execution_rate as reported_rate,
  c.recalculated_number as recalculated_rate,
  c.verdict,
  r.execution_weight as weight,
  r.execution_score as score
from record_summary s
join records r on r.id = s.record_id
left join checks c on c.record_key = r.key and c.ordinal = (
  select x.ordinal from checks x
  where x.record_key = r.key and x.rule = 'execution-rate'
  order by case when x.subject = '/execution/rate' then 0 else 1 end, x.ordinal limit 1);

create view unguarded_numbers as
select
  (select min(s.path) from sources s where s.document_id = r.document_id) as path,
  g.page, g.line, g.column,
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
  g.page, g.line, g.column,
  r.title,
  coalesce(r.project_implementing_unit, r.project_department) as unit,
  r.fiscal_year as year,
  g.pointer, g.raw, g.value, g.number, g.origin, g.confidence, g.guards, r.id as record_id
from readings g
join records r on r.key = g.record_key
where g.state = 'doubtful' and g.kind <> 'text' and (g.number is not null or g.value is null);
`;
