call platform.open_room('messages');

-- The citizen's inbox ("Postfach"): what an office wrote and what was answered.
create table messages.messages (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  account_id uuid,
  mode text not null check (mode in ('live', 'trial')),
  sender text not null check (sender in ('citizen', 'office', 'system')),
  sender_name text not null,
  kind text not null check (kind in ('message', 'request', 'letter', 'receipt')),
  subject text not null,
  body text not null,
  letter_id uuid,
  at timestamptz not null,
  read_at timestamptz,
  primary key (tenant_id, id)
);
call platform.wall('messages.messages', 'select, insert, update, delete');
create index on messages.messages (tenant_id, application_id, id);
create index on messages.messages (account_id, id) where account_id is not null;
create policy account on messages.messages for select using (account_id = (select platform.current_account()));

-- Mails to send; they carry no personal content, only that there is something to read.
create table messages.mails (
  tenant_id uuid not null,
  id uuid not null,
  recipient text not null,
  subject text not null,
  body text not null,
  state text not null check (state in ('waiting', 'sent', 'failed')),
  created_at timestamptz not null,
  sent_at timestamptz,
  primary key (tenant_id, id)
);
call platform.wall('messages.mails');
create index on messages.mails (tenant_id, lower(recipient), created_at);
