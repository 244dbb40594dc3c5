/** How the provider misbehaves. Everything at its default is an honest, quick provider. */
export type Behaviour = {
  /** Every call of the interface waits so long before it is answered. */
  delayMs: number;
  /**
   * `error-500`: refuses before doing anything. `lost`: does the work, then drops the connection. `silent`: never answers.
   * `garbage`: an HTML page with status 200. The `wrong-…` ones answer well-formed untruths.
   * `forgotten`: knows of no such transaction.
   */
  answer:
    | "right"
    | "error-500"
    | "lost"
    | "silent"
    | "garbage"
    | "wrong-amount"
    | "wrong-currency"
    | "wrong-request"
    | "wrong-transaction"
    | "forgotten";
  /** Which calls `delayMs` and `answer` concern. */
  on: "create" | "find" | "both";
  /** `forged`: "bezahlen" sends the browser back although nothing was paid. `none`: paid, but the browser stays here. */
  redirect: "honest" | "forged" | "none";
  /** A payment only counts so long after the button. */
  payDelayMs: number;
  /** `flapping`: every second answer about a finished transaction says INITIAL again. */
  status: "steady" | "flapping";
  /** `changing`: a payment that failed or was cancelled can be paid afterwards all the same. */
  mind: "settled" | "changing";
};

export const honest: Behaviour = {
  delayMs: 0,
  answer: "right",
  on: "both",
  redirect: "honest",
  payDelayMs: 0,
  status: "steady",
  mind: "settled",
};
