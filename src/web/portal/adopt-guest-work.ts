import { claimApplications } from "../../domains/applications/index.ts";
import { claimMessages } from "../../domains/messages/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";

/** Who fills in a draft as a guest and then signs in keeps it: it belongs to the account from now on. */
export async function adoptGuestWork(scope: TenantScope, sessionId: string, accountId: string): Promise<void> {
  for (const id of await claimApplications(scope, sessionId, accountId)) await claimMessages(scope, id, accountId);
}
