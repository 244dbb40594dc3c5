import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import type { Staff } from "./tenant.ts";

/** Whoever lacks the right to the treasury ("Kasse") finds none. */
export function checkTreasury({ treasury }: Pick<Staff, "treasury">): void {
  if (!treasury) throw new NotFound("treasury");
}

/**
 * Says who has the right to the treasury; only who has it gives it, and nobody takes it from themselves, so that it is
 * never nobody's.
 */
export async function grantTreasury(scope: TenantScope, by: Staff, to: readonly string[]): Promise<void> {
  checkTreasury(by);
  if (!to.includes(by.id)) throw new Refusal("tenancy.treasury_self");
  const changed = await rows<{ id: string; treasury: boolean }>(
    scope,
    sql`update tenancy.staff set treasury = id::text = any(${to}) where active and treasury <> (id::text = any(${to})) returning id, treasury`,
  );
  for (const { id, treasury } of changed)
    await audit(scope, {
      actor: `staff:${by.id}`,
      act: treasury ? "tenancy.grant-treasury" : "tenancy.take-treasury",
      subject: id,
    });
}
