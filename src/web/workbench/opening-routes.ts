import { Hono } from "hono";
import { handSources, openByHand } from "../../domains/cases/index.ts";
import { listCurrentReleases, loadService } from "../../domains/services/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { chosen, mending, once } from "./verb.ts";
import { verbPage, type VerbForm } from "./verb-form.tsx";
import { serviceTitleOf } from "./words.ts";

/** A case nobody applied for online: by phone, on paper, at the counter, or because the office must act. */
export const openings = new Hono<WebEnvironment>();

const path = "/amt/neuer-vorgang";

openings.get("/neuer-vorgang", (c) =>
  asStaff(c, async (scope, staff) =>
    c.html(verbPage(await frameFor(c, scope, staff), { form: await openingForm(scope), action: path })),
  ),
);

openings.post("/neuer-vorgang", (c) =>
  asPostingStaff(c, async (scope, staff, posted) => {
    let there = "";
    const line = (name: string): string => posted.one(name).slice(0, 200);
    const entered = await mending(scope, mends, posted, async () => {
      there = await once(c, scope, staff, posted, async () => {
        const id = await openByHand(scope, staff, {
          slug: line("leistung"),
          source: chosen(handSources, posted.one("weg")),
          subject: line("betreff"),
          applicant: {
            name: line("name"),
            street: line("strasse"),
            place: line("ort"),
            phone: line("telefon"),
            email: line("mail"),
          },
          details: posted.one("anliegen"),
          receivedOn: posted.one("tag"),
        });
        return `/amt/vorgaenge/${id}`;
      });
    });
    if (!entered) return c.redirect(there, 303);
    const form = await openingForm(scope);
    return c.html(verbPage(await frameFor(c, scope, staff), { form, action: path, entered }), 422);
  }),
);

const mends = {
  "cases.day_ahead": "tag",
  "cases.day_unknown": "tag",
  "cases.mail_wrong": "mail",
  "cases.name_missing": "name",
  "cases.reason_missing": "anliegen",
  "cases.text_too_long": "anliegen",
};

async function openingForm(scope: TenantScope): Promise<VerbForm> {
  return {
    title: "Neuer Vorgang",
    lead: "Für Anliegen, die nicht online kamen. Briefe dazu gehen per Post. Ist die Person gerade da, nehmen Sie den Antrag mit ihr auf: Dann fehlt nichts.",
    fields: [
      { name: "leistung", label: "Leistung", kind: "choice", options: await listServices(scope) },
      {
        name: "weg",
        label: "Wie kam das Anliegen?",
        kind: "choice",
        options: [
          ["phone", "Telefon"],
          ["paper", "Brief oder Fax"],
          ["counter", "Am Schalter"],
          ["ex-officio", "Von Amts wegen"],
        ],
      },
      { name: "tag", label: "Eingegangen am", kind: "day", value: legalDay(scope.clock.now()) },
      {
        name: "betreff",
        label: "Worum geht es?",
        kind: "line",
        hint: "Wenige Worte, zum Beispiel der Name des Hundes",
      },
      { name: "name", label: "Name", kind: "line" },
      { name: "strasse", label: "Straße und Hausnummer", kind: "line" },
      { name: "ort", label: "Postleitzahl und Ort", kind: "line" },
      { name: "telefon", label: "Telefon", kind: "line" },
      { name: "mail", label: "E-Mail", kind: "line" },
      { name: "anliegen", label: "Was wurde gesagt oder geschrieben?", kind: "text" },
    ],
    send: "Vorgang anlegen",
  };
}

/** What this administration offers now, by title. */
export async function listServices(scope: TenantScope): Promise<[slug: string, title: string][]> {
  const services: [string, string][] = [];
  for (const release of await listCurrentReleases(scope))
    services.push([release.slug, serviceTitleOf(await loadService(scope, release))]);
  return services;
}
