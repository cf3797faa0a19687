/** What an archive knows of documents. Kept by the hash alone: it outlives that a document goes and comes again. */
export const DESCRIPTIONS = `
create table descriptions (
  sha256 text primary key,     -- documents.sha256
  fonds_number text,           -- 全宗号
  archival_code text,          -- 档号
  file_number text,            -- 案卷号
  item_number text,            -- 件号
  title text,                  -- 题名
  creator text,                -- 责任者
  date text,                   -- 文件日期, as the list writes it
  retention text,              -- 保管期限
  security_class text,         -- 密级
  list text not null,          -- the list that said so last, as it was named
  list_row integer not null,   -- its row there, counted from 1
  described_at text not null   -- ISO 8601, UTC
) strict, without rowid;
create index descriptions_code on descriptions (archival_code);
`;
