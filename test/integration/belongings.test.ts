/** Around a case: tasks besides the workflow, tags, contacts, parts, duplicates, and steps on several at once. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  doOnSeveral,
  findCaseOf,
  findClosure,
  getCase,
  listAdHocTasks,
  listContacts,
  listLinks,
  listTags,
  mergeCase,
  openSubCase,
  reopenCase,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listMessages } from "../../src/domains/messages/index.ts";
import { listDepartments, listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { newId } from "../../src/platform/ids.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, webPort, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let [kim, sascha]: Caseworker[] = [];
let desk: Visitor;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  [kim, sascha] = (await here(listStaff)) as unknown as [Caseworker, Caseworker];
  ({ visitor: desk } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim!.id }));
});
afterAll(async () => {
  web.close();
  await t.close();
});

async function dog(taken = true) {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  if (taken) await here((scope) => takeCase(scope, kim!, found.id));
  return { ...found, application, path: `/amt/vorgaenge/${found.id}` };
}
/** A form of the page whose address ends so. */
const actionOf = (body: string, end: string): string =>
  [...body.matchAll(/action="([^"]*)"/g)].map(([, action = ""]) => action).find((action) => action.endsWith(end))!;

describe("a task besides the workflow", () => {
  test("is given to a person or an office, stands on their desk, and is ticked off once", async () => {
    const { id, path } = await dog();
    const task = { was: "Beim Tierheim anrufen", an: `person|${sascha!.id}`, bis: "2026-11-18" };
    expect((await desk.post(`${path}/aufgabe`, { ...task, was: " " })).body).toContain('href="#was"');
    const long = "Grundstück ansehen ".repeat(11);
    const refused = await desk.post(`${path}/aufgabe`, { ...task, was: long });
    expect([
      refused.status,
      refused.body.includes("höchstens 200 Zeichen"),
      refused.body.includes(long.trim()),
    ]).toEqual([422, true, true]);
    expect((await desk.post(`${path}/aufgabe`, task)).status).toBe(303);
    const { visitor: other } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: sascha!.id });
    expect((await desk.get("/amt/aufgaben")).body).not.toContain(task.was);
    expect((await other.get("/amt")).body).toContain("/amt/aufgaben");
    const list = (await other.get("/amt/aufgaben")).body;
    expect(list).toContain(task.was);
    const action = actionOf(list, "/erledigung");
    expect((await other.post(action, { zurueck: "aufgaben" })).location).toBe("/amt/aufgaben");
    expect((await other.post(action, {})).status).toBe(409);
    expect(await here((scope) => listAdHocTasks(scope, id))).toMatchObject([{ doneBy: `staff:${sascha!.id}` }]);
    expect((await here((scope) => getCase(scope, id))).nextElement).toBe("angaben_pruefen");
    expect((await desk.post(`${path}/aufgaben/${newId()}/erledigung`, {})).status).toBe(404);
  });

  test("of an office stands on the desk of everybody there", async () => {
    const { path } = await dog();
    const office = (await here(listDepartments)).find(({ id }) => id === kim!.departmentId)!;
    await desk.post(`${path}/aufgabe`, { was: "Marke bestellen", an: `amt|${office.id}`, bis: "" });
    expect((await desk.get("/amt/aufgaben")).body).toContain("Marke bestellen");
  });
});

test("a tag sorts cases: given once, filtered by, taken off", async () => {
  const [{ id, path }, other] = [await dog(), await dog()];
  expect((await desk.post(`${path}/schlagwort`, { wort: "x".repeat(41) })).status).toBe(422);
  for (const wort of ["Eilfall", " Eilfall ", "Zwinger & Co"]) await desk.post(`${path}/schlagwort`, { wort });
  expect(await here((scope) => listTags(scope, id))).toEqual(["Eilfall", "Zwinger & Co"]);
  const list = (await desk.get("/amt?ansicht=alle&schlagwort=Eilfall")).body;
  expect([list.includes(id), list.includes(other.id)]).toEqual([true, false]);
  await desk.post(`${path}/schlagworte/entfernen`, { wort: "Eilfall" });
  expect(await here((scope) => listTags(scope, id))).toEqual(["Zwinger & Co"]);
  for (let i = 0; i < 9; i++) await desk.post(`${path}/schlagwort`, { wort: `w${i}` });
  expect((await desk.post(`${path}/schlagwort`, { wort: "noch eins" })).body).toContain("höchstens 10");
});

