import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  discardDraft,
  expireDrafts,
  forgetAnswers,
  getApplication,
  remindOfDrafts,
  rescanAttachments,
  savePage,
  type Person,
} from "../../src/domains/applications/index.ts";
import { findSession, openSession, sweepSessions } from "../../src/domains/identity/index.ts";
import { forgetMails } from "../../src/domains/messages/index.ts";
import { holdings } from "../../src/main.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { NotFound } from "../../src/platform/errors.ts";
import { sweepFiles } from "../../src/platform/files/sweep-files.ts";
import { newSecret } from "../../src/platform/ids.ts";
import { orderUpkeep } from "../../src/platform/upkeep.ts";
import { bella, draft, guest, submit } from "../citizen.ts";
import { fillTenant, providerAt } from "../full-tenant.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";
import { adoptService } from "../../src/domains/services/index.ts";
import { emptyOverlay } from "@allmende/service-package";
import { start as startPayment } from "../../stand-ins/payment/index.ts";

const day = 86_400_000;
let t: TestHouse;
let person: Person;
let payment: Awaited<ReturnType<typeof startPayment>>;

beforeAll(async () => {
  payment = await startPayment({});
  t = await openTestHouse({ neighbours: { payments: providerAt(payment.url) } });
  person = await guest(t.house, t.musterstadt.id);
});
afterAll(async () => {
  await t.close();
  await payment.close();
});

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

const mailsTo = (): Promise<{ recipient: string; subject: string; body: string }[]> =>
  here((scope) => rows(scope, sql`select recipient, subject, body from messages.mails order by id`));

describe("drafts", () => {
  test("are reminded of once, a week before their end, and go 30 days after the last save; what was submitted stays", async () => {
    const { id } = await draft(t.house, t.musterstadt.id, person, { ...bella, email: "petra@beispiel.example" });
    const submitted = await draft(t.house, t.musterstadt.id, person);
    await submit(t.house, t.musterstadt.id, person, submitted.id);
    const before = (await mailsTo()).length;

    t.clock.advance(22 * day);
    expect(await here(remindOfDrafts)).toBe(0);
    t.clock.advance(1 * day + 1);
    expect(await here(remindOfDrafts)).toBe(1);
    expect(await here(remindOfDrafts)).toBe(0);
    const [reminder] = (await mailsTo()).slice(before);
    expect(reminder?.recipient).toBe("petra@beispiel.example");
    expect(reminder?.subject).toBe("Stadt Musterstadt: Ihr Entwurf wird bald gelöscht");
    expect(reminder?.body).toContain("bis zum 17. Dezember 2026");

    t.clock.advance(7 * day - 2 * 60_000);
    expect(await here(expireDrafts)).toBe(0);
    t.clock.advance(2 * 60_000);
    expect(await here(expireDrafts)).toBe(1);
    await expect(here((scope) => getApplication(scope, person, id))).rejects.toThrow(NotFound);
    expect((await here((scope) => getApplication(scope, person, submitted.id))).status).toBe("received");
  });

  test("are reminded of in the language they were begun in", async () => {
    const { id } = await draft(t.house, t.musterstadt.id, person, { ...bella, email: "tom@testmann.example" });
    await here((scope) => rows(scope, sql`update applications.applications set language = 'en' where id = ${id}`));
    t.clock.advance(24 * day);
    expect(await here(remindOfDrafts)).toBe(1);
    const reminder = (await mailsTo()).at(-1);
    expect(reminder?.subject).toBe("Stadt Musterstadt: Your draft will be deleted soon");
    expect(reminder?.body).toMatch(/"Register a dog".* until \d+ \w+ \d{4}/);
    await here((scope) => discardDraft(scope, person, id));
  });

  test("a save gives 30 days more, and a reminder of its own", async () => {
    const { id } = await draft(t.house, t.musterstadt.id, person);
    const { revision } = await here((scope) => getApplication(scope, person, id));
    t.clock.advance(24 * day);
    expect(await here(remindOfDrafts)).toBe(1);
    t.clock.advance(60_000);
    await here((scope) =>
      savePage(scope, person, id, "seite_nachweis", { values: new Map(), files: new Map() } as never, revision),
    );
    t.clock.advance(24 * day);
    expect(await here(expireDrafts)).toBe(0);
    expect(await here(remindOfDrafts)).toBe(1);
  });
});

test("answers kept for repeated submissions go after a day, not before", async () => {
  const { id } = await draft(t.house, t.musterstadt.id, person);
  await here(forgetAnswers);
  await submit(t.house, t.musterstadt.id, person, id);
  t.clock.advance(day - 1);
  expect(await here(forgetAnswers)).toBe(0);
  t.clock.advance(1);
  expect(await here(forgetAnswers)).toBe(1);
});

