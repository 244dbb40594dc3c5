import type { Expression } from "./expression.ts";
import type { Container, Flow } from "./process-model.ts";
import type { Mapping, StepFacts } from "./facts.ts";
import type { Trigger } from "./trigger.ts";

interface Base {
  readonly id: string;
  readonly name?: string;
  readonly incoming: Flow[];
  /** In document order, which decides at exclusive gateways. */
  readonly outgoing: Flow[];
  readonly defaultFlow?: string;
}

/** Tasks, sub-processes and calls: what boundary events can sit on and what can be repeated. */
export interface ActivityBase extends Base {
  readonly boundary: BoundaryEvent[];
  readonly repetition?: Repetition;
}

/** A multi-instance activity ("Mehrfachinstanz"): so often, or once per item of a collection. */
export interface Repetition {
  readonly sequential: boolean;
  readonly cardinality?: Expression;
  readonly items?: Expression;
  /** The name of one item inside its instance. */
  readonly item?: string;
  /** The list that collects one result per instance, in the order of the items. */
  readonly results?: string;
  readonly result?: Expression;
  readonly until?: Expression;
}

export interface StartEvent extends Base {
  readonly kind: "start";
  /** Undefined for a plain start; the caller starts by the others when their trigger comes. */
  readonly trigger?: Trigger;
}

export interface EndEvent extends Base {
  readonly kind: "end";
  readonly result?: Thrown | { readonly type: "terminate" } | { readonly type: "error"; readonly code: string };
}

export type Thrown =
  | { readonly type: "message"; readonly name: string; readonly key?: Expression; readonly inputs: readonly Mapping[] }
  | { readonly type: "signal"; readonly name: string; readonly inputs: readonly Mapping[] };

export interface ThrowEvent extends Base {
  readonly kind: "throw";
  readonly thrown?: Thrown;
}

export interface CatchEvent extends Base {
  readonly kind: "catch";
  readonly trigger: Trigger;
  readonly outputs: readonly Mapping[];
}

export interface BoundaryEvent extends Base {
  readonly kind: "boundary";
  readonly attachedTo: string;
  readonly interrupting: boolean;
  readonly trigger: Trigger | { readonly type: "error"; readonly code?: string };
  readonly outputs: readonly Mapping[];
}

/** A step of a person: user task (in the workbench) or manual task (outside the system, ticked off). */
export interface HumanTask extends ActivityBase {
  readonly kind: "human-task";
  readonly by: "user" | "manual";
  readonly facts: StepFacts;
}

/** A step the platform does as a job: service, business rule, or send task with a step of its own. */
export interface JobTask extends ActivityBase {
  readonly kind: "job-task";
  readonly as: "service" | "business-rule" | "send";
  readonly facts: StepFacts;
}

export interface SendTask extends ActivityBase {
  readonly kind: "send-task";
  readonly thrown: Thrown;
}

export interface ReceiveTask extends ActivityBase {
  readonly kind: "receive-task";
  readonly trigger: Trigger;
  readonly outputs: readonly Mapping[];
}

export interface CallActivity extends ActivityBase {
  readonly kind: "call";
  readonly called: string;
  readonly inputs: readonly Mapping[];
  readonly outputs: readonly Mapping[];
}

export interface SubProcess extends ActivityBase {
  readonly kind: "sub-process";
  readonly content: Container;
}

export interface Gateway extends Base {
  readonly kind: "exclusive" | "parallel" | "inclusive" | "event-based";
}

export type Activity = HumanTask | JobTask | SendTask | ReceiveTask | CallActivity | SubProcess;
export type Node = StartEvent | EndEvent | ThrowEvent | CatchEvent | BoundaryEvent | Activity | Gateway;
export type Kind = Node["kind"];

export function isActivity(node: Node): node is Activity {
  return "boundary" in node;
}
