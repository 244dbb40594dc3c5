import { Hono } from "hono";
import { getCase, listSeenIncidents, settleIncident } from "../../domains/cases/index.ts";
import type { Settlement } from "../../domains/processes/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { incidentsPage, type IncidentRow } from "./incident-page.tsx";
import { frameFor } from "./inbox-routes.ts";
import { chosen } from "./verb.ts";
import { stepName } from "./words.ts";

/** Workflows that wait for a person because something went wrong ("Störungen"). */
export const incidents = new Hono<WebEnvironment>();

incidents.get("/stoerungen", (c) =>
  asStaff(c, async (scope, staff) => {
    const rows: IncidentRow[] = [];
    for (const incident of await listSeenIncidents(scope, staff)) {
      const found = await getCase(scope, incident.instanceId);
      rows.push({ incident, found, step: stepName(await loadPinned(scope, found.releaseId), incident.element) });
    }
    return c.html(incidentsPage(await frameFor(c, scope, staff), rows));
  }),
);

const settlements: readonly Settlement[] = ["retry", "skip", "cancel"];

incidents.post("/vorgaenge/:id/stoerungen/:incident", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const id = c.req.param("id");
    const flow = form.one("weg").slice(0, 200);
    await settleIncident(scope, staff, id, c.req.param("incident"), {
      how: chosen(settlements, form.one("ende")),
      reason: form.one("grund"),
      ...(flow && { flow }),
    });
    return c.redirect(`/amt/vorgaenge/${id}`, 303);
  }),
);
