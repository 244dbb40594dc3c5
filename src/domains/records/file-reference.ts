import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, sql, write } from "../../platform/db/query.ts";
import { legalDay } from "../../platform/clock.ts";

/** How many numbers are laid out at once; half of them are still free when the next come. */
const stock = 100;

interface Series {
  filingPlan: string;
  year: number;
}

/**
 * The next file reference ("Aktenzeichen") of a filing-plan entry: "20.4-2026-0417".
 *
 * Free numbers lie ready as rows, and a step takes the lowest that no other step is just taking: nobody waits for
 * another's commit, none is given twice, and the number of a step that failed lies there again for the next.
 */
export async function drawFileReference(scope: TenantScope, filingPlan: string): Promise<string> {
  const series = { filingPlan, year: Number(legalDay(scope.clock.now()).slice(0, 4)) };
  let number = await take(scope, series);
  if (number === undefined) {
    // The first of the year, or very many at once: one lays out numbers, the others wait until they lie there.
    write(
      scope,
      sql`select pg_advisory_xact_lock(hashtextextended(${`file references ${scope.tenant} ${filingPlan} ${series.year}`}, 0))`,
    );
    number = await take(scope, series);
    if (number === undefined) {
      layOut(scope, series);
      number = await take(scope, series);
    }
  }
  if (number === undefined) throw new Error("no file reference was laid out");
  if (number % stock === stock / 2) layOut(scope, series);
  return `${filingPlan}-${series.year}-${String(number).padStart(4, "0")}`;
}

async function take(scope: TenantScope, { filingPlan, year }: Series): Promise<number | undefined> {
  const taken = await findRow(
    scope,
    sql<{ number: number }>`delete from records.free_numbers
      where tenant_id = ${scope.tenant} and filing_plan = ${filingPlan} and year = ${year} and number = (
        select number from records.free_numbers
        where tenant_id = ${scope.tenant} and filing_plan = ${filingPlan} and year = ${year}
        order by number limit 1 for update skip locked)
      returning number`,
  );
  return taken?.number;
}

function layOut(scope: TenantScope, { filingPlan, year }: Series): void {
  write(
    scope,
    sql`with counter as (
        insert into records.counters as c (tenant_id, filing_plan, year, last)
        values (${scope.tenant}, ${filingPlan}, ${year}, ${stock})
        on conflict (tenant_id, filing_plan, year) do update set last = c.last + ${stock} returning last)
      insert into records.free_numbers (tenant_id, filing_plan, year, number)
      select ${scope.tenant}, ${filingPlan}, ${year}, generate_series(last - ${stock} + 1, last) from counter`,
  );
}
