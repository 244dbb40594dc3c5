call platform.open_room('cases');

create table cases.cases (
  tenant_id uuid not null,
  id uuid not null,
  slug text not null,
  release_id uuid not null,
  application_id uuid,
  source text not null check (source in ('online', 'counter', 'phone', 'paper', 'ex-officio', 'handover')),
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
  -- The day with whose end it is deemed granted, where a law orders that and the period runs (§ 42a VwVfG).
  deemed_on date,
  due_key date not null generated always as (coalesce(least(due_on, deemed_on), 'infinity')) stored,
  news text,
  received_at timestamptz not null,
  changed_at timestamptz not null,
  -- The words it is found by, folded, each behind a blank.
  words text collate "C" not null,
  primary key (tenant_id, id)
);
call platform.wall('cases.cases');
create index on cases.cases (tenant_id, application_id);
create index on cases.cases (tenant_id, deemed_on) where deemed_on is not null;
-- The desk's lists, each read page by page from where the last one ended; due_key sorts what has no date to the end.
create index on cases.cases (tenant_id, assignee_id, due_key, id) where status <> 'closed' and mode = 'live';
create index on cases.cases (tenant_id, department_id, due_key, id) where status <> 'closed' and mode = 'live';
create index on cases.cases (tenant_id, slug, due_key, id) where status <> 'closed' and mode = 'live';
create index on cases.cases (tenant_id, department_id, id) where status = 'closed' and mode = 'live';

-- How many cases lie where. Each write adds a line (+1, -1), so that writers never wait for each other;
-- lines of a kind are folded into one every few seconds.
create table cases.tallies (
  tenant_id uuid not null,
  id uuid not null default gen_random_uuid(),
  department_id uuid,
  assignee_id uuid,
  status text not null,
  news boolean not null,
  slug text not null,
  cases bigint not null,
  primary key (tenant_id, id)
);
call platform.wall('cases.tallies', 'select, insert, delete');

create function cases.tally() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and (old.department_id, old.assignee_id, old.status, old.news is null)
    is not distinct from (new.department_id, new.assignee_id, new.status, new.news is null) then
    return null;
  end if;
  if tg_op <> 'INSERT' and old.mode = 'live' then
    insert into cases.tallies (tenant_id, department_id, assignee_id, status, news, slug, cases)
      values (old.tenant_id, old.department_id, old.assignee_id, old.status, old.news is not null, old.slug, -1);
  end if;
  if tg_op <> 'DELETE' and new.mode = 'live' then
    insert into cases.tallies (tenant_id, department_id, assignee_id, status, news, slug, cases)
      values (new.tenant_id, new.department_id, new.assignee_id, new.status, new.news is not null, new.slug, 1);
  end if;
  return null;
end $$;
create trigger tally after insert or update or delete on cases.cases for each row execute function cases.tally();

-- The words a case is found by, folded. Row-level security lets only leakproof comparisons use an index:
-- these are, text search and trigrams are not.
-- With each word stands what else the case has: two of 64 marks for how each of its words begins. A case that lacks a
-- mark lacks the word, so that most cases are ruled out in the index, unread.
create function cases.mark(word text) returns bigint language sql immutable as $$
  select case when length(word) < 3 then 0::bigint else 1::bigint << (spread >> 20 & 63)::int | 1::bigint << (spread >> 26 & 63)::int end
  from (select (ascii(word) * 961 + ascii(substr(word, 2)) * 31 + ascii(substr(word, 3))) * 2654435761 as spread) s $$;

create table cases.words (
  tenant_id uuid not null,
  word text collate "C" not null,
  case_id uuid not null,
  marks bigint not null,
  primary key (tenant_id, word, case_id) include (marks)
);
call platform.wall('cases.words', 'select, insert, delete');
create index on cases.words (tenant_id, case_id);
-- Words go with their case. A foreign key would look the case up for each word of each submission: that costs more than
-- writing the words does.
create function cases.forget_words() returns trigger language plpgsql as $$
begin
  delete from cases.words w using gone where w.tenant_id = gone.tenant_id and w.case_id = gone.id;
  return null;
end $$;
create trigger forget_words after delete on cases.cases referencing old table as gone
  for each statement execute function cases.forget_words();

-- A person's own lists ("Gespeicherte Ansichten").
create table cases.saved_views (
  tenant_id uuid not null,
  id uuid not null,
  staff_id uuid not null,
  name text not null,
  filter jsonb not null,
  primary key (tenant_id, id)
);
call platform.wall('cases.saved_views', 'select, insert, delete');
create index on cases.saved_views (tenant_id, staff_id, id);

-- How somebody wants their desk: mails once a day, columns left out, the list it begins with.
create table cases.desk_settings (
  tenant_id uuid not null,
  staff_id uuid not null,
  email text not null,
  digests text[] not null,
  hidden text[] not null,
  start jsonb not null,
  primary key (tenant_id, staff_id)
);
call platform.wall('cases.desk_settings');

