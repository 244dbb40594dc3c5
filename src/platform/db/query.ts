import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  sql,
} from "kysely";
import { NotFound } from "../errors.ts";
import type { Answer } from "./batch.ts";
import type { Transaction } from "./database.ts";

/** Anything with a transaction: each of the three scopes. */
interface Within {
  readonly trx: Transaction;
}

export { sql, type RawBuilder };

/** Kysely turns templates into text and values; where they go is the scope's. */
const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

function run(scope: Within, query: RawBuilder<unknown>): Promise<Answer> {
  const { sql: text, parameters } = query.compile(compiler);
  return scope.trx.send(text, parameters);
}

export async function rows<T>(scope: Within, query: RawBuilder<T>): Promise<T[]> {
  return (await run(scope, query)).rows as T[];
}

/** The one row, or undefined. */
export async function findRow<T>(scope: Within, query: RawBuilder<T>): Promise<T | undefined> {
  return (await rows(scope, query))[0];
}

/** The one row; none is NotFound, which looks the same as "not yours". */
export async function getRow<T>(scope: Within, query: RawBuilder<T>, what: string): Promise<T> {
  const row = await findRow(scope, query);
  if (row === undefined) throw new NotFound(what);
  return row;
}

/** Runs a statement; the answer is how many rows it changed. */
export async function change(scope: Within, query: RawBuilder<unknown>): Promise<number> {
  return (await run(scope, query)).rowCount;
}

/**
 * Sends a statement that nobody needs to wait for: what comes next is sent behind it, and the transaction commits only
 * if it succeeded. Most of a step is such statements, so a step waits for its reads and not for its writes.
 */
export function write(scope: Within, query: RawBuilder<unknown>): void {
  scope.trx.later(run(scope, query));
}

/** A value for a jsonb column. */
export function json(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::jsonb`;
}

/** A value for a json column: kept as the text it is. */
export function plainJson(value: unknown): RawBuilder<unknown> {
  return sql`${JSON.stringify(value)}::json`;
}
