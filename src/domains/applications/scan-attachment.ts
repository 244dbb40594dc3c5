import type { Database } from "../../platform/db/database.ts";
import type { FileStore } from "../../platform/files/file-store.ts";
import { pagesOf } from "../../platform/pdf/preview.ts";
import type { Scanner } from "./attach.ts";
import { attachmentInfected } from "./application.ts";
import { findAttachmentToScan, lockForPlatform, setScan } from "./application-store.ts";
import { listHandedIn } from "./named-attachments.ts";

/**
 * The scan job: throws while the scanner gives no verdict, so it is tried again; the file stays closed meanwhile. Of a PDF
 * that is no danger the pages are counted.
 */
export async function scanAttachment(
  database: Database,
  files: FileStore,
  scanner: Scanner | undefined,
  tenant: string,
  id: string,
): Promise<void> {
  const attachment = await database.withTenant(tenant, (scope) => findAttachmentToScan(scope, id));
  if (!attachment) return;
  const verdict = scanner ? await scanner.scan(tenant, attachment.fileId) : "unscanned";
  const pages = verdict === "infected" ? null : await pagesOf(files, tenant, attachment);
  await database.withTenant(tenant, async (scope) => {
    // Of a submission at the same moment one is first: it sees the verdict, or the office is told.
    if (verdict === "infected") await lockForPlatform(scope, attachment.applicationId);
    await setScan(scope, id, verdict, pages);
    const handedIn = verdict === "infected" ? await listHandedIn(scope, attachment.applicationId) : [];
    if (handedIn.some((one) => one.id === id)) await scope.emit(attachmentInfected, attachment);
  });
}
