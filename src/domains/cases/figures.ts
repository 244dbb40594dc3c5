import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql } from "../../platform/db/query.ts";
import { firstIdAt } from "../../platform/ids.ts";

/** Fewer than this are not told: behind them one could find a person. */
export const smallestGroup = 5;

/** What an office did with a service in a period; null stands for "fewer than five". Never by person. */
export interface Figures {
  departmentId: string | null;
  slug: string;
  received: number | null;
  closed: number | null;
  open: number | null;
  /** Days from arrival to closure, the median of those closed. */
  days: number | null;
}

/** Figures by office and service ("Zahlen"), from an instant on; live cases only. Ids carry their time: no date is looked up. */
export async function listFigures(scope: TenantScope, since: Date): Promise<Figures[]> {
  const first = firstIdAt(since);
  const found = await rows(
    scope,
    sql<Figures>`
      with received as (
        select department_id, slug, count(*)::int as received from cases.cases where mode = 'live' and id >= ${first} group by 1, 2
      ), closed as (
        select c.department_id, c.slug, count(*)::int as closed,
          percentile_cont(0.5) within group (order by extract(epoch from x.closed_at - c.received_at) / 86400)::float8 as days
        from cases.closures x join cases.cases c on c.tenant_id = x.tenant_id and c.id = x.case_id
        where c.mode = 'live' and x.id >= ${first} group by 1, 2
      ), open as (
        select department_id, slug, count(*)::int as open from cases.cases where mode = 'live' and status <> 'closed' group by 1, 2
      ), kinds as (
        select department_id, slug from received union select department_id, slug from closed union select department_id, slug from open
      )
      select k.department_id as "departmentId", k.slug, coalesce(r.received, 0) as received, coalesce(c.closed, 0) as closed, coalesce(o.open, 0) as open, c.days
      from kinds k left join received r on r.department_id is not distinct from k.department_id and r.slug = k.slug
        left join closed c on c.department_id is not distinct from k.department_id and c.slug = k.slug
        left join open o on o.department_id is not distinct from k.department_id and o.slug = k.slug
      order by k.department_id, k.slug`,
  );
  return found.map(({ received, closed, open, days, ...kind }) => ({
    ...kind,
    received: told(received),
    closed: told(closed),
    open: told(open),
    days: (closed ?? 0) < smallestGroup ? null : days,
  }));
}

const told = (count: number | null): number | null =>
  count !== null && count > 0 && count < smallestGroup ? null : count;
