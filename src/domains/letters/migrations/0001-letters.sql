call platform.open_room('letters');

create table letters.letters (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  application_id uuid,
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
  primary key (tenant_id, id)
);
call platform.wall('letters.letters', 'select, insert, update, delete');
create index on letters.letters (tenant_id, case_id, id);
create index on letters.letters (tenant_id, application_id);
