import type { Land } from "@allmende/deadlines";
import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { markPosted, takeBackBatch, type Letter, type LetterNotice } from "../letters/index.ts";
import { loadPinned } from "../services/index.ts";
import { getOwnTenant, listOfficesOf } from "../tenancy/index.ts";
import type { Caseworker } from "./case.ts";
import { getCase } from "./case-store.ts";
import { actorOf } from "./enter-case.ts";
import { noticeOf } from "./remedy.ts";

/** Marks printed letters as posted: notice counts from the posting day (§ 41 Abs. 2 VwVfG, § 122 Abs. 2 AO). */
export async function postLetters(
  scope: TenantScope,
  caseworker: Caseworker,
  ids: readonly string[],
  on: string,
): Promise<number> {
  const { departmentId } = caseworker;
  const poster = { actor: actorOf(caseworker), departmentId, offices: await listOfficesOf(scope, departmentId) };
  const posted = await markPosted(scope, poster, ids, on, await noticeFor(scope));
  for (const { id, caseId } of posted)
    await audit(scope, {
      actor: actorOf(caseworker),
      act: "cases.post-letter",
      subject: caseId,
      details: { letter: id, on },
    });
  return posted.length;
}

/** The batch was marked by mistake: its letters wait for print again. */
export async function takeBackPosting(scope: TenantScope, caseworker: Caseworker, batch: string): Promise<void> {
  const offices = await listOfficesOf(scope, caseworker.departmentId);
  for (const { id, caseId } of await takeBackBatch(scope, offices, batch, await noticeFor(scope)))
    await audit(scope, {
      actor: actorOf(caseworker),
      act: "cases.take-back-posting",
      subject: caseId,
      details: { letter: id },
    });
}

async function noticeFor(scope: TenantScope): Promise<(letter: Letter, on: string) => Promise<LetterNotice | null>> {
  const { land } = await getOwnTenant(scope);
  return async ({ caseId, notice }, on) => {
    if (!notice) return null;
    const { definition } = await loadPinned(scope, (await getCase(scope, caseId)).releaseId);
    return noticeOf(on, land as Land, definition.procedure, "post");
  };
}
