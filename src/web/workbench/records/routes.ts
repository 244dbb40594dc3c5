import { Readable } from "node:stream";
import { Hono } from "hono";
import { exportDossier, paperOfDocument } from "../../../domains/cases/index.ts";
import {
  answerOffer,
  decideDisposal,
  findFilingPlanEntry,
  getDossier,
  listDisposals,
  listDossiers,
  listDueDossiers,
  listFilingPlan,
  searchDocuments,
  takeBackDisposal,
  writeFilingPlan,
  type Reader,
} from "../../../domains/records/index.ts";
import { getDepartment, listStaff } from "../../../domains/tenancy/index.ts";
import { listAudit, type Actor } from "../../../platform/audit/audit.ts";
import { legalDay } from "../../../platform/clock.ts";
import type { TenantScope } from "../../../platform/db/database.ts";
import { NotFound } from "../../../platform/errors.ts";
import type { Paper } from "../../../platform/pdf/paper.ts";
import { isId } from "../../../platform/ids.ts";
import { portalOf, type WebEnvironment } from "../../environment.ts";
import { fileLink } from "../../files/file-link.ts";
import { savedAs } from "../../files/saved-as.ts";
import { asPostingStaff, asStaff } from "../access.ts";
import { actWords } from "../act-words.ts";
import { frameFor } from "../inbox-routes.ts";
import { disposalPage } from "./disposal-page.tsx";
import { dossierListPage } from "./dossier-list-page.tsx";
import { dossierPage } from "./dossier-page.tsx";
import { planPage } from "./plan-page.tsx";
import { readerOf } from "./reader.ts";
import { trailPage } from "./trail-page.tsx";

/** The e-Akte: dossiers by filing plan, what is due for disposal, the trail of each. */
export const records = new Hono<WebEnvironment>();

const pageSize = 50;

records.get("/akten", (c) =>
  asStaff(c, async (scope, staff) => {
    const text = (c.req.query("q") ?? "").trim().slice(0, 200);
    const filingPlan = (c.req.query("plan") ?? "").slice(0, 40);
    const after = c.req.query("ab") ?? "";
    const reader = await readerOf(scope, staff);
    const found = await listDossiers(scope, reader, {
      ...(text && { text }),
      ...(filingPlan && { filingPlan }),
      ...(isId(after) && { after }),
      limit: pageSize + 1,
    });
    const dossiers = found.slice(0, pageSize);
    const query = new URLSearchParams({ q: text, plan: filingPlan, ab: dossiers.at(-1)?.id ?? "" });
    return c.html(
      dossierListPage(await frameFor(c, scope, staff), {
        dossiers,
        documents: text && !after ? await searchDocuments(scope, reader, text, 20) : [],
        plan: await listFilingPlan(scope),
        filter: { filingPlan, text },
        next: found.length > pageSize ? `/amt/akten?${query}` : undefined,
        today: legalDay(scope.clock.now()),
      }),
    );
  }),
);

records.get("/akten/:id", (c) =>
  asStaff(c, async (scope, staff) => {
    const dossier = await getDossier(scope, await readerOf(scope, staff), c.req.param("id"));
    return c.html(
      dossierPage(await frameFor(c, scope, staff), {
        dossier,
        entry: await findFilingPlanEntry(scope, dossier.filingPlan),
        office: dossier.departmentId ? (await getDepartment(scope, dossier.departmentId)).name : "alle Ämter",
        today: legalDay(scope.clock.now()),
      }),
    );
  }),
);

records.get("/akten/:id/protokoll", (c) =>
  asStaff(c, async (scope, staff) => {
    const dossier = await getDossier(scope, await readerOf(scope, staff), c.req.param("id"));
    const lines = [...(await listAudit(scope, dossier.caseId)), ...(await listAudit(scope, dossier.id))];
    return c.html(
      trailPage(await frameFor(c, scope, staff), {
        dossier,
        lines: lines.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        names: await namesOf(scope),
      }),
    );
  }),
);

