import { Hono } from "hono";
import { stepWords } from "@allmende/service-package";
import { getAttachment } from "../../domains/applications/index.ts";
import { addNote, completeStep, getSeenCase, takeCase } from "../../domains/cases/index.ts";
import { audit } from "../../platform/audit/audit.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import type { WebEnvironment } from "../environment.ts";
import { fileLink } from "../files/file-link.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { casePage } from "./case-page.tsx";
import { viewOf } from "./case-view.ts";
import { frameFor } from "./inbox-routes.ts";
import { whyPage } from "./why-page.tsx";

/** One case: its page, its attachments, and the verbs posted on it. */
export const cases = new Hono<WebEnvironment>();

cases.get("/vorgaenge/:id", (c) =>
  asStaff(c, async (scope, staff) => {
    const view = await viewOf(scope, staff, await getSeenCase(scope, staff, c.req.param("id")));
    return c.html(casePage(await frameFor(c, scope, staff), view));
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
      const view = await viewOf(scope, staff, await getSeenCase(scope, staff, id), typed);
      return c.html(casePage(await frameFor(c, scope, staff), view), 422);
    }
    return c.redirect(`/amt/vorgaenge/${id}`, 303);
  }),
);

cases.post("/vorgaenge/:id/notizen", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    await addNote(scope, staff, c.req.param("id"), form.one("text"));
    return c.redirect(`/amt/vorgaenge/${c.req.param("id")}`, 303);
  }),
);

cases.get("/vorgaenge/:id/anlagen/:attachment", (c) =>
  asStaff(c, async (scope, staff) => {
    const found = await getSeenCase(scope, staff, c.req.param("id"));
    const attachment = await getAttachment(scope, found.applicationId ?? "", c.req.param("attachment"));
    // A file waits until it is scanned; where no scanner is set up, opening it is a recorded step of its own.
    if (attachment.scan === "waiting" || attachment.scan === "infected") throw new NotFound("attachment");
    if (attachment.scan === "unscanned")
      await audit(scope, {
        actor: `staff:${staff.id}`,
        act: "cases.open-unscanned",
        subject: found.id,
        details: { attachment: attachment.id },
        content: { name: attachment.name },
      });
    return c.redirect(
      fileLink(c, { tenant: scope.tenant, fileId: attachment.fileId, name: attachment.name, type: attachment.type }),
      303,
    );
  }),
);
