/**
 * What must leave the process or happen later: written in the step's own transaction (the outbox), run at least once.
 * A job carries its tenant and runs in that tenant's scope; its handler is a shell of three lines.
 */
import { PgBoss, type Job as BossJob } from "pg-boss";
import type pg from "pg";
import type { TenantScope } from "./db/database.ts";
import type { Log } from "./log.ts";
import { describe } from "./log.ts";

export interface Job<T extends object> {
  readonly name: string;
  /** How often it is tried before it waits for a person; back-off grows from seconds to hours. */
  readonly retries: number;
  readonly data?: T;
}

export interface JobOptions {
  /** Not before this instant. */
  at?: Date;
}

export function defineJob<T extends object>(name: string, retries = 12): Job<T> {
  return { name, retries };
}

/** How often a process looks for jobs that were put off, are tried again, or were written by another process. */
const lookSeconds = 1;

/** A job in hand shows a sign of life; one whose process died is taken up again after this long, twice at most. */
const pulseSeconds = 10;

type Carried = { tenant: string; data: object };
type Handler<T> = (tenant: string, data: T) => Promise<void>;

export class Jobs {
  readonly #boss: PgBoss;
  readonly #log: Log;
  readonly #handlers = new Map<string, { job: Job<object>; handler: Handler<object> }>();
  /** Ids of the workers that run, by job. */
  readonly #workers = new Map<string, string>();

  constructor(connection: pg.PoolConfig, log: Log) {
    this.#log = log;
    this.#boss = new PgBoss({
      ...(connection as object),
      max: 4,
      schema: "pgboss",
      migrate: false,
      createSchema: false,
      schedule: false,
      superviseIntervalSeconds: pulseSeconds,
      monitorIntervalSeconds: pulseSeconds,
    });
    this.#boss.on("error", (error) => log.error({ error: describe(error) }, "job queue"));
  }

  /** Says who runs a job; called once per job in main.ts. */
  on<T extends object>(job: Job<T>, handler: Handler<T>): this {
    this.#handlers.set(job.name, { job, handler: handler as unknown as Handler<object> });
    return this;
  }

  enqueue(scope: TenantScope, job: Job<object>, data: object, options: JobOptions = {}): void {
    const carried: Carried = { tenant: scope.tenant, data };
    const sent = Promise.withResolvers<void>();
    const stored = this.#boss.send(job.name, carried, {
      db: {
        executeSql: (text, values) => {
          const answer = scope.trx.send(text, values ?? []);
          sent.resolve();
          return answer;
        },
      },
      retryLimit: job.retries,
      retryBackoff: true,
      retryDelay: 2,
      retryDelayMax: 3600,
      ...(options.at && { startAfter: options.at }),
    });
    scope.trx.later(stored);
    scope.trx.coming(Promise.race([sent.promise, stored.catch(() => {})]));
    // A notice of PostgreSQL (NOTIFY) would make each commit wait for the one before it; our own worker needs none.
    const worker = this.#workers.get(job.name);
    if (worker !== undefined && !options.at) scope.trx.committed(() => this.#boss.notifyWorker(worker));
  }

  /** Lays the queue tables and one queue per job; run by the owner of the database, never by the application's role. */
  static async migrate(owner: pg.PoolConfig, names: readonly string[]): Promise<void> {
    const boss = new PgBoss({ ...(owner as object), max: 1, schema: "pgboss", supervise: false, schedule: false });
    await boss.start();
    for (const name of names) {
      // Waiting jobs (a deadline in a year) must not be swept; finished ones go after a week.
      await boss.createQueue(name, {
        retentionSeconds: 3 * 365 * 86_400,
        heartbeatSeconds: pulseSeconds,
      });
    }
    await boss.stop({ graceful: false });
  }

  get names(): string[] {
    return [...this.#handlers.keys()];
  }

  /** Ready to take jobs; others run them. */
  async startSending(): Promise<void> {
    await this.#boss.start();
  }

  /** Runs jobs, from now until the stop. */
  async work(): Promise<void> {
    for (const { job, handler } of this.#handlers.values()) {
      const worker = await this.#boss.work<Carried>(
        job.name,
        { pollingIntervalSeconds: lookSeconds, batchSize: 20, includeMetadata: false },
        async (batch: BossJob<Carried>[]) => this.#run(job, handler, batch),
      );
      this.#workers.set(job.name, worker);
    }
  }

  async #run(job: Job<object>, handler: Handler<object>, batch: BossJob<Carried>[]): Promise<void> {
    const failures: unknown[] = [];
    for (const { id, data } of batch) {
      try {
        await handler(data.tenant, data.data);
        if (batch.length > 1) await this.#boss.complete(job.name, id);
      } catch (error) {
        this.#log.warn(
          { job: job.name, id, tenant: data.tenant, error: describe(error) },
          "job failed, will be tried again",
        );
        if (batch.length > 1) await this.#boss.fail(job.name, id, { reason: describe(error) });
        else failures.push(error);
      }
    }
    if (failures.length > 0) throw new Error(describe(failures[0]));
  }

  async stop(): Promise<void> {
    await this.#boss.stop({ graceful: true, timeout: 5000 });
  }
}
