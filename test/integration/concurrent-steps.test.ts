/**
 * Fault R10: two or three of caseworker, caseworker, timer, answer, payment and withdrawal at once, in every order in
 * which they can get hold of the case. The first is held at each of its locks, and with its work done but not committed,
 * until the others wait behind it: they have read what is no longer true. One wins, the others are told, nothing is lost.
 */
import pg from "pg";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  addSupplement,
  listSubmissions,
  withdrawApplication,
  type Person,
} from "../../src/domains/applications/index.ts";
import { completeStep, findCaseOf, onTimer, type Caseworker } from "../../src/domains/cases/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { demandPayment, findPaymentOf, paymentReceived, type Payment } from "../../src/domains/payments/index.ts";
import { listTasks, listWaits } from "../../src/domains/processes/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { draft, guest, lina, submit } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { adoptWorkflow, withElements } from "../workflows.ts";

let t: TestHouse;
let watcher: pg.Client;
let kim: Caseworker;
let sascha: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse({ services: ["geburtsurkunde"] });
  [kim, sascha] = (await here(listStaff)) as unknown as [Caseworker, Caseworker];
  watcher = new pg.Client(t.owner);
  await watcher.connect();
  await adoptWorkflow(
    t.house,
    t.musterstadt.id,
    "9.0.0",
    withElements(`
      <bpmn:boundaryEvent id="zu_lange" attachedToRef="antrag_pruefen"><bpmn:outgoing>zur_leitung</bpmn:outgoing>
        <bpmn:timerEventDefinition><bpmn:timeDuration>P3D</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
      <bpmn:sequenceFlow id="zur_leitung" sourceRef="zu_lange" targetRef="leitung" />
      <bpmn:userTask id="leitung" name="Leitung"><bpmn:incoming>zur_leitung</bpmn:incoming></bpmn:userTask>`),
    "geburtsurkunde",
  );
});
afterAll(async () => {
  await watcher.end();
  await t.close();
});

interface Setting {
  application: string;
  caseId: string;
  person: Person;
  task: string;
  subscription: number;
  second: Payment;
}

/** A paid application with its case at the first step; the other payment is on its way, the timer's hour has come. */
async function setTable(): Promise<Setting> {
  t.clock.set("2026-11-17T09:00:00+01:00");
  const person = await guest(t.house, t.musterstadt.id);
  const { id: application } = await draft(t.house, t.musterstadt.id, person, lina, "geburtsurkunde");
  await submit(t.house, t.musterstadt.id, person, application);
  return here(async (scope) => {
    const first = (await findPaymentOf(scope, application))!;
    await rows(scope, sql`update payments.payments set state = 'failed' where id = ${first.id}`);
    const { mode, amount, purpose, description, returnUrl } = first;
    const second = await demandPayment(scope, {
      applicationId: application,
      mode,
      amount,
      purpose,
      description,
      returnUrl,
    });
    await rows(scope, sql`update payments.payments set state = 'paid' where id = ${first.id}`);
    await scope.emit(paymentReceived, { ...first, state: "paid" });
    const found = (await findCaseOf(scope, application))!;
    const [wait] = await listWaits(scope, found.id);
    t.clock.set("2026-11-21T09:00:00+01:00");
    return { application, caseId: found.id, person, task: found.nextTaskId!, subscription: wait!.subscription, second };
  });
}

const actors = ["first hand", "second hand", "timer", "answer", "payment", "withdrawal"] as const;
type Actor = (typeof actors)[number];

const acts: Record<Actor, (scope: TenantScope, s: Setting) => Promise<unknown>> = {
  "first hand": (scope, { caseId, task }) => completeStep(scope, kim, caseId, task, { outcome: "ausstellen" }),
  "second hand": (scope, { caseId, task }) =>
    completeStep(scope, sascha, caseId, task, { outcome: "ablehnen", begruendung: "Kein Eintrag." }),
  timer: (scope, { caseId, subscription }) => onTimer(scope, { instance: caseId, subscription }),
  answer: (scope, { person, application }) => addSupplement(scope, person, application, { anzahl: 2 }, "Zwei bitte"),
  payment: (scope, { second }) => scope.emit(paymentReceived, second),
  withdrawal: (scope, { person, application }) => withdrawApplication(scope, person, application),
};

