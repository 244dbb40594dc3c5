import { Hono } from "hono";
import { beginIntake, identifications, listOpenIntakes } from "../../../domains/applications/index.ts";
import { findCurrentRelease, listCurrentReleases, loadService } from "../../../domains/services/index.ts";
import type { Staff } from "../../../domains/tenancy/index.ts";
import type { TenantScope } from "../../../platform/db/database.ts";
import { Refusal } from "../../../platform/errors.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../../environment.ts";
import { findCitizen, personOf } from "../../portal/person.ts";
import { asPostingStaff, asStaff } from "../access.ts";
import { frameFor } from "../inbox-routes.ts";
import { chosen, mending } from "../verb.ts";
import type { Entered, VerbForm } from "../verb-form.tsx";
import { serviceTitleOf } from "../words.ts";
import { beginPage } from "./begin-page.tsx";

/** Beginning an intake, and going on with one that was left. */
export const beginRoutes = new Hono<WebEnvironment>();

export const beginPath = "/amt/antrag-aufnehmen";

beginRoutes.get("/antrag-aufnehmen", (c) => asStaff(c, async (scope, staff) => c.html(await drawn(c, scope, staff))));

beginRoutes.post("/antrag-aufnehmen", (c) =>
  asPostingStaff(c, async (scope, staff, posted) => {
    let next = "";
    const entered = await mending(scope, mends, posted, async () => {
      const release = await findCurrentRelease(scope, posted.one("leistung"));
      if (release?.status !== "live") throw new Refusal("services.not_offered");
      const { sessionId } = personOf(await findCitizen(c, scope));
      const { definition, form } = await loadService(scope, release);
      const { competence } = definition;
      const id = await beginIntake(
        scope,
        { sessionId, staffId: staff.id, name: staff.name },
        {
          release,
          language: "de",
          source: chosen(["counter", "phone"] as const, posted.one("weg")),
          applicant: posted.one("name"),
          identifiedBy: chosen(identifications, posted.one("ausweis")),
          email: posted.one("mail"),
          // Whoever stands at this counter has come to the place that is asked for.
          ...(competence.rule === "place" &&
            competence.fills && { answers: { [competence.fills]: portalOf(c).tenant.shortName } }),
        },
      );
      next = `/amt/antraege/${id}/${form.eligibility ? "voraussetzung" : "weiter"}`;
    });
    if (!entered) return c.redirect(next, 303);
    return c.html(await drawn(c, scope, staff, entered), 422);
  }),
);

const mends = {
  "applications.name_missing": "name",
  "applications.not_on_the_phone": "ausweis",
  "applications.mail_wrong": "mail",
};

async function drawn(c: WebContext, scope: TenantScope, staff: Staff, entered?: Entered): Promise<string> {
  const titles = new Map<string, string>();
  for (const release of await listCurrentReleases(scope))
    if (release.status === "live") titles.set(release.slug, serviceTitleOf(await loadService(scope, release)));
  return beginPage(await frameFor(c, scope, staff), {
    form: beginForm([...titles], c.req.query("leistung")),
    open: (await listOpenIntakes(scope, staff.id)).map((draft) => ({
      ...draft,
      title: titles.get(draft.slug) ?? draft.slug,
    })),
    entered,
  });
}

function beginForm(services: [slug: string, title: string][], chosenService = ""): VerbForm {
  return {
    title: "Antrag aufnehmen",
    lead: "Sie füllen den Antrag mit der Person aus. Im Antrag steht, dass Sie ihn aufgenommen haben.",
    fields: [
      { name: "leistung", label: "Leistung", kind: "choice", options: services, value: chosenService },
      {
        name: "weg",
        label: "Wo ist die Person?",
        kind: "choice",
        options: [
          ["counter", "Am Schalter"],
          ["phone", "Am Telefon"],
        ],
      },
      { name: "name", label: "Für wen?", kind: "line", hint: "Vorname und Nachname der Person, die beantragt" },
      {
        name: "ausweis",
        label: "Woher wissen Sie, wer es ist?",
        kind: "choice",
        options: [
          ["stated", "Nach eigener Angabe"],
          ["sight", "Persönlich bekannt"],
          ["document", "Ausweis gesehen"],
        ],
      },
      {
        name: "mail",
        label: "E-Mail (freiwillig)",
        kind: "line",
        hint: "Für die Eingangsbestätigung und den Zugang. Ohne E-Mail drucken Sie den Zugang aus.",
      },
    ],
    send: "Antrag beginnen",
  };
}
