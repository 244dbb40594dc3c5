import { Hono } from "hono";
import { stepWords } from "@allmende/service-package";
import { addNote, completeStep, getSeenCase, takeCase } from "../../domains/cases/index.ts";
import { Refusal } from "../../platform/errors.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { casePage } from "./case-page.tsx";
import { viewOf } from "./case-view.ts";
import { findNextOwn, frameFor } from "./inbox-routes.ts";
import { once } from "./verb.ts";
import { whyPage } from "./why-page.tsx";

/** One case: its page, and the verbs posted on it. */
export const cases = new Hono<WebEnvironment>();

cases.get("/vorgaenge/:id", (c) =>
  asStaff(c, async (scope, staff) => {
    const task = c.req.query("aufgabe") ?? "";
    const view = await viewOf(scope, staff, await getSeenCase(scope, staff, c.req.param("id")), { task });
    return c.html(casePage(await frameFor(c, scope, staff), view, await findNextOwn(scope, staff, view.found)));
  }),
);

cases.get("/vorgaenge/:id/warum", (c) =>
  asStaff(c, async (scope, staff) => {
    const { found, why } = await viewOf(scope, staff, await getSeenCase(scope, staff, c.req.param("id")));
    return c.html(whyPage(await frameFor(c, scope, staff), found, why));
  }),
);

cases.post("/vorgaenge/:id/uebernahme", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await takeCase(scope, staff, c.req.param("id"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);

cases.post("/vorgaenge/:id/schritt", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const id = c.req.param("id");
    const words = Object.fromEntries(stepWords.map((word) => [word, form.one(word).trim()]).filter(([, text]) => text));
    try {
      await completeStep(scope, staff, id, form.one("aufgabe"), { outcome: form.one("ergebnis"), ...words });
    } catch (error) {
      if (!(error instanceof Refusal && error.code === "cases.words_missing")) throw error;
      const missing = stepWords.filter((word) => error.details[word]);
      const typed = { words, ticked: form.all("pruefung"), missing };
      const view = await viewOf(scope, staff, await getSeenCase(scope, staff, id), {
        typed,
        task: form.one("aufgabe"),
      });
      return c.html(casePage(await frameFor(c, scope, staff), view), 422);
    }
    return c.redirect(`/amt/vorgaenge/${id}`, 303);
  }),
);

cases.post("/vorgaenge/:id/notizen", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const id = c.req.param("id");
    const there = await once(c, scope, staff, form, () =>
      addNote(scope, staff, id, form.one("text")).then(() => `/amt/vorgaenge/${id}`),
    );
    return c.redirect(there, 303);
  }),
);
