import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  completeStep,
  countDesk,
  deskViews,
  findCaseOf,
  foldTallies,
  handBackCase,
  readInbox,
  requestInformation,
  saveView,
  listSavedViews,
  removeSavedView,
  searchCases,
  takeCase,
  type Case,
  type Caseworker,
  type Desk,
  type DeskView,
} from "../../src/domains/cases/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { bella, submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let world: TestHouse;
let kim: Caseworker;
let sascha: Caseworker;
const today = "2026-11-20";
let absent = "";
const took = new Map<string, Set<string>>();
const deskOf = (who: Caseworker): Desk => ({
  staffId: who.id,
  offices: [who.departmentId],
  standsInFor: [absent],
  leads: who.departmentId,
  today,
});
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  world.house.database.withTenant(world.musterstadt.id, work);

beforeAll(async () => {
  world = await openTestHouse();
  [kim, sascha] = (await here(listStaff)) as unknown as [Caseworker, Caseworker];
  absent = sascha.id;
  for (const { id } of [kim, sascha]) took.set(id, new Set());
  const names = ["Müller", "Mueller", "Muster", "Beispiel", "Öztürk", "Strauß", "Strauss"];
  for (let i = 0; i < 23; i++) {
    const { id } = await submittedDog(world.house, world.musterstadt.id, {
      ...bella,
      nachname: names[i % names.length]!,
      hundename: i % 2 ? "Rex" : "Bella",
    });
    const found = (await here((scope) => findCaseOf(scope, id)))!;
    world.clock.advance(3_600_000);
    if (i % 3 === 0) continue;
    const who = i % 5 ? kim : sascha;
    took.get(who.id)!.add(found.id);
    await here((scope) => takeCase(scope, who, found.id));
    if (i % 4 === 0)
      await here((scope) => completeStep(scope, who, found.id, found.nextTaskId!, { outcome: "festsetzen" }));
    else if (i % 7 === 0) await here((scope) => handBackCase(scope, who, found.id));
    else if (i % 2 === 0)
      await here((scope) =>
        requestInformation(scope, who, found.id, {
          items: [{ path: "rasse", reason: "wrong" }],
          message: "Welche Rasse?",
          until: "2026-12-04",
        }),
      );
  }
});
afterAll(() => world.close());

/** What a list should hold, said the slow way. */
async function truth(view: DeskView, staffId: string): Promise<Case[]> {
  const all = await here((scope) =>
    rows(
      scope,
      sql<Case>`select id, status, news, assignee_id as "assigneeId", department_id as "departmentId", due_on::text as "dueOn" from cases.cases order by due_on nulls last, id`,
    ),
  );
  const mine = (found: Case) => found.assigneeId === staffId;
  const tests: Record<DeskView, (found: Case) => boolean> = {
    due: (found) =>
      mine(found) && ["new", "in-progress"].includes(found.status) && found.dueOn !== null && found.dueOn <= today,
    news: (found) => mine(found) && found.status !== "closed" && found.news !== null,
    mine: (found) => mine(found) && ["new", "in-progress"].includes(found.status),
    deputy: (found) => found.assigneeId === absent && ["new", "in-progress"].includes(found.status),
    late: (found) =>
      found.departmentId === kim.departmentId &&
      ["new", "in-progress"].includes(found.status) &&
      found.dueOn !== null &&
      found.dueOn < today,
    part: (found) => took.get(staffId)!.has(found.id),
    waiting: (found) => mine(found) && found.status === "waiting",
    unassigned: (found) => !found.assigneeId && found.status !== "closed",
    open: (found) => found.status !== "closed",
    closed: (found) => found.status === "closed",
  };
  return all.filter(tests[view]);
}

async function readAll(view: DeskView, limit: number, order: "due" | "arrival" = "due"): Promise<string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await here((scope) =>
      readInbox(scope, { ...deskOf(kim), view, order, limit, ...(after && { after }) }),
    );
    ids.push(...page.cases.map(({ id }) => id));
    after = page.next;
  } while (after);
  return ids;
}

