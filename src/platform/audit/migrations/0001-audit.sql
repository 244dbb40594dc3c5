-- The audit trail: ids, codes and salted digests, no personal content. Lines can be added, never changed (fault R16).
call platform.open_room('audit');

create table audit.lines (
  tenant_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor text not null,
  act text not null,
  subject uuid,
  details jsonb not null default '{}',
  primary key (tenant_id, id)
);
call platform.wall('audit.lines', 'select, insert');
create index on audit.lines (tenant_id, subject, id);

-- What a line says in words that people wrote. The line keeps a salted digest of it: erasing deletes this row, salt and
-- all, nobody can guess the words from the digest, and the chain stays whole.
create table audit.contents (
  tenant_id uuid not null,
  line_id uuid not null,
  subject uuid,
  salt bytea not null,
  content jsonb not null,
  primary key (tenant_id, line_id),
  foreign key (tenant_id, line_id) references audit.lines (tenant_id, id)
);
call platform.wall('audit.contents', 'select, insert, delete');
create index on audit.contents (tenant_id, subject);

-- The hash chain of a tenant: hash n = sha256(hash n-1, line n).
create table audit.seals (
  tenant_id uuid not null,
  position bigint not null,
  line_id uuid not null,
  hash bytea not null,
  primary key (tenant_id, position),
  unique (tenant_id, line_id)
);
call platform.wall('audit.seals', 'select, insert');