/** What must be true in the end, told by the plain rules in the order in which they came. */
function foretell(order: readonly Actor[]) {
  const end = { closure: undefined as string | undefined, supplements: 0, letters: 0, treasury: [] as string[] };
  let task = "antrag_pruefen";
  let holder: Actor | undefined;
  const told = order.map((actor): string => {
    if (actor === "payment") {
      end.treasury.push("late");
      return "done";
    }
    if (actor === "timer") {
      if (!end.closure && task === "antrag_pruefen") task = "leitung";
      return "done";
    }
    if (actor === "answer" || actor === "withdrawal") {
      if (end.closure) return "applications.not_open";
      if (actor === "answer") end.supplements += 1;
      else {
        end.closure = "withdrawn";
        end.treasury.push("withdrawn");
      }
      return "done";
    }
    if (end.closure) return "cases.closed";
    if (holder && holder !== actor) return "cases.taken";
    if (task !== "antrag_pruefen") return "processes.task_gone";
    holder = actor;
    task = "urkunde_ausstellen";
    if (actor === "second hand") {
      end.closure = "refused";
      end.letters += 1;
      end.treasury.push("refused");
    }
    return "done";
  });
  return {
    told: Object.fromEntries(order.map((actor, at) => [actor, told[at]])),
    end: { ...end, treasury: end.treasury.toSorted(), task: end.closure ? undefined : task },
  };
}

/** Where the first is held while the others come: at its first, second or third lock, or with all its work done. */
const points = [1, 2, 3, Infinity] as const;

/** Starts each in its order: the first is held at the point until all others wait behind it. */
async function atOnce(order: readonly Actor[], setting: Setting, point: number): Promise<string[]> {
  const gate = Promise.withResolvers<void>();
  const done: Promise<string>[] = [];
  for (const [index, actor] of order.entries()) {
    const arrived = Promise.withResolvers<void>();
    const hold = (): Promise<void> => {
      arrived.resolve();
      return index === 0 ? gate.promise : Promise.resolve();
    };
    done.push(
      here(async (scope) => {
        if (index === 0) holdAtLock(scope, point, hold);
        await acts[actor](scope, setting);
        await hold();
      }).then(
        () => "done",
        (error: Error) => {
          arrived.resolve();
          return error.message;
        },
      ),
    );
    await (index === 0 ? arrived.promise : Promise.race([arrived.promise, untilWaiting(index)]));
  }
  gate.resolve();
  return Promise.all(done);
}

/** Holds the transaction when its n-th lock is granted. */
function holdAtLock(scope: TenantScope, point: number, hold: () => Promise<void>): void {
  const { trx } = scope;
  let locks = 0;
  const send: typeof trx.send = async (text, values) => {
    const answer = await trx.send(text, values);
    if (/for update/.test(text) && ++locks === point) await hold();
    return answer;
  };
  const rest: Pick<typeof trx, "later" | "coming" | "committed" | "attempt"> = {
    later: (statement) => trx.later(statement),
    coming: (sent) => trx.coming(sent),
    committed: (then) => trx.committed(then),
    attempt: (work) => trx.attempt(work),
  };
  Object.assign(scope, { trx: { send, ...rest } });
}

async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows: found } = await watcher.query<{ waiting: number }>(
      "select count(distinct pid)::int as waiting from pg_locks where not granted",
    );
    if (found[0]!.waiting >= count) return;
    await pause(2);
  }
}

async function found({ application, caseId }: Setting) {
  return here(async (scope) => {
    const closures = await rows<{ kind: string }>(
      scope,
      sql`select kind from cases.closures where case_id = ${caseId}`,
    );
    expect(closures.length).toBeLessThan(2);
    const treasury = await rows<{ reason: string }>(
      scope,
      sql`select reason from payments.treasury_tasks where application_id = ${application} order by reason`,
    );
    const open = (await listTasks(scope, caseId)).filter(({ doneAt }) => !doneAt);
    return {
      closure: closures[0]?.kind,
      supplements: (await listSubmissions(scope, application)).length - 1,
      letters: (await listLetters(scope, caseId)).length,
      treasury: treasury.map(({ reason }) => reason),
      task: open[0]?.element,
    };
  });
}

const orders = (count: number, rest: readonly Actor[] = actors): Actor[][] =>
  count === 0
    ? [[]]
    : rest.flatMap((first) =>
        orders(
          count - 1,
          rest.filter((other) => other !== first),
        ).map((others) => [first, ...others]),
      );

test.each([
  ["pair", 2, 30],
  ["triple", 3, 120],
])(
  "every %s in every order",
  async (_, size, expected) => {
    const all = orders(size);
    expect(all).toHaveLength(expected);
    for (const point of points)
      for (const order of all) {
        const setting = await setTable();
        const told = await atOnce(order, setting, point);
        const got = {
          told: Object.fromEntries(order.map((actor, at) => [actor, told[at]])),
          end: await found(setting),
        };
        // Of those who wait, PostgreSQL lets on whom it likes: what came out is what one of these orders gives.
        const [first, ...others] = order as [Actor, ...Actor[]];
        const possible = orders(others.length, others).map((rest) => foretell([first, ...rest]));
        expect(possible, JSON.stringify({ order, point, got })).toContainEqual(got);
      }
  },
  120_000,
);