test("sessions go when they are over, mails 30 days after they were sent; a waiting mail stays", async () => {
  const secret = newSecret();
  await here((scope) => openSession(scope, secret, { kind: "staff" }));
  t.clock.advance(10 * 3_600_000 - 1);
  await here(sweepSessions);
  expect(await here((scope) => findSession(scope, secret))).toBeDefined();
  t.clock.advance(2);
  expect(await here(sweepSessions)).toBeGreaterThan(0);

  t.clock.advance(60 * day);
  const waiting = (await mailsTo()).length;
  expect(await here(forgetMails)).toBe(0);
  await here((scope) =>
    rows(scope, sql`update messages.mails set state = 'sent', sent_at = ${scope.clock.now()} where true`),
  );
  t.clock.advance(30 * day - 1);
  expect(await here(forgetMails)).toBe(0);
  t.clock.advance(1);
  expect(await here(forgetMails)).toBe(waiting);
});

describe("files", () => {
  beforeAll(async () => {
    await t.close();
    t = await openTestHouse({ neighbours: { payments: providerAt(payment.url) } });
    person = await guest(t.house, t.musterstadt.id);
  });

  const bytes = (): AsyncIterable<Uint8Array> => [Buffer.from("%PDF-1.7\n")] as unknown as AsyncIterable<Uint8Array>;
  const put = async (): Promise<string> => (await t.house.files.put(t.musterstadt.id, bytes(), 100)).id;
  const sweep = (): Promise<number> => sweepFiles(t.house.database, t.house.files, holdings, t.musterstadt.id);
  const listed = async (): Promise<string[]> => {
    const ids: string[] = [];
    for await (const batch of t.house.files.list(t.musterstadt.id)) ids.push(...batch);
    return ids.toSorted();
  };

  test("that anything names are never removed; what nothing names goes 30 days after it was first seen so", async () => {
    await here((scope) => adoptService(scope, "system", loadLibrary("geburtsurkunde"), emptyOverlay, "live"));
    await fillTenant(t.house, t.musterstadt, person, "Kanarienvogel");
    const named = await here(async (scope) => {
      // One file for each column that names files: of drafts, submissions, letters and dossiers.
      const ids = [await put(), await put()];
      await rows(scope, sql`update letters.letters set file_id = ${ids[0]} where true`);
      await rows(
        scope,
        sql`insert into records.filed_documents (tenant_id, id, dossier_id, title, kind, file_id, filed_at)
            select tenant_id, ${ids[1]}, id, 'Anlage', 'attachment', ${ids[1]}, now() from records.dossiers limit 1`,
      );
      const attached = await rows<{ id: string }>(scope, sql`select file_id as id from applications.attachments`);
      return [...ids, ...attached.map(({ id }) => id)].toSorted();
    });
    expect(named.length).toBeGreaterThan(2);
    const orphan = await put();

    expect(await sweep()).toBe(0);
    t.clock.advance(30 * day - 1);
    expect(await sweep()).toBe(0);
    expect(await listed()).toEqual([...named, orphan].toSorted());
    t.clock.advance(1);
    expect(await sweep()).toBe(1);
    expect(await listed()).toEqual(named);
  });

  test("that still wait for the scanner when their job has given up are scanned anew", async () => {
    const jobs = async (): Promise<number> =>
      Number(
        (
          await here((scope) =>
            rows<{ count: string }>(scope, sql`select count(*) from pgboss.job where name = 'applications.scan'`),
          )
        )[0]?.count,
      );
    const before = await jobs();
    // They were added at the beginning of these tests, more than 30 days ago.
    const waiting = await here(rescanAttachments);
    expect(waiting).toBeGreaterThan(0);
    expect(await jobs()).toBe(before + waiting);
    t.clock.advance(-25 * day);
    expect(await here(rescanAttachments)).toBe(0);
    t.clock.advance(25 * day);
  });

  test("that are named again lose their mark, and the days are counted anew", async () => {
    const file = await put();
    expect(await sweep()).toBe(0);
    const [letter] = await here((scope) =>
      rows<{ id: string; was: string }>(scope, sql`select id, file_id as was from letters.letters limit 1`),
    );
    const name = (id: string) =>
      here((scope) => rows(scope, sql`update letters.letters set file_id = ${id} where id = ${letter!.id}`));
    t.clock.advance(29 * day);
    await name(file);
    expect(await sweep()).toBe(0);
    await name(letter!.was);
    t.clock.advance(2 * day);
    expect(await sweep()).toBe(0);
    expect(await listed()).toContain(file);
    t.clock.advance(30 * day);
    expect(await sweep()).toBe(1);
    expect(await listed()).not.toContain(file);
  });
});

test("the upkeep is ordered once a day and done by its job", async () => {
  await t.house.jobs.work();
  const { id } = await draft(t.house, t.musterstadt.id, person);
  t.clock.advance(31 * day);
  const orders = () =>
    here((scope) =>
      rows<{ count: string }>(scope, sql`select count(*) from pgboss.job where name = 'platform.upkeep'`),
    );
  const before = Number((await orders())[0]?.count);
  await here(orderUpkeep);
  await here(orderUpkeep);
  expect(Number((await orders())[0]?.count)).toBe(before + 1);
  const gone = () =>
    here((scope) => getApplication(scope, person, id)).then(
      () => false,
      () => true,
    );
  for (let tries = 0; !(await gone()) && tries < 100; tries++) await wait(100);
  expect(await gone()).toBe(true);
});
