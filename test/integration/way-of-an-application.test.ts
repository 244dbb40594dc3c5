import { afterAll, beforeAll, expect, test } from "vitest";
import { addSupplement, getApplication, withdrawApplication } from "../../src/domains/applications/index.ts";
import {
  completeStep,
  findCaseOf,
  findClosure,
  findOpenRequest,
  requestInformation,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listLettersTo } from "../../src/domains/letters/index.ts";
import { listMessages } from "../../src/domains/messages/index.ts";
import { findDossier } from "../../src/domains/records/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { sealAudit, verifyAudit } from "../../src/platform/audit/chain.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { change, getRow, sql } from "../../src/platform/db/query.ts";
import { Refusal } from "../../src/platform/errors.ts";
import { newId } from "../../src/platform/ids.ts";
import { bella, draft, guest, submit, submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let test1: TestHouse;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  test1.house.database.withTenant(test1.musterstadt.id, work);
let kim: Caseworker;
let sascha: Caseworker;

beforeAll(async () => {
  test1 = await openTestHouse();
  [kim, sascha] = (await here(listStaff)) as unknown as [Caseworker, Caseworker];
});
afterAll(() => test1.close());

const caseOf = (id: string) => here(async (scope) => (await findCaseOf(scope, id))!);

test("goes from the first save to the decision in the inbox and the dossier", async () => {
  const { person, id, answer } = await submittedDog(test1.house, test1.musterstadt.id);
  expect(answer.reference).toMatch(/^20\.4-2026-\d{4}$/);
  let found = await caseOf(id);
  expect(found).toMatchObject({
    status: "new",
    subject: "Bella",
    applicant: "Petra Beispiel",
    nextElement: "angaben_pruefen",
    dueOn: "2026-11-20",
  });

  await here((scope) => takeCase(scope, kim, found.id));
  await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "festsetzen" }));
  found = await caseOf(id);
  expect(found.nextElement).toBe("marke_versenden");
  await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "done" }));

  const after = await here((scope) => getApplication(scope, person, id));
  expect(after).toMatchObject({ status: "closed", progress: { closure: "granted" } });
  expect(await here((scope) => findClosure(scope, found.id))).toMatchObject({
    kind: "granted",
    decision: { reasons: "" },
  });
  const [letter] = await here((scope) => listLettersTo(scope, id));
  expect(letter?.paper.title).toBe("Hundesteuer: Ihr Hund Bella ist angemeldet");
  // Since 2025 notice counts as given on the fourth day (21 November, a Saturday, shifts to Monday in tax procedure).
  expect(letter?.notice).toMatchObject({ givenOn: "2026-11-23", remedyUntil: "2026-12-23" });
  expect((await here((scope) => listMessages(scope, id))).map(({ kind }) => kind)).toEqual(["letter", "receipt"]);
  const dossier = await here((scope) => findDossier(scope, found.id));
  expect(dossier?.documents.map(({ kind }) => kind)).toEqual(["application", "letter-out"]);
  expect(dossier?.retainUntil).toBe("2036-12-31");
});

test("an information request stops the case until the citizen has answered in place", async () => {
  const { person, id } = await submittedDog(test1.house, test1.musterstadt.id);
  const found = await caseOf(id);
  await here((scope) =>
    requestInformation(scope, kim, found.id, {
      items: [{ path: "rasse", reason: "wrong" }],
      message: "Bitte nennen Sie die Rasse.",
      until: "2026-12-01",
    }),
  );
  expect(found.dueOn).toBe("2026-11-20");
  expect(await caseOf(id)).toMatchObject({ status: "waiting", dueOn: "2026-12-01" });
  expect(await here((scope) => getApplication(scope, person, id))).toMatchObject({
    status: "waiting-for-citizen",
    progress: { request: { until: "2026-12-01" } },
  });
  await expect(
    here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "festsetzen" })),
  ).rejects.toThrow("cases.request_open");

  const asked = test1.clock.now();
  test1.clock.set(new Date("2026-11-24T09:00:00+01:00"));
  await here((scope) => addSupplement(scope, person, id, { rasse: "Pudel" }, "Entschuldigung, vertippt."));
  // Three working days were left when the office asked; they are left now.
  expect(await caseOf(id)).toMatchObject({ dueOn: "2026-11-27" });
  test1.clock.set(asked);
  expect(await here((scope) => findOpenRequest(scope, found.id))).toBeUndefined();
  expect(await caseOf(id)).toMatchObject({ status: "in-progress", news: "answer" });
  const after = await here((scope) => getApplication(scope, person, id));
  expect(after).toMatchObject({ status: "in-process", answers: { rasse: "Pudel", hundename: "Bella" } });
});

test("a withdrawn application closes its case and ends its workflow", async () => {
  const { person, id } = await submittedDog(test1.house, test1.musterstadt.id);
  await here((scope) => withdrawApplication(scope, person, id));
  const found = await caseOf(id);
  expect(found).toMatchObject({ status: "closed", nextTaskId: null });
  expect(await here((scope) => findClosure(scope, found.id))).toMatchObject({ kind: "withdrawn", decision: null });
});

test("of two caseworkers one gets the case, the other is told", async () => {
  const { id } = await submittedDog(test1.house, test1.musterstadt.id);
  const found = await caseOf(id);
  await here((scope) => takeCase(scope, kim, found.id));
  await expect(here((scope) => takeCase(scope, sascha, found.id))).rejects.toThrow("cases.taken");
});

test("a task completed twice at once is completed once", async () => {
  const { id } = await submittedDog(test1.house, test1.musterstadt.id);
  const found = await caseOf(id);
  const both = await Promise.allSettled(
    [1, 2].map(() => here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "festsetzen" }))),
  );
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await here((scope) => listLettersTo(scope, id))).toHaveLength(1);
});

test("the same submission posted 50 times at once gives one case and 50 times the same answer", async () => {
  const { house, musterstadt } = test1;
  const person = await guest(house, musterstadt.id);
  const { id } = await draft(house, musterstadt.id, person);
  const key = newId();
  const answers = await Promise.all(Array.from({ length: 50 }, () => submit(house, musterstadt.id, person, id, key)));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  const { cases } = await here((scope) =>
    getRow(
      scope,
      sql<{ cases: number }>`select count(*)::int as cases from cases.cases where application_id = ${id}`,
      "count",
    ),
  );
  expect(cases).toBe(1);
});

test("the same key with another application is refused", async () => {
  const { house, musterstadt } = test1;
  const person = await guest(house, musterstadt.id);
  const key = newId();
  const first = await draft(house, musterstadt.id, person);
  await submit(house, musterstadt.id, person, first.id, key);
  const second = await draft(house, musterstadt.id, person, { ...bella, hundename: "Rocky" });
  await expect(submit(house, musterstadt.id, person, second.id, key)).rejects.toThrow("applications.key_reused");
});

test("an incomplete draft is not submitted, and stays", async () => {
  const { house, musterstadt } = test1;
  const person = await guest(house, musterstadt.id);
  const { id } = await draft(house, musterstadt.id, person, { ...bella, chipnummer: "123" });
  await expect(submit(house, musterstadt.id, person, id)).rejects.toThrow(Refusal);
  expect(await here((scope) => getApplication(scope, person, id))).toMatchObject({
    status: "draft",
    answers: { chipnummer: "123" },
  });
});

test("the audit trail seals into a chain that shows every change", async () => {
  await here(sealAudit);
  expect((await here((scope) => verifyAudit(scope))).broken).toBeUndefined();
  await expect(here((scope) => change(scope, sql`update audit.lines set act = 'x'`))).rejects.toThrow(
    "permission denied",
  );
});
