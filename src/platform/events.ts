/**
 * An event is a typed call to the rooms above, in the same transaction and not stored: rooms above hear rooms below,
 * and one step is one commit. What must leave the process is a job.
 */
import type { TenantScope } from "./db/database.ts";

export interface Event<T> {
  readonly name: string;
  /** Only carries the payload's type. */
  readonly payload?: T;
}

export function defineEvent<T>(name: string): Event<T> {
  return { name };
}

export type Subscriber<T> = (scope: TenantScope, payload: T) => Promise<void>;

export class EventBus {
  readonly #subscribers = new Map<string, Subscriber<unknown>[]>();

  on<T>(event: Event<T>, subscriber: Subscriber<T>): this {
    const known = this.#subscribers.get(event.name) ?? [];
    this.#subscribers.set(event.name, [...known, subscriber as Subscriber<unknown>]);
    return this;
  }

  async deliver(scope: TenantScope, event: Event<unknown>, payload: unknown): Promise<void> {
    for (const subscriber of this.#subscribers.get(event.name) ?? []) await subscriber(scope, payload);
  }
}
