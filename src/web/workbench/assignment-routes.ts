import { Hono } from "hono";
import { assignCase, handBackCase, mayPassOn } from "../../domains/cases/index.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff } from "./access.ts";
import { listReceivers, receiverOf } from "./receivers.ts";
import { addVerb } from "./verb.ts";

/** Who has a case: given to a colleague or another office, or given back to all. */
export const assignments = new Hono<WebEnvironment>();

assignments.post("/vorgaenge/:id/rueckgabe", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await handBackCase(scope, staff, c.req.param("id"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);

addVerb(assignments, {
  noun: "zuweisung",
  form: async (scope, found, _, staff) => ({
    title: "Vorgang zuweisen",
    lead: "Wer ihn bekommt, sieht ihn unter „Neue Antworten“ und „Meine Vorgänge“.",
    fields: [
      {
        name: "an",
        label: "Wer bekommt den Vorgang?",
        kind: "choice",
        options: await listReceivers(scope, (await mayPassOn(scope, staff, found)) ? null : found.departmentId),
        value: found.assigneeId ? `person|${found.assigneeId}` : `amt|${found.departmentId ?? ""}`,
      },
      { name: "worte", label: "Was soll sie oder er wissen?", kind: "text", hint: "Muss nicht sein." },
    ],
    send: "Zuweisen",
  }),
  act: async (scope, staff, id, form) =>
    assignCase(scope, staff, id, { ...(await receiverOf(scope, form.one("an"))), words: form.one("worte") }),
  mends: { "cases.text_too_long": "worte", "cases.other_office": "an" },
});
