import type { Variables } from "../model/expression.ts";

interface Happened {
  /** The instant, from the caller's clock. */
  readonly at: string;
  /** Who did it, as the caller names people and machines. */
  readonly by?: string;
  /** What the caller knows besides (answers of an application): read by the process's expressions, never kept. */
  readonly facts?: Variables;
}

/** What can happen to a running process. An event that fits nothing that waits is stale: told, not an error. */
export type ProcessEvent = Happened &
  (
    | { readonly type: "task-completed"; readonly token: number; readonly variables?: Variables }
    | { readonly type: "job-completed"; readonly token: number; readonly variables?: Variables }
    /** With `error` a business error that boundary events can catch; without it an incident. */
    | {
        readonly type: "job-failed";
        readonly token: number;
        readonly detail?: string;
        readonly error?: string;
        readonly variables?: Variables;
      }
    | { readonly type: "timer-fired"; readonly subscription: number }
    | { readonly type: "message"; readonly name: string; readonly key?: string; readonly variables?: Variables }
    | { readonly type: "signal"; readonly name: string; readonly variables?: Variables }
    | { readonly type: "incident-retry"; readonly incident: number; readonly variables?: Variables }
    /** Goes on as if the element were done; `flow` says where to, at a gateway. */
    | {
        readonly type: "incident-skip";
        readonly incident: number;
        readonly flow?: string;
        readonly variables?: Variables;
      }
    /** Ends one branch (`token`) or, without it, the whole process. */
    | { readonly type: "cancel"; readonly token?: number }
  );
