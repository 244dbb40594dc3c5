/** What the platform itself tells a citizen is told in the language the application was begun in. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { getForOffice, tellLapse, type Application } from "../../src/domains/applications/index.ts";
import { tellPaid } from "../../src/domains/applications/receipt.ts";
import { loadPinned } from "../../src/domains/services/index.ts";
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

test("in English: the receipt, the payment, the lapse, as messages and as mails", async () => {
  const { messages, mails } = await told("en");
  expect(messages).toHaveLength(3);
  expect(mails).toHaveLength(3);
  const all = [...messages, ...mails].join("\n");
  for (const words of [
    "Receipt: Register a dog",
    "Your file reference is 20.4-2026-",
    "within 3 working days",
    "Stadt Musterstadt: We have received your application",
    "Stadt Musterstadt: Your payment has arrived",
    "Your application has lapsed",
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
    ])
      expect(all).toContain(words);
    expect(all).not.toContain("application");
  }
});
