import { parseDay } from "@allmende/deadlines";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, getRow, rows, sql } from "../../platform/db/query.ts";
import { isId } from "../../platform/ids.ts";
import { dueDayOf, type Case } from "./case.ts";
import { caseColumns } from "./case-store.ts";
import type { Sight } from "./see-case.ts";

/** The desk's lists. Each shows live cases only. */
export const deskViews = [
  "due",
  "news",
  "mine",
  "deputy",
  "waiting",
  "unassigned",
  "late",
  "open",
  "part",
  "closed",
] as const;
export type DeskView = (typeof deskViews)[number];

/** Whose desk it is today. */
export interface Desk extends Sight {
  /** The department they lead; null leads none. */
  leads: string | null;
  /** Legal day, ISO. */
  today: string;
}

export interface InboxQuery extends Desk {
  view: DeskView;
  slug?: string;
  tag?: string;
  status?: Case["status"];
  /** By due date, soonest first; or by arrival, newest first. Closed cases come by arrival. */
  order: "due" | "arrival";
  /** Where the page before ended: "2026-11-24~<id>" or "<id>". */
  after?: string;
  limit: number;
}

/** A page of a list, and where the next one begins. */
export interface InboxPage {
  cases: Case[];
  next: string | undefined;
}

const open = sql`status <> 'closed' and mode = 'live'`;

/** Conditions of a list; constants are written out, so that the partial indexes serve. */
function conditionOf({ view, staffId, standsInFor, leads, today }: InboxQuery) {
  const mine = sql`assignee_id = ${staffId}`;
  switch (view) {
    case "due":
      return sql`${open} and ${mine} and status <> 'waiting' and due_key <= ${today}`;
    case "news":
      return sql`${open} and ${mine} and news is not null`;
    case "mine":
      return sql`${open} and ${mine} and status <> 'waiting'`;
    case "deputy":
      return sql`${open} and assignee_id = any(${standsInFor}::uuid[]) and status <> 'waiting'`;
    case "late":
      return sql`${open} and status <> 'waiting' and department_id = ${leads} and due_key < ${today}`;
    case "part":
      return sql`mode = 'live' and id in (select case_id from cases.participations where staff_id = ${staffId})`;
    case "waiting":
      return sql`${open} and ${mine} and status = 'waiting'`;
    case "unassigned":
      return sql`${open} and assignee_id is null`;
    case "open":
      return open;
    case "closed":
      return sql`status = 'closed' and mode = 'live'`;
  }
}

/** One page of a list by keyset: a row more than asked for tells that there is a next one. */
export async function readInbox(scope: TenantScope, query: InboxQuery): Promise<InboxPage> {
  const byDue = isByDue(query);
  const parts = [conditionOf(query)];
  if (query.slug) parts.push(sql`slug = ${query.slug}`);
  if (query.tag) parts.push(sql`id in (select t.case_id from cases.tags t where t.tag = ${query.tag})`);
  if (query.status) parts.push(sql`status = ${query.status}`);
  const after = placeAfter(query.after);
  if (after?.key && byDue) parts.push(sql`(due_key, id) > (${after.key}::date, ${after.id}::uuid)`);
  if (after && !after.key && !byDue) parts.push(sql`id < ${after.id}::uuid`);
  const order = byDue ? sql`due_key, id` : sql`id desc`;
  // A walk along an index for each office, as far as the page reaches; one over all would sort all of them.
  const walks = placesOf(query).map(
    (place) =>
      sql`(select * from cases.cases where ${sql.join([...parts, place], sql` and `)} order by ${order} limit ${query.limit + 1})`,
  );
  const found = await rows(
    scope,
    sql<Case>`select ${caseColumns} from (${sql.join(walks, sql` union all `)}) c order by ${order} limit ${query.limit + 1}`,
  );
  const cases = found.slice(0, query.limit);
  const last = found.length > query.limit ? cases.at(-1) : undefined;
  return { cases, next: last && (byDue ? `${dueDayOf(last) ?? "infinity"}~${last.id}` : last.id) };
}