test("a contact is added and taken off; whom it is about stays", async () => {
  const { id, path } = await dog();
  expect((await desk.post(`${path}/kontakt`, { rolle: "other", name: "" })).status).toBe(422);
  const wrong = await desk.post(`${path}/kontakt`, { rolle: "other", name: "Ina Probst", mail: "ina(at)beispiel" });
  expect([wrong.status, wrong.body.includes('href="#mail"')]).toEqual([422, true]);
  await desk.post(`${path}/kontakt`, { rolle: "representative", name: "Ina Probst", telefon: "069 90009-799" });
  const page = (await desk.get(path)).body;
  expect(page).toContain("Ina Probst, 069 90009-799");
  expect((await desk.post(actionOf(page, "/entfernen"), {})).status).toBe(303);
  expect(await here((scope) => listContacts(scope, id))).toEqual([]);
});

test("a part of a case is a case of its own, and each names the other", async () => {
  const { id, path } = await dog();
  const part = { leistung: "hund-anmelden", betreff: "Zweiter Hund", anliegen: "Beim Besuch gesehen." };
  expect((await desk.post(`${path}/untervorgang`, part)).status).toBe(303);
  const [link] = await here((scope) => listLinks(scope, kim!, id));
  expect(link).toMatchObject({ role: "part", subject: "Zweiter Hund" });
  expect(await here((scope) => listLinks(scope, kim!, link!.otherId))).toMatchObject([{ role: "whole", otherId: id }]);
  expect(await here((scope) => getCase(scope, link!.otherId))).toMatchObject({
    applicant: "Petra Beispiel",
    assigneeId: kim!.id,
  });
  expect((await desk.get(path)).body).toContain(`/amt/vorgaenge/${link!.otherId}`);
});

describe("a duplicate", () => {
  test("and the case it is merged with are never merged into each other", async () => {
    const [one, other] = [await dog(), await dog()];
    const read = [0, 0];
    const gate = Promise.withResolvers<void>();
    // Both have looked before one of them writes; who must wait for the other's lock is not waited for.
    const merge = (at: 0 | 1, from: typeof one, into: typeof one) =>
      here(async (scope) => {
        const { trx } = scope;
        const send: typeof trx.send = async (text, values) => {
          const answer = await trx.send(text, values);
          if (/from cases\.words/.test(text)) {
            read[at] = 1;
            if (read[0] && read[1]) gate.resolve();
            await gate.promise;
          }
          return answer;
        };
        const held = Object.assign(Object.create(trx) as typeof trx, {
          send,
          later: trx.later.bind(trx),
          coming: trx.coming.bind(trx),
          committed: trx.committed.bind(trx),
          attempt: trx.attempt.bind(trx),
        });
        return mergeCase({ ...scope, trx: held }, kim!, from.id, { into: into.fileReference!, reason: "" });
      }).then(
        () => "merged",
        (error: Error) => error.message,
      );
    const told = await Promise.all([merge(0, one, other), merge(1, other, one)]);
    expect(told.toSorted()).toEqual(["cases.merged_closed", "merged"]);
    const states = await Promise.all([one, other].map(({ id }) => here((scope) => getCase(scope, id))));
    expect(states.filter(({ status }) => status === "closed")).toHaveLength(1);
  });

  test("is no part of the other: a case and its part are not merged into each other", async () => {
    const whole = await dog();
    const id = await here((scope) =>
      openSubCase(scope, kim!, whole.id, { slug: "hund-anmelden", subject: "Zweiter Hund", details: "Noch einer" }),
    );
    const part = await here((scope) => getCase(scope, id));
    for (const [one, into] of [
      [whole.id, part.fileReference!],
      [part.id, whole.fileReference!],
    ] as const)
      await expect(here((scope) => mergeCase(scope, kim!, one, { into, reason: "" }))).rejects.toThrow(
        "cases.merge_related",
      );
  });

  test("points to the case that stays, the citizen is told, and it can be taken back", async () => {
    const [stays, twice] = [await dog(), await dog()];
    const merge = (zeichen: string) => desk.post(`${twice.path}/zusammenfuehrung`, { zeichen, grund: "" });
    for (const wrong of ["", "20.4-2026-9999", twice.fileReference!, "%", "x'; --"])
      expect((await merge(wrong)).body, wrong).toContain('href="#zeichen"');
    expect((await merge(stays.fileReference!)).status).toBe(303);
    expect(await here((scope) => findClosure(scope, twice.id))).toMatchObject({ kind: "lapsed" });
    expect(await here((scope) => listLinks(scope, kim!, twice.id))).toMatchObject([
      { role: "stays", otherId: stays.id },
    ]);
    expect(await here((scope) => listLinks(scope, kim!, stays.id))).toMatchObject([
      { role: "duplicate", otherId: twice.id },
    ]);
    const [told] = await here((scope) => listMessages(scope, twice.application));
    expect(told).toMatchObject({
      subject: "Wir führen zwei Anträge zusammen",
      body: expect.stringContaining(stays.fileReference!),
    });
    const third = await dog();
    const closed = { zeichen: twice.fileReference!, grund: "" };
    expect((await desk.post(`${third.path}/zusammenfuehrung`, closed)).body).toContain("schon abgeschlossen");

    expect((await desk.post(`${twice.path}/zusammenfuehrung/aufhebung`, {})).status).toBe(303);
    expect((await desk.post(`${twice.path}/zusammenfuehrung/aufhebung`, {})).status).toBe(409);
    expect(await here((scope) => getCase(scope, twice.id))).toMatchObject({
      status: "in-progress",
      nextElement: "angaben_pruefen",
    });
    expect(await here((scope) => listLinks(scope, kim!, stays.id))).toEqual([]);
  });

  test("can be taken back from a case that was re-opened meanwhile: it goes on as it is", async () => {
    const [stays, twice] = [await dog(), await dog()];
    await desk.post(`${twice.path}/zusammenfuehrung`, { zeichen: stays.fileReference!, grund: "" });
    await here((scope) => reopenCase(scope, kim!, twice.id, { cause: "mistake", reason: "Es sind zwei Hunde." }));
    const before = await here((scope) => getCase(scope, twice.id));
    expect((await desk.post(`${twice.path}/zusammenfuehrung/aufhebung`, {})).status).toBe(303);
    expect(await here((scope) => listLinks(scope, kim!, stays.id))).toEqual([]);
    expect(await here((scope) => getCase(scope, twice.id))).toEqual(before);
  });
});

