call platform.open_room('processes');

-- One row per running process; its id is the id of the case it belongs to. The state is the interpreter's own, small and plain.
create table processes.instances (
  tenant_id uuid not null,
  id uuid not null,
  status text not null check (status in ('running', 'completed', 'cancelled')),
  -- Read and written as a whole: as text it needs less than taken apart.
  state json not null,
  primary key (tenant_id, id)
);
call platform.wall('processes.instances');

create table processes.tasks (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  token integer not null,
  element text not null,
  inputs json not null,
  -- Who shall have it, as the model said when it was made: department and rule; null where it says nothing.
  assignment json,
  due_on date,
  -- The "why" of the day: expression and values as they were; and each time it was moved.
  due_rule jsonb,
  moved jsonb not null default '[]',
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
  at timestamptz not null,
  by text,
  -- Lines as history.ts keeps them.
  entries json not null,
  primary key (tenant_id, instance_id, id),
  foreign key (tenant_id, instance_id) references processes.instances (tenant_id, id) on delete cascade
);
call platform.wall('processes.history', 'select, insert, delete');

-- What a process waits for besides people: an instant, a message, a signal. A row goes when it came or is called off.
create table processes.waits (
  tenant_id uuid not null,
  instance_id uuid not null,
  subscription integer not null,
  element text not null,
  kind text not null check (kind in ('timer', 'message', 'signal')),
  -- Message or signal; a message also has a key, '' when the model names none.
  name text not null default '',
  key text not null default '',
  rings_at timestamptz,
  -- The expression that gave the instant: the "why".
  expression text,
  primary key (tenant_id, instance_id, subscription),
  foreign key (tenant_id, instance_id) references processes.instances (tenant_id, id) on delete cascade
);
call platform.wall('processes.waits');
create index on processes.waits (tenant_id, name, key) where kind <> 'timer';

-- Messages on their way; one that nobody waits for is kept for 30 days.
create table processes.messages (
  tenant_id uuid not null,
  id uuid not null,
  -- The process it came from, or the case it is about.
  instance_id uuid not null,
  name text not null,
  key text not null,
  variables jsonb not null,
  sent_at timestamptz not null,
  primary key (tenant_id, id)
);
call platform.wall('processes.messages');
create index on processes.messages (tenant_id, name, key, id);

-- Steps of the platform that failed and are tried again; after the fifth time they are an incident.
create table processes.failing_steps (
  tenant_id uuid not null,
  instance_id uuid not null,
  token integer not null,
  step jsonb not null,
  tries integer not null,
  error text not null,
  next_at timestamptz not null,
  primary key (tenant_id, instance_id, token),
  foreign key (tenant_id, instance_id) references processes.instances (tenant_id, id) on delete cascade
);
call platform.wall('processes.failing_steps');

-- What a person must look at ("Störung"); settled by retry, skip or cancel, with the reason.
create table processes.incidents (
  tenant_id uuid not null,
  id uuid not null,
  instance_id uuid not null,
  number integer not null,
  token integer not null,
  element text not null,
  code text not null,
  detail text not null,
  raised_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  settled_how text check (settled_how in ('retry', 'skip', 'cancel')),
  reason text,
  primary key (tenant_id, id),
  foreign key (tenant_id, instance_id) references processes.instances (tenant_id, id) on delete cascade
);
call platform.wall('processes.incidents');
create index on processes.incidents (tenant_id, instance_id, id);
create index on processes.incidents (tenant_id, id) where settled_at is null;
