import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { pushStatus } from "../applications/index.ts";
import type { Caseworker } from "./case.ts";
import { updateCase } from "./case-store.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";

/** Takes a case ("Übernehmen"); one that a colleague has already is refused, with no harm done. */
export async function takeCase(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await enterOpenCase(scope, id);
  if (found.assigneeId && found.assigneeId !== caseworker.id) throw new Refusal("cases.taken");
  await updateCase(scope, {
    ...found,
    assigneeId: caseworker.id,
    status: found.status === "new" ? "in-progress" : found.status,
  });
  if (found.status === "new" && found.applicationId)
    await pushStatus(scope, found.applicationId, "in-process", { startedAt: scope.clock.now().toISOString() });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.take", subject: id });
}

/** Gives a case back to the office ("Zurückgeben"). */
export async function handBackCase(scope: TenantScope, caseworker: Caseworker, id: string): Promise<void> {
  const found = await enterOpenCase(scope, id);
  if (found.assigneeId !== caseworker.id) throw new Refusal("cases.not_yours");
  await updateCase(scope, { ...found, assigneeId: null });
  await audit(scope, { actor: actorOf(caseworker), act: "cases.hand-back", subject: id });
}
