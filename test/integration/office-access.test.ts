/** Which cases somebody of the staff sees, and who gives a case to whom. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  addNote,
  assignCase,
  completeAdHocTask,
  countDesk,
  enterAdHocTask,
  findCaseOf,
  getSeenCase,
  listLinks,
  listOpenSlugs,
  listUsedTags,
  mergeCase,
  readInbox,
  searchCases,
  tagCase,
  takeCase,
  type Case,
  type Desk,
} from "../../src/domains/cases/index.ts";
import {
  addDepartment,
  addStaff,
  enterAbsence,
  listDepartments,
  listStaff,
  type Department,
  type Staff,
} from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { change, sql } from "../../src/platform/db/query.ts";
import { NotFound } from "../../src/platform/errors.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, webPort } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let offices: Map<string, Department>;
const staff = new Map<string, Staff>();
const member = (name: string): Staff => staff.get(name)!;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  await here(async (scope) => {
    offices = new Map((await listDepartments(scope)).map((one) => [one.kind, one]));
    for (const [name, office, head] of [
      ["Leitung", "steueramt", true],
      ["Rita Register", "standesamt", false],
      ["Rolf Register", "standesamt", false],
      ["Otto Ordnung", "ordnungsamt", false],
    ] as const)
      await addStaff(scope, { id: newId(), subject: name, name, departmentId: offices.get(office)!.id, head });
    for (const one of await listStaff(scope)) staff.set(one.name, one);
  });
});
afterAll(async () => {
  web.close();
  await t.close();
});

/** A dog's case of the tax office, that nobody has. */
async function dog(): Promise<Case> {
  const { id } = await submittedDog(t.house, t.musterstadt.id);
  return (await here((scope) => findCaseOf(scope, id)))!;
}
const sees = (name: string, { id }: Case): Promise<boolean> =>
  here((scope) => getSeenCase(scope, member(name), id)).then(
    () => true,
    (error: unknown) => {
      expect(error).toEqual(new NotFound("case"));
      return false;
    },
  );
const deskOf = (name: string, standsInFor: string[] = []): Desk => ({
  staffId: member(name).id,
  offices: [member(name).departmentId],
  standsInFor,
  leads: null,
  today: "2026-11-17",
});
const give = (by: string, { id }: Case, to: { office: string; staff?: string }, words = "") =>
  here((scope) =>
    assignCase(scope, member(by), id, {
      departmentId: offices.get(to.office)!.id,
      staffId: to.staff ? member(to.staff).id : null,
      words,
    }),
  );

describe("a case is seen", () => {
  test("by its office, and by nobody else", async () => {
    const found = await dog();
    expect([await sees("Kim Muster", found), await sees("Rita Register", found)]).toEqual([true, false]);
    await expect(here((scope) => addNote(scope, member("Rita Register"), found.id, "Hallo"))).rejects.toThrow(
      new NotFound("case"),
    );
  });

  test("by everybody where it is of no office", async () => {
    const found = await dog();
    await here((scope) => change(scope, sql`update cases.cases set department_id = null where id = ${found.id}`));
    expect(await sees("Otto Ordnung", found)).toBe(true);
  });

  test("by everybody where nobody works in its office", async () => {
    const found = await dog();
    const empty = { ...offices.get("ordnungsamt")!, id: newId(), kind: "archiv", name: "Archiv" };
    await here((scope) => addDepartment(scope, empty));
    await here((scope) =>
      change(scope, sql`update cases.cases set department_id = ${empty.id} where id = ${found.id}`),
    );
    expect(await sees("Otto Ordnung", found)).toBe(true);
    await here((scope) => takeCase(scope, member("Otto Ordnung"), found.id));
  });

  test("by whoever has it, by who stands in for them today, and by whoever worked on it", async () => {
    const found = await dog();
    await give("Leitung", found, { office: "standesamt", staff: "Rita Register" });
    expect([await sees("Rita Register", found), await sees("Otto Ordnung", found)]).toEqual([true, false]);
    expect(await sees("Kim Muster", found)).toBe(false);
    expect(await sees("Leitung", found)).toBe(true);
    const absence = { staffId: member("Rita Register").id, deputyId: member("Otto Ordnung").id };
    await here((scope) =>
      enterAbsence(scope, member("Rita Register"), { ...absence, starts: "2026-11-17", ends: "2026-11-20" }),
    );
    expect(await sees("Otto Ordnung", found)).toBe(true);
  });

  test("by who has a task in it, while it is open, and then because they did it", async () => {
    const found = await dog();
    const office = { departmentId: offices.get("standesamt")!.id, staffId: member("Rolf Register").id };
    const task = await here((scope) =>
      enterAdHocTask(scope, member("Kim Muster"), found.id, { title: "Urkunde suchen", dueOn: null, ...office }),
    );
    expect([await sees("Rolf Register", found), await sees("Rita Register", found)]).toEqual([true, false]);
    await here((scope) => completeAdHocTask(scope, member("Rolf Register"), found.id, task));
    expect(await sees("Rolf Register", found)).toBe(true);
    await expect(here((scope) => takeCase(scope, member("Rolf Register"), found.id))).rejects.toThrow(
      "cases.other_office",
    );
  });
});

