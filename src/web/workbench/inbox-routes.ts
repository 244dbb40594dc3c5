import { Hono } from "hono";
import { countCases, listCases, type CaseFilter } from "../../domains/cases/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { countTreasuryTasks } from "../../domains/payments/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { asStaff } from "./access.ts";
import { inboxPage } from "./inbox-page.tsx";
import type { StaffFrame, View } from "./staff-page.tsx";
import { stepName } from "./words.ts";

/** The desk's lists and what frames every page of the desk. */
export const inbox = new Hono<WebEnvironment>();

const pageSize = 100;

interface ViewDefinition extends Omit<View, "count"> {
  filter(staff: Staff, today: string): Omit<CaseFilter, "limit">;
}

const views: ViewDefinition[] = [
  {
    key: "heute",
    name: "Heute fällig",
    icon: "clock",
    due: true,
    filter: (staff, today) => ({ assigneeId: staff.id, status: ["new", "in-progress"], dueBy: today }),
  },
  { key: "antworten", name: "Neue Antworten", icon: "mail", filter: (staff) => ({ assigneeId: staff.id, news: true }) },
  {
    key: "meine",
    name: "Meine Vorgänge",
    icon: "inbox",
    filter: (staff) => ({ assigneeId: staff.id, status: ["new", "in-progress"] }),
  },
  {
    key: "warten",
    name: "Wartet auf andere",
    icon: "pause",
    filter: (staff) => ({ assigneeId: staff.id, status: ["waiting"] }),
  },
  { key: "ohne", name: "Noch ohne Person", icon: "people", filter: () => ({ assigneeId: null }) },
  { key: "alle", name: "Alle offenen", icon: "list", filter: () => ({}) },
  { key: "erledigt", name: "Erledigt", icon: "check", filter: () => ({ status: ["closed"] }) },
];

/** Person, views with their counters, and the token every form of the page carries. */
export async function frameFor(c: WebContext, scope: TenantScope, staff: Staff, current: string): Promise<StaffFrame> {
  const today = legalDay(scope.clock.now());
  const counted: View[] = [];
  for (const { filter, ...view } of views)
    counted.push({ ...view, count: await countCases(scope, { ...filter(staff, today), limit: 1 }) });
  const token = formToken(findSecret(c, "amt") ?? "");
  return {
    tenant: portalOf(c).tenant,
    staff,
    views: counted,
    current,
    token,
    treasury: await countTreasuryTasks(scope),
  };
}

inbox.get("/", (c) =>
  asStaff(c, async (scope, staff) => {
    const today = legalDay(scope.clock.now());
    const view = views.find(({ key }) => key === c.req.query("ansicht")) ?? views[2]!;
    const text = (c.req.query("q") ?? "").trim().slice(0, 200);
    const filter: CaseFilter = text
      ? { text, status: ["new", "in-progress", "waiting", "closed"], limit: pageSize + 1 }
      : { ...view.filter(staff, today), limit: pageSize + 1 };
    const found = await listCases(scope, filter);
    const rows = [];
    for (const row of found.slice(0, pageSize))
      rows.push({
        ...row,
        nextStep: row.nextElement ? stepName(await loadPinned(scope, row.releaseId), row.nextElement) : "–",
      });
    const frame = { ...(await frameFor(c, scope, staff, text ? "" : view.key)), query: text };
    return c.html(inboxPage(frame, text ? `Suche: ${text}` : view.name, rows, today, found.length > pageSize));
  }),
);