describe("a step on several", () => {
  test("names what became of each; a refused one leaves nothing behind", async () => {
    const [free, taken, closed] = [await dog(false), await dog(false), await dog()];
    await here((scope) => takeCase(scope, sascha!, taken.id));
    await desk.post(`${closed.path}/abschluss`, { art: "lapsed", grund: "Niemand da." });
    const results = await here((scope) =>
      doOnSeveral(scope, kim!, [free.id, taken.id, closed.id, free.id, newId()], { verb: "take" }),
    );
    expect(results.map(({ refused }) => refused).toSorted()).toEqual([
      "cases.closed",
      "cases.taken",
      "cases.unknown",
      undefined,
    ]);
    expect((await here((scope) => getCase(scope, free.id))).assigneeId).toBe(kim!.id);
    expect((await here((scope) => getCase(scope, taken.id))).assigneeId).toBe(sascha!.id);
  });

  test("is chosen in a list, and done from there", async () => {
    const [one, two] = [await dog(), await dog()];
    expect((await desk.get("/amt?ansicht=meine")).body).not.toContain('name="vorgang"');
    const page = (await desk.get("/amt?ansicht=meine&auswahl=mehrere")).body;
    expect(page).toContain(`name="vorgang" value="${one.id}"`);
    const both: [string, string][] = [
      ["vorgang", one.id],
      ["vorgang", two.id],
    ];
    const tagged = await desk.post("/amt/stapel", [...both, ["schritt", "schlagwort"], ["wort", "Stapel"]]);
    expect(tagged.body).toContain("Schlagwort vergeben: 2 von 2");
    const given = await desk.post("/amt/stapel", [...both, ["schritt", "zuweisen"], ["an", `person|${sascha!.id}`]]);
    expect(given.body).toContain("Zugewiesen: 2 von 2");
    expect((await here((scope) => getCase(scope, two.id))).assigneeId).toBe(sascha!.id);
    const back = await desk.post("/amt/stapel", [...both, ["schritt", "zurueckgeben"]]);
    expect(back.body).toContain("Zurückgegeben: 0 von 2");
    expect(back.body).toContain("liegt bei jemand anderem");
    expect((await desk.post("/amt/stapel", { schritt: "uebernehmen" })).status).toBe(409);
  });
});
