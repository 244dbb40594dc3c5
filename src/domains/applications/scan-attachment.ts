import type { Database } from "../../platform/db/database.ts";
import type { Scanner } from "./attach.ts";
import { findAttachmentToScan, setScan } from "./application-store.ts";

/** The scan job: throws while the scanner gives no verdict, so it is tried again; the file stays closed meanwhile. */
export async function scanAttachment(
  database: Database,
  scanner: Scanner | undefined,
  tenant: string,
  id: string,
): Promise<void> {
  const attachment = await database.withTenant(tenant, (scope) => findAttachmentToScan(scope, id));
  if (!attachment) return;
  const verdict = scanner ? await scanner.scan(tenant, attachment.fileId) : "unscanned";
  await database.withTenant(tenant, (scope) => setScan(scope, id, verdict));
}
