import type { Wording } from "@allmende/forms";
import { wordingIn, type CompiledService } from "@allmende/service-package";
import { Hono } from "hono";
import { getApplication, listAttachments, listSubmissions } from "../../domains/applications/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { crestSvg } from "../../domains/tenancy/index.ts";
import { NotFound } from "../../platform/errors.ts";
import type { Paper } from "../../platform/pdf/paper.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { frameOf, speakerOf, wordingFor } from "./frame.ts";
import { findCitizen, personOf } from "./person.ts";
import { recordFacts, recordPage } from "./record-page.tsx";
import { receiptBlocks, recordBlocks } from "./record-paper.ts";
import { recordXml } from "./record-xml.ts";
import { recordOf, type SubmissionRecord } from "./record.ts";

/** The application as submitted: page, PDF, JSON, XML of one record; and the receipt as PDF. */
export const recordRoutes = new Hono<WebEnvironment>();

recordRoutes.get("/antraege/:id/antrag", async (c) => {
  const { record, citizen } = await find(c, (service) => wordingFor(frameOf(c), service));
  return c.html(recordPage(frameOf(c, citizen), record));
});

recordRoutes.get("/antraege/:id/antrag.json", async (c) => {
  const { record } = await find(c, taken(c));
  return download(c, "antrag.json", "application/json; charset=utf-8", `${JSON.stringify(record, undefined, 2)}\n`);
});

recordRoutes.get("/antraege/:id/antrag.xml", async (c) => {
  const { record } = await find(c, taken(c));
  return download(c, "antrag.xml", "application/xml; charset=utf-8", recordXml(record));
});

/** The record on paper: for the citizen, and for the caseworker who submitted it with them. */
export const recordPaper = new Hono<WebEnvironment>();

recordPaper.get("/antraege/:id/antrag.pdf", async (c) => {
  const { record, application } = await find(c, printed(c));
  const title = [record.service.title, application.subject].filter(Boolean).join(": ");
  return print(c, record, { name: "antrag.pdf", title, blocks: recordBlocks(speakerOf(c.env.language), record) });
});

recordRoutes.get("/antraege/:id/eingang.pdf", async (c) => {
  const { record, application } = await find(c, printed(c));
  const speaker = speakerOf(c.env.language);
  const title = `${speaker.t.receiptPdf.replace(" (PDF)", "")}: ${record.service.title}`;
  return print(c, record, {
    name: "eingang.pdf",
    title,
    recipient: [application.applicant].filter(Boolean),
    blocks: receiptBlocks(speaker, application, record.authority),
  });
});

recordRoutes.route("/", recordPaper);

/** For a file: the reader's language without marks for what is still German. */
const taken = (c: WebContext) => (service: CompiledService) => wordingIn(service, c.env.reading);

/** For paper: only the interface's languages have all their letters in our fonts. */
const printed = (c: WebContext) => (service: CompiledService) => wordingIn(service, c.env.language);

async function find(c: WebContext, wordingOf: (service: CompiledService) => Wording) {
  const { tenant } = portalOf(c);
  const found = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const citizen = await findCitizen(c, scope);
    const application = await getApplication(scope, personOf(citizen), c.req.param("id") ?? "");
    if (application.status === "draft" || !application.receivedAt) throw new NotFound("submission");
    const [submissions, attachments] = await Promise.all([
      listSubmissions(scope, application.id),
      listAttachments(scope, application.id),
    ]);
    return { citizen, application, submissions, attachments, service: await loadPinned(scope, application.releaseId) };
  });
  const { application, citizen } = found;
  const record = recordOf({ ...found, wording: wordingOf(found.service), authority: tenant.name });
  return { record, citizen, application };
}

function download(c: WebContext, name: string, type: string, body: string | Uint8Array<ArrayBuffer>) {
  return c.body(body, 200, { "content-type": type, "content-disposition": `attachment; filename="${name}"` });
}

async function print(
  c: WebContext,
  record: SubmissionRecord,
  { name, ...said }: { name: string } & Pick<Paper, "title" | "recipient" | "blocks">,
): Promise<Response> {
  const { tenant } = portalOf(c);
  const { street, postcode, place, phone } = tenant.contact;
  const pdf = await c.env.house.printer.print({
    language: c.env.language,
    author: tenant.name,
    crest: crestSvg(tenant.crest),
    sender: [street, `${postcode} ${place}`, phone],
    facts: recordFacts(speakerOf(c.env.language), record),
    ...said,
  });
  return download(c, name, "application/pdf", new Uint8Array(pdf));
}