describe("lists, counters, the search and its suggestions", () => {
  test("hold the cases of one's office and of none", async () => {
    const found = await dog();
    await here((scope) => tagCase(scope, member("Kim Muster"), found.id, "Eilfall"));
    const seen = async (name: string) =>
      here(async (scope) => ({
        open: (await readInbox(scope, { ...deskOf(name), view: "open", order: "due", limit: 100 })).cases.length,
        counted: (await countDesk(scope, deskOf(name))).open,
        free: (await countDesk(scope, deskOf(name))).unassigned,
        found: (await searchCases(scope, deskOf(name), "hund anmelden", 100)).length,
        slugs: await listOpenSlugs(scope, deskOf(name)),
        tags: await listUsedTags(scope, [member(name).departmentId]),
      }));
    const [tax, order] = [await seen("Kim Muster"), await seen("Otto Ordnung")];
    expect(tax).toMatchObject({ slugs: ["hund-anmelden"], tags: ["Eilfall"] });
    expect(tax.open).toBeGreaterThan(2);
    expect(tax.counted).toBe(tax.open);
    // One case here is of no office: it is in everybody's lists. Found is also the one they took.
    expect(order).toEqual({ open: 1, counted: 1, free: 1, found: 2, slugs: ["hund-anmelden"], tags: [] });
    const stoodIn = await here((scope) =>
      searchCases(scope, deskOf("Otto Ordnung", [member("Rita Register").id]), "hund", 100),
    );
    expect(stoodIn).toHaveLength(3);
  });

  test("of what is done, too", async () => {
    const found = await dog();
    await here((scope) => change(scope, sql`update cases.cases set status = 'closed' where id = ${found.id}`));
    const done = (name: string) =>
      here(async (scope) => [
        (await readInbox(scope, { ...deskOf(name), view: "closed", order: "arrival", limit: 100 })).cases.length,
        (await countDesk(scope, deskOf(name))).closed,
      ]);
    expect([await done("Kim Muster"), await done("Otto Ordnung")]).toEqual([
      [1, 1],
      [0, 0],
    ]);
  });
});

test("the words a case is tagged with go with it to its new office", async () => {
  const found = await dog();
  await here((scope) => tagCase(scope, member("Kim Muster"), found.id, "wandert mit"));
  const offered = async (name: string) =>
    (await here((scope) => listUsedTags(scope, [member(name).departmentId]))).includes("wandert mit");
  expect([await offered("Kim Muster"), await offered("Rita Register")]).toEqual([true, false]);
  await give("Leitung", found, { office: "standesamt" });
  expect([await offered("Kim Muster"), await offered("Rita Register")]).toEqual([false, true]);
});

