import { Hono } from "hono";
import { findCaseOf, listSeen } from "../../domains/cases/index.ts";
import { listTreasuryTasks, settleTreasuryTask } from "../../domains/payments/index.ts";
import { checkTreasury, grantTreasury, listStaff, type Staff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { treasuryPage, type TreasuryRow } from "./treasury-page.tsx";

/** Money that waits for a person, to give back or to clear up with the provider: for those who have the right to it. */
export const treasury = new Hono<WebEnvironment>();

treasury.get("/kasse", (c) =>
  asStaff(c, async (scope, staff) => {
    checkTreasury(staff);
    return c.html(treasuryPage(await frameFor(c, scope, staff), await rowsFor(scope, staff), await listStaff(scope)));
  }),
);

/** A case is named by its file reference; who may see it gets there. */
async function rowsFor(scope: TenantScope, staff: Staff): Promise<TreasuryRow[]> {
  const rows: TreasuryRow[] = [];
  for (const task of await listTreasuryTasks(scope)) {
    const found = await findCaseOf(scope, task.applicationId);
    rows.push({ ...task, ...(found && { caseId: found.id, fileReference: found.fileReference }) });
  }
  const seen = await listSeen(
    scope,
    staff,
    rows.flatMap(({ caseId }) => caseId ?? []),
  );
  return rows.map(({ caseId, ...row }) => (caseId && seen.has(caseId) ? { ...row, caseId } : row));
}

treasury.post("/kasse/:task/erledigung", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    checkTreasury(staff);
    await settleTreasuryTask(scope, `staff:${staff.id}`, c.req.param("task"));
    return c.redirect("/amt/kasse", 303);
  }),
);

treasury.post("/kasse/zugang", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    await grantTreasury(scope, staff, form.all("wer"));
    return c.redirect("/amt/kasse", 303);
  }),
);
