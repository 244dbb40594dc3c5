/**
 * The three doors to the data, and no query without one (architecture, section 5):
 *   withTenant   rows of one municipality (or the Kreis), everything a case or an application does
 *   withAccount  lists across tenants for one citizen's account: read only, by policies that name the account
 *   withAlliance public projections and the alliance's own tables
 * A door opens a transaction, sets the scope that the row-level policies ask for, and closes with commit or rollback.
 */
import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import pg from "pg";
import type { Clock } from "../clock.ts";
import { isId } from "../ids.ts";
import type { Event } from "../events.ts";
import type { Job, JobOptions } from "../jobs.ts";

/** A connection bound to one transaction; a room's store adds its tables with `withTables`. */
export type Transaction = Kysely<unknown>;

interface BaseScope {
  readonly trx: Transaction;
  readonly clock: Clock;
}

export interface TenantScope extends BaseScope {
  readonly kind: "tenant";
  readonly tenant: string;
  /** Tells the rooms above, in this transaction, in the order wired at the start. */
  emit<T>(event: Event<T>, payload: T): Promise<void>;
  /** Writes a job that leaves with the commit (the outbox). */
  enqueue<T extends object>(job: Job<T>, data: T, options?: JobOptions): Promise<void>;
}

export interface AccountScope extends BaseScope {
  readonly kind: "account";
  readonly account: string;
}

export interface AllianceScope extends BaseScope {
  readonly kind: "alliance";
}

export interface Database {
  withTenant<T>(tenant: string, work: (scope: TenantScope) => Promise<T>): Promise<T>;
  withAccount<T>(account: string, work: (scope: AccountScope) => Promise<T>): Promise<T>;
  withAlliance<T>(work: (scope: AllianceScope) => Promise<T>): Promise<T>;
  /** Whether the database answers, for /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What a tenant scope can reach beside its rows; wired in main.ts. */
export interface Surroundings {
  clock: Clock;
  deliver(scope: TenantScope, event: Event<unknown>, payload: unknown): Promise<void>;
  enqueue(scope: TenantScope, job: Job<object>, data: object, options?: JobOptions): Promise<void>;
  /** Tests of crash points look at each statement before it is sent. */
  beforeStatement?: (text: string) => void;
}

export function openDatabase(connection: pg.PoolConfig, surroundings: Surroundings): Database {
  const pool = new pg.Pool({ max: 20, ...connection });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});

  async function within<T>(settings: string, work: (trx: Transaction) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      surroundings.beforeStatement?.("begin");
      await client.query(`begin; ${settings}`);
      const result = await work(transactionOn(client, surroundings.beforeStatement));
      surroundings.beforeStatement?.("commit");
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch((failure: Error) => (broken = failure));
      throw error;
    } finally {
      client.release(broken);
    }
  }

  return {
    withTenant: async (tenant, work) =>
      within(`set local app.tenant = '${checked(tenant)}'`, (trx) => {
        const scope: TenantScope = {
          kind: "tenant",
          tenant,
          trx,
          clock: surroundings.clock,
          emit: (event, payload) => surroundings.deliver(scope, event as Event<unknown>, payload),
          enqueue: (job, data, options) => surroundings.enqueue(scope, job as unknown as Job<object>, data, options),
        };
        return work(scope);
      }),
    withAccount: async (account, work) =>
      within(`set local app.account = '${checked(account)}'; set transaction read only`, (trx) =>
        work({ kind: "account", account, trx, clock: surroundings.clock }),
      ),
    withAlliance: (work) =>
      within("set local app.alliance = 'on'", (trx) => work({ kind: "alliance", trx, clock: surroundings.clock })),
    async ping() {
      await pool.query("select 1");
    },
    close: () => pool.end(),
  };
}

function checked(id: string): string {
  if (!isId(id)) throw new Error("a scope needs an id");
  return id;
}

/** Kysely on the one client of this transaction: it compiles and types the queries, the doors own begin and commit. */
function transactionOn(client: pg.PoolClient, beforeStatement?: (text: string) => void): Transaction {
  const borrowed: PostgresPool = {
    async connect() {
      return {
        query: ((text: string, values: readonly unknown[]) => {
          beforeStatement?.(text);
          return client.query(text, values as unknown[]);
        }) as never,
        release() {},
      };
    },
    async end() {},
    options: {},
  };
  return new Kysely<unknown>({ dialect: new PostgresDialect({ pool: borrowed }) });
}
