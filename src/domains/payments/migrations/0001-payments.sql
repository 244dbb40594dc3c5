call platform.open_room('payments');

create table payments.payments (
  tenant_id uuid not null,
  id uuid not null,
  application_id uuid not null,
  mode text not null check (mode in ('live', 'trial')),
  attempt integer not null,
  -- Whole cents.
  amount integer not null check (amount > 0),
  purpose text not null,
  description text not null,
  -- The provider's key of the transaction that counts: a lost answer makes a second one necessary.
  request_id uuid not null,
  -- Kassenzeichen
  payment_reference text not null,
  return_url text not null,
  state text not null check (state in ('demanded', 'started', 'paid', 'failed', 'cancelled', 'rejected', 'surplus')),
  transaction_id text,
  pay_page text,
  method text,
  why text,
  created_at timestamptz not null,
  paid_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, application_id, attempt),
  unique (tenant_id, payment_reference)
);
call platform.wall('payments.payments', 'select, insert, update');

-- What a person of the treasury must do: money to give back, or an answer of the provider that does not fit.
create table payments.treasury_tasks (
  tenant_id uuid not null,
  id uuid not null,
  payment_id uuid not null,
  application_id uuid not null,
  reason text not null check (reason in ('refused', 'withdrawn', 'late', 'double', 'mismatch')),
  noticed_at timestamptz not null,
  settled_by text,
  settled_at timestamptz,
  primary key (tenant_id, id),
  unique (tenant_id, payment_id, reason),
  foreign key (tenant_id, payment_id) references payments.payments (tenant_id, id)
);
call platform.wall('payments.treasury_tasks', 'select, insert, update');
create index on payments.treasury_tasks (tenant_id, noticed_at) where settled_at is null;
