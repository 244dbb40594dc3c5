import { Hono } from "hono";
import { findCaseOf } from "../../domains/cases/index.ts";
import { listTreasuryTasks, settleTreasuryTask } from "../../domains/payments/index.ts";
import type { WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { frameFor } from "./inbox-routes.ts";
import { treasuryPage, type TreasuryRow } from "./treasury-page.tsx";

/** Money that waits for a person: to give back, or to clear up with the provider. */
export const treasury = new Hono<WebEnvironment>();

treasury.get("/kasse", (c) =>
  asStaff(c, async (scope, staff) => {
    const rows: TreasuryRow[] = [];
    for (const task of await listTreasuryTasks(scope)) {
      const found = await findCaseOf(scope, task.applicationId);
      rows.push({ ...task, ...(found && { caseId: found.id, fileReference: found.fileReference }) });
    }
    return c.html(treasuryPage(await frameFor(c, scope, staff), rows));
  }),
);

treasury.post("/kasse/:task/erledigung", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await settleTreasuryTask(scope, `staff:${staff.id}`, c.req.param("task"));
    return c.redirect("/amt/kasse", 303);
  }),
);
