/**
 * Any two steps on one case at once, from each state it can be in (fault R10): each is done or told why not, by a rule and
 * never by the database, and what stands afterwards fits together.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { addSupplement, withdrawApplication } from "../../src/domains/applications/index.ts";
import {
  addNote,
  askStatement,
  assignCase,
  closeByHand,
  completeStep,
  dropRequest,
  enterAdHocTask,
  enterObjection,
  extendRequest,
  findCaseOf,
  getCase,
  handBackCase,
  mergeCase,
  openSubCase,
  passOnCase,
  raiseObjection,
  reopenCase,
  requestInformation,
  settleObjection,
  tagCase,
  takeCase,
  untagCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listDepartments, listStaff, type Department } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { getRow, sql } from "../../src/platform/db/query.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let kim: Caseworker;
let sascha: Caseworker;
let registry: Department;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  [kim, sascha] = (await here(listStaff)) as unknown as [Caseworker, Caseworker];
  registry = (await here(listDepartments)).find(({ id }) => id !== kim.departmentId)!;
});
afterAll(() => t.close());

async function dog() {
  const { id: application, person } = await submittedDog(t.house, t.musterstadt.id);
  const { id, fileReference, nextTaskId } = (await here((scope) => findCaseOf(scope, application)))!;
  return { application, person, id, reference: fileReference!, task: nextTaskId! };
}
type Dog = Awaited<ReturnType<typeof dog>>;
/** A case, and another of the same service to merge it with. */
type Pair = Dog & { other: Dog };

const ask = (scope: TenantScope, { id }: Dog, who: Caseworker) =>
  requestInformation(scope, who, id, {
    items: [{ path: "rasse", reason: "wrong" }],
    message: "Welche?",
    until: "2026-12-01",
  });
const end = async (scope: TenantScope, { id, task }: Dog, who: Caseworker, outcome: string) =>
  completeStep(scope, who, id, (await getCase(scope, id)).nextTaskId ?? task, { outcome, begruendung: "Darum." });
const object = (scope: TenantScope, { person, application }: Dog) => raiseObjection(scope, person, application, "Nein");

const steps: Record<string, (scope: TenantScope, pair: Pair) => Promise<unknown>> = {
  grant: (scope, one) => end(scope, one, kim, "festsetzen"),
  refuse: (scope, one) => end(scope, one, sascha, "ablehnen"),
  ask: (scope, one) => ask(scope, one, kim),
  "ask, too": (scope, one) => ask(scope, one, sascha),
  answer: (scope, { person, application }) => addSupplement(scope, person, application, { rasse: "Pudel" }, "Hier"),
  drop: (scope, { id }) => dropRequest(scope, kim, id, "Es geht so."),
  extend: (scope, { id }) => extendRequest(scope, kim, id, { until: "2026-12-10", reason: "Mehr Zeit" }),
  take: (scope, { id }) => takeCase(scope, kim, id),
  "take, too": (scope, { id }) => takeCase(scope, sascha, id),
  "hand back": (scope, { id }) => handBackCase(scope, kim, id),
  assign: (scope, { id }) =>
    assignCase(scope, kim, id, { departmentId: kim.departmentId, staffId: sascha.id, words: "" }),
  "close by hand": (scope, { id }) => closeByHand(scope, kim, id, { kind: "lapsed", reason: "Aus" }),
  "pass on": (scope, { id }) => passOnCase(scope, kim, id, { to: { name: "Anderswo" }, reason: "Dort" }),
  merge: (scope, { id, other }) => mergeCase(scope, kim, id, { into: other.reference, reason: "" }),
  "merge the other": (scope, { reference, other }) =>
    mergeCase(scope, sascha, other.id, { into: reference, reason: "" }),
  reopen: (scope, { id }) => reopenCase(scope, kim, id, { cause: "mistake", reason: "Versehen" }),
  object,
  "enter objection": (scope, { id }) =>
    enterObjection(scope, sascha, id, { channel: "paper", body: "Nein", raisedOn: "2026-11-17" }),
  remedy: (scope, { id }) => settleObjection(scope, kim, id, { ending: "remedied", reason: "Stimmt" }),
  forward: (scope, { id }) => settleObjection(scope, sascha, id, { ending: "forwarded", reason: "Stimmt nicht" }),
  withdraw: (scope, { person, application }) => withdrawApplication(scope, person, application),
  "ask an office": (scope, { id }) =>
    askStatement(scope, kim, id, {
      of: { department: registry.id },
      question: "?",
      shows: ["hundename"],
      until: "2026-12-01",
    }),
  part: (scope, { id }) =>
    openSubCase(scope, sascha, id, { slug: "hund-anmelden", subject: "Teil", details: "Noch einer" }),
  task: (scope, { id }) =>
    enterAdHocTask(scope, kim, id, { title: "Anrufen", departmentId: kim.departmentId, staffId: null, dueOn: null }),
  tag: (scope, { id }) => tagCase(scope, kim, id, "wichtig"),
  untag: (scope, { id }) => untagCase(scope, sascha, id, "wichtig"),
  note: (scope, { id }) => addNote(scope, kim, id, "Notiz"),
};

