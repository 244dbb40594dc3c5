import { Hono } from "hono";
import { getHandedIn, listHandedIn, type Attachment } from "../../domains/applications/index.ts";
import { getSeenCase, type Case } from "../../domains/cases/index.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import { audit, listAudit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { canDraw, countPages, drawPage, readPage } from "../../platform/pdf/draw-pdf.ts";
import { drawPreview, storedPdf } from "../../platform/pdf/preview.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { fileLink } from "../files/file-link.ts";
import { answerPicture, isClosed, isPicture, storedPicture } from "../files/shown-file.ts";
import { asStaff } from "./access.ts";
import { attachmentPage, type Sheet } from "./attachment-page.tsx";
import { frameFor } from "./inbox-routes.ts";
import type { StaffFrame } from "./staff-page.tsx";

/**
 * What was attached to a case: downloaded from the files' own host, or seen in place. A picture is shown as it is, a PDF as
 * pictures of its pages that a process apart has drawn: nothing of the file reaches the browser.
 */
export const attachments = new Hono<WebEnvironment>();

const path = "/vorgaenge/:id/anlagen/:attachment";
/** The longer side of a drawn page, in pixels: A4 can be read at it. */
const side = 1400;

attachments.get(path, (c) =>
  asStaff(c, async (scope, staff) => {
    const { found, file } = await open(c, scope, staff);
    if (file.scan === "unscanned") await noteUnscanned(scope, staff, found, file);
    return c.redirect(
      fileLink(c, { tenant: scope.tenant, fileId: file.fileId, name: file.name, type: file.type }),
      303,
    );
  }),
);

attachments.get(`${path}/ansicht`, async (c) => {
  let seen: { frame: StaffFrame; found: Case; file: Attachment; all: readonly Attachment[] } | undefined;
  const refused = await asStaff(c, async (scope, staff) => {
    const { found, file } = await open(c, scope, staff);
    if (file.scan === "unscanned") await noteUnscannedOnce(scope, staff, found, file);
    const all = (await listHandedIn(scope, found.applicationId ?? "")).filter((one) => !isClosed(one));
    seen = { frame: await frameFor(c, scope, staff), found, file, all };
    return c.body(null);
  });
  if (!seen) return refused;
  return c.html(attachmentPage(seen.frame, { ...seen, sheet: await sheetOf(c, seen.file) }));
});

attachments.get(`${path}/bild`, async (c) => {
  let file: Attachment | undefined;
  const refused = await asStaff(c, async (scope, staff) => {
    const opened = await open(c, scope, staff);
    if (opened.file.scan === "unscanned") await noteUnscannedOnce(scope, staff, opened.found, opened.file);
    ({ file } = opened);
    return c.body(null);
  });
  if (!file) return refused;
  const { tenant } = portalOf(c);
  if (isPicture(file)) return answerPicture(c, await storedPicture(c, tenant.id, file));
  // Drawn outside the transaction: it takes its time, and a connection is dear.
  const drawn = await drawPage(bytesOf(c, file), pageAsked(c), side);
  if (!drawn) throw new NotFound("picture");
  return answerPicture(c, { type: "image/jpeg", size: drawn.length, body: new Uint8Array(drawn) });
});

/** The first page, or the picture, small: drawn, so that nothing is recorded also where nobody scanned the file. */
attachments.get(`${path}/vorschau`, async (c) => {
  let file: Attachment | undefined;
  const refused = await asStaff(c, async (scope, staff) => {
    ({ file } = await open(c, scope, staff));
    return c.body(null);
  });
  if (!file) return refused;
  const { tenant } = portalOf(c);
  const drawn = await drawPreview(c.env.house.files, tenant.id, file, "desk");
  // Nobody there to draw it smaller: a picture that was scanned is seen as it is.
  if (!drawn && isPicture(file) && file.scan === "clean")
    return answerPicture(c, await storedPicture(c, tenant.id, file));
  if (!drawn) throw new NotFound("picture");
  return answerPicture(c, { type: "image/jpeg", size: drawn.length, body: new Uint8Array(drawn) });
});

/** A file waits until it is scanned; who does not see its case finds none. */
async function open(c: WebContext, scope: TenantScope, staff: Staff): Promise<{ found: Case; file: Attachment }> {
  const found = await getSeenCase(scope, staff, c.req.param("id") ?? "");
  const file = await getHandedIn(scope, found.applicationId ?? "", c.req.param("attachment") ?? "");
  if (isClosed(file)) throw new NotFound("attachment");
  return { found, file };
}

/** What is seen of a file: a picture, one page of several with its words, or why nothing is. */
async function sheetOf(c: WebContext, file: Attachment): Promise<Sheet> {
  const page = pageAsked(c);
  if (isPicture(file)) return { kind: "picture" };
  const pages = file.pages ?? (await countPages(bytesOf(c, file)));
  if (pages === "busy") return { kind: "none", why: "busy" };
  if (pages === undefined) return { kind: "none", why: (await canDraw()) ? "broken" : "tool" };
  if (page > pages) throw new NotFound("page");
  return { kind: "page", page, pages, words: await readPage(bytesOf(c, file), page) };
}

function pageAsked(c: WebContext): number {
  const asked = c.req.query("seite") ?? "1";
  if (!/^[1-9]\d{0,4}$/.test(asked)) throw new NotFound("page");
  return Number(asked);
}

const bytesOf = (c: WebContext, file: Attachment) => storedPdf(c.env.house.files, portalOf(c).tenant.id, file);

const unscanned = "cases.open-unscanned";

/** Where no scanner is set up, opening a file is a recorded step of its own. */
async function noteUnscanned(scope: TenantScope, staff: Staff, found: Case, file: Attachment): Promise<void> {
  await audit(scope, {
    actor: `staff:${staff.id}`,
    act: unscanned,
    subject: found.id,
    details: { attachment: file.id },
    content: { name: file.name },
  });
}

/** Seen in place it is recorded once for each person, not for each page. */
async function noteUnscannedOnce(scope: TenantScope, staff: Staff, found: Case, file: Attachment): Promise<void> {
  const known = (await listAudit(scope, found.id)).some(
    ({ act, actor, details }) => act === unscanned && actor === `staff:${staff.id}` && details.attachment === file.id,
  );
  if (!known) await noteUnscanned(scope, staff, found, file);
}
