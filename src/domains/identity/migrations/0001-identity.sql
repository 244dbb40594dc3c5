call platform.open_room('identity');

-- A citizen's account at the alliance: one for all portals.
create table identity.accounts (
  id uuid primary key,
  issuer text not null,
  subject text not null,
  name text not null,
  email text,
  -- What the provider said of the person besides: names, birth date, address; it follows each sign-in.
  profile jsonb not null default '{}',
  created_at timestamptz not null,
  unique (issuer, subject)
);
call platform.wall_alliance('identity.accounts');

-- A sign-in under way at the identity provider; used once.
create table identity.sign_ins (
  state bytea primary key,
  nonce text not null,
  verifier text not null,
  kind text not null check (kind in ('citizen', 'staff')),
  host text not null,
  path text not null,
  browser bytea not null,
  expires_at timestamptz not null
);
call platform.wall_alliance('identity.sign_ins');

-- The way from the sign-in host back to a portal: one code, 60 seconds, bound to host and browser.
create table identity.handovers (
  code bytea primary key,
  kind text not null check (kind in ('citizen', 'staff')),
  host text not null,
  path text not null,
  browser bytea not null,
  account_id uuid,
  subject text not null,
  name text not null,
  expires_at timestamptz not null
);
call platform.wall_alliance('identity.handovers');

-- A browser at one portal. The cookie holds the secret, this row its digest.
create table identity.sessions (
  tenant_id uuid not null,
  id uuid not null,
  secret bytea not null,
  kind text not null check (kind in ('guest', 'citizen', 'staff')),
  account_id uuid,
  staff_id uuid,
  name text not null default '',
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, secret)
);
call platform.wall('identity.sessions');
