call platform.open_room('catalogue');

-- Published offers of all tenants: a public projection, written by jobs; the newest version wins.
create table catalogue.offers (
  tenant_id uuid not null,
  slug text not null,
  version bigint not null,
  withdrawn boolean not null default false,
  kind text not null check (kind in ('own', 'link', 'information', 'paper')),
  title text not null,
  lead text not null,
  category text not null,
  life_events text[] not null,
  words text[] not null,
  office text not null,
  minutes integer,
  cost text not null,
  -- Title, lead and cost by other languages.
  translations jsonb not null default '{}',
  account_needed boolean not null,
  ozg text,
  leika text[] not null,
  primary key (tenant_id, slug)
);
call platform.wall_alliance('catalogue.offers', 'select, insert, update');

-- Counts changes of what anonymous pages show; every process follows it and drops its cached pages.
create table catalogue.versions (
  one boolean primary key default true check (one),
  number bigint not null
);
insert into catalogue.versions (number) values (1);
call platform.wall_alliance('catalogue.versions', 'select, update');
