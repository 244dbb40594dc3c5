import { Hono } from "hono";
import { showAnswers } from "@allmende/forms";
import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import { wordingIn } from "@allmende/service-package";
import { foldSubmissions, getForOffice, listSubmissions } from "../../domains/applications/index.ts";
import {
  askStatement,
  getAskedStatement,
  giveStatement,
  withdrawStatement,
  listAskedStatements,
  type Case,
} from "../../domains/cases/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { listDepartments } from "../../domains/tenancy/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { askedPage, askedListPage } from "./statement-page.tsx";
import { addVerb, mending } from "./verb.ts";

/** Asking another office, and answering what this one is asked ("Stellungnahme"). */
export const statements = new Hono<WebEnvironment>();

addVerb(statements, {
  noun: "stellungnahme",
  form: async (scope, found, c) => ({
    title: "Stellungnahme einholen",
    lead: "Die andere Stelle sieht nur Ihre Frage und die Angaben, die Sie ankreuzen.",
    fields: [
      { name: "stelle", label: "Wen fragen Sie?", kind: "choice", options: await officesOf(scope, c) },
      { name: "frage", label: "Frage", kind: "text", hint: "Schreiben Sie genau, was Sie wissen müssen." },
      {
        name: "angabe",
        label: "Diese Angaben darf die Stelle sehen",
        kind: "ticks",
        options: await answersOf(scope, found),
      },
      {
        name: "bis",
        label: "Antwort bis",
        kind: "day",
        value: addWorkingDays(day(legalDay(scope.clock.now())), 10, { land: portalOf(c).tenant.land as Land }),
      },
    ],
    send: "Stelle fragen",
  }),
  act: async (scope, staff, id, form, c) => {
    const [kind, office = ""] = form.one("stelle").split("|");
    const other = kind === "verwaltung" && portalOf(c).directory.tenants.find((one) => one.id === office);
    await askStatement(scope, staff, id, {
      of: other ? { tenant: other.id, name: other.name } : { department: office },
      question: form.one("frage"),
      shows: form.all("angabe"),
      until: form.one("bis"),
    });
  },
  mends: {
    "cases.reason_missing": "frage",
    "cases.text_too_long": "frage",
    "cases.deadline_past": "bis",
    "cases.day_unknown": "bis",
  },
});

/** Own offices first, then the other administrations of the alliance. */
async function officesOf(scope: TenantScope, c: WebContext): Promise<[string, string][]> {
  const { tenant, directory } = portalOf(c);
  const own = (await listDepartments(scope)).map(({ id, name }): [string, string] => [`amt|${id}`, name]);
  const others = directory.tenants
    .filter(({ id }) => id !== tenant.id)
    .map(({ id, name }): [string, string] => [`verwaltung|${id}`, name]);
  return [...own, ...others];
}

async function answersOf(scope: TenantScope, found: Case): Promise<[string, string][]> {
  if (!found.applicationId) return [];
  const application = await getForOffice(scope, found.applicationId);
  const service = await loadPinned(scope, application.releaseId);
  const answers = foldSubmissions(await listSubmissions(scope, application.id));
  const now = application.receivedAt ?? found.receivedAt;
  return showAnswers(service.form, answers, wordingIn(service, "de"), { now })
    .flatMap(({ groups }) => groups.flatMap(({ entries }) => entries))
    .filter(({ type, lines }) => type !== "file" && lines.length > 0)
    .map(({ path, label, lines }) => [path, `${label}${label.endsWith("?") ? "" : ":"} ${lines.join(", ")}`]);
}

statements.get("/stellungnahmen", (c) =>
  asStaff(c, async (scope, staff) => {
    const asked = await listAskedStatements(scope, staff.departmentId);
    return c.html(askedListPage(await frameFor(c, scope, staff), asked, legalDay(scope.clock.now())));
  }),
);

statements.get("/stellungnahmen/:id", (c) =>
  asStaff(c, async (scope, staff) => {
    const asked = await getAskedStatement(scope, staff.departmentId, c.req.param("id"));
    return c.html(askedPage(await frameFor(c, scope, staff), asked));
  }),
);

statements.post("/stellungnahmen/:id", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const id = c.req.param("id");
    const mends = {
      "cases.reason_missing": "antwort",
      "cases.text_too_long": "antwort",
      "cases.statement_settled": "antwort",
    };
    const entered = await mending(scope, mends, form, () => giveStatement(scope, staff, id, form.one("antwort")));
    if (!entered) return c.redirect("/amt/stellungnahmen", 303);
    const asked = await getAskedStatement(scope, staff.departmentId, id);
    return c.html(askedPage(await frameFor(c, scope, staff), asked, entered), 422);
  }),
);

statements.post("/vorgaenge/:id/stellungnahmen/:statement/ruecknahme", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await withdrawStatement(scope, staff, c.req.param("id"), c.req.param("statement"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);
