call platform.open_room('cases');

create table cases.cases (
  tenant_id uuid not null,
  id uuid not null,
  slug text not null,
  release_id uuid not null,
  application_id uuid,
  source text not null check (source in ('online', 'counter', 'phone', 'paper', 'ex-officio')),
  mode text not null check (mode in ('live', 'trial')),
  status text not null check (status in ('new', 'in-progress', 'waiting', 'closed')),
  file_reference text,
  department_id uuid,
  assignee_id uuid,
  title text not null,
  subject text not null,
  applicant text not null,
  -- The element of the workflow that waits, and when it is due; copies, written with each step.
  next_element text,
  next_task_id uuid,
  due_on date,
  news text,
  received_at timestamptz not null,
  changed_at timestamptz not null,
  primary key (tenant_id, id)
);
call platform.wall('cases.cases');
create index on cases.cases (tenant_id, status, due_on, id);
create index on cases.cases (tenant_id, assignee_id, due_on, id) where status <> 'closed';
create index on cases.cases (tenant_id, application_id);

-- A state that matters is a thing of its own: who, when, why.
create table cases.closures (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('granted', 'partly-granted', 'refused', 'acknowledged', 'fulfilled', 'withdrawn', 'lapsed', 'passed-on')),
  -- The decision ("Verwaltungsakt") where the closure carries one: its reasons and stipulations.
  decision jsonb,
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.closures', 'select, insert, delete');
create index on cases.closures (tenant_id, case_id, id);

create table cases.information_requests (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  message text not null,
  until date not null,
  state text not null check (state in ('open', 'answered', 'withdrawn')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  answered_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.information_requests');
create unique index on cases.information_requests (tenant_id, case_id) where state = 'open';

create table cases.requested_items (
  tenant_id uuid not null,
  id uuid not null,
  request_id uuid not null,
  path text not null,
  reason text not null check (reason in ('missing', 'unreadable', 'wrong', 'outdated')),
  answered boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, request_id) references cases.information_requests (tenant_id, id) on delete cascade
);
call platform.wall('cases.requested_items');

create table cases.notes (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  author_id uuid not null,
  author text not null,
  body text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.notes', 'select, insert, delete');
create index on cases.notes (tenant_id, case_id, id);
