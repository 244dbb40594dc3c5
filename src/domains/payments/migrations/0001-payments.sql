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
