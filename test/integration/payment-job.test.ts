import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { getForOffice } from "../../src/domains/applications/index.ts";
import { findPaymentOf, startPayment } from "../../src/domains/payments/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { start as startMailbox, type MailServer } from "../../stand-ins/mail/index.ts";
import { smtpSender } from "../../src/adapters/smtp/smtp-sender.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { draft, guest, lina, submit } from "../citizen.ts";
import { providerAt } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
let provider: PaymentProvider;
let mailbox: MailServer;

beforeAll(async () => {
  provider = await start();
  mailbox = await startMailbox();
  t = await openTestHouse({
    // The queue goes by the database's clock.
    now: new Date().toISOString(),
    services: ["geburtsurkunde"],
    neighbours: {
      payments: providerAt(provider.url),
      mails: smtpSender(`smtp://127.0.0.1:${mailbox.smtpPort}`, "Probe <probe@localhost>"),
    },
  });
});
afterAll(async () => {
  await t.close();
  await provider.close();
  await mailbox.close();
});

test("nobody comes back from the pay page: the job proves the payment, opens the case and sends the mail", async () => {
  const { house, musterstadt } = t;
  const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
    house.database.withTenant(musterstadt.id, work);
  const person = await guest(house, musterstadt.id);
  const { id } = await draft(house, musterstadt.id, person, lina, "geburtsurkunde");
  await submit(house, musterstadt.id, person, id);
  const payment = (await here((scope) => findPaymentOf(scope, id)))!;
  await startPayment(house.database, house.payments, musterstadt.id, payment.id);
  provider.pay(provider.transactions()[0]!.id);

  await house.jobs.work();
  const subjects = () => mailbox.mails(String(lina.email)).map(({ subject }) => subject);
  await expect.poll(subjects, { timeout: 45_000, interval: 250 }).toHaveLength(2);
  expect(subjects().toSorted()).toEqual([
    "Stadt Musterstadt: Ihr Antrag ist eingegangen",
    "Stadt Musterstadt: Ihre Zahlung ist angekommen",
  ]);
  expect(await here((scope) => getForOffice(scope, id))).toMatchObject({ status: "received" });
}, 60_000);

test("a job whose process died at work is taken up again within seconds", async () => {
  const { house, musterstadt, clock } = t;
  clock.set(new Date());
  const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
    house.database.withTenant(musterstadt.id, work);
  const person = await guest(house, musterstadt.id);
  const { id } = await draft(house, musterstadt.id, person, lina, "geburtsurkunde");
  await submit(house, musterstadt.id, person, id);
  const payment = (await here((scope) => findPaymentOf(scope, id)))!;
  const started = await startPayment(house.database, house.payments, musterstadt.id, payment.id);
  const owner = new pg.Client(t.owner);
  await owner.connect();
  // As a killed process leaves it: in hand, and no sign of life any more.
  const { rowCount } = await owner.query(
    `update pgboss.job set state = 'active', started_on = now(), heartbeat_on = now() - interval '11 seconds'
     where name = 'payments.watch' and state = 'created' and data -> 'data' ->> 'payment' = $1`,
    [payment.id],
  );
  await owner.end();
  expect(rowCount).toBe(1);
  provider.pay(started.transactionId!);
  const status = async () => (await here((scope) => getForOffice(scope, id))).status;
  await expect.poll(status, { timeout: 50_000, interval: 500 }).toBe("received");
}, 60_000);
