import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { Attachment } from "../applications/index.ts";
import { giveToOffice } from "./ad-hoc-task.ts";
import { findCaseOf, lockCase } from "./case-store.ts";
import { haltDeemedApproval, isDeemedGranted } from "./deemed-approval.ts";

/**
 * A virus was found in a file after it was handed in. Nobody can open it, so the documents are not complete and the period
 * of § 42a VwVfG has not begun; the office has the task to ask for it anew. Who tells this has locked the application.
 */
export async function noteInfected(scope: TenantScope, { id, applicationId, name }: Attachment): Promise<void> {
  const about = await findCaseOf(scope, applicationId);
  const found = about && (await lockCase(scope, about.id));
  if (!found || found.status === "closed" || isDeemedGranted(scope, found)) return;
  await haltDeemedApproval(scope, found, "system", `In der Datei „${name}“ wurde ein Virus gefunden.`);
  await giveToOffice(scope, found, `Neu anfordern: In „${name}“ wurde ein Virus gefunden`, 1, "system");
  await audit(scope, { actor: "system", act: "cases.note-infected", subject: found.id, details: { attachment: id } });
}
