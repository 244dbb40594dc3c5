call platform.open_room('letters');

-- What went to the post together ("Druckstapel").
create table letters.batches (
  tenant_id uuid not null,
  id uuid not null,
  -- The day it was posted; the day of notice follows from it.
  posted_on date not null,
  posted_by text not null,
  -- The office that posted it.
  department_id uuid not null,
  marked_at timestamptz not null,
  primary key (tenant_id, id)
);
call platform.wall('letters.batches', 'select, insert, delete');

create table letters.letters (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  application_id uuid,
  -- The office that wrote it, and posts it; without one anybody may.
  department_id uuid,
  mode text not null check (mode in ('live', 'trial')),
  name text not null,
  language text not null,
  -- What is set: letterhead, facts, blocks. Fixed when the letter is written; the PDF follows from it alone.
  paper jsonb not null,
  blocks jsonb not null,
  file_id uuid,
  -- The day on which notice counts as given, and the day the remedy period ends (legal days), with the reasons.
  notice jsonb,
  written_at timestamptz not null,
  -- Into the inbox of an account, or printed and posted with a batch.
  delivery text not null check (delivery in ('inbox', 'post')),
  batch_id uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, batch_id) references letters.batches (tenant_id, id)
);
call platform.wall('letters.letters', 'select, insert, update, delete');
create index on letters.letters (tenant_id, case_id, id);
create index on letters.letters (tenant_id, application_id);
create index on letters.letters (tenant_id, id) where delivery = 'post' and batch_id is null and mode = 'live';
create index on letters.letters (tenant_id, batch_id) where batch_id is not null;

-- Other words for a letter of a case before it goes out; each save is a version, none is changed.
create table letters.drafts (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  name text not null,
  number integer not null,
  -- By the id of the block: what stands there instead of the template's text.
  edits jsonb not null,
  written_by text not null,
  written_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, case_id, name, number)
);
call platform.wall('letters.drafts', 'select, insert, delete');
