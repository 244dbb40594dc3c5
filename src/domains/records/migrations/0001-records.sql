call platform.open_room('records');

-- Numbers per tenant, filing plan entry and year: "20.4-2026-0417". The last that was laid out, and those not yet given.
create table records.counters (
  tenant_id uuid not null,
  filing_plan text not null,
  year integer not null,
  last integer not null,
  primary key (tenant_id, filing_plan, year)
);
call platform.wall('records.counters', 'select, insert, update');
create table records.free_numbers (
  tenant_id uuid not null,
  filing_plan text not null,
  year integer not null,
  number integer not null,
  primary key (tenant_id, filing_plan, year, number)
);
call platform.wall('records.free_numbers', 'select, insert, update, delete');

-- The filing plan ("Aktenplan"): what a matter is filed under, how long it is kept, what becomes of it then.
create table records.filing_plan_entries (
  tenant_id uuid not null,
  number text not null,
  title text not null,
  -- Null: the service says how long.
  retention_years integer check (retention_years between 0 and 100),
  retention_from text not null check (retention_from in ('closure', 'year-end')),
  disposal text not null check (disposal in ('destroy', 'offer')),
  -- Kinds of departments that may read these dossiers beside the one in charge.
  readers text[] not null,
  -- No longer in the plan, but dossiers lie under it.
  closed_on date,
  primary key (tenant_id, number)
);
call platform.wall('records.filing_plan_entries');

create table records.dossiers (
  tenant_id uuid not null,
  id uuid not null,
  file_reference text not null,
  filing_plan text not null,
  title text not null,
  case_id uuid not null,
  -- The department in charge; its people may read it.
  department_id uuid,
  opened_on date not null,
  closed_on date,
  retain_until date,
  -- Until when the law forbids to erase it: the retention period, or until the archive has chosen ('infinity').
  held_until date,
  primary key (tenant_id, id),
  unique (tenant_id, file_reference),
  unique (tenant_id, case_id)
);
call platform.wall('records.dossiers');
create index on records.dossiers (tenant_id, retain_until) where retain_until is not null;
create index on records.dossiers (tenant_id, filing_plan, id);

create table records.filed_documents (
  tenant_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  title text not null,
  kind text not null,
  file_id uuid,
  source_id uuid,
  -- IANA media type of the file.
  media_type text,
  filed_at timestamptz not null,
  -- When its words were read for the search.
  read_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, dossier_id) references records.dossiers (tenant_id, id)
);
call platform.wall('records.filed_documents');
create index on records.filed_documents (tenant_id, dossier_id, id);
create index on records.filed_documents (tenant_id, id) where read_at is null;

-- What stands in a document, for the search and the lines around what was found.
create table records.document_texts (
  tenant_id uuid not null,
  document_id uuid not null,
  body text not null,
  primary key (tenant_id, document_id),
  foreign key (tenant_id, document_id) references records.filed_documents (tenant_id, id) on delete cascade
);
call platform.wall('records.document_texts', 'select, insert, delete');

-- Its words, folded; compared from their beginning, which is what an index may do under row-level security.
create table records.words (
  tenant_id uuid not null,
  word text collate "C" not null,
  document_id uuid not null,
  primary key (tenant_id, word, document_id),
  foreign key (tenant_id, document_id) references records.filed_documents (tenant_id, id) on delete cascade
);
call platform.wall('records.words', 'select, insert, delete');
create index on records.words (tenant_id, document_id, word);

-- What becomes of a dossier whose time is over ("Aussonderung"), and the proof of it when the dossier is gone: no title, no name.
create table records.disposals (
  tenant_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  file_reference text not null,
  filing_plan text not null,
  opened_on date not null,
  closed_on date not null,
  retain_until date not null,
  documents integer not null,
  decision text not null check (decision in ('destroy', 'offer')),
  decided_by text not null,
  decided_on date not null,
  -- What the archive said to an offer.
  answer text check (answer in ('taken', 'declined')),
  answered_by text,
  answered_on date,
  erased_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, dossier_id)
);
call platform.wall('records.disposals');
create index on records.disposals (tenant_id, id) where erased_at is null;
