-- What all rooms stand on: the scope of a transaction, and the one way to wall a table.

create schema if not exists platform;
revoke all on schema platform from public;
grant usage on schema platform to allmende_app;

create collation if not exists platform.german (provider = icu, locale = 'de-DE-u-kn');

-- The tenant of this transaction; null when none is set (a policy then lets nothing through).
create function platform.current_tenant() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.tenant', true), '')::uuid $$;

-- The citizen's account of this transaction, for lists across tenants.
create function platform.current_account() returns uuid
  language sql stable parallel safe
  as $$ select nullif(current_setting('app.account', true), '')::uuid $$;

-- 'on' in a transaction of the alliance: public projections only.
create function platform.in_alliance() returns boolean
  language sql stable parallel safe
  as $$ select coalesce(current_setting('app.alliance', true), '') = 'on' $$;

-- Gives a room its schema.
create procedure platform.open_room(room text) language plpgsql as $$
begin
  execute format('create schema %I', room);
  execute format('revoke all on schema %I from public', room);
  execute format('grant usage on schema %I to allmende_app', room);
end $$;

-- Walls a table by tenant: row-level security forced, one policy, the application's rights as named.
create procedure platform.wall(target regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (tenant_id = (select platform.current_tenant())) with check (tenant_id = (select platform.current_tenant()))', target);
  execute format('grant %s on %s to allmende_app', rights, target);
end $$;

-- Walls a table of the alliance: readable and writable in the alliance's scope only.
create procedure platform.wall_alliance(target regclass, rights text default 'select, insert, update, delete') language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy alliance on %s using ((select platform.in_alliance())) with check ((select platform.in_alliance()))', target);
  execute format('grant %s on %s to allmende_app', rights, target);
end $$;

-- Files that nothing named when the sweep looked, and since when (phase one); after 30 days they go (phase two).
create table platform.unnamed_files (
  tenant_id uuid not null,
  file_id uuid not null,
  since timestamptz not null,
  primary key (tenant_id, file_id)
);
call platform.wall('platform.unnamed_files');

-- The days on which a tenant's upkeep was ordered: once a day, whichever process comes first.
create table platform.upkeep_days (
  tenant_id uuid not null,
  day date not null,
  primary key (tenant_id, day)
);
call platform.wall('platform.upkeep_days', 'select, insert, delete');