/** Where the cases of a list lie: a person's own wherever, those of all in the office and in none. */
function placesOf({ view, offices }: InboxQuery) {
  const ofAll = view === "unassigned" || view === "open" || view === "closed";
  const places = offices.map((office) => sql`department_id = ${office}`);
  return ofAll ? [...places, sql`department_id is null`] : [sql`true`];
}

/** Lists that hold what is closed, too, have no due dates: they come by arrival, newest first. */
export const isByDue = ({ order, view }: Pick<InboxQuery, "order" | "view">): boolean =>
  order === "due" && view !== "closed" && view !== "part";

/** Where a page begins, as an address names it; what is no such place is none, and the list begins at its beginning. */
function placeAfter(text = ""): { key: string; id: string } | undefined {
  const [key, id] = text.includes("~") ? text.split("~", 2) : ["", text];
  const isPlace = isId(id ?? "") && (key === "" || key === "infinity" || parseDay(key ?? "") !== undefined);
  return isPlace ? { key: key ?? "", id: id ?? "" } : undefined;
}

/** More than this is not counted one by one. */
export const mostLate = 1000;

/** What somebody once took part in is no work, and is not counted. */
export type DeskCounts = Record<Exclude<DeskView, "part">, number>;

/** How many cases each list of a desk holds, from the tallies kept by every write. */
export async function countDesk(scope: TenantScope, desk: Desk): Promise<DeskCounts> {
  const { staffId, standsInFor, offices } = desk;
  const here = sql`(department_id = any(${offices}::uuid[]) or department_id is null)`;
  const counted = (view: "due" | "late") => conditionOf({ ...desk, view, order: "due", limit: 0 });
  return getRow(
    scope,
    sql<DeskCounts>`
      select
        coalesce(sum(cases) filter (where assignee_id = ${staffId} and status in ('new', 'in-progress')), 0)::int as mine,
        coalesce(sum(cases) filter (where assignee_id = ${staffId} and status <> 'closed' and news), 0)::int as news,
        coalesce(sum(cases) filter (where assignee_id = ${staffId} and status = 'waiting'), 0)::int as waiting,
        coalesce(sum(cases) filter (where assignee_id is null and status <> 'closed' and ${here}), 0)::int as unassigned,
        coalesce(sum(cases) filter (where status <> 'closed' and ${here}), 0)::int as open,
        coalesce(sum(cases) filter (where status = 'closed' and ${here}), 0)::int as closed,
        coalesce(sum(cases) filter (where assignee_id = any(${standsInFor}::uuid[]) and status in ('new', 'in-progress')), 0)::int as deputy,
        (select count(*)::int from cases.cases where ${counted("due")}) as due,
        (select count(*)::int from (select from cases.cases where ${counted("late")} limit ${mostLate}) as late) as late
      from cases.tallies`,
    "counts",
  );
}

/** Which services the live open cases belong to that somebody may find in a list, for the filter. */
export async function listOpenSlugs(scope: TenantScope, { staffId, offices, standsInFor }: Sight): Promise<string[]> {
  const found = await rows(
    scope,
    sql<{
      slug: string;
    }>`select slug from cases.tallies
      where status <> 'closed' and (department_id = any(${offices}::uuid[]) or department_id is null or assignee_id = any(${[staffId, ...standsInFor]}::uuid[])) group by slug having sum(cases) > 0 order by slug`,
  );
  return found.map(({ slug }) => slug);
}

/** Folds the lines of the tallies into one of each kind; the answer is how many lines were folded. */
export async function foldTallies(scope: TenantScope): Promise<number> {
  return change(
    scope,
    sql`with kinds as (
          select department_id, assignee_id, status, news, slug from cases.tallies group by department_id, assignee_id, status, news, slug having count(*) > 1
        ), gone as (
          delete from cases.tallies t using kinds k
          where t.department_id is not distinct from k.department_id and t.assignee_id is not distinct from k.assignee_id and t.status = k.status and t.news = k.news and t.slug = k.slug
          returning t.department_id, t.assignee_id, t.status, t.news, t.slug, t.cases
        )
        insert into cases.tallies (tenant_id, department_id, assignee_id, status, news, slug, cases)
        select ${scope.tenant}, department_id, assignee_id, status, news, slug, sum(cases) from gone
        group by department_id, assignee_id, status, news, slug having sum(cases) <> 0`,
  );
}
