import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { checkReason } from "./add-note.ts";
import type { Caseworker } from "./case.ts";
import { closeByHand } from "./close-by-hand.ts";

/** Passes a case on to the authority that is competent ("Abgabe an die zuständige Stelle"); the citizen is told where. */
export async function passOnCase(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { to, reason }: { to: string; reason: string },
): Promise<void> {
  const authority = to.trim();
  if (!authority) throw new Refusal("cases.authority_missing");
  const words = checkReason(`Zuständig ist: ${authority}\n\n${checkReason(reason)}`);
  await closeByHand(scope, caseworker, id, { kind: "passed-on", reason: words });
}
