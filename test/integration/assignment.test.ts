/** Who gets a case: by a rule of its workflow, by hand, by standing in; and what is told when it is late. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  assignCase,
  completeStep,
  findCaseOf,
  getCase,
  handBackCase,
  listLinks,
  openSubCase,
  listAssignments,
  requestInformation,
  takeCase,
  watchDueDates,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listHistory } from "../../src/domains/processes/index.ts";
import {
  addStaff,
  endAbsence,
  enterAbsence,
  listDepartments,
  listStaff,
  listStandIns,
  type Staff,
} from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { change, rows, sql } from "../../src/platform/db/query.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, webPort } from "../visitor.ts";
import { adoptWorkflow } from "../workflows.ts";

let t: TestHouse;
let web: Web;
const staff = new Map<string, Staff>();
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);
const member = (name: string): Staff => staff.get(name)!;
const ids = (...names: string[]): string[] => names.map((name) => member(name).id);
const at = "2026-11-17T09:00:00+01:00";
let version = 0;

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  const [tax, registry] = await here(async (scope) => {
    const all = await listDepartments(scope);
    return ["steueramt", "standesamt"].map((kind) => all.find((one) => one.kind === kind)!);
  });
  const more: [string, string, Partial<Staff>][] = [
    ["Luca", tax!.id, { head: true }],
    ["Nord", tax!.id, { areas: ["Nordviertel", "A-F"] }],
    ["Sued", tax!.id, { areas: ["Südviertel", "G–Z"] }],
    ["Registry", registry!.id, {}],
  ];
  await here(async (scope) => {
    for (const [name, departmentId, rest] of more)
      await addStaff(scope, { id: newId(), subject: name, name, departmentId, ...rest });
    for (const one of await listStaff(scope)) staff.set(one.name, one);
  });
});
afterAll(async () => {
  web.close();
  await t.close();
});
beforeEach(() => t.clock.set(at));

/** A case whose first step is given by this rule. */
async function ruled(rule: string, answers: Partial<typeof bella> = {}): Promise<string> {
  await adoptWorkflow(t.house, t.musterstadt.id, `8.${(version += 1)}.0`, (xml) =>
    xml.replace('department="steueramt" />', `department="steueramt" rule="${rule.replaceAll('"', "&quot;")}" />`),
  );
  const { id } = await submittedDog(t.house, t.musterstadt.id, { ...bella, ...answers });
  return (await here((scope) => findCaseOf(scope, id)))!.id;
}
const holder = async (id: string) => (await here((scope) => getCase(scope, id))).assigneeId;
const away = (who: string, deputy: string, ends = "2026-11-20", starts = "2026-11-17") =>
  here((scope) =>
    enterAbsence(scope, member(who), { staffId: member(who).id, deputyId: member(deputy).id, starts, ends }),
  );