-- Who had the case, since when, and why: rule, own hand, a colleague's, a deputy's. The last row is the present one.
create table cases.assignments (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  department_id uuid,
  staff_id uuid,
  cause text not null check (cause in ('rule', 'taken', 'handed-back', 'assigned')),
  by text not null,
  -- As it was decided: expression and answers of the rule, who could have had it, who was away.
  why jsonb not null default '{}',
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.assignments', 'select, insert, delete');
create index on cases.assignments (tenant_id, case_id, id);

-- Whoever did something in a case finds it again ("Vorgänge, an denen ich mitgearbeitet habe").
create table cases.participations (
  tenant_id uuid not null,
  staff_id uuid not null,
  case_id uuid not null,
  primary key (tenant_id, staff_id, case_id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.participations', 'select, insert, delete');
create index on cases.participations (tenant_id, case_id);

-- Told once: a step is due soon, or is overdue; and to whom it was escalated.
create table cases.due_notices (
  tenant_id uuid not null,
  case_id uuid not null,
  due_on date not null,
  kind text not null check (kind in ('soon', 'overdue', 'deemed')),
  -- The head of the department, where it has one.
  told uuid,
  at timestamptz not null,
  primary key (tenant_id, case_id, due_on, kind),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.due_notices', 'select, insert, delete');

-- A state that matters is a thing of its own: who, when, why.
create table cases.closures (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  kind text not null check (kind in ('granted', 'partly-granted', 'refused', 'acknowledged', 'fulfilled', 'withdrawn', 'lapsed', 'passed-on')),
  -- The decision ("Verwaltungsakt") where the closure carries one: its reasons and stipulations.
  decision jsonb,
  -- Why, where a person closed it and not its workflow.
  reason text not null default '',
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.closures', 'select, insert, delete');
create index on cases.closures (tenant_id, case_id, id);

-- How a deemed approval comes about ("Genehmigungsfiktion"): its period begins, waits for documents, is extended, has run.
create table cases.deemed_approvals (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  step text not null check (step in ('begun', 'halted', 'extended', 'occurred', 'certified')),
  -- Since when the documents are complete, and the day with whose end it occurs; null while documents are missing.
  complete_on date,
  ends_on date,
  -- As it was counted that day: the law that orders it, its period, the rules applied.
  law text not null,
  period text not null,
  reasons jsonb not null default '[]',
  reason text not null default '',
  by text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.deemed_approvals', 'select, insert, delete');
create index on cases.deemed_approvals (tenant_id, case_id, id);
create unique index on cases.deemed_approvals (tenant_id, case_id, step) where step in ('extended', 'occurred');

create table cases.information_requests (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  message text not null,
  until date not null,
  state text not null check (state in ('open', 'answered', 'withdrawn', 'dropped')),
  asked_by uuid not null,
  asked_at timestamptz not null,
  reminded_at timestamptz,
  -- The day has passed and the office was told.
  overdue_at timestamptz,
  answered_at timestamptz,
  -- Why the office goes on without an answer.
  dropped_because text,
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
  -- Null where another authority wrote it.
  author_id uuid,
  author text not null,
  body text not null,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.notes', 'select, insert, delete');
create index on cases.notes (tenant_id, case_id, id);

-- A closed case goes on ("Wiederaufnahme"); its closure stays.
create table cases.reopenings (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  cause text not null check (cause in ('objection', 'new-facts', 'mistake', 'returned')),
  reason text not null,
  reopened_by text not null,
  reopened_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.reopenings', 'select, insert, delete');
create index on cases.reopenings (tenant_id, case_id, id);

-- What somebody holds against a decision ("Widerspruch"), with the period as it was counted that day.
create table cases.objections (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  channel text not null check (channel in ('online', 'paper', 'record')),
  body text not null,
  raised_on date not null,
  -- Until when the remedy was open; null when no notice with a remedy is known.
  remedy_until date,
  in_time boolean,
  state text not null check (state in ('open', 'remedied', 'forwarded', 'withdrawn')),
  reason text not null default '',
  entered_by text not null,
  entered_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.objections');
create unique index on cases.objections (tenant_id, case_id) where state = 'open';
create index on cases.objections (tenant_id, case_id, id);

-- What another office is asked ("Stellungnahme"); of the case it sees what stands in this row, and nothing else.
create table cases.statements (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  -- An office of this tenant, or another tenant.
  department_id uuid,
  other_tenant uuid,
  asked_of text not null,
  title text not null,
  question text not null,
  -- What is shown: [{"label", "lines"}].
  facts jsonb not null,
  until date not null,
  state text not null check (state in ('open', 'given', 'withdrawn')),
  asked_by text not null,
  asked_at timestamptz not null,
  answer text,
  given_by text,
  given_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade,
  check ((department_id is null) <> (other_tenant is null))
);
call platform.wall('cases.statements');
create policy shared on cases.statements for select using (tenancy.shared_with_me('cases.statements', id));
create index on cases.statements (tenant_id, case_id, id);
create index on cases.statements (tenant_id, department_id) where state = 'open';

-- What another authority answers stands in its own row and is shared back: nobody writes into a foreign row.
create table cases.statement_answers (
  tenant_id uuid not null,
  id uuid not null,
  -- The question, a row of the authority that asked.
  statement_id uuid not null,
  asked_by_tenant uuid not null,
  answer text not null,
  given_by text not null,
  given_name text not null,
  given_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, statement_id)
);
call platform.wall('cases.statement_answers', 'select, insert, delete');
create policy shared on cases.statement_answers for select using (tenancy.shared_with_me('cases.statement_answers', id));

-- A case passed on to another authority of the alliance ("Abgabe"); of the case it sees what stands in this row.
create table cases.handovers (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  to_tenant uuid not null,
  to_name text not null,
  from_name text not null,
  file_reference text,
  slug text not null,
  subject text not null,
  applicant jsonb not null,
  facts jsonb not null,
  attachments jsonb not null,
  reason text not null,
  received_on date not null,
  state text not null check (state in ('sent', 'taken', 'returned')),
  taken_as text,
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.handovers');
create policy shared on cases.handovers for select using (tenancy.shared_with_me('cases.handovers', id));
create index on cases.handovers (tenant_id, case_id, id);

-- What became of it there: the case that was opened, or none.
create table cases.handover_answers (
  tenant_id uuid not null,
  id uuid not null,
  handover_id uuid not null,
  from_tenant uuid not null,
  case_id uuid,
  file_reference text,
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, handover_id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.handover_answers', 'select, insert, delete');
create policy shared on cases.handover_answers for select using (tenancy.shared_with_me('cases.handover_answers', id));

-- People to reach in a case; who a case is about when there is no application.
create table cases.contacts (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  role text not null check (role in ('applicant', 'representative', 'other')),
  name text not null,
  street text not null default '',
  place text not null default '',
  phone text not null default '',
  email text not null default '',
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.contacts');
create index on cases.contacts (tenant_id, case_id, id);

-- What somebody shall do besides the workflow ("Aufgabe ausser der Reihe"): a person, or whoever of a department.
create table cases.ad_hoc_tasks (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  title text not null,
  department_id uuid not null,
  staff_id uuid,
  due_on date,
  entered_by text not null,
  entered_at timestamptz not null,
  done_by text,
  done_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.ad_hoc_tasks');
create index on cases.ad_hoc_tasks (tenant_id, case_id, id);
create index on cases.ad_hoc_tasks (tenant_id, department_id, due_on) where done_at is null;

-- Words an office sorts its cases by ("Schlagworte").
create table cases.tags (
  tenant_id uuid not null,
  case_id uuid not null,
  tag text collate "C" not null,
  -- The office of the case, as it stands there: which words an office uses is asked at each look at its desk.
  department_id uuid,
  primary key (tenant_id, case_id, tag),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.tags');
create index on cases.tags (tenant_id, tag, case_id);
create index on cases.tags (tenant_id, department_id, tag);
create function cases.follow_case() returns trigger language plpgsql as $$
begin
  update cases.tags set department_id = new.department_id where tenant_id = new.tenant_id and case_id = new.id;
  return null;
end $$;
create trigger follow_case after update of department_id on cases.cases for each row
  when (old.department_id is distinct from new.department_id) execute function cases.follow_case();

-- How two cases belong together: one is part of the other ("Untervorgang"), or was the same matter and is worked on there ("Dublette").
create table cases.links (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  other_id uuid not null,
  kind text not null check (kind in ('part-of', 'duplicate-of')),
  by text not null,
  at timestamptz not null,
  undone_by text,
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade,
  foreign key (tenant_id, other_id) references cases.cases (tenant_id, id) on delete cascade,
  check (case_id <> other_id)
);
call platform.wall('cases.links');
create unique index on cases.links (tenant_id, case_id, kind) where undone_at is null;
create index on cases.links (tenant_id, other_id) where undone_at is null;

-- Who agreed to how a step shall end ("Mitzeichnung"); a new proposal makes those before it void, none is deleted.
create table cases.signatures (
  tenant_id uuid not null,
  id uuid not null,
  case_id uuid not null,
  task_id uuid not null,
  signed_by text not null,
  name text not null,
  outcome text not null,
  words jsonb not null,
  at timestamptz not null,
  void boolean not null default false,
  primary key (tenant_id, id),
  foreign key (tenant_id, case_id) references cases.cases (tenant_id, id) on delete cascade
);
call platform.wall('cases.signatures');
create index on cases.signatures (tenant_id, case_id, task_id, id);
