call platform.open_room('processes');

-- One row per running process; its id is the id of the case it belongs to. The state is the interpreter's own, small and plain.
create table processes.instances (
  tenant_id uuid not null,
  id uuid not null,
  status text not null check (status in ('running', 'completed', 'cancelled')),
  state jsonb not null,
  primary key (tenant_id, id)
);
call platform.wall('processes.instances');

create table processes.tasks (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  inputs jsonb not null,
  due_on date,
  created_at timestamptz not null,
  done_at timestamptz,
  done_by text,
  outcome text,
  cancelled boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, instance_id) references processes.instances (tenant_id, id) on delete cascade
);
call platform.wall('processes.tasks');
create unique index on processes.tasks (tenant_id, instance_id, token);

-- Append-only: each element with entered, left, by, and the "why" of decisions.
create table processes.history (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  entries jsonb not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, instance_id) references processes.instances (tenant_id, id) on delete cascade
);
call platform.wall('processes.history', 'select, insert, delete');
create index on processes.history (tenant_id, instance_id, id);