describe("the desk", () => {
  test.each(deskViews)("the list %s holds each case once, page by page, and its counter is right", async (view) => {
    const expected = (await truth(view, kim.id)).map(({ id }) => id);
    if (view === "closed" || view === "part") expect(await readAll(view, 4)).toEqual(expected.toSorted().toReversed());
    else {
      expect(await readAll(view, 4)).toEqual(expected);
      expect(await readAll(view, 3, "arrival")).toEqual(expected.toSorted().toReversed());
    }
    if (view === "part") return;
    expect((await here((scope) => countDesk(scope, deskOf(kim))))[view]).toBe(expected.length);
    expect((await here((scope) => countDesk(scope, deskOf(sascha))))[view]).toBe((await truth(view, sascha.id)).length);
  });

  test("folding the tallies changes no counter", async () => {
    const before = await here((scope) => countDesk(scope, deskOf(kim)));
    expect(await here(foldTallies)).toBeGreaterThan(0);
    expect(await here((scope) => countDesk(scope, deskOf(kim)))).toEqual(before);
    expect(await here(foldTallies)).toBe(0);
  });

  test.each([
    "'; drop table x",
    "2026-99-99~01a20134-0ac6-7000-ac54-929decdf6c9d",
    "2026-11-20~------------------------------------",
    "------------------------------------",
    "~",
    "infinity~",
  ])("a page that begins nowhere (%s) begins at the beginning", async (after) => {
    for (const order of ["due", "arrival"] as const) {
      const page = await here((scope) => readInbox(scope, { ...deskOf(kim), view: "open", order, limit: 2, after }));
      expect(page.cases).toHaveLength(2);
    }
  });
});

describe("the search", () => {
  const found = async (text: string) =>
    (await here((scope) => searchCases(scope, deskOf(kim), text, 50))).map((c) => c.applicant);

  test("finds by the beginning of a word, every spelling of an umlaut", async () => {
    const all = await found("Müller");
    expect(new Set(all)).toEqual(new Set(["Petra Müller", "Petra Mueller"]));
    expect(await found("mueller")).toEqual(all);
    expect(await found("mull")).toEqual(all);
    expect(new Set(await found("strauß"))).toEqual(new Set(["Petra Strauß", "Petra Strauss"]));
  });

  test("finds what holds all words, by name, subject, service and file reference, newest first", async () => {
    const [one] = await here((scope) => searchCases(scope, deskOf(kim), "rex mull hund", 50));
    expect(one).toMatchObject({ subject: "Rex" });
    expect(await found("rex zebra")).toEqual([]);
    const reference = one!.fileReference!;
    expect((await here((scope) => searchCases(scope, deskOf(kim), reference, 50))).map(({ id }) => id)).toEqual([
      one!.id,
    ]);
    const ids = (await here((scope) => searchCases(scope, deskOf(kim), "petra", 50))).map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted().toReversed());
    expect(ids).toHaveLength(23);
  });

  test.each(["%", "_", "':*", "!|&", "\\", "", "   ", "\u0000", "\u{10FFFF}"])(
    "takes %j as plain text",
    async (text) => {
      expect(await found(text)).toEqual([]);
    },
  );

  test("reads words by their index under row-level security", async () => {
    const plan = await here(async (scope) => {
      await scope.trx.send("set local enable_seqscan = off");
      return rows(
        scope,
        sql<{ "QUERY PLAN": string }>`explain select case_id from cases.words where word >= 'mu' and word < 'mv'`,
      );
    });
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(/Index Cond: .*word >= 'mu'/);
  });
});

describe("saved views", () => {
  test("belong to one person", async () => {
    const id = await here((scope) => saveView(scope, kim.id, "  Hunde  ", { leistung: "hund-anmelden" }));
    expect(await here((scope) => listSavedViews(scope, kim.id))).toEqual([
      { id, name: "Hunde", filter: { leistung: "hund-anmelden" } },
    ]);
    expect(await here((scope) => listSavedViews(scope, sascha.id))).toEqual([]);
    await expect(here((scope) => removeSavedView(scope, sascha.id, id))).rejects.toThrow("not found");
    expect(await here((scope) => listSavedViews(scope, kim.id))).toHaveLength(1);
    await here((scope) => removeSavedView(scope, kim.id, id));
    expect(await here((scope) => listSavedViews(scope, kim.id))).toEqual([]);
  });

  test("want a name, and end at twenty", async () => {
    await expect(here((scope) => saveView(scope, kim.id, "  ", {}))).rejects.toThrow("cases.view_unnamed");
    for (let i = 0; i < 20; i++) await here((scope) => saveView(scope, sascha.id, `Nr. ${i}`, {}));
    await expect(here((scope) => saveView(scope, sascha.id, "noch eine", {}))).rejects.toThrow("cases.views_full");
  });
});
