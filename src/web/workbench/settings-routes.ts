import { Hono } from "hono";
import { digestEvents, getDeskSettings, saveDeskSettings, type DigestEvent } from "../../domains/cases/index.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { addressOf, columns, readChoice } from "./inbox-choice.ts";
import { frameFor } from "./inbox-routes.ts";
import { mending } from "./verb.ts";
import { verbPage, type Entered, type VerbForm } from "./verb-form.tsx";

/** How somebody wants their desk: mails once a day, columns of the lists, where it begins. */
export const settings = new Hono<WebEnvironment>();

const path = "/amt/einstellungen";
const events: Record<DigestEvent, string> = {
  answer: "Neue Antworten",
  assigned: "Neu zugewiesene Vorgänge",
  "due-soon": "Bald fällige Vorgänge",
  "overdue-step": "Überfällige Vorgänge",
  "deemed-soon": "Vorgänge, die bald als genehmigt gelten",
  statement: "Stellungnahmen anderer Stellen",
  objection: "Widersprüche",
};

settings.get("/einstellungen", (c) =>
  asStaff(c, async (scope, staff) =>
    c.html(verbPage(await frameFor(c, scope, staff), { form, action: path, entered: await standing(scope, staff) })),
  ),
);

settings.post("/einstellungen", (c) =>
  asPostingStaff(c, async (scope, staff, posted) => {
    const shown = posted.all("spalte");
    const entered = await mending(scope, { "cases.mail_missing": "mail", "cases.mail_wrong": "mail" }, posted, () =>
      saveDeskSettings(scope, staff.id, {
        email: posted.one("mail").trim().slice(0, 200),
        digests: digestEvents.filter((event) => posted.all("ereignis").includes(event)),
        hidden: columns.map(({ key }) => key).filter((key) => !shown.includes(key)),
      }),
    );
    if (!entered) return c.redirect(path, 303);
    return c.html(verbPage(await frameFor(c, scope, staff), { form, action: path, entered }), 422);
  }),
);

/** The list as it is chosen now is where the desk begins from now on. */
settings.post("/anfang", (c) =>
  asPostingStaff(c, async (scope, staff, posted) => {
    const choice = readChoice(Object.fromEntries(new URLSearchParams(posted.one("filter"))));
    const { ab: _, auswahl: __, ...start } = choice;
    await saveDeskSettings(scope, staff.id, { start });
    return c.redirect(addressOf({ ...choice, ab: "", auswahl: "" }), 303);
  }),
);

const form: VerbForm = {
  title: "Einstellungen",
  fields: [
    {
      name: "ereignis",
      label: "Einmal am Tag eine Mail über",
      hint: "In der Mail stehen nur Zahlen. Ohne Häkchen kommt keine.",
      kind: "ticks",
      options: digestEvents.map((event) => [event, events[event]] as const),
    },
    { name: "mail", label: "An diese Adresse", kind: "line", hint: "Ihre dienstliche E-Mail-Adresse" },
    {
      name: "spalte",
      label: "Spalten der Listen",
      kind: "ticks",
      options: columns.map(({ key, name }) => [key, name] as const),
    },
  ],
  send: "Speichern",
};

async function standing(scope: TenantScope, staff: Staff): Promise<Entered> {
  const { email, digests, hidden } = await getDeskSettings(scope, staff.id);
  const shown = columns.map(({ key }) => key).filter((key) => !hidden.includes(key));
  return { values: { ereignis: digests, mail: [email], spalte: shown } };
}
