import { Hono } from "hono";
import {
  certifyDeemedApproval,
  extendDeemedApproval,
  findDeemedExtension,
  refuseIfOutOfReach,
} from "../../domains/cases/index.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff } from "./access.ts";
import { fullDay } from "./dates.ts";
import { addVerb } from "./verb.ts";

/** What staff do about a deemed approval (§ 42a VwVfG): extend its period once, certify that it occurred. */
export const deemedApprovals = new Hono<WebEnvironment>();

addVerb(deemedApprovals, {
  noun: "fiktionsfrist",
  form: async (scope, found, _, staff) => {
    await refuseIfOutOfReach(scope, staff, found);
    const { running, latest, toldOn } = await findDeemedExtension(scope, found);
    return {
      title: "Frist bis zur Genehmigungsfiktion verlängern",
      lead: `Die Frist endet bisher am ${fullDay(running.endsOn!)}. Sie lässt sich einmal verlängern, wenn die Sache schwierig ist. Der Brief geht sofort hinaus und gilt am ${fullDay(toldOn)} als bekannt gegeben.`,
      fields: [
        { name: "bis", label: "Neue Frist", kind: "day", hint: `Spätestens ${fullDay(latest)}` },
        {
          name: "grund",
          label: "Begründung",
          kind: "text",
          hint: "Warum ist die Sache schwierig? Der Text steht im Brief.",
        },
      ],
      send: "Frist verlängern und Brief senden",
    };
  },
  act: (scope, staff, id, form) =>
    extendDeemedApproval(scope, staff, id, { until: form.one("bis"), reason: form.one("grund") }),
  mends: {
    "cases.reason_missing": "grund",
    "cases.text_too_long": "grund",
    "cases.day_unknown": "bis",
    "cases.deemed_not_longer": "bis",
    "cases.deemed_too_long": "bis",
  },
});

deemedApprovals.post("/vorgaenge/:id/bescheinigung", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    await certifyDeemedApproval(scope, staff, c.req.param("id"), Number(form.one("geschrieben")) || 0);
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);
