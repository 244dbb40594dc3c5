import type { DueAt } from "../model/due.ts";
import type { Variables } from "../model/expression.ts";

/** A running process ("Prozessinstanz") as plain JSON. Ids are counted, never random and never used twice. */
export interface ProcessState {
  readonly process: string;
  readonly status: "running" | "completed" | "cancelled";
  /** The next id. */
  readonly next: number;
  readonly tokens: readonly Token[];
  readonly scopes: readonly Scope[];
  readonly subscriptions: readonly Subscription[];
  readonly incidents: readonly Incident[];
}

/** Where the process stands: one token per wait. Its id is the activation's id in tasks, jobs and history. */
export interface Token {
  readonly id: number;
  readonly scope: number;
  readonly element: string;
  readonly wait: Wait;
  /** The flow it came by; joins count by it. */
  readonly via?: string;
}

export type Wait =
  | { readonly for: "task" }
  | { readonly for: "job" }
  /** One of the token's own subscriptions. */
  | { readonly for: "event" }
  | { readonly for: "join" }
  /** The inner scope of a sub-process or call. */
  | { readonly for: "scope" }
  /** Instances of a multi-instance; `left` are still to start (sequential), `total` all. */
  | { readonly for: "instances"; readonly total: number; readonly started: number; readonly done: number }
  | { readonly for: "incident" };

/** Variables that live and die together. */
export interface Scope {
  readonly id: number;
  readonly parent?: number;
  /** The token that waits for this scope to end. */
  readonly owner?: number;
  readonly kind: "process" | "sub-process" | "instances" | "instance";
  /** The process whose elements its tokens stand on, and the process or sub-process of that. */
  readonly process: string;
  readonly container: string;
  readonly variables: Variables;
}

/** Something waited for: at a catching event, behind an event-based gateway, or at the edge of an activity. */
export interface Subscription {
  readonly id: number;
  readonly token: number;
  /** The event's element: the token's own, or another that takes over when it comes. */
  readonly element: string;
  readonly to:
    | { readonly type: "timer"; readonly due: DueAt; readonly repeat?: number }
    | { readonly type: "message"; readonly name: string; readonly key?: string }
    | { readonly type: "signal"; readonly name: string };
}

/** Something a person must look at ("Störung"): retry, skip or cancel. */
export interface Incident {
  readonly id: number;
  readonly token: number;
  readonly element: string;
  readonly code: IncidentCode;
  readonly detail?: string;
  /** The work of the element is done, only its way out failed: a retry must not do the work again. */
  readonly leaving?: true;
}

export type IncidentCode =
  | "job-failed"
  | "no-flow-fits"
  | "expression-failed"
  | "error-not-caught"
  | "element-limit"
  | "variables-too-large"
  | "stuck-at-join";
