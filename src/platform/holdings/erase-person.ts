/**
 * Forgets a person ("Löschung", Art. 17 DSGVO): what the law holds stays and is named, all else goes at once, its
 * files too, and a line in the audit trail says that, when and how much: never who.
 */
import { audit, forgetAuditContent, type Actor } from "../audit/audit.ts";
import { legalDay } from "../clock.ts";
import type { AllianceScope, Database, TenantScope } from "../db/database.ts";
import { change, rows, sql } from "../db/query.ts";
import type { FileStore } from "../files/file-store.ts";
import { listUnnamed, type Holding, type PersonKey, type PersonKeys } from "../holdings.ts";
import { forgetJobs } from "../jobs-of-tenant.ts";
import { findPerson, matches, parentTables, whose } from "./person.ts";

/** What may not be erased yet: the key, until when (a legal day, null while its reason is open, "infinity" while somebody must choose), and why. */
export interface Held {
  key: PersonKey;
  id: string;
  until: string | null;
  reason: string;
}

export interface Erased {
  /** Rows gone or blanked, by table. */
  rows: ReadonlyMap<string, number>;
  files: readonly string[];
  held: readonly Held[];
}

/** Splits what is known of a person at a tenant into what may go and what the law holds. */
export async function splitHeld(
  scope: TenantScope,
  holdings: readonly Holding[],
  keys: PersonKeys,
): Promise<{ free: PersonKeys; held: Held[] }> {
  const held: Held[] = [];
  const today = legalDay(scope.clock.now());
  for (const { table, person, hold } of holdings) {
    if (!hold || !("key" in person) || keys[person.key].length === 0) continue;
    const found = await rows<{ id: string; until: string | null }>(
      scope,
      sql`select ${sql.ref(person.column)}::text as id, ${sql.ref(hold.until)}::text as until from ${sql.table(table)}
          where ${matches(person.key, person.column, keys[person.key])} and coalesce(${sql.ref(hold.until)} >= ${today}, true)`,
    );
    held.push(...found.map(({ id, until }) => ({ key: person.key, id, until, reason: hold.reason })));
  }
  if (held.length === 0) return { free: keys, held };
  const stays = await findPerson(scope, holdings, {
    case: held.filter(({ key }) => key === "case").map(({ id }) => id),
    application: held.filter(({ key }) => key === "application").map(({ id }) => id),
  });
  const without = (key: "application" | "case"): string[] => keys[key].filter((id) => !stays[key].includes(id));
  // Who still has a matter here keeps the account that opens it, and the mails on their way.
  return { free: { account: [], mail: [], application: without("application"), case: without("case") }, held };
}

/** Erases what may go at one tenant, in the step's transaction; its files are removed after the commit. */
export async function erasePersonAt(
  scope: TenantScope,
  holdings: readonly Holding[],
  actor: Actor,
  keys: PersonKeys,
): Promise<Erased> {
  const { free, held } = await splitHeld(scope, holdings, keys);
  const { gone, files } = await eraseRows(scope, holdings, free);
  const ids = [...free.application, ...free.case];
  await forgetJobs(scope, ids);
  await forgetAuditContent(scope, ids);
  const count = [...gone.values()].reduce((sum, many) => sum + many, 0);
  if (count > 0 || held.length > 0)
    await audit(scope, {
      actor,
      act: "platform.erase-person",
      details: {
        rows: count,
        files: files.length,
        held: held.length,
        applications: free.application.length,
        cases: free.case.length,
      },
    });
  return { rows: gone, files, held };
}

/** Rows of a scope that are the person's, children before their parents. */
export async function eraseRows(
  scope: TenantScope | AllianceScope,
  holdings: readonly Holding[],
  keys: PersonKeys,
): Promise<{ gone: Map<string, number>; files: string[] }> {
  const own = holdings.filter(({ of }) => of === scope.kind);
  const wanted = parentTables(own);
  const parents = new Map<string, string[]>();
  const files = new Set<string>();
  const gone = new Map<string, number>();
  for (const holding of own) {
    const those = whose(holding, keys, parents);
    if (!those) continue;
    const table = sql.table(holding.table);
    if (wanted.has(holding.table))
      parents.set(
        holding.table,
        (await rows<{ id: string }>(scope, sql`select id from ${table} where ${those}`)).map(({ id }) => id),
      );
    for (const column of holding.files ?? [])
      for (const { id } of await rows<{ id: string | null }>(
        scope,
        sql`select ${sql.ref(column)} as id from ${table} where ${those}`,
      ))
        if (id !== null) files.add(id);
  }
  for (const holding of own.toReversed()) {
    const those = whose(holding, keys, parents);
    const { erase = "row" } = holding;
    if (!those || (typeof erase === "object" && "keep" in erase)) continue;
    const many = await change(
      scope,
      erase === "row"
        ? sql`delete from ${sql.table(holding.table)} where ${those}`
        : sql`update ${sql.table(holding.table)} set ${sql.join(
            Object.entries(erase.blank).map(([column, value]) => sql`${sql.ref(column)} = ${value}`),
          )} where ${those}`,
    );
    if (many > 0) gone.set(holding.table, many);
  }
  return { gone, files: [...files] };
}

/** Erases a person at one tenant and then the bytes that nothing names any more. */
export async function erasePerson(
  database: Database,
  store: FileStore,
  holdings: readonly Holding[],
  tenant: string,
  actor: Actor,
  keys: PersonKeys,
): Promise<Erased> {
  const erased = await database.withTenant(tenant, (scope) => erasePersonAt(scope, holdings, actor, keys));
  await removeUnnamed(database, store, holdings, tenant, erased.files);
  return erased;
}

/** Removes those of these files that nothing names any more; a file that is missed is found by the sweep. */
export async function removeUnnamed(
  database: Database,
  store: FileStore,
  holdings: readonly Holding[],
  tenant: string,
  files: readonly string[],
): Promise<void> {
  if (files.length === 0) return;
  const unnamed = await database.withTenant(tenant, (scope) => listUnnamed(scope, holdings, files));
  for (const id of unnamed) await store.remove(tenant, id);
}
