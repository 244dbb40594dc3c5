import { Hono } from "hono";
import { getApplication, getAttachment, type Attachment } from "../../domains/applications/index.ts";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";
import { drawPreview } from "../../platform/pdf/preview.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { fileLink } from "../files/file-link.ts";
import { answerPicture, isClosed, isPicture, storedPicture } from "../files/shown-file.ts";
import { findCitizen, personOf } from "./person.ts";
import { isShown } from "./stored-files.ts";

/** What was attached: taken away as a file, or seen small in the page, at the portal and at the desk. */
export const attachmentRoutes = new Hono<WebEnvironment>();

attachmentRoutes.get("/antraege/:id/anlagen/:attachment", async (c) => {
  const { tenant } = portalOf(c);
  const { fileId, name, type } = await find(c, async (scope, attachment, staffId) => {
    // Where no scanner is set up, opening it in the office is a recorded step of its own.
    if (staffId && attachment.scan === "unscanned")
      await audit(scope, {
        actor: `staff:${staffId}`,
        act: "applications.open-unscanned",
        subject: attachment.applicationId,
        details: { attachment: attachment.id },
      });
  });
  return c.redirect(fileLink(c, { tenant: tenant.id, fileId, name, type }), 303);
});

/** A small picture for the page of who attached it: no other type, and no page may be made of it. */
attachmentRoutes.get("/antraege/:id/anlagen/:attachment/bild", async (c) => {
  const { tenant } = portalOf(c);
  const { files } = c.env.house;
  const attachment = await find(c);
  if (!isShown(attachment)) throw new NotFound("attachment");
  const small = attachment.size <= smallBytes && isPicture(attachment);
  const drawn = small ? undefined : await drawPreview(files, tenant.id, attachment, "portal");
  if (drawn) return answerPicture(c, { type: "image/jpeg", size: drawn.length, body: new Uint8Array(drawn) });
  if (!isPicture(attachment)) throw new NotFound("attachment");
  // As it is: small enough, or nobody there to draw it smaller.
  return answerPicture(c, await storedPicture(c, tenant.id, attachment));
});

/** Bytes up to which a picture is sent as it is. */
const smallBytes = 60_000;

async function find(
  c: WebContext,
  then?: (scope: TenantScope, attachment: Attachment, staffId: string | null) => Promise<void>,
): Promise<Attachment> {
  return c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const person = personOf(await findCitizen(c, scope));
    const { id } = await getApplication(scope, person, c.req.param("id") ?? "");
    const attachment = await getAttachment(scope, id, c.req.param("attachment") ?? "");
    if (isClosed(attachment)) throw new NotFound("attachment");
    await then?.(scope, attachment, person.staffId ?? null);
    return attachment;
  });
}
