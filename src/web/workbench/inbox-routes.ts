import { Hono } from "hono";
import {
  countDesk,
  listOpenSlugs,
  listSavedViews,
  readInbox,
  removeSavedView,
  saveView,
  searchCases,
  type Case,
} from "../../domains/cases/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { findCurrentRelease, loadPinned, loadService } from "../../domains/services/index.ts";
import type { Staff } from "../../domains/tenancy/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import { inboxPage, searchPage, type InboxRow } from "./inbox-page.tsx";
import { addressOf, filterOf, readChoice, viewNamed, views, type InboxChoice } from "./inbox-choice.ts";
import type { StaffFrame } from "./staff-page.tsx";
import { toolsFor } from "./tools.ts";
import { serviceTitleOf, stepName } from "./words.ts";

/** The desk's lists and what frames every page of the desk. */
export const inbox = new Hono<WebEnvironment>();

const pageSize = 100;

/** Person, lists with their counters, and the token every form of the page carries. */
export async function frameFor(
  c: WebContext,
  scope: TenantScope,
  staff: Staff,
  choice?: InboxChoice,
): Promise<StaffFrame> {
  const [counts, saved] = await Promise.all([
    countDesk(scope, { staffId: staff.id, today: legalDay(scope.clock.now()) }),
    listSavedViews(scope, staff.id),
  ]);
  const here = choice && addressOf({ ...choice, ab: "" });
  return {
    tenant: portalOf(c).tenant,
    staff,
    views: views.map(({ key, name, icon, view }) => ({
      href: `/amt?ansicht=${key}`,
      name,
      icon,
      count: counts[view],
      due: view === "due",
      current: choice !== undefined && here === `/amt?ansicht=${key}`,
    })),
    saved: saved.map(({ id, name, filter }) => {
      const href = addressOf(readChoice(filter));
      return { id, href, name, icon: "list", current: href === here };
    }),
    tools: await toolsFor(scope, staff, c.req.path),
    token: formToken(findSecret(c, "amt") ?? ""),
  };
}

inbox.get("/", (c) =>
  asStaff(c, async (scope, staff) => {
    const text = (c.req.query("q") ?? "").trim().slice(0, 200);
    if (text) {
      const found = await searchCases(scope, text, pageSize + 1);
      const frame = { ...(await frameFor(c, scope, staff)), query: text };
      const rows = await withSteps(scope, found.slice(0, pageSize));
      return c.html(searchPage(frame, text, rows, legalDay(scope.clock.now()), found.length > pageSize));
    }
    const choice = readChoice(c.req.query());
    const today = legalDay(scope.clock.now());
    const [frame, { cases, next }, slugs] = await Promise.all([
      frameFor(c, scope, staff, choice),
      readInbox(scope, { ...filterOf(choice), staffId: staff.id, today, limit: pageSize }),
      listOpenSlugs(scope),
    ]);
    return c.html(
      inboxPage(frame, {
        choice,
        rows: await withSteps(scope, cases),
        today,
        services: await namesOf(scope, slugs),
        next: next && addressOf({ ...choice, ab: next }),
        savedId: frame.saved.find(({ current }) => current)?.id,
      }),
    );
  }),
);

async function withSteps(scope: TenantScope, cases: readonly Case[]): Promise<InboxRow[]> {
  const rows: InboxRow[] = [];
  for (const row of cases)
    rows.push({
      ...row,
      nextStep: row.nextElement ? stepName(await loadPinned(scope, row.releaseId), row.nextElement) : "–",
    });
  return rows;
}

async function namesOf(scope: TenantScope, slugs: readonly string[]): Promise<{ slug: string; name: string }[]> {
  const named = [];
  for (const slug of slugs) {
    const release = await findCurrentRelease(scope, slug);
    named.push({ slug, name: release ? serviceTitleOf(await loadService(scope, release)) : slug });
  }
  return named;
}

inbox.post("/ansichten", (c) =>
  asPostingStaff(c, async (scope, staff, form) => {
    const choice = readChoice(Object.fromEntries(new URLSearchParams(form.one("filter"))));
    const { ab: _, ...filter } = choice;
    await saveView(scope, staff.id, form.one("name") || viewNamed(choice).name, filter);
    return c.redirect(addressOf({ ...choice, ab: "" }), 303);
  }),
);

inbox.post("/ansichten/:id/entfernen", (c) =>
  asPostingStaff(c, async (scope, staff) => {
    await removeSavedView(scope, staff.id, c.req.param("id"));
    return c.redirect("/amt", 303);
  }),
);
