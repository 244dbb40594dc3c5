call platform.open_room('tenancy');

-- The directory: the alliance and its members. Public facts of public bodies.
create table tenancy.alliances (
  id uuid primary key,
  slug text not null unique,
  name text not null,
  title text not null,
  hue real not null,
  chroma real not null,
  crest text not null,
  contact jsonb not null
);
call platform.wall_alliance('tenancy.alliances', 'select, insert, update');

create table tenancy.tenants (
  id uuid primary key,
  slug text not null unique,
  -- Host without the base domain: "musterstadt", "kreis.lindenau".
  host text not null unique,
  kind text not null check (kind in ('municipality', 'district')),
  name text not null,
  short_name text not null,
  population integer not null check (population >= 0),
  land text not null,
  hue real not null check (hue >= 0 and hue < 360),
  chroma real not null check (chroma >= 0 and chroma <= 0.12),
  crest text not null,
  contact jsonb not null,
  -- The administrative court that remedy notices name where the Land knows no objection.
  court jsonb,
  places text[] not null default '{}',
  position integer not null
);
call platform.wall_alliance('tenancy.tenants', 'select, insert, update');

-- A tenant's own steps read its own entry (letterhead, Land) without leaving their scope.
create policy own on tenancy.tenants for select using (id = (select platform.current_tenant()));

create table tenancy.departments (
  tenant_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  contact jsonb not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind)
);
call platform.wall('tenancy.departments');

create table tenancy.staff (
  tenant_id uuid not null,
  id uuid not null,
  -- The subject the staff identity provider names.
  subject text not null,
  name text not null,
  department_id uuid not null,
  active boolean not null default true,
  -- Leads the department: what is overdue there is shown to them.
  head boolean not null default false,
  -- What of the department's work is theirs, as rules of workflows name it: places, letters ("A-K"), districts.
  areas text[] not null default '{}',
  -- Sees what the treasury must give back or clear up, of all departments.
  treasury boolean not null default false,
  primary key (tenant_id, id),
  unique (tenant_id, subject),
  foreign key (tenant_id, department_id) references tenancy.departments (tenant_id, id)
);
call platform.wall('tenancy.staff');

-- Who is away, and who stands in ("Vertretung"); legal days, both included.
create table tenancy.absences (
  tenant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  deputy_id uuid not null,
  starts date not null,
  ends date not null,
  entered_by text not null,
  entered_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, staff_id) references tenancy.staff (tenant_id, id),
  foreign key (tenant_id, deputy_id) references tenancy.staff (tenant_id, id),
  check (starts <= ends),
  check (staff_id <> deputy_id)
);
call platform.wall('tenancy.absences');
create index on tenancy.absences (tenant_id, staff_id, ends);
create index on tenancy.absences (tenant_id, deputy_id, ends);

-- Rows one authority lets another see: room, row, purpose, until.
create table tenancy.shares (
  tenant_id uuid not null,
  id uuid not null,
  room text not null,
  row_id uuid not null,
  with_tenant uuid not null,
  purpose text not null,
  until timestamptz not null,
  primary key (tenant_id, id)
);
alter table tenancy.shares enable row level security;
alter table tenancy.shares force row level security;
create policy tenant on tenancy.shares
  using (tenant_id = (select platform.current_tenant()) or with_tenant = (select platform.current_tenant()))
  with check (tenant_id = (select platform.current_tenant()));
grant select, insert, update, delete on tenancy.shares to allmende_app;
create index on tenancy.shares (with_tenant, room, row_id);

-- The one foreign name a room's policy may ask: is this row shared with the tenant of the transaction?
create function tenancy.shared_with_me(room text, row_id uuid) returns boolean
  language sql stable as $$
    select exists (select from tenancy.shares s where s.with_tenant = platform.current_tenant()
                   and s.room = shared_with_me.room and s.row_id = shared_with_me.row_id and s.until > now()) $$;
grant execute on function tenancy.shared_with_me to allmende_app;
