import type { Due } from "./due.ts";
import type { Expression } from "./expression.ts";

/** What an event waits for. A timer may repeat (R3/PT1H) on a non-interrupting boundary; `repeat` -1 is without end. */
export type Trigger =
  | { readonly type: "timer"; readonly due: Due; readonly repeat?: number }
  | { readonly type: "message"; readonly name: string; readonly key?: Expression }
  | { readonly type: "signal"; readonly name: string };
