import { Hono } from "hono";
import {
  countDesk,
  dueDayOf,
  getDeskSettings,
  listOpenSlugs,
  listSavedViews,
  listTagsOf,
  listUsedTags,
  readInbox,
  removeSavedView,
  saveView,
  searchCases,
  type Case,
  type Desk,
} from "../../domains/cases/index.ts";
import { formToken } from "../../domains/identity/index.ts";
import { findCurrentRelease, loadPinned, loadService } from "../../domains/services/index.ts";
import { listOfficesOf, listStandIns, type Absence, type Staff } from "../../domains/tenancy/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findSecret } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { asPostingStaff, asStaff } from "./access.ts";
import type { InboxRow } from "./case-table.tsx";
import { inboxPage, searchPage } from "./inbox-page.tsx";
import { addressOf, filterOf, readChoice, unknownIn, viewNamed, views, type InboxChoice } from "./inbox-choice.ts";
import { staffMessage, type StaffFrame } from "./staff-page.tsx";
import { listReceivers } from "./receivers.ts";
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
  known?: Desk,
): Promise<StaffFrame> {
  const desk = known ?? (await deskOf(scope, staff));
  const [counts, saved, tools] = await Promise.all([
    countDesk(scope, desk),
    listSavedViews(scope, staff.id),
    toolsFor(scope, staff, { path: c.req.path, offices: desk.offices }),
  ]);
  const here = choice && addressOf({ ...choice, ab: "", auswahl: "" });
  return {
    tenant: portalOf(c).tenant,
    staff,
    views: views
      .filter(({ view }) => (view !== "deputy" || desk.standsInFor.length > 0) && (view !== "late" || desk.leads))
      .map(({ key, name, icon, view }) => ({
        href: `/amt?ansicht=${key}`,
        name,
        icon,
        ...(view !== "part" && { count: counts[view] }),
        due: view === "due",
        current: choice !== undefined && here === `/amt?ansicht=${key}`,
      })),
    saved: saved.map(({ id, name, filter }) => {
      const href = addressOf(readChoice(filter));
      return { id, href, name, icon: "list", current: href === here };
    }),
    tools,
    token: formToken(findSecret(c, "amt") ?? ""),
  };
}

/** Whose lists are read: one's own, those of whom one stands in for, those of the department one leads. */
/** What comes after this case among one's own, by due day, the first behind one that is done: from case to case without the list. */
export async function findNextOwn(scope: TenantScope, staff: Staff, found: Case): Promise<Case | undefined> {
  const place = found.status !== "closed" && { after: `${dueDayOf(found) ?? "infinity"}~${found.id}` };
  const desk = await deskOf(scope, staff);
  const { cases } = await readInbox(scope, { ...desk, view: "mine", order: "due", ...place, limit: 1 });
  return cases[0];
}

async function deskOf(scope: TenantScope, staff: Staff): Promise<Desk & { standIns: Absence[] }> {
  const [standIns, offices] = await Promise.all([
    listStandIns(scope, staff.id),
    listOfficesOf(scope, staff.departmentId),
  ]);
  return {
    staffId: staff.id,
    offices,
    standsInFor: standIns.filter(({ deputyId }) => deputyId === staff.id).map(({ staffId }) => staffId),
    leads: staff.head ? staff.departmentId : null,
    today: legalDay(scope.clock.now()),
    standIns,
  };
}

inbox.get("/", (c) =>
  asStaff(c, async (scope, staff) => {
    const unknown = unknownIn(c.req.query());
    if (unknown.length > 0) return c.html(unknownFilter(c, unknown), 400);
    const text = (c.req.query("q") ?? "").trim().slice(0, 200);
    if (text) {
      const desk = await deskOf(scope, staff);
      const [found, framed] = await Promise.all([
        searchCases(scope, desk, text, pageSize + 1),
        frameFor(c, scope, staff, undefined, desk),
      ]);
      const frame = { ...framed, query: text };
      const rows = await withSteps(scope, found.slice(0, pageSize));
      return c.html(searchPage(frame, text, rows, legalDay(scope.clock.now()), found.length > pageSize));
    }
    const desked = await getDeskSettings(scope, staff.id);
    const start = readChoice(desked.start);
    // The desk begins where somebody wants it to; an address that says something is taken at its word.
    const choice = Object.keys(c.req.query()).length === 0 ? start : readChoice(c.req.query());
    const { standIns, ...desk } = await deskOf(scope, staff);
    const [frame, { cases, next }, slugs, tags] = await Promise.all([
      frameFor(c, scope, staff, choice, desk),
      readInbox(scope, { ...filterOf(choice), ...desk, limit: pageSize }),
      listOpenSlugs(scope, desk),
      listUsedTags(scope, desk.offices),
    ]);
    return c.html(
      inboxPage(frame, {
        choice,
        rows: await withSteps(scope, cases),
        today: desk.today,
        standIns,
        hidden: desked.hidden,
        isStart: addressOf({ ...choice, ab: "", auswahl: "" }) === addressOf(start),
        receivers: choice.auswahl ? await listReceivers(scope) : [],
        tags,
        staffId: staff.id,
        services: await namesOf(scope, slugs),
        next: next && addressOf({ ...choice, ab: next }),
        savedId: frame.saved.find(({ current }) => current)?.id,
      }),
    );
  }),
);

const unknownFilter = (c: WebContext, names: readonly string[]): string =>
  staffMessage(
    c,
    "Diesen Filter gibt es nicht",
    `Die Adresse nennt, was die Listen nicht kennen: ${names.map((name) => name.slice(0, 40)).join(", ")}. Wählen Sie die Ansicht und die Filter auf der Seite.`,
  );

async function withSteps(scope: TenantScope, cases: readonly Case[]): Promise<InboxRow[]> {
  const rows: InboxRow[] = [];
  const tags = await listTagsOf(
    scope,
    cases.map(({ id }) => id),
  );
  for (const row of cases)
    rows.push({
      ...row,
      tags: tags.get(row.id) ?? [],
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
    const { ab: _, auswahl: __, ...filter } = choice;
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
