import type { Answers } from "@allmende/forms";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";

/**
 * Lets go of the attachments that answers named and name no more: what a person took out again is for nobody to see,
 * and what was not asked in the end was not submitted. Their bytes go with the sweep of files.
 */
export function dropAttachments(scope: TenantScope, applicationId: string, before: Answers, after: Answers): void {
  const kept = namedIn(after);
  const gone = [...namedIn(before)].filter((id) => !kept.has(id));
  if (gone.length === 0) return;
  write(
    scope,
    sql`delete from applications.attachments where application_id = ${applicationId} and id = any(${gone}::uuid[])`,
  );
}

function namedIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value !== "object" || value === null) return found;
  if ("attachment" in value && typeof value.attachment === "string") found.add(value.attachment);
  else for (const inner of Object.values(value)) namedIn(inner, found);
  return found;
}
