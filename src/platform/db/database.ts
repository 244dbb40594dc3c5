/**
 * The three doors to the data, and no query without one (architecture, section 5):
 *   withTenant   rows of one municipality (or the Kreis), everything a case or an application does
 *   withAccount  lists across tenants for one citizen's account: read only, by policies that name the account
 *   withAlliance public projections and the alliance's own tables
 * A door opens a transaction, sets the scope that the row-level policies ask for, and closes with commit or rollback.
 */
import type { Writable } from "node:stream";
import pg from "pg";
import type { Clock } from "../clock.ts";
import { isId } from "../ids.ts";
import type { Event } from "../events.ts";
import type { Job, JobOptions } from "../jobs.ts";

/** Where a scope's statements go: one connection, for one transaction. */
export interface Transaction {
  send(text: string, values?: readonly unknown[]): Promise<pg.QueryResult>;
  /** Holds the commit until this is done; should it fail, so does the transaction. */
  later(statement: Promise<unknown>): void;
  /** As `later`, for a statement that is not sent yet: the commit goes behind it. */
  coming(sent: Promise<unknown>): void;
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
  enqueue(scope: TenantScope, job: Job<object>, data: object, options?: JobOptions): void;
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
    line.later(line.send(`begin; ${settings}`));
    try {
      const result = await work(line);
      await line.commit();
      return result;
    } catch (error) {
      await line.send("rollback").catch((failure: Error) => (broken = failure));
      // After a first failure the server refuses all else: the first is the cause.
      throw line.failure ?? error;
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
  readonly #stream: Writable | undefined;
  readonly #pending: Promise<unknown>[] = [];
  readonly #coming: Promise<unknown>[] = [];
  /** Of those nobody waited for, the first that failed. */
  failure: unknown;
  #open = true;
  #gathering = false;
  #attempts = 0;

  constructor(client: pg.PoolClient, before: ((text: string) => void) | undefined) {
    this.#client = client;
    this.#before = before;
    this.#stream = (client as { connection?: { stream?: Writable } }).connection?.stream;
  }

  send(text: string, values?: readonly unknown[]): Promise<pg.QueryResult> {
    if (!this.#open) return Promise.reject(new Error("a query came after its transaction had ended"));
    this.#before?.(text);
    this.#gather();
    return values
      ? this.#client.query({ name: nameOf(text), text, values: values as unknown[] })
      : this.#client.query(text);
  }

  later(statement: Promise<unknown>): void {
    const done = statement.catch((error: unknown) => {
      this.failure ??= error;
    });
    this.#pending.push(done);
  }

  coming(sent: Promise<unknown>): void {
    this.#coming.push(sent);
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const mark = `attempt_${++this.#attempts}`;
    this.later(this.send(`savepoint ${mark}`));
    try {
      return await work();
    } catch (error) {
      // What the work ordered and did not send yet would else be written behind the rollback.
      await Promise.all(this.#coming);
      await new Promise((resolve) => setImmediate(resolve));
      await this.send(`rollback to savepoint ${mark}`);
      throw error;
    }
  }

  /** Commits behind all that was sent: the server answers it with a rollback if it refused a statement before. */
  async commit(): Promise<void> {
    await Promise.all(this.#coming);
    // What could not even be sent has failed by now, and the server would not know of it.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure !== undefined) throw this.failure;
    this.later(this.send("commit"));
    await Promise.all(this.#pending);
    if (this.failure !== undefined) throw this.failure;
  }

  close(): void {
    this.#open = false;
  }

  /** What is sent in one go leaves in one write, "begin" with the first query: each write wakes the server. */
  #gather(): void {
    if (this.#gathering || !this.#stream) return;
    this.#gathering = true;
    this.#stream.cork();
    process.nextTick(() => {
      this.#gathering = false;
      this.#stream?.uncork();
    });
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
