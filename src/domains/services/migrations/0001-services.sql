call platform.open_room('services');

-- Published package contents by hash: public, immutable, the same for every tenant of this cluster.
create table services.packages (
  hash text primary key,
  publisher text not null,
  slug text not null,
  version text not null,
  content jsonb not null,
  unique (publisher, slug, version)
);
alter table services.packages enable row level security;
alter table services.packages force row level security;
create policy public on services.packages using (true) with check (true);
grant select, insert on services.packages to allmende_app;

-- What a municipality adopted and how it is offered; the newest release is the one that takes applications.
create table services.adoptions (
  tenant_id uuid not null,
  slug text not null,
  publisher text not null,
  status text not null check (status in ('test', 'live', 'paused')),
  primary key (tenant_id, slug)
);
call platform.wall('services.adoptions');

-- Package plus overlay at one moment: immutable, pinned by drafts and cases.
create table services.releases (
  tenant_id uuid not null,
  id uuid not null,
  slug text not null,
  number integer not null,
  package_hash text not null,
  overlay jsonb not null,
  released_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, slug, number)
);
call platform.wall('services.releases', 'select, insert, delete');
