/**
 * The three doors to the data, and no query without one (architecture, section 5):
 *   withTenant   rows of one municipality (or the Kreis), everything a case or an application does
 *   withAccount  lists across tenants for one citizen's account: read only, by policies that name the account
 *   withAlliance public projections and the alliance's own tables
 * A door opens a transaction with the first statement, sets the scope that the row-level policies ask for, and closes
 * with commit or rollback.
 */
import pg from "pg";
import type { Clock } from "../clock.ts";
import { isId } from "../ids.ts";
import type { Event } from "../events.ts";
import type { Job, JobOptions } from "../jobs.ts";
import type { Answer, Shapes } from "./batch.ts";
import { Line, type Opening } from "./line.ts";

/** Where a scope's statements go: one connection, for one transaction. */
export interface Transaction {
  send(text: string, values?: readonly unknown[]): Promise<Answer>;
  /** Holds the commit until this is done; should it fail, so does the transaction. */
  later(statement: Promise<unknown>): void;
  /** As `later`, for a statement that is not sent yet: the commit goes behind it. */
  coming(sent: Promise<unknown>): void;
  /** Is called once the transaction stands; not at all if it does not. */
  committed(then: () => void): void;
  /** Work that may fail alone: when it throws, what it wrote is undone, the transaction goes on, and the caller gets the error. */
  attempt<T>(work: () => Promise<T>): Promise<T>;
}

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
  enqueue<T extends object>(job: Job<T>, data: T, options?: JobOptions): void;
}

export interface AccountScope extends BaseScope {
  readonly kind: "account";
  readonly account: string;
}

export interface AllianceScope extends BaseScope {
  readonly kind: "alliance";
}

export interface Database {
  withTenant<T>(
    tenant: string,
    work: (scope: TenantScope) => Promise<T>,
    options?: {
      /** Reads only, and all of it as it stood at the first statement, however long it takes. */
      snapshot?: boolean;
    },
  ): Promise<T>;
  /**
   * As `withTenant`, for reads that need not wait for each other: all leave in one go and the server closes behind them.
   * A later question, or a write, is refused.
   */
  readTenant<T>(tenant: string, work: (scope: TenantScope) => Promise<T>): Promise<T>;
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
  enqueue(scope: TenantScope, job: Job<object>, data: object, options?: JobOptions): void;
  /** Tests of crash points look at each statement before it is sent. */
  beforeStatement?: (text: string) => void;
}

export function openDatabase(connection: pg.PoolConfig, surroundings: Surroundings): Database {
  // A connection knows the plans of its statements, so it is kept through quiet minutes, and replaced after an hour.
  const pool = new pg.Pool({
    max: 20,
    pipeline: true,
    idleTimeoutMillis: 600_000,
    maxLifetimeSeconds: 3600,
    ...connection,
  } as pg.PoolConfig);
  // A connection that breaks fails what was asked of it and is replaced by the pool; without a listener, idle or in use,
  // it would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const shapes: Shapes = new Map();

  async function within<T>(opening: Opening, work: (trx: Transaction) => Promise<T>): Promise<T> {
    const line = new Line(pool, shapes, opening, surroundings.beforeStatement);
    try {
      const result = await work(line);
      await line.commit();
      return result;
    } catch (error) {
      await line.rollback();
      // After a first failure the server refuses all else: the first is the cause.
      throw line.failure ?? error;
    } finally {
      line.close();
    }
  }

  const inTenant =
    <T>(tenant: string, work: (scope: TenantScope) => Promise<T>) =>
    (trx: Transaction): Promise<T> => {
      const scope: TenantScope = {
        kind: "tenant",
        tenant,
        trx,
        clock: surroundings.clock,
        emit: (event, payload) => surroundings.deliver(scope, event as Event<unknown>, payload),
        enqueue: (job, data, options) => surroundings.enqueue(scope, job as unknown as Job<object>, data, options),
      };
      return work(scope);
    };

  return {
    withTenant: async (tenant, work, { snapshot = false } = {}) =>
      within(
        [
          snapshot ? "begin isolation level repeatable read, read only" : "begin",
          ["select set_config('app.tenant', $1, true)", checked(tenant)],
        ],
        inTenant(tenant, work),
      ),
    readTenant: async (tenant, work) =>
      within(
        [
          undefined,
          [
            "select set_config('app.tenant', $1, true), set_config('transaction_read_only', 'on', true)",
            checked(tenant),
          ],
        ],
        inTenant(tenant, work),
      ),
    withAccount: async (account, work) =>
      within(["begin read only", ["select set_config('app.account', $1, true)", checked(account)]], (trx) =>
        work({ kind: "account", account, trx, clock: surroundings.clock }),
      ),
    withAlliance: (work) =>
      within(["begin", ["select set_config('app.alliance', $1, true)", "on"]], (trx) =>
        work({ kind: "alliance", trx, clock: surroundings.clock }),
      ),
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