describe("a case is given", () => {
  test("within the office by anybody of it, to another only by who leads it", async () => {
    const found = await dog();
    await give("Kim Muster", found, { office: "steueramt", staff: "Sascha Probe" });
    await expect(give("Kim Muster", found, { office: "standesamt" })).rejects.toThrow("cases.other_office");
    await give("Leitung", found, { office: "standesamt" }, "Bitte prüfen");
    expect((await here((scope) => getSeenCase(scope, member("Rita Register"), found.id))).departmentId).toBe(
      offices.get("standesamt")!.id,
    );
    // Nobody leads the registry: anybody of it passes on, but not who only sees the case.
    await expect(give("Kim Muster", found, { office: "steueramt" })).rejects.toThrow("cases.other_office");
    await give("Rita Register", found, { office: "ordnungsamt" });
  });

  test("to nobody of another office than is said, and with words that are not too long", async () => {
    const found = await dog();
    await expect(give("Kim Muster", found, { office: "steueramt", staff: "Rita Register" })).rejects.toThrow(
      new NotFound("receiver"),
    );
    const to = { office: "steueramt", staff: "Kim Muster" };
    await expect(give("Kim Muster", found, to, "x".repeat(5001))).rejects.toThrow("cases.text_too_long");
  });

  test("on its page only to whom it may be given", async () => {
    const found = await dog();
    const page = async (name: string) => {
      const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: member(name).id });
      return (await visitor.get(`/amt/vorgaenge/${found.id}/zuweisung`)).body;
    };
    const [kim, head] = [await page("Kim Muster"), await page("Leitung")];
    expect([kim.includes("Sascha Probe"), kim.includes("Rita Register")]).toEqual([true, false]);
    expect([head.includes("Sascha Probe"), head.includes("Rita Register")]).toEqual([true, true]);
  });
});

test("what somebody cannot do with a case is not offered; a colleague's they assign to themselves", async () => {
  const found = await dog();
  const path = `/amt/vorgaenge/${found.id}`;
  const deskOfMember = async (name: string) =>
    (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: member(name).id })).visitor;
  const [kim, sascha] = [await deskOfMember("Kim Muster"), await deskOfMember("Sascha Probe")];
  expect((await kim.get(path)).body).toMatch(/Noch bei niemandem[^]*Übernehmen/);
  await sascha.post(`${path}/uebernahme`, {});
  const colleagues = await kim.get(path);
  expect(colleagues.body).toMatch(/Liegt bei Sascha Probe[^]*Mir zuweisen/);
  expect(colleagues.body).not.toContain(`${path}/nachforderung`);
  const early = await kim.get(`${path}/nachforderung`);
  expect([early.status, early.body.includes("schon jemand übernommen")]).toEqual([409, true]);
  const taken = await kim.post(`${path}/zuweisung`, { an: `person|${member("Kim Muster").id}` });
  expect([taken.status, taken.location]).toEqual([303, path]);
  expect((await kim.get(path)).body).toContain(`${path}/nachforderung`);
  expect((await here((scope) => getSeenCase(scope, member("Kim Muster"), found.id))).news).not.toBe("assigned");
  // Who only took part in it and sits elsewhere reads it, and no more.
  await give("Leitung", found, { office: "standesamt" });
  const elsewhere = (await kim.get(path)).body;
  expect(elsewhere).toContain("Liegt in einem anderen Amt.");
  expect(elsewhere).not.toMatch(/Mir zuweisen|Übernehmen<|nachforderung/);
});

test("a case that belongs to another stands on its page only for those who see both", async () => {
  const [whole, other] = [await dog(), await dog()];
  await here((scope) =>
    mergeCase(scope, member("Kim Muster"), whole.id, { into: other.fileReference!, reason: "Doppelt" }),
  );
  const linked = (name: string) =>
    here(async (scope) => (await listLinks(scope, member(name), whole.id)).map(({ otherId }) => otherId));
  expect(await linked("Leitung")).toEqual([other.id]);
  await give("Leitung", other, { office: "standesamt" });
  expect(await sees("Sascha Probe", other)).toBe(false);
  expect([await linked("Kim Muster"), await linked("Sascha Probe")]).toEqual([[other.id], []]);
});
