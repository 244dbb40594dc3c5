import { Hono } from "hono";
import { findCaseOf, listSeen } from "../../domains/cases/index.ts";
import { listTreasuryTasks, settleTreasuryTask, type TreasuryTask } from "../../domains/payments/index.ts";
import { checkTreasury, grantTreasury, listStaff, type Staff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { isId } from "../../platform/ids.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { treasuryPage, type TreasuryRow } from "./treasury-page.tsx";

/** Money that waits for a person, to give back or to clear up with the provider: for those who have the right to it. */
export const treasury = new Hono<WebEnvironment>();

const pageSize = 50;

treasury.get("/kasse", (c) =>
  asStaff(c, async (scope, staff) => {
    checkTreasury(staff);
    const after = c.req.query("ab") ?? "";
    const found = await listTreasuryTasks(scope, { ...(isId(after) && { after }), limit: pageSize + 1 });
    const tasks = found.slice(0, pageSize);
    return c.html(
      treasuryPage(await frameFor(c, scope, staff), {
        rows: await rowsFor(scope, staff, tasks),
        team: await listStaff(scope),
        begin: after === "" ? undefined : "/amt/kasse",
        next: found.length > pageSize ? `/amt/kasse?ab=${tasks.at(-1)!.id}` : undefined,
      }),
    );
  }),
);

/** A case is named by its file reference; who may see it gets there. */
async function rowsFor(scope: TenantScope, staff: Staff, tasks: readonly TreasuryTask[]): Promise<TreasuryRow[]> {
  const rows: TreasuryRow[] = [];
  for (const task of tasks) {
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
