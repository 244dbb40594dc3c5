/** Whatever the payment provider and the citizen do, and in whatever order: the same right state (fault R7). */
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { lapse, tellLapse } from "../../src/domains/applications/index.ts";
import { completeStep, findCaseOf, type Caseworker } from "../../src/domains/cases/index.ts";
import { listPayments, listTreasuryTasks, watch } from "../../src/domains/payments/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { start, type Behaviour, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { draft, lina } from "../citizen.ts";
import { providerAt } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Seen } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let owner: pg.Client;
let provider: PaymentProvider;

beforeAll(async () => {
  provider = await start();
  t = await openTestHouse({ services: ["geburtsurkunde"], neighbours: { payments: providerAt(provider.url, 150) } });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterEach(() => provider.setBehaviour());
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
  await provider.close();
});

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

const openTasks = (scope: TenantScope) => listTreasuryTasks(scope, { limit: 1000 });

/** One application on its way to be paid, and everything that can happen to it. */
async function applied(behaviour: Partial<Behaviour>) {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const { id } = await draft(t.house, t.musterstadt.id, { sessionId, accountId }, lina, "geburtsurkunde");
  const check = await visitor.get(`/antraege/${id}/pruefen`);
  const before = provider.transactions().length;
  provider.setBehaviour(behaviour);
  await visitor.post(`/antraege/${id}/einreichung`, { _einmal: hidden(check.body, "_einmal"), zustimmung: "true" });
  const payments = () => here((scope) => listPayments(scope, id));
  const mine = () => provider.transactions().slice(before);
  const watched = async (): Promise<void> => {
    for (const payment of await payments())
      await watch(t.house.database, t.house.payments, t.musterstadt.id, payment.id);
  };
  const press = (choice: string, attempt = -1): Promise<Response> =>
    fetch(`${provider.url}/pay/${mine().at(attempt)!.id}`, {
      method: "POST",
      body: new URLSearchParams({ do: choice }),
      redirect: "manual",
    });
  return {
    id,
    behave: (changed?: Partial<Behaviour>) => provider.setBehaviour(changed),
    /** The citizen presses a button of the pay page; `-1` is the newest attempt. */
    press,
    /** Money counts at the provider without any browser. */
    pay: (attempt = -1) => provider.pay(mine().at(attempt)!.id),
    back: (): Promise<Seen> => visitor.get(`/antraege/${id}/zahlung?zurueck=1`),
    again: () => visitor.post(`/antraege/${id}/zahlung`, {}),
    withdraw: () => visitor.post(`/antraege/${id}/ruecknahme`, {}),
    /** The watching job asks, for every attempt. */
    watched,
    async later(days: number) {
      t.clock.advance(days * 86_400_000);
      if (days >= 14) await here((scope) => lapse(scope, id, (lapsed) => tellLapse(scope, lapsed)));
    },
    async refused() {
      const [kim] = (await here(listStaff)) as unknown as [Caseworker];
      const found = (await here((scope) => findCaseOf(scope, id)))!;
      const input = { outcome: "ablehnen", begruendung: "Ein Roman ist kein rechtliches Interesse." };
      await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, input));
    },
  };
}
type Applied = Awaited<ReturnType<typeof applied>>;

interface Outcome {
  status: string;
  /** Newest attempt first. */
  payments: string[];
  /** What is left to the treasury. */
  tasks: string[];
}
const paid: Outcome = { status: "received", payments: ["paid"], tasks: [] };
const waiting: Outcome = { status: "awaiting-payment", payments: ["started"], tasks: [] };
const puzzled: Outcome = { ...waiting, tasks: ["mismatch"] };

async function outcomeOf(id: string): Promise<Outcome> {
  const { rows } = await owner.query<{ status: string }>("select status from applications.applications where id = $1", [
    id,
  ]);
  const tasks = (await here(openTasks)).filter((task) => task.applicationId === id);
  return {
    status: rows[0]!.status,
    payments: (await here((scope) => listPayments(scope, id))).map(({ state }) => state),
    tasks: tasks.map(({ reason }) => reason),
  };
}