describe("a rule of the workflow", () => {
  test("gives the case to the department it names, by an answer", async () => {
    const id = await ruled('if gefaehrlich then "ordnungsamt" else "standesamt"', { gefaehrlich: true });
    const [order] = (await here(listDepartments)).filter(({ kind }) => kind === "ordnungsamt");
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ departmentId: order!.id, assigneeId: null });
    const [why] = await here((scope) => listAssignments(scope, id));
    expect(why).toMatchObject({
      cause: "rule",
      by: "system",
      why: { element: "angaben_pruefen", values: { gefaehrlich: true }, result: "ordnungsamt" },
    });
    const told = (await here((scope) => listHistory(scope, id))).find(({ what }) => what === "assigned");
    expect(told?.why?.values).toEqual({ gefaehrlich: true });
  });

  test("gives it to whose area it is: a place, or the letter of a name", async () => {
    expect(await holder(await ruled("{area: ort}", { ort: "nordviertel" }))).toBe(member("Nord").id);
    expect(await holder(await ruled("{area: substring(nachname, 1, 1)}", { nachname: "Özdemir" }))).toBe(
      member("Sued").id,
    );
    expect(await holder(await ruled("{area: substring(nachname, 1, 1)}", { nachname: "Åberg" }))).toBe(
      member("Nord").id,
    );
    expect(await holder(await ruled("{area: ort}", { ort: "Anderswo" }))).toBeNull();
  });

  test("gives it to whoever of the office has least to do, and keeps the counts", async () => {
    const first = await ruled("{load: true}");
    const [{ why }] = (await here((scope) => listAssignments(scope, first))) as never as [
      { why: { candidates: { staff: string; open: number }[] } },
    ];
    const least = Math.min(...why.candidates.map(({ open }) => open));
    expect(
      why.candidates.find(({ staff: one }) => one === why.candidates.find(({ open }) => open === least)?.staff)?.open,
    ).toBe(least);
    const chosen = await holder(first);
    expect(why.candidates.find(({ staff: one }) => one === chosen)?.open).toBe(least);
    // The next goes to another: the first one has a case more now.
    const second = await ruled("{load: true}");
    expect(await holder(second)).not.toBe(chosen);
    expect(why.candidates.map(({ staff: one }) => one)).not.toContain(member("Registry").id);
  });

  test("gives it to who leads the department, also from somebody who does not", async () => {
    const id = await ruled("{lead: true}");
    expect(await holder(id)).toBe(member("Luca").id);
  });

  test("takes it from nobody who has it already in that department", async () => {
    await adoptWorkflow(t.house, t.musterstadt.id, `8.${(version += 1)}.0`, (xml) =>
      xml.replace(
        /(id="marke_versenden"[\s\S]*?department="steueramt") \/>/,
        '$1 rule="{area: &quot;Nordviertel&quot;, load: true}" />',
      ),
    );
    const { id } = await submittedDog(t.house, t.musterstadt.id);
    const found = (await here((scope) => findCaseOf(scope, id)))!;
    const kim = member("Kim Muster") as Caseworker;
    await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "festsetzen" }));
    expect(await holder(found.id)).toBe(kim.id);
  });

  test("gives it to the deputy of who is away, and says so", async () => {
    const absence = await away("Nord", "Sued");
    const id = await ruled('{area: "Nordviertel"}');
    expect(await holder(id)).toBe(member("Sued").id);
    expect(await here((scope) => listAssignments(scope, id))).toMatchObject([{ why: { instead: member("Nord").id } }]);
    await here((scope) => endAbsence(scope, member("Nord"), absence));
    expect(await holder(await ruled('{area: "Nordviertel"}'))).toBe(member("Nord").id);
  });

  test("that cannot be worked out leaves the case to its office", async () => {
    const id = await ruled("{area: 5, load: hundename}");
    expect(await here((scope) => getCase(scope, id))).toMatchObject({
      assigneeId: null,
      nextElement: "angaben_pruefen",
    });
  });
});

describe("by hand", () => {
  test("a case is given to a colleague, who sees it as new, and given back to all", async () => {
    const { id: application } = await submittedDog(t.house, t.musterstadt.id);
    const { id, departmentId } = (await here((scope) => findCaseOf(scope, application)))!;
    const [kim, luca] = [member("Kim Muster"), member("Luca")];
    await here((scope) => takeCase(scope, kim, id));
    await here((scope) =>
      assignCase(scope, kim, id, { departmentId: departmentId!, staffId: luca.id, words: "Bitte du." }),
    );
    expect(await here((scope) => getCase(scope, id))).toMatchObject({ assigneeId: luca.id, news: "assigned" });
    await expect(here((scope) => handBackCase(scope, kim, id))).rejects.toThrow("cases.not_yours");
    await here((scope) => handBackCase(scope, luca, id));
    expect(
      (await here((scope) => listAssignments(scope, id))).map(({ cause, staffId, why }) => [cause, staffId, why.words]),
    ).toEqual([
      ["taken", kim.id, undefined],
      ["assigned", luca.id, "Bitte du."],
      ["handed-back", null, undefined],
    ]);
  });
});

