call platform.open_room('applications');

-- From the first draft save on; it keeps its id for ever.
create table applications.applications (
  tenant_id uuid not null,
  id uuid not null,
  release_id uuid not null,
  -- The newer release that its applicant did not want; a still newer one is shown again.
  declined_release_id uuid,
  -- The revision with which it last followed a newer release.
  followed_revision integer,
  slug text not null,
  mode text not null check (mode in ('live', 'trial')),
  -- Where it was filled in: by its citizen, or with a caseworker.
  source text not null default 'online' check (source in ('online', 'counter', 'phone')),
  language text not null,
  account_id uuid,
  status text not null check (status in ('draft', 'awaiting-payment', 'received', 'in-process', 'waiting-for-citizen', 'closed', 'lapsed', 'withdrawn')),
  -- Grows with every save of the draft.
  revision integer not null,
  answers jsonb not null,
  unread jsonb not null default '{}',
  -- Which answers the applicant did not enter, and who did: id of the answer, actor (or account, link).
  entered jsonb not null default '{}',
  subject text not null default '',
  applicant text not null default '',
  file_reference text,
  -- What the citizen reads of the case, pushed down by cases: code, dates, contact.
  progress jsonb not null default '{}',
  created_at timestamptz not null,
  saved_at timestamptz not null,
  expires_at timestamptz,
  -- When its applicant was last reminded that it ends.
  reminded_at timestamptz,
  received_at timestamptz,
  primary key (tenant_id, id)
);
call platform.wall('applications.applications');
create policy account on applications.applications for select using (account_id = (select platform.current_account()));
create index on applications.applications (account_id, saved_at desc) where account_id is not null;
create index on applications.applications (tenant_id, expires_at) where expires_at is not null;

create table applications.participants (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  role text not null check (role in ('applicant', 'co-applicant', 'representative', 'guardian', 'caseworker')),
  account_id uuid,
  session_id uuid,
  staff_id uuid,
  -- Who it is, where somebody else said so: the applicant at the counter, the caseworker.
  name text not null default '',
  identified_by text not null,
  channel text not null check (channel in ('inbox', 'mail', 'post')),
  email text,
  -- A caseworker takes part until the applicant goes on alone.
  ended_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, application_id) references applications.applications (tenant_id, id) on delete cascade
);
call platform.wall('applications.participants');
create index on applications.participants (tenant_id, application_id);
create index on applications.participants (tenant_id, staff_id) where staff_id is not null and ended_at is null;

-- Immutable: the first submission, then supplements.
create table applications.submissions (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  number integer not null,
  kind text not null check (kind in ('first', 'supplement')),
  release_id uuid not null,
  answers jsonb not null,
  consent jsonb not null,
  entered_by text not null,
  -- Who put answers in besides the applicant, with names, as it stood then.
  hands jsonb not null default '[]',
  at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, application_id, number),
  foreign key (tenant_id, application_id) references applications.applications (tenant_id, id) on delete cascade
);
call platform.wall('applications.submissions', 'select, insert, delete');

create table applications.attachments (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  path text not null,
  name text not null,
  type text not null,
  size bigint not null,
  sha256 text not null,
  file_id uuid not null,
  scan text not null check (scan in ('waiting', 'clean', 'infected', 'unscanned')),
  -- Of a PDF that was scanned.
  pages integer check (pages > 0),
  added_by text not null,
  added_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, application_id) references applications.applications (tenant_id, id) on delete cascade
);
call platform.wall('applications.attachments');
create index on applications.attachments (tenant_id, application_id, id);

-- A fee with its reason; a later one may supersede it.
create table applications.fee_assessments (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  -- Whole cents.
  amount integer not null,
  items jsonb not null,
  rules jsonb not null,
  -- The answers it was made of, and why it takes the place of the one before.
  inputs jsonb not null,
  reason text not null default '',
  at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, application_id) references applications.applications (tenant_id, id) on delete cascade
);
call platform.wall('applications.fee_assessments', 'select, insert, delete');
create index on applications.fee_assessments (tenant_id, application_id, id);

-- The way back to a draft or a case without an account: a link or a reference, and a code.
create table applications.resume_keys (
  tenant_id uuid not null,
  application_id uuid not null,
  reference text not null,
  code bytea not null,
  -- The office saw the code: it opens once, then its citizen gets one of their own.
  once boolean not null default false,
  primary key (tenant_id, application_id),
  unique (tenant_id, reference),
  foreign key (tenant_id, application_id) references applications.applications (tenant_id, id) on delete cascade
);
call platform.wall('applications.resume_keys');

-- Wrong codes by the number they were tried with, whether there is such a number or not: a lock tells nothing.
create table applications.code_tries (
  tenant_id uuid not null,
  -- Digest of the number as it was typed.
  number bytea not null,
  tries integer not null default 0,
  locked_until timestamptz,
  at timestamptz not null,
  primary key (tenant_id, number)
);
call platform.wall('applications.code_tries');

-- Who is asked to fill in a part of a draft; one person for each part.
create table applications.invitations (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  part text not null,
  name text not null,
  email text,
  state text not null check (state in ('open', 'done', 'declined', 'withdrawn')),
  -- The beginning of the link's code, and the digest of all of it.
  reference text not null,
  code bytea not null,
  -- Codes made so far, for whomever.
  sent integer not null,
  -- The browser that opened it last.
  session_id uuid,
  -- What the person saw of the applicant's answers when they finished.
  shown jsonb,
  reason text not null default '',
  invited_at timestamptz not null,
  expires_at timestamptz not null,
  answered_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, reference),
  unique (tenant_id, application_id, part),
  foreign key (tenant_id, application_id) references applications.applications (tenant_id, id) on delete cascade
);
call platform.wall('applications.invitations');

-- One answer per rendered form: the same key gives the same answer for 24 hours.
create table applications.idempotency (
  tenant_id uuid not null,
  person text not null,
  key text not null,
  digest bytea not null,
  location text not null,
  reference text not null,
  at timestamptz not null,
  primary key (tenant_id, person, key)
);
call platform.wall('applications.idempotency');