const count = async (query: string, id: string): Promise<number> =>
  (await owner.query<{ count: number }>(`select count(*)::int as count from ${query}`, [id])).rows[0]!.count;

/** Holds in every state: a case only with money, each thing told once. */
async function expectWhole(id: string): Promise<void> {
  const cases = await count("cases.cases where application_id = $1", id);
  const proven = await count("payments.payments where application_id = $1 and state = 'paid'", id);
  expect(cases, "a case is opened once, and only when paid").toBe(proven);
  expect(await count("messages.messages where application_id = $1 and kind = 'receipt'", id)).toBe(1);
  const told = await count("messages.messages where application_id = $1 and subject like 'Bezahlt:%'", id);
  expect(told, "the payment is told once").toBe(proven);
}

const rows: [what: string, at: Partial<Behaviour>, course: (a: Applied) => Promise<unknown>, end: Outcome][] = [
  ["paid, and the citizen comes back", {}, async (a) => (await a.press("pay"), await a.back()), paid],
  ["paid, and the browser never comes back", {}, async (a) => (await a.press("later"), await a.watched()), paid],
  ["proven by the job before the browser is back", {}, async (a) => (a.pay(), await a.watched(), await a.back()), paid],
  [
    "back before the money counts",
    {},
    async (a) => (await a.press("nothing"), await a.back(), a.pay(), await a.watched()),
    paid,
  ],
  ["back without having paid", {}, async (a) => (await a.press("nothing"), await a.back(), await a.watched()), waiting],
  [
    "a forged way back",
    {},
    async (a) => (a.behave({ redirect: "forged" }), await a.press("pay"), await a.back()),
    waiting,
  ],
  [
    "money that counts three days late",
    {},
    async (a) => (await a.back(), await a.later(3), a.pay(), await a.watched()),
    paid,
  ],
  ["told twice", {}, async (a) => (a.pay(), await a.back(), await a.back(), await a.watched()), paid],
  [
    "told twenty times at once",
    {},
    async (a) => (a.pay(), await Promise.all(Array.from({ length: 10 }, () => [a.back(), a.watched()]).flat())),
    paid,
  ],
  [
    "a provider that says paid and open in turn",
    {},
    async (a) => {
      a.behave({ status: "flapping" });
      a.pay();
      for (let i = 0; i < 4; i++) await a.watched();
    },
    paid,
  ],
  ...(["wrong-amount", "wrong-currency", "wrong-transaction", "wrong-request"] as const).map(
    (answer): (typeof rows)[number] => [
      `paid, but the answer is ${answer}`,
      {},
      async (a) => (a.behave({ answer, on: "find" }), a.pay(), await a.back(), await a.watched()),
      puzzled,
    ],
  ),
  [
    "a wrong answer, later the right one",
    {},
    async (a) => {
      a.behave({ answer: "wrong-amount", on: "find" });
      a.pay();
      await a.back();
      a.behave();
      await a.watched();
    },
    { ...paid, tasks: ["mismatch"] },
  ],
  ...(["error-500", "silent", "garbage", "lost"] as const).flatMap((answer): typeof rows => [
    [
      `${answer} when the payment is created`,
      { answer, on: "create" },
      async (a) => {
        expect((await a.back()).body).toContain("Der Zahlungsdienst antwortet gerade nicht");
        a.behave();
        expect((await a.back()).body).toContain("Wir warten auf Ihre Bank");
        a.pay();
        await a.watched();
      },
      paid,
    ],
    [
      `${answer} when the state is asked`,
      {},
      async (a) => {
        a.behave({ answer, on: "find" });
        a.pay();
        await a.back();
        await a.watched();
        a.behave();
        await a.watched();
      },
      paid,
    ],
  ]),
  ["a slow answer to both calls", { delayMs: 100 }, async (a) => (a.pay(), await a.back()), paid],
  [
    "called off, then paid at the second try",
    {},
    async (a) => {
      await a.press("cancel");
      expect((await a.back()).body).toContain("Noch einmal bezahlen");
      await a.again();
      await a.press("pay");
      await a.back();
    },
    { ...paid, payments: ["paid", "cancelled"] },
  ],
  [
    "failed, then paid at the second try",
    {},
    async (a) => (await a.press("fail"), await a.back(), await a.again(), a.pay(), await a.watched()),
    { ...paid, payments: ["paid", "failed"] },
  ],
  [
    "unknown to the provider, which lost its memory, then paid at the second try",
    {},
    async (a) => {
      a.behave({ answer: "forgotten", on: "find" });
      expect((await a.back()).body).toContain("Noch einmal bezahlen");
      a.behave();
      await a.again();
      a.pay();
      await a.watched();
    },
    { ...paid, payments: ["paid", "failed"] },
  ],
  [
    "unknown to the provider after four days: perhaps it was paid, so a person asks there",
    {},
    async (a) => {
      await a.later(4);
      a.behave({ answer: "forgotten", on: "find" });
      await a.watched();
    },
    { ...waiting, payments: ["failed"], tasks: ["mismatch"] },
  ],
  [
    "called off, then paid all the same",
    {},
    async (a) => {
      await a.press("cancel");
      await a.back();
      a.behave({ mind: "changing" });
      a.pay();
      await a.watched();
    },
    paid,
  ],
  [
    "called off, begun anew, and then the first one is paid",
    {},
    async (a) => {
      await a.press("cancel");
      await a.back();
      await a.again();
      a.behave({ mind: "changing" });
      a.pay(0);
      await a.watched();
      expect((await a.back()).location).toMatch(/\/eingang$/);
    },
    { ...paid, payments: ["started", "paid"] },
  ],
  [
    "called off, paid at the second try, and the first one too",
    {},
    async (a) => {
      await a.press("cancel");
      await a.back();
      await a.again();
      a.pay();
      await a.back();
      a.behave({ mind: "changing" });
      a.pay(0);
      await a.watched();
    },
    { status: "received", payments: ["paid", "surplus"], tasks: ["double"] },
  ],
  [
    "lapsed, then the money comes",
    {},
    async (a) => (await a.later(14.1), a.pay(), await a.watched()),
    { status: "lapsed", payments: ["surplus"], tasks: ["late"] },
  ],
  [
    "never paid, never an answer",
    {},
    async (a) => (a.behave({ answer: "error-500" }), await a.later(18), await a.watched()),
    { status: "lapsed", payments: ["failed"], tasks: [] },
  ],
  [
    "withdrawn, then the money comes",
    {},
    async (a) => (await a.withdraw(), a.pay(), await a.watched()),
    { status: "withdrawn", payments: ["surplus"], tasks: ["late"] },
  ],
  [
    "paid, then withdrawn",
    {},
    async (a) => (a.pay(), await a.back(), await a.withdraw()),
    { status: "withdrawn", payments: ["paid"], tasks: ["withdrawn"] },
  ],
  [
    "paid, then refused: the letter promises the money back",
    {},
    async (a) => (a.pay(), await a.back(), await a.refused()),
    { status: "closed", payments: ["paid"], tasks: ["refused"] },
  ],
];

