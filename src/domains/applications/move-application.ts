import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import {
  actorOf,
  applicationWithdrawn,
  moveTo,
  openStates,
  type Application,
  type ApplicationStatus,
  type Person,
  type Progress,
} from "./application.ts";
import { lockApplication, lockForPlatform, updateApplication } from "./application-store.ts";

/** Takes the application back ("Rücknahme"). */
export async function withdrawApplication(scope: TenantScope, person: Person, id: string): Promise<void> {
  const application = await lockApplication(scope, person, id);
  if (!openStates.includes(application.status))
    throw new Refusal("applications.not_open", { status: application.status });
  const withdrawn: Application = { ...moveTo(application, "withdrawn"), savedAt: scope.clock.now() };
  await updateApplication(scope, withdrawn);
  await audit(scope, { actor: actorOf(person), act: "applications.withdraw", subject: id });
  await scope.emit(applicationWithdrawn, { application: withdrawn, actor: actorOf(person) });
}

/** The case tells what the citizen may see, in the case's own commit. */
export async function pushStatus(
  scope: TenantScope,
  id: string,
  status: ApplicationStatus,
  progress: Progress,
): Promise<void> {
  const application = await lockForPlatform(scope, id);
  const moved =
    application.status === status || application.status === "withdrawn" ? application : moveTo(application, status);
  await updateApplication(scope, {
    ...moved,
    progress: { ...application.progress, ...progress },
    savedAt: scope.clock.now(),
  });
}