describe("whoever stands in", () => {
  test("sees what belongs to the case of who is away, in its page as in its lists", async () => {
    const { id: application } = await submittedDog(t.house, t.musterstadt.id);
    const found = (await here((scope) => findCaseOf(scope, application)))!;
    const [kim, registry] = [member("Kim Muster"), member("Registry")];
    await here((scope) => takeCase(scope, kim, found.id));
    const part = await here((scope) =>
      openSubCase(scope, kim, found.id, { slug: "hund-anmelden", subject: "Zweiter Hund", details: "Noch einer" }),
    );
    const seen = async () =>
      (await here((scope) => listLinks(scope, registry, found.id))).map(({ otherId }) => otherId);
    expect(await seen()).toEqual([]);
    const absence = await away("Kim Muster", "Registry");
    expect(await seen()).toEqual([part]);
    await here((scope) => endAbsence(scope, kim, absence));
    expect(await seen()).toEqual([]);
  });

  test("works on the case, which stays with who is away, and no longer when they are back", async () => {
    const { id: application } = await submittedDog(t.house, t.musterstadt.id);
    const found = (await here((scope) => findCaseOf(scope, application)))!;
    const [kim, registry] = [member("Kim Muster"), member("Registry")];
    await here((scope) => takeCase(scope, kim, found.id));
    const step = () =>
      here((scope) => completeStep(scope, registry, found.id, found.nextTaskId!, { outcome: "festsetzen" }));
    await expect(step()).rejects.toThrow("not found: case");
    await away("Kim Muster", "Registry");
    expect(await here((scope) => listStandIns(scope, registry.id))).toMatchObject([{ staff: "Kim Muster" }]);
    await step();
    expect(await holder(found.id)).toBe(kim.id);
    t.clock.set("2026-11-21T09:00:00+01:00");
    const next = (await here((scope) => getCase(scope, found.id))).nextTaskId!;
    await expect(here((scope) => completeStep(scope, registry, found.id, next, { outcome: "done" }))).rejects.toThrow(
      "cases.taken",
    );
  });

  test("is entered by who is away or who leads them, for days that can be meant, once", async () => {
    const [kim, luca, registry] = ["Kim Muster", "Luca", "Registry"].map(member) as [Staff, Staff, Staff];
    const entry = { staffId: kim.id, deputyId: luca.id, starts: "2027-01-11", ends: "2027-01-15" };
    const enter = (by: Staff, changes: Partial<typeof entry> = {}) =>
      here((scope) => enterAbsence(scope, by, { ...entry, ...changes }));
    await expect(enter(registry)).rejects.toThrow("tenancy.not_your_staff");
    await expect(enter(member("Nord"))).rejects.toThrow("tenancy.not_your_staff");
    await expect(enter(kim, { ends: "2027-01-10" })).rejects.toThrow("tenancy.absence_days");
    await expect(enter(kim, { starts: "2026-01-01", ends: "2026-01-02" })).rejects.toThrow("tenancy.absence_days");
    await expect(enter(kim, { deputyId: kim.id })).rejects.toThrow("tenancy.no_deputy");
    await expect(enter(kim, { deputyId: newId() })).rejects.toThrow("tenancy.no_deputy");
    const id = await enter(luca);
    await expect(enter(kim, { starts: "2027-01-15", ends: "2027-01-20" })).rejects.toThrow("tenancy.absence_overlaps");
    await expect(here((scope) => endAbsence(scope, registry, id))).rejects.toThrow("tenancy.not_your_staff");
    await here((scope) => endAbsence(scope, kim, id));
    await expect(here((scope) => endAbsence(scope, kim, id))).rejects.toThrow("not found");
    await enter(kim);
  });

  test("is shown at both desks, and entered on a page", async () => {
    const [nord, sued] = [member("Nord"), member("Sued")];
    const desk = async (who: Staff) =>
      (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: who.id })).visitor;
    const own = await desk(nord);
    const wrong = await own.post("/amt/vertretung", { von: "2026-11-17", bis: "2026-11-01", vertretung: sued.id });
    expect([wrong.status, wrong.body.includes('href="#bis"')]).toEqual([422, true]);
    const sent = await own.post("/amt/vertretung", { von: "2026-11-17", bis: "2026-11-20", vertretung: sued.id });
    expect([sent.status, sent.location]).toEqual([303, "/amt/vertretung"]);
    expect((await own.get("/amt")).body).toContain("Sued vertritt Sie");
    const other = await desk(sued);
    const page = (await other.get("/amt")).body;
    expect(page).toContain("Sie vertreten Nord");
    expect(page).toContain("In Vertretung");
    expect((await other.get("/amt?ansicht=vertretung")).status).toBe(200);
    const [, end = ""] =
      /action="(\/amt\/vertretung\/[^"]*\/ende)"/.exec((await own.get("/amt/vertretung")).body) ?? [];
    expect((await own.post(end, {})).status).toBe(303);
    expect((await other.get("/amt")).body).not.toContain("Sie vertreten Nord");
  });
});