test.each(rows)("%s", async (_, behaviour, course, end) => {
  const application = await applied(behaviour);
  await course(application);
  expect(await outcomeOf(application.id)).toEqual(end);
  await expectWhole(application.id);
  // Whatever comes afterwards changes nothing any more.
  provider.setBehaviour();
  if (end.status !== "awaiting-payment") {
    await application.back();
    await application.watched();
    expect(await outcomeOf(application.id)).toEqual(end);
  }
});

test("when the payment is proven a mail tells the file reference", async () => {
  const application = await applied({});
  application.pay();
  await application.back();
  const found = (await here((scope) => findCaseOf(scope, application.id)))!;
  const { rows: mails } = await owner.query<{ subject: string; recipient: string }>(
    "select subject, recipient from messages.mails where body like $1",
    [`%Ihr Aktenzeichen ist ${found.fileReference}.%`],
  );
  expect(mails).toEqual([
    { subject: "Stadt Musterstadt: Ihre Zahlung ist angekommen", recipient: "tom@testmann.example" },
  ]);
});

test("the treasury finds what it must do and says when it is done, once", async () => {
  const [kim] = await here(listStaff);
  const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim!.id });
  const application = await applied({});
  application.pay();
  await application.back();
  await application.refused();
  const task = (await here(openTasks)).find(({ applicationId }) => applicationId === application.id)!;
  const page = await visitor.get("/amt/kasse");
  expect(page.body).toContain("Gebühr erstatten: 15,00");
  expect(page.body).toContain(task.paymentReference);
  expect((await visitor.get("/amt")).body).toContain('href="/amt/kasse"');

  const done = `/amt/kasse/${task.id}/erledigung`;
  // Who lacks the right finds no treasury; who has it gives it, and cannot leave it to nobody.
  const sascha = (await here(listStaff)).find(({ name }) => name === "Sascha Probe")!;
  const { visitor: other } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: sascha.id });
  expect((await other.get("/amt")).body).not.toContain('href="/amt/kasse"');
  expect((await other.get("/amt/kasse")).status).toBe(404);
  expect((await other.post(done, {})).status).toBe(404);
  expect((await other.post("/amt/kasse/zugang", { wer: sascha.id })).status).toBe(404);
  expect((await visitor.post("/amt/kasse/zugang", { wer: sascha.id })).status).toBe(409);
  const grant = (...who: string[]) =>
    visitor.post(
      "/amt/kasse/zugang",
      who.map((id) => ["wer", id] as const),
    );
  expect((await grant(kim!.id, sascha.id)).status).toBe(303);
  expect((await other.get("/amt/kasse")).body).toContain(task.paymentReference);
  expect((await grant(kim!.id)).status).toBe(303);
  expect((await other.get("/amt/kasse")).status).toBe(404);

  const both = await Promise.all([visitor.post(done, {}), visitor.post(done, {})]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409]);
  expect((await visitor.get("/amt/kasse")).body).not.toContain(task.paymentReference);
});

