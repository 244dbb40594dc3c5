import type { Holding } from "../../platform/holdings.ts";

/** What this room holds; see platform/holdings.ts. */
export const holdings: readonly Holding[] = [
  {
    table: "payments.payments",
    of: "tenant",
    person: { key: "application", column: "application_id" },
    erase: {
      blank: { purpose: "", description: "", pay_page: null, return_url: "" },
      because: "the booking is kept for eight years (§ 147 AO); amount, day and reference name nobody",
    },
  },
  {
    table: "payments.treasury_tasks",
    of: "tenant",
    person: { key: "application", column: "application_id" },
    erase: {
      keep: "what became of a booking; ids and a code",
    },
  },
];