/** How a case gets into a state, and which steps somebody might take there. */
const states: Record<string, { prepare: (one: Dog) => Promise<unknown>; steps: string[] }> = {
  open: {
    prepare: async () => {},
    steps: Object.keys(steps).filter(
      (name) => !/^(drop|extend|reopen|object|enter objection|remedy|forward)$/.test(name),
    ),
  },
  waiting: {
    prepare: (one) => here((scope) => ask(scope, one, kim)),
    steps: [
      "grant",
      "ask, too",
      "answer",
      "drop",
      "extend",
      "assign",
      "close by hand",
      "pass on",
      "merge",
      "withdraw",
      "ask an office",
    ],
  },
  refused: {
    prepare: (one) => here((scope) => end(scope, one, kim, "ablehnen")),
    steps: ["reopen", "object", "enter objection", "withdraw", "answer", "merge", "merge the other", "note", "task"],
  },
  contested: {
    prepare: async (one) => {
      await here((scope) => end(scope, one, kim, "ablehnen"));
      await here((scope) => object(scope, one));
    },
    steps: ["reopen", "object", "remedy", "forward", "withdraw", "merge", "note"],
  },
};

test.each(Object.keys(states))(
  "of any two steps on a case that is %s each is done or told",
  async (state) => {
    const { prepare, steps: names } = states[state]!;
    for (const first of names)
      for (const second of names) {
        const one = await dog();
        await prepare(one);
        const pair = { ...one, other: /merge/.test(first + second) ? await dog() : one };
        const told = await Promise.all(
          [first, second].map((name) =>
            here((scope) => steps[name]!(scope, pair)).then(
              () => "done",
              (error: Error) => error.message,
            ),
          ),
        );
        const what = `${first} and ${second}: ${told.join(", ")}`;
        for (const words of told) expect(words, what).toMatch(/^(done$|cases\.|applications\.|processes\.|not found)/);
        expect(await misfits(one.id), what).toEqual([]);
      }
  },
  180_000,
);

/** What does not fit together in a case: each state has its thing, and each thing its state. */
async function misfits(id: string): Promise<string[]> {
  const { status, closures, reopenings, requests, objections, questions } = await here((scope) =>
    getRow<Record<"closures" | "reopenings" | "requests" | "objections" | "questions", number> & { status: string }>(
      scope,
      sql`select c.status,
        (select count(*)::int from cases.closures where case_id = c.id) as closures,
        (select count(*)::int from cases.reopenings where case_id = c.id) as reopenings,
        (select count(*)::int from cases.information_requests where case_id = c.id and state = 'open') as requests,
        (select count(*)::int from cases.objections where case_id = c.id and state = 'open') as objections,
        (select count(*)::int from cases.statements where case_id = c.id and state = 'open') as questions
        from cases.cases c where c.id = ${id}`,
      "case",
    ),
  );
  const closed = status === "closed";
  return [
    closures - reopenings === Number(closed) ? "" : `${closures} closures, ${reopenings} re-openings, ${status}`,
    requests === Number(status === "waiting") ? "" : `${requests} open requests, ${status}`,
    objections > 0 && !closed ? `an objection to what no longer stands, ${status}` : "",
    questions > 0 && closed ? "a closed case asks" : "",
  ].filter(Boolean);
}