test("the treasury reads its list page by page, each task once, oldest first", async () => {
  const [kim] = await here(listStaff);
  const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim!.id });
  const application = await applied({});
  application.pay();
  await application.back();
  await application.refused();
  // A hundred more like it, noticed at one and the same moment.
  await owner.query(
    `with more as (
       insert into payments.payments select (jsonb_populate_record(p, jsonb_build_object(
         'id', gen_random_uuid(), 'attempt', 100 + copy, 'payment_reference', 'KZ-' || copy))).*
       from payments.payments p, generate_series(1, 100) copy where p.application_id = $1 and p.state = 'paid' returning *)
     insert into payments.treasury_tasks (tenant_id, id, payment_id, application_id, reason, noticed_at)
       select tenant_id, gen_random_uuid(), id, application_id, 'double', $2 from more`,
    [application.id, t.clock.now()],
  );
  const open = await here(openTasks);
  const told: string[] = [];
  let path: string | undefined = "/amt/kasse";
  for (let pages = 0; path && pages < 9; pages++) {
    const { body } = await visitor.get(path);
    const ids = [...body.matchAll(/\/amt\/kasse\/([^/]+)\/erledigung/g)].map(([, id]) => id!);
    expect(ids.length).toBeLessThanOrEqual(50);
    told.push(...ids);
    path = /href="([^"]+)" rel="next"/.exec(body)?.[1];
  }
  expect(told).toEqual(open.map(({ id }) => id));
  expect(told.length).toBeGreaterThan(100);
});