records.get("/akten/:id/dokumente/:document", async (c) => {
  let made: { title: string; paper: Paper } | undefined;
  const answer = await asStaff(c, async (scope, staff) => {
    const dossier = await getDossier(scope, await readerOf(scope, staff), c.req.param("id"));
    const document = dossier.documents.find(({ id }) => id === c.req.param("document"));
    // Attachments go the way of their case, where the scan decides.
    if (!document || document.kind === "attachment") throw new NotFound("document");
    if (!document.fileId) {
      const paper = await paperOfDocument(scope, dossier, document);
      if (!paper) throw new NotFound("document");
      made = { title: document.title, paper };
      return c.body(null);
    }
    return c.redirect(
      fileLink(c, {
        tenant: scope.tenant,
        fileId: document.fileId,
        name: `${document.title}.pdf`,
        type: document.mediaType ?? "application/octet-stream",
      }),
      303,
    );
  });
  if (!made) return answer;
  // Printed outside the transaction: it takes its time.
  return c.body(new Uint8Array(await c.env.house.printer.print(made.paper)), 200, {
    "content-type": "application/pdf",
    "content-disposition": savedAs(`${made.title}.pdf`),
  });
});

records.get("/akten/:id/xdomea.zip", async (c) => {
  let asking: { reader: Reader; actor: Actor } | undefined;
  const refused = await asStaff(c, async (scope, staff) => {
    asking = { reader: await readerOf(scope, staff), actor: `staff:${staff.id}` };
    await getDossier(scope, asking.reader, c.req.param("id"));
    return c.body(null);
  });
  if (!asking) return refused;
  // Read in a transaction of its own: making the PDFs takes its time.
  const { name, bytes } = await exportDossier(c.env.house, portalOf(c).tenant.id, asking, c.req.param("id"), actWords);
  return c.body(Readable.toWeb(Readable.from(bytes)) as ReadableStream, 200, {
    "content-type": "application/zip",
    "content-disposition": `attachment; filename="${name}"`,
  });
});

records.get("/aktenplan", (c) =>
  asStaff(c, async (scope, staff) => c.html(planPage(await frameFor(c, scope, staff), await listFilingPlan(scope)))),
);

records.get("/aktenplan.csv", (c) =>
  asStaff(c, async (scope) => {
    const plan = (await listFilingPlan(scope)).filter(({ closedOn }) => closedOn === null);
    return c.body(writeFilingPlan(plan), 200, {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": 'attachment; filename="aktenplan.csv"',
    });
  }),
);

records.get("/aussonderung", (c) =>
  asStaff(c, async (scope, staff) => {
    const reader = await readerOf(scope, staff);
    const [due, { open, done }] = await Promise.all([listDueDossiers(scope, reader), listDisposals(scope, reader)]);
    return c.html(disposalPage(await frameFor(c, scope, staff), { due, open, done, names: await namesOf(scope) }));
  }),
);

records.post("/aussonderung", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const decision = form.one("entscheidung") === "destroy" ? "destroy" : "offer";
    const chosen = form.all("akte").filter(isId).slice(0, 500);
    await decideDisposal(scope, await readerOf(scope, staff), `staff:${staff.id}`, chosen, decision);
    return c.redirect("/amt/aussonderung", 303);
  }),
);

records.post("/aussonderung/:id", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const reader = await readerOf(scope, staff);
    const [actor, id, step] = [`staff:${staff.id}` as const, c.req.param("id"), form.one("schritt")];
    if (step === "taken" || step === "declined") await answerOffer(scope, reader, actor, id, step);
    else await takeBackDisposal(scope, reader, actor, id);
    return c.redirect("/amt/aussonderung", 303);
  }),
);

async function namesOf(scope: TenantScope): Promise<Map<string, string>> {
  return new Map((await listStaff(scope)).map(({ id, name }) => [`staff:${id}`, name]));
}
