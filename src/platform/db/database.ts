/**
 * The three doors to the data, and no query without one (architecture, section 5):
 *   withTenant   rows of one municipality (or the Kreis), everything a case or an application does
 *   withAccount  lists across tenants for one citizen's account: read only, by policies that name the account
 *   withAlliance public projections and the alliance's own tables
 * A door opens a transaction, sets the scope that the row-level policies ask for, and closes with commit or rollback.
 */
import pg from "pg";
import type { Clock } from "../clock.ts";
import { isId } from "../ids.ts";
import type { Event } from "../events.ts";
import type { Job, JobOptions } from "../jobs.ts";

/** Where a scope's statements go: one connection, for one transaction. */
export interface Transaction {
  send(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
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
  // Statements go out as they come, answers return in their order: the first query leaves together with "begin".
  const pool = new pg.Pool({ max: 20, pipeline: true, ...connection } as pg.PoolConfig);
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});

  async function within<T>(settings: string, work: (trx: Transaction) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    const line = new Line(client, surroundings.beforeStatement);
    let broken: Error | undefined;
    const begun = line.send(`begin; ${settings}`);
    begun.catch(() => {});
    try {
      const result = await work(line);
      // Without "begin" there was no scope, so nothing was seen or changed; then its failure is the one to tell.
      await begun;
      await line.send("commit");
      return result;
    } catch (error) {
      await line.send("rollback").catch((failure: Error) => (broken = failure));
      await begun;
      throw error;
    } finally {
      line.close();
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

/** The connection of one transaction; closed with it, so that a forgotten query never runs in the next one's scope. */
class Line implements Transaction {
  readonly #client: pg.PoolClient;
  readonly #before: ((text: string) => void) | undefined;
  #open = true;

  constructor(client: pg.PoolClient, before: ((text: string) => void) | undefined) {
    this.#client = client;
    this.#before = before;
  }

  send(text: string, values?: readonly unknown[]): Promise<pg.QueryResult> {
    if (!this.#open) return Promise.reject(new Error("a query came after its transaction had ended"));
    this.#before?.(text);
    return values
      ? this.#client.query({ name: nameOf(text), text, values: values as unknown[] })
      : this.#client.query(text);
  }

  close(): void {
    this.#open = false;
  }
}

const names = new Map<string, string>();
const mostNames = 1000;

/**
 * A statement with a name is parsed and planned once for each connection, which is most of what a short one costs.
 * Texts come from templates, so they are few; should they not be, the rest stays without a name.
 */
function nameOf(text: string): string | undefined {
  let name = names.get(text);
  if (name === undefined && names.size < mostNames) names.set(text, (name = `s${names.size}`));
  return name;
}
