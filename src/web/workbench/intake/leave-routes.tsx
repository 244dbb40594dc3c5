import { Hono } from "hono";
import { showAnswers } from "@allmende/forms";
import { wordingIn, type CompiledService } from "@allmende/service-package";
import {
  discardDraft,
  findApplicantEmail,
  findIntake,
  getApplication,
  makeResumeKey,
  ownActsIn,
} from "../../../domains/applications/index.ts";
import { findCaseOf } from "../../../domains/cases/index.ts";
import { isMailAddress, mailAsked } from "../../../domains/messages/index.ts";
import { findPaymentOf } from "../../../domains/payments/index.ts";
import { loadPinned } from "../../../domains/services/index.ts";
import { crestSvg, type Staff } from "../../../domains/tenancy/index.ts";
import type { TenantScope } from "../../../platform/db/database.ts";
import { NotFound } from "../../../platform/errors.ts";
import type { Paper } from "../../../platform/pdf/paper.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../../environment.ts";
import { longDate, readerOf } from "../../portal/frame.ts";
import { findCitizen, personOf } from "../../portal/person.ts";
import { answerBlocks } from "../../portal/record-paper.ts";
import { portalTexts, spokenFor } from "../../ui/texts/index.ts";
import { asPostingStaff, asStaff } from "../access.ts";
import { frameFor } from "../inbox-routes.ts";
import { serviceTitleOf } from "../words.ts";
import { discardPage, leavePage, type LeaveView } from "./leave-page.tsx";

/** Leaving an intake: interrupted, sent, thrown away; and the access that the citizen takes along. */
export const leaveRoutes = new Hono<WebEnvironment>();

leaveRoutes.get("/antraege/:id/spaeter", (c) => asStaff(c, (scope, staff) => show(c, scope, staff)));
leaveRoutes.get("/antraege/:id/eingang", (c) => asStaff(c, (scope, staff) => show(c, scope, staff)));
leaveRoutes.get("/antraege/:id", (c) =>
  asStaff(c, async (scope) => {
    const { application } = await find(c, scope);
    return c.redirect(`${c.req.path}/${application.status === "draft" ? "weiter" : "eingang"}`, 303);
  }),
);

/** Number and code by mail: the office never sees the code. */
leaveRoutes.post("/antraege/:id/zugang", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const { application, person, service } = await find(c, scope);
    const { tenant } = portalOf(c);
    const title = titleIn(service, application.language);
    const address = form.one("mail").trim();
    if (!isMailAddress(address)) return show(c, scope, staff, { wrong: address.slice(0, 400) });
    const { reference, code } = await makeResumeKey(scope, person, application.id);
    const link = `${c.env.addresses.of(tenant.host)}/stand?nummer=${encodeURIComponent(reference)}`;
    const t = portalTexts(application.language);
    await mailAsked(
      scope,
      address,
      `${tenant.name}: ${t.deskMailSubject(title)}`,
      `${t.deskMailText(title, link, reference, code)}\n\n${tenant.name}\n`,
    );
    return show(c, scope, staff, { sent: address });
  }),
);

/** Number and code on paper, for a citizen without mail. */
leaveRoutes.post("/antraege/:id/zugang.pdf", (c) =>
  asPostingStaff(c, async (scope) => {
    const { application, person, service, applicant } = await find(c, scope);
    const language = spokenFor(application.language);
    const title = titleIn(service, language);
    const key = await makeResumeKey(scope, person, application.id);
    const t = portalTexts(language);
    const address = `${c.env.addresses.of(portalOf(c).tenant.host)}/stand`;
    return () =>
      print(c, "zugang.pdf", {
        language,
        title: t.deskMailSubject(title),
        facts: [
          [t.resumeReference, key.reference],
          [t.resumeCode, key.code],
        ],
        blocks: [t.slipFor(applicant), t.slipWhere(address), t.slipOnce].map(paragraph),
      });
  }),
);

