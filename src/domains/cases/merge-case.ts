import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, sql } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { applicantWords, type ApplicantWords } from "./applicant-words.ts";
import type { Caseworker } from "./case.ts";
import { getCase } from "./case-store.ts";
import { closeByHand } from "./close-by-hand.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { findCaseByReference, insertLink, listLinks } from "./link.ts";
import { listSeen } from "./see-case.ts";
import { goOn } from "./reopen-case.ts";
import { tellApplicant } from "./tell-applicant.ts";

/** Merges a duplicate ("Zusammenführen"): the other case stays and is named by its file reference, this one points to it. */
export async function mergeCase(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { into, reason }: { into: string; reason: string },
): Promise<string> {
  const stays = await findCaseByReference(scope, into.trim());
  if (!stays || stays === id || !(await listSeen(scope, caseworker, [stays])).has(stays))
    throw new Refusal("cases.reference_unknown");
  // Both, in the order of their ids: of two who merge them into each other, the second is told.
  for (const one of [id, stays].toSorted()) await enterCase(scope, one, caseworker);
  const [found, other] = [await getCase(scope, id), await getCase(scope, stays)];
  if (other.status === "closed") throw new Refusal("cases.merged_closed");
  if (other.slug !== found.slug) throw new Refusal("cases.merge_differs");
  const related = (await listLinks(scope, caseworker, id)).some(({ otherId }) => otherId === stays);
  if (related) throw new Refusal("cases.merge_related");
  const why = ({ mergedInto }: ApplicantWords) =>
    `${mergedInto(other.fileReference ?? "–")}\n\n${reason.trim()}`.trim();
  await closeByHand(scope, caseworker, id, {
    kind: "lapsed",
    reason: why(applicantWords("de")),
    tell: (words) => ({ subject: words.closed.merged, body: why(words) }),
  });
  insertLink(scope, { caseId: id, otherId: stays, kind: "duplicate-of", by: actorOf(caseworker) });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.merge", subject: id, details: { into: stays } });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.merge", subject: stays, details: { from: id } });
  return stays;
}

/**
 * Takes a merging back: the duplicate is a case of its own again and begins its workflow anew. One that was re-opened
 * meanwhile goes on as it is.
 */
export async function undoMerge(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await enterCase(scope, id, caseworker);
  const actor = actorOf(caseworker);
  const undone = await change(
    scope,
    sql`update cases.links set undone_by = ${actor}, undone_at = ${scope.clock.now()} where case_id = ${id} and kind = 'duplicate-of' and undone_at is null`,
  );
  if (undone === 0) throw new Refusal("cases.not_merged");
  const reason = applicantWords("de").unmerged;
  if (found.status === "closed") {
    await goOn(scope, found, { cause: "mistake", reason, actor, assignee: caseworker.id });
    await tellApplicant(scope, found, {
      kind: "message",
      tell: ({ reopened, unmerged }) => ({ subject: reopened, body: unmerged }),
    });
  }
  await audit(scope, { actor, act: "cases.undo-merge", subject: id });
}
