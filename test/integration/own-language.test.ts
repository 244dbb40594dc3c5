/** What platform and office tell a citizen is told in the language the application was begun in. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { getForOffice, tellLapse, type Application } from "../../src/domains/applications/index.ts";
import { tellPaid } from "../../src/domains/applications/receipt.ts";
import {
  closeByHand,
  completeStep,
  findCaseOf,
  remindOfRequest,
  reopenCase,
  requestInformation,
  wordsOfBlocks,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { loadPinned } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import { bella, draft, guest, submit } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";

let t: TestHouse;
beforeAll(async () => void (t = await openTestHouse()));
afterAll(() => t.close());

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

/** Everything that was written to somebody whose application was begun in a language. */
async function told(language: string): Promise<{ messages: string[]; mails: string[] }> {
  const email = `petra.${language}@beispiel.example`;
  const person = await guest(t.house, t.musterstadt.id);
  const { id } = await draft(t.house, t.musterstadt.id, person, { ...bella, email });
  await here((scope) => rows(scope, sql`update applications.applications set language = ${language} where id = ${id}`));
  await submit(t.house, t.musterstadt.id, person, id);
  await here(async (scope) => {
    const application: Application = await getForOffice(scope, id);
    await tellPaid(scope, await loadPinned(scope, application.releaseId), application);
    await tellLapse(scope, application);
  });
  await steps(id);
  const messages = await here((scope) =>
    rows<{ text: string }>(
      scope,
      sql`select subject || ': ' || body as text from messages.messages where application_id = ${id} order by at, id`,
    ),
  );
  const mails = await here((scope) =>
    rows<{ text: string }>(
      scope,
      sql`select subject || ': ' || body as text from messages.mails where recipient = ${email} order by id`,
    ),
  );
  return { messages: messages.map(({ text }) => text), mails: mails.map(({ text }) => text) };
}

/** What an office does with it: each step tells its applicant. */
async function steps(application: string): Promise<void> {
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  const { id } = (await here((scope) => findCaseOf(scope, application)))!;
  const until = "2026-12-01";
  const request = await here((scope) =>
    requestInformation(scope, kim, id, { items: [{ path: "rasse", reason: "wrong" }], message: "Rasse?", until }),
  );
  t.clock.set("2026-11-28T09:00:00+01:00");
  await here((scope) => remindOfRequest(scope, { request, until }));
  t.clock.set("2026-11-17T09:00:00+01:00");
  await here((scope) => closeByHand(scope, kim, id, { kind: "withdrawn", reason: "Telefonat" }));
  await here((scope) => reopenCase(scope, kim, id, { cause: "mistake", reason: "Versehen" }));
}

test("in English: the receipt, the payment, the lapse and the steps of the office, as messages and as mails", async () => {
  const { messages, mails } = await told("en");
  expect(messages).toHaveLength(7);
  expect(mails).toHaveLength(7);
  const all = [...messages, ...mails].join("\n");
  for (const words of [
    "Receipt: Register a dog",
    "Your file reference is 20.4-2026-",
    "within 3 working days",
    "Stadt Musterstadt: We have received your application",
    "Stadt Musterstadt: Your payment has arrived",
    "Your application has lapsed",
    "Something is still missing: Rasse?",
    "Stadt Musterstadt: Reminder: something is still missing: Hello,",
    "The period ends on 1 December 2026.",
    "Your application has been withdrawn: Telefonat",
    "We are dealing with your application again",
    "There is a message about your application with the file reference 20.4-2026-",
  ])
    expect(all).toContain(words);
  expect(all).not.toMatch(/Ihr Antrag|Guten Tag|Aktenzeichen|Arbeitstagen/);
});

test("in German, and in German for a language without words of its own", async () => {
  for (const language of ["de", "ar"]) {
    const all = Object.values(await told(language))
      .flat()
      .join("\n");
    for (const words of [
      "Eingangsbestätigung: Hund anmelden",
      "Ihre Zahlung ist angekommen",
      "Ihr Antrag ist verfallen",
      "Die Frist endet am 1. Dezember 2026.",
      "Ihr Antrag ist zurückgenommen",
    ])
      expect(all).toContain(words);
    expect(all).not.toContain("application");
  }
});

test("an assessment comes with a translation, which says that the German letter counts", async () => {
  const person = await guest(t.house, t.musterstadt.id);
  const { id } = await draft(t.house, t.musterstadt.id, person, bella);
  await here((scope) => rows(scope, sql`update applications.applications set language = 'en' where id = ${id}`));
  await submit(t.house, t.musterstadt.id, person, id);
  const [kim] = (await here(listStaff)) as unknown as [Caseworker];
  const found = (await here((scope) => findCaseOf(scope, id)))!;
  await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "festsetzen" }));
  const letters = await here((scope) => listLetters(scope, found.id));
  expect(letters.map(({ language }) => language).toSorted()).toEqual(["de", "en"]);
  const { paper } = letters.find(({ language }) => language === "en")!;
  expect(paper.title).toBe("Dog tax: your dog Bella is registered");
  expect(wordsOfBlocks(paper.blocks)).toContain("a year. It is due on 1 July.");
  expect(paper.foot).toEqual(["This is a courtesy translation. Only the German letter is legally binding."]);
});