describe("due dates", () => {
  const news = async (id: string) => (await here((scope) => getCase(scope, id))).news;
  async function dueCase() {
    const { id: application } = await submittedDog(t.house, t.musterstadt.id);
    const found = (await here((scope) => findCaseOf(scope, application)))!;
    await here((scope) => takeCase(scope, member("Kim Muster"), found.id));
    return found;
  }

  test("are told a working day before, and when they have passed; each once, and nothing that waits", async () => {
    await here((scope) => change(scope, sql`update cases.cases set due_on = null`));
    const [found, waits] = [await dueCase(), await dueCase()];
    expect(found.dueOn).toBe("2026-11-20");
    const items = [{ path: "rasse", reason: "wrong" as const }];
    await here((scope) =>
      requestInformation(scope, member("Kim Muster"), waits.id, { items, message: "Welche?", until: "2026-11-20" }),
    );
    expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 0, deemed: 0 });
    t.clock.set("2026-11-19T00:10:00+01:00");
    expect(await here(watchDueDates)).toEqual({ soon: 1, overdue: 0, deemed: 0 });
    expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 0, deemed: 0 });
    expect([await news(found.id), await news(waits.id)]).toEqual(["due-soon", null]);
    t.clock.set("2026-11-23T00:10:00+01:00");
    expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 1, deemed: 0 });
    expect(await here(watchDueDates)).toEqual({ soon: 0, overdue: 0, deemed: 0 });
    expect(await news(found.id)).toBe("overdue-step");
    const told = await here((scope) =>
      rows(scope, sql`select kind, told from cases.due_notices where case_id = ${found.id} order by at`),
    );
    expect(told).toEqual([
      { kind: "soon", told: null },
      { kind: "overdue", told: member("Luca").id },
    ]);
  });

  test("on a Friday the next working day is Monday, and what came from outside stays news", async () => {
    await here((scope) => change(scope, sql`update cases.cases set due_on = null`));
    const found = await dueCase();
    await here((scope) =>
      change(scope, sql`update cases.cases set due_on = '2026-11-23', news = 'answer' where id = ${found.id}`),
    );
    t.clock.set("2026-11-20T00:10:00+01:00");
    expect(await here(watchDueDates)).toEqual({ soon: 1, overdue: 0, deemed: 0 });
    expect(await news(found.id)).toBe("answer");
  });

  test("what is late stands on the desk of who leads the department, and on nobody else's", async () => {
    const found = await dueCase();
    t.clock.set("2026-11-30T09:00:00+01:00");
    const desk = async (who: string) =>
      (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: member(who).id })).visitor;
    expect((await (await desk("Luca")).get("/amt?ansicht=verspaetet")).body).toContain(found.id);
    expect((await (await desk("Kim Muster")).get("/amt")).body).not.toContain("Überfällig im Amt");
    expect((await (await desk("Kim Muster")).get("/amt?ansicht=verspaetet")).body).not.toContain(found.id);
  });
});

test("an address that names what no list knows is refused with a page", async () => {
  const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: ids("Luca")[0]! });
  for (const query of [
    "passwort=x",
    "ansicht=fremd",
    "stand=geheim",
    "ordnung=applicant",
    "ansicht=heute&assignee_id=1",
  ]) {
    const { status, body } = await visitor.get(`/amt?${query}`);
    expect([query, status]).toEqual([query, 400]);
    expect(body).toContain("Diesen Filter gibt es nicht");
  }
  expect((await visitor.get("/amt?ansicht=alle&leistung=hund-anmelden&stand=neu&ordnung=eingang&ab=")).status).toBe(
    200,
  );
});
