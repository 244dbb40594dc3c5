import type { DueAt } from "../model/due.ts";
import type { Variables } from "../model/expression.ts";
import type { Why } from "./history.ts";
import type { StepFacts } from "../model/facts.ts";
import type { IncidentCode } from "./state.ts";

/** What the caller must do in the same transaction; `token` and `subscription` are what events refer to later. */
export type Command =
  | CreateTask
  | { readonly type: "cancel-task"; readonly token: number; readonly element: string }
  | RunJob
  | { readonly type: "cancel-job"; readonly token: number; readonly element: string }
  | { readonly type: "set-timer"; readonly subscription: number; readonly element: string; readonly due: DueAt }
  | { readonly type: "cancel-timer"; readonly subscription: number; readonly element: string }
  | {
      readonly type: "await-message";
      readonly subscription: number;
      readonly element: string;
      readonly name: string;
      readonly key?: string;
    }
  | { readonly type: "forget-message"; readonly subscription: number; readonly element: string }
  | { readonly type: "await-signal"; readonly subscription: number; readonly element: string; readonly name: string }
  | { readonly type: "forget-signal"; readonly subscription: number; readonly element: string }
  | {
      readonly type: "send-message";
      readonly element: string;
      readonly name: string;
      readonly key?: string;
      readonly variables: Variables;
    }
  | { readonly type: "throw-signal"; readonly element: string; readonly name: string; readonly variables: Variables }
  | {
      readonly type: "raise-incident";
      readonly incident: number;
      readonly token: number;
      readonly element: string;
      readonly code: IncidentCode;
      readonly detail?: string;
    }
  | { readonly type: "close-incident"; readonly incident: number; readonly element: string }
  | { readonly type: "completed"; readonly variables: Variables }
  | { readonly type: "cancelled" };

/** A task for a person. */
export interface CreateTask {
  readonly type: "create-task";
  readonly token: number;
  readonly element: string;
  readonly name?: string;
  readonly by: "user" | "manual";
  readonly step?: StepFacts["step"];
  readonly form?: string;
  readonly department?: string;
  /** The model's rule of who gets it: what it gave, and the answers it looked at. */
  readonly rule?: Why;
  readonly due?: DueAt;
  readonly inputs: Variables;
}

/** A step of the platform; "decision" steps of business-rule tasks may be answered in the same transaction. */
export interface RunJob {
  readonly type: "run-job";
  readonly token: number;
  readonly element: string;
  readonly name?: string;
  readonly as: "service" | "business-rule" | "send";
  readonly step?: StepFacts["step"];
  readonly inputs: Variables;
}