/** What a citizen signs at the counter: all answers, what they declare, a line for the signature. */
leaveRoutes.get("/antraege/:id/blatt.pdf", (c) =>
  asStaff(c, async (scope) => {
    const { application, service, applicant } = await find(c, scope);
    if (application.status !== "draft") throw new NotFound("draft");
    const language = spokenFor(application.language);
    const t = portalTexts(language);
    const wording = wordingIn(service, language);
    const acts = ownActsIn(service.form, application.answers).flatMap(({ id }) => [
      wording.label(id),
      ...(wording.find(id, "text") ?? "").split("\n\n"),
    ]);
    return () =>
      print(c, "blatt.pdf", {
        language,
        title: titleIn(service, language),
        facts: [[t.recordKnown, applicant]],
        blocks: [
          ...answerBlocks({ t }, showAnswers(service.form, application.answers, wording, { now: scope.clock.now() })),
          { kind: "heading", level: 2, text: t.recordSigned },
          ...[...acts.filter(Boolean), t.signedDeclares, t.signedLine].map(paragraph),
        ],
      });
  }),
);

leaveRoutes.get("/antraege/:id/loeschung", (c) =>
  asStaff(c, async (scope, staff) => {
    const { application, title, applicant } = await find(c, scope);
    if (application.status !== "draft") throw new NotFound("draft");
    return c.html(discardPage(await frameFor(c, scope, staff), { id: application.id, title, applicant }));
  }),
);

leaveRoutes.post("/antraege/:id/loeschung", (c) =>
  asPostingStaff(c, async (scope) => {
    await discardDraft(scope, personOf(await findCitizen(c, scope)), c.req.param("id") ?? "");
    return c.redirect("/amt/antrag-aufnehmen", 303);
  }),
);

/** What the citizen calls the service; the desk reads German. */
const titleIn = (service: CompiledService, language: string): string =>
  wordingIn(service, language).find("service", "title") ?? service.definition.slug;

const paragraph = (text: string): Paper["blocks"][number] => ({ kind: "paragraph", pieces: [{ text }] });

async function find(c: WebContext, scope: TenantScope) {
  const person = personOf(await findCitizen(c, scope));
  const application = await getApplication(scope, person, c.req.param("id") ?? "");
  const service = await loadPinned(scope, application.releaseId);
  const intake = await findIntake(scope, application.id);
  return {
    person,
    application,
    service,
    title: serviceTitleOf(service),
    applicant: intake?.applicant ?? application.applicant,
  };
}

async function show(
  c: WebContext,
  scope: TenantScope,
  staff: Staff,
  said: Pick<LeaveView, "sent" | "wrong"> = {},
): Promise<Response> {
  const { application, title, applicant } = await find(c, scope);
  const view: LeaveView = {
    application,
    title,
    applicant,
    caseId: (await findCaseOf(scope, application.id))?.id,
    unpaid: application.status === "awaiting-payment" ? await findPaymentOf(scope, application.id) : undefined,
    email: (await findApplicantEmail(scope, application.id)) ?? "",
    until: longDate(application.expiresAt ?? application.savedAt, readerOf("de")),
    ...said,
  };
  return c.html(leavePage(await frameFor(c, scope, staff), view), said.wrong === undefined ? 200 : 422);
}

async function print(
  c: WebContext,
  name: string,
  paper: Pick<Paper, "language" | "title" | "facts" | "blocks">,
): Promise<Response> {
  const { tenant } = portalOf(c);
  const { street, postcode, place, phone } = tenant.contact;
  const sender = [street, `${postcode} ${place}`, phone];
  const pdf = await c.env.house.printer.print({
    author: tenant.name,
    crest: crestSvg(tenant.crest),
    sender,
    ...paper,
  });
  return c.body(new Uint8Array(pdf), 200, {
    "content-type": "application/pdf",
    "content-disposition": `attachment; filename="${name}"`,
  });
}
