import type pg from "pg";
import { Batch, Statement, type Answer, type Shapes } from "./batch.ts";
import type { Transaction } from "./database.ts";
import { fold } from "./fold.ts";

/**
 * How a transaction opens: its first word, and the statement that sets its scope with the value for it. Without a first
 * word it lives for one go of statements: the server commits behind them.
 */
export type Opening = [begin: string | undefined, scope: [text: string, value: string]];

/**
 * One transaction on a connection of its own, taken with the first statement; closed with it, so that a forgotten query
 * never runs in the next one's scope.
 */
export class Line implements Transaction {
  readonly #pool: pg.Pool;
  readonly #shapes: Shapes;
  readonly #opening: Opening;
  readonly #before: ((text: string) => void) | undefined;
  readonly #pending: Promise<unknown>[] = [];
  readonly #coming: Promise<unknown>[] = [];
  readonly #committed: (() => void)[] = [];
  /** Of those nobody waited for, the first that failed. */
  failure: unknown;
  #client: Promise<pg.PoolClient> | undefined;
  #gathered: Statement[] = [];
  #gone: Promise<void> | undefined;
  #broken: Error | undefined;
  #open = true;
  #attempts = 0;

  constructor(pool: pg.Pool, shapes: Shapes, opening: Opening, before: ((text: string) => void) | undefined) {
    this.#pool = pool;
    this.#shapes = shapes;
    this.#opening = opening;
    this.#before = before;
  }

  async send(text: string, values: readonly unknown[] = []): Promise<Answer> {
    if (!this.#open) throw new Error("a query came after its transaction had ended");
    if (!this.#client) {
      this.#client = this.#pool.connect();
      const [begin, [scope, value]] = this.#opening;
      if (begin !== undefined) this.later(this.#gather(begin, []));
      this.later(this.#gather(scope, [value]));
    }
    try {
      return await this.#gather(text, values);
    } catch (error) {
      // The driver's trace ends at its socket; this one names who asked.
      if (error instanceof Error) Error.captureStackTrace(error);
      throw error;
    }
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

  committed(then: () => void): void {
    this.#committed.push(then);
  }

  async attempt<T>(work: () => Promise<T>): Promise<T> {
    const mark = `attempt_${++this.#attempts}`;
    this.later(this.send(`savepoint ${mark}`));
    try {
      const done = await work();
      // A savepoint that nobody rolls back to any more would hold what it holds to the end of the transaction.
      this.later(this.send(`release savepoint ${mark}`));
      return done;
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
    if (!this.#client) return;
    if (this.failure !== undefined) throw this.failure;
    if (this.#opening[0] === undefined) await this.#gone;
    else this.later(this.send("commit"));
    await Promise.all(this.#pending);
    if (this.failure !== undefined) throw this.failure;
    for (const then of this.#committed) then();
  }

  async rollback(): Promise<void> {
    if (!this.#client) return;
    if (this.#opening[0] === undefined) await this.#gone;
    else await this.#gather("rollback", []).catch((failure: Error) => (this.#broken = failure));
  }

  /** Hands the connection back. */
  close(): void {
    this.#open = false;
    void this.#client?.then(
      (client) => client.release(this.#broken),
      () => {},
    );
  }

  /** What is sent in one go leaves in one batch: each write wakes the server. */
  #gather(text: string, values: readonly unknown[]): Promise<Answer> {
    this.#before?.(text);
    const statement = this.#stated(text, values);
    if (this.#gathered.push(statement) === 1)
      this.#gone = new Promise((resolve) => process.nextTick(() => resolve(this.#go())));
    return statement.answer;
  }

  /** What cannot even be sent fails the transaction, for the server would not know of it. */
  #stated(text: string, values: readonly unknown[]): Statement {
    try {
      return new Statement(text, values);
    } catch (error) {
      this.failure ??= error;
      throw error;
    }
  }

  async #go(): Promise<void> {
    if (this.#opening[0] === undefined) this.#open = false;
    let client: pg.PoolClient;
    try {
      client = await this.#client!;
    } catch (error) {
      for (const { reject } of this.#gathered.splice(0)) reject(error);
      return;
    }
    const batch = new Batch(fold(this.#gathered.splice(0)), this.#shapes);
    client.query(batch);
    await batch.done;
  }
}
