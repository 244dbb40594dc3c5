call platform.open_room('records');

-- Numbers per tenant, filing plan entry and year: "20.4-2026-0417".
create table records.counters (
  tenant_id uuid not null,
  filing_plan text not null,
  year integer not null,
  last integer not null,
  primary key (tenant_id, filing_plan, year)
);
call platform.wall('records.counters', 'select, insert, update');

create table records.dossiers (
  tenant_id uuid not null,
  id uuid not null,
  file_reference text not null,
  filing_plan text not null,
  title text not null,
  case_id uuid not null,
  opened_on date not null,
  closed_on date,
  retain_until date,
  primary key (tenant_id, id),
  unique (tenant_id, file_reference),
  unique (tenant_id, case_id)
);
call platform.wall('records.dossiers');

create table records.filed_documents (
  tenant_id uuid not null,
  id uuid not null,
  dossier_id uuid not null,
  title text not null,
  kind text not null,
  file_id uuid,
  source_id uuid,
  filed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, dossier_id) references records.dossiers (tenant_id, id)
);
call platform.wall('records.filed_documents', 'select, insert, delete');
create index on records.filed_documents (tenant_id, dossier_id, id);
