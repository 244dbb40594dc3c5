import { Hono } from "hono";
import {
  addContact,
  completeAdHocTask,
  enterAdHocTask,
  listOwnTasks,
  mergeCase,
  openSubCase,
  removeContact,
  tagCase,
  undoMerge,
  untagCase,
} from "../../domains/cases/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { ownTasksPage } from "./belonging-panels.tsx";
import { frameFor } from "./inbox-routes.ts";
import { listReceivers, receiverOf } from "./receivers.ts";
import { listServices } from "./opening-routes.ts";
import { addVerb, chosen } from "./verb.ts";

/** What belongs to a case besides its workflow: tasks, tags, people to reach, parts, and the same matter twice. */
export const belongings = new Hono<WebEnvironment>();

belongings.get("/aufgaben", (c) =>
  asStaff(c, async (scope, staff) =>
    c.html(
      ownTasksPage(await frameFor(c, scope, staff), await listOwnTasks(scope, staff), legalDay(scope.clock.now())),
    ),
  ),
);

addVerb(belongings, {
  noun: "aufgabe",
  form: async (scope, found) => ({
    title: "Aufgabe anlegen",
    lead: "Für alles, was neben dem Ablauf zu tun ist. Der Vorgang bleibt, wo er ist.",
    fields: [
      { name: "was", label: "Was ist zu tun?", kind: "line" },
      {
        name: "an",
        label: "Wer tut es?",
        kind: "choice",
        options: await listReceivers(scope),
        value: found.assigneeId ? `person|${found.assigneeId}` : `amt|${found.departmentId ?? ""}`,
      },
      { name: "bis", label: "Bis wann?", kind: "day", hint: "Muss nicht sein." },
    ],
    send: "Aufgabe anlegen",
  }),
  act: async (scope, staff, id, form) =>
    enterAdHocTask(scope, staff, id, {
      ...(await receiverOf(scope, form.one("an"))),
      title: form.one("was"),
      dueOn: form.one("bis"),
    }),
  mends: {
    "cases.reason_missing": "was",
    "cases.task_too_long": "was",
    "cases.text_too_long": "was",
    "cases.day_unknown": "bis",
  },
});

belongings.post("/vorgaenge/:id/aufgaben/:task/erledigung", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const id = c.req.param("id");
    await completeAdHocTask(scope, staff, id, c.req.param("task"));
    return c.redirect(form.one("zurueck") === "aufgaben" ? "/amt/aufgaben" : `/amt/vorgaenge/${id}`, 303);
  }),
);

addVerb(belongings, {
  noun: "schlagwort",
  form: async () => ({
    title: "Schlagwort vergeben",
    fields: [{ name: "wort", label: "Schlagwort", kind: "line", hint: "Höchstens 40 Zeichen, zum Beispiel: Eilfall" }],
    send: "Vergeben",
  }),
  act: (scope, staff, id, form) => tagCase(scope, staff, id, form.one("wort")),
  mends: { "cases.tag_length": "wort", "cases.tags_full": "wort" },
});

belongings.post("/vorgaenge/:id/schlagworte/entfernen", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    await untagCase(scope, staff, c.req.param("id"), form.one("wort"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);

const roles = ["other", "representative"] as const;
addVerb(belongings, {
  noun: "kontakt",
  form: async () => ({
    title: "Kontakt hinzufügen",
    fields: [
      {
        name: "rolle",
        label: "Wer ist das?",
        kind: "choice",
        options: [
          ["other", "Jemand, den wir hierzu erreichen"],
          ["representative", "Bevollmächtigte Person"],
        ],
      },
      { name: "name", label: "Name", kind: "line" },
      { name: "strasse", label: "Straße und Hausnummer", kind: "line" },
      { name: "ort", label: "Postleitzahl und Ort", kind: "line" },
      { name: "telefon", label: "Telefon", kind: "line" },
      { name: "mail", label: "E-Mail", kind: "line" },
    ],
    send: "Kontakt hinzufügen",
  }),
  act: (scope, staff, id, form) => {
    const line = (name: string): string => form.one(name).slice(0, 200);
    return addContact(scope, staff, id, {
      role: chosen(roles, form.one("rolle")),
      name: line("name"),
      street: line("strasse"),
      place: line("ort"),
      phone: line("telefon"),
      email: line("mail"),
    });
  },
  mends: { "cases.name_missing": "name", "cases.mail_wrong": "mail" },
});

belongings.post("/vorgaenge/:id/kontakte/:contact/entfernen", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await removeContact(scope, staff, c.req.param("id"), c.req.param("contact"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);

addVerb(belongings, {
  noun: "untervorgang",
  form: async (scope) => ({
    title: "Untervorgang anlegen",
    lead: "Für einen Teil, der einen eigenen Ablauf hat. Er geht um dieselbe Person und liegt bei Ihnen.",
    fields: [
      { name: "leistung", label: "Leistung", kind: "choice", options: await listServices(scope) },
      { name: "betreff", label: "Worum geht es?", kind: "line" },
      { name: "anliegen", label: "Was ist zu tun?", kind: "text" },
    ],
    send: "Untervorgang anlegen",
  }),
  act: (scope, staff, id, form) =>
    openSubCase(scope, staff, id, {
      slug: form.one("leistung"),
      subject: form.one("betreff").slice(0, 200),
      details: form.one("anliegen"),
    }),
  mends: { "cases.reason_missing": "anliegen", "cases.text_too_long": "anliegen" },
});

addVerb(belongings, {
  noun: "zusammenfuehrung",
  form: async () => ({
    title: "Mit einem anderen Vorgang zusammenführen",
    lead: "Für dasselbe Anliegen, das zweimal ankam. Dieser Vorgang endet und zeigt auf den anderen. Das lässt sich aufheben.",
    fields: [
      {
        name: "zeichen",
        label: "Aktenzeichen des Vorgangs, der bleibt",
        kind: "line",
        hint: "Zum Beispiel 20.4-2026-0052",
      },
      { name: "grund", label: "Was sollen die Antragstellenden wissen?", kind: "text", hint: "Muss nicht sein." },
    ],
    send: "Zusammenführen",
  }),
  act: (scope, staff, id, form) =>
    mergeCase(scope, staff, id, { into: form.one("zeichen").slice(0, 60), reason: form.one("grund") }),
  mends: {
    "cases.reference_unknown": "zeichen",
    "cases.merged_closed": "zeichen",
    "cases.merge_differs": "zeichen",
    "cases.merge_related": "zeichen",
    "cases.text_too_long": "grund",
  },
});

belongings.post("/vorgaenge/:id/zusammenfuehrung/aufhebung", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await undoMerge(scope, staff, c.req.param("id"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);
