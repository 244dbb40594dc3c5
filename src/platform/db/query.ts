import { type RawBuilder, sql } from "kysely";
import { NotFound } from "../errors.ts";
import type { Transaction } from "./database.ts";

/** Anything with a transaction: each of the three scopes. */
interface Within {
  readonly trx: Transaction;
}

export { sql };

export async function rows<T>(scope: Within, query: RawBuilder<T>): Promise<T[]> {
  return (await query.execute(scope.trx)).rows;
}

/** The one row, or undefined. */
export async function findRow<T>(scope: Within, query: RawBuilder<T>): Promise<T | undefined> {
  return (await query.execute(scope.trx)).rows[0];
}

/** The one row; none is NotFound, which looks the same as "not yours". */
export async function getRow<T>(scope: Within, query: RawBuilder<T>, what: string): Promise<T> {
  const row = await findRow(scope, query);
  if (row === undefined) throw new NotFound(what);
  return row;
}

/** Runs a statement; the answer is how many rows it changed. */
export async function change(scope: Within, query: RawBuilder<unknown>): Promise<number> {
  return Number((await query.execute(scope.trx)).numAffectedRows ?? 0);
}

/** A value for a jsonb column. */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}
