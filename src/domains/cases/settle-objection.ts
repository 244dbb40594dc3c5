import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { updateCase } from "./case-store.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { findOpenObjection } from "./objection.ts";
import { goOn } from "./reopen-case.ts";
import { tellApplicant } from "./tell-applicant.ts";

/** How the office that decided ends an objection: it remedies it (§ 72 VwGO), sends it on (§ 73 VwGO), or it was taken back. */
export const objectionEndings = ["remedied", "forwarded", "withdrawn"] as const;
export type ObjectionEnding = (typeof objectionEndings)[number];

/** Settles an objection ("Abhilfe", "Vorlage", "Rücknahme"); remedying it re-opens the case for a new decision. */
export async function settleObjection(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { ending, reason }: { ending: ObjectionEnding; reason: string },
): Promise<void> {
  const found = await enterCase(scope, id, caseworker);
  const objection = await findOpenObjection(scope, id);
  if (!objection) throw new Refusal("cases.no_objection");
  const words = checkReason(reason);
  const actor = actorOf(caseworker);
  write(
    scope,
    sql`update cases.objections set state = ${ending}, reason = ${words}, settled_by = ${actor}, settled_at = ${scope.clock.now()} where id = ${objection.id}`,
  );
  if (ending === "remedied")
    await goOn(scope, found, { cause: "objection", reason: words, actor, assignee: caseworker.id });
  else await updateCase(scope, { ...found, news: null });
  await tellApplicant(scope, found, {
    kind: "message",
    tell: ({ objectionSettled }) => ({ subject: objectionSettled[ending], body: words }),
    sender: caseworker.name,
  });
  await audit(scope, {
    actor,
    act: "cases.settle-objection",
    subject: id,
    details: { objection: objection.id, ending },
  });
}
