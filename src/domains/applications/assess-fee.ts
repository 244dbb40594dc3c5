import type { Answers } from "@allmende/forms";
import { assessFee, type CompiledService } from "@allmende/service-package";
import type { TenantScope } from "../../platform/db/database.ts";
import { newId } from "../../platform/ids.ts";
import type { FeeAssessment } from "./application.ts";
import { insertFee } from "./application-store.ts";

/**
 * Assesses fee or tax ("Festsetzung") and keeps it with its reasons; a later assessment takes the place of the one before,
 * with the reason why. Undefined where the service has none.
 */
export async function assessApplication(
  scope: TenantScope,
  service: CompiledService,
  { id, answers, reason = "" }: { id: string; answers: Answers; reason?: string },
): Promise<FeeAssessment | undefined> {
  const now = scope.clock.now();
  const fee = assessFee(service, answers, now);
  if (!fee) return undefined;
  const { cents, items, rules, inputs } = fee;
  const assessment: FeeAssessment = { id: newId(now), amount: cents, items, rules, inputs, reason, at: now };
  await insertFee(scope, id, assessment);
  return assessment;
}
