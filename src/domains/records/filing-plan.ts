import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, rows, sql, write } from "../../platform/db/query.ts";

/** What becomes of a dossier when its time is over: destroyed, or offered to the archive first. */
export type DisposalRule = "destroy" | "offer";

/** One line of the filing plan ("Aktenplan"): "20.4 Hundesteuer". */
export interface FilingPlanEntry {
  /** Numbers with dots; "20.4" stands under "20". */
  number: string;
  title: string;
  /** Years, or null where the service says how long. */
  retentionYears: number | null;
  /** Counted from the day of closure, or from the end of its year. */
  retentionFrom: "closure" | "year-end";
  disposal: DisposalRule;
  /** Kinds of departments that may read beside the one in charge. */
  readers: string[];
}

/** An entry as it stands in the plan; one no longer in it stays while dossiers lie under it. */
export type StandingEntry = FilingPlanEntry & { closedOn: string | null; dossiers: number };

const columns = sql`number, title, retention_years as "retentionYears", retention_from as "retentionFrom", disposal, readers`;

export async function listFilingPlan(scope: TenantScope): Promise<StandingEntry[]> {
  return rows(
    scope,
    sql<StandingEntry>`select ${columns}, closed_on::text as "closedOn",
        (select count(*)::int from records.dossiers d where d.tenant_id = e.tenant_id and d.filing_plan = e.number) as dossiers
      from records.filing_plan_entries e order by string_to_array(number, '.')::int[]`,
  );
}

export async function findFilingPlanEntry(scope: TenantScope, number: string): Promise<FilingPlanEntry | undefined> {
  return findRow(
    scope,
    sql<FilingPlanEntry>`select ${columns} from records.filing_plan_entries where number = ${number}`,
  );
}

export interface PlanChange {
  added: string[];
  changed: string[];
  removed: string[];
  /** No longer in the plan, but dossiers lie there: closed for new ones. */
  closed: string[];
}

/** Makes this the tenant's filing plan. Running retention periods stay as they were counted. */
export async function importFilingPlan(
  scope: TenantScope,
  actor: Actor,
  entries: readonly FilingPlanEntry[],
): Promise<PlanChange> {
  const before = new Map((await listFilingPlan(scope)).map((entry) => [entry.number, entry]));
  const after = new Set(entries.map(({ number }) => number));
  const gone = [...before.values()].filter(({ number }) => !after.has(number));
  const result: PlanChange = {
    added: entries.filter(({ number }) => !before.has(number)).map(({ number }) => number),
    changed: entries.filter((entry) => differs(before.get(entry.number), entry)).map(({ number }) => number),
    removed: gone.filter(({ dossiers }) => dossiers === 0).map(({ number }) => number),
    closed: gone.filter(({ dossiers, closedOn }) => dossiers > 0 && closedOn === null).map(({ number }) => number),
  };
  for (const { number, title, retentionYears, retentionFrom, disposal, readers } of entries)
    write(
      scope,
      sql`insert into records.filing_plan_entries (tenant_id, number, title, retention_years, retention_from, disposal, readers)
          values (${scope.tenant}, ${number}, ${title}, ${retentionYears}, ${retentionFrom}, ${disposal}, ${readers})
          on conflict (tenant_id, number) do update set title = excluded.title, retention_years = excluded.retention_years,
            retention_from = excluded.retention_from, disposal = excluded.disposal, readers = excluded.readers, closed_on = null`,
    );
  write(scope, sql`delete from records.filing_plan_entries where number = any(${result.removed}::text[])`);
  write(
    scope,
    sql`update records.filing_plan_entries set closed_on = ${legalDay(scope.clock.now())} where number = any(${result.closed}::text[])`,
  );
  await audit(scope, {
    actor,
    act: "records.import-filing-plan",
    details: { added: result.added.length, changed: result.changed.length, gone: gone.length },
  });
  return result;
}

function differs(known: StandingEntry | undefined, entry: FilingPlanEntry): boolean {
  if (!known) return false;
  const said = ({ title, retentionYears, retentionFrom, disposal, readers }: FilingPlanEntry): string =>
    JSON.stringify([title, retentionYears, retentionFrom, disposal, readers]);
  return said(known) !== said(entry) || known.closedOn !== null;
}
