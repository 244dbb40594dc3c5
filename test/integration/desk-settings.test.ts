/** How somebody wants their desk: mails once a day, columns, where it begins; and the figures of an office. */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  completeStep,
  findCaseOf,
  listFigures,
  sendDigests,
  takeCase,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { change, rows, sql } from "../../src/platform/db/query.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { submittedDog } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { signedIn, webPort, type Visitor } from "../visitor.ts";

let t: TestHouse;
let web: Web;
let kim: Caseworker;
let desk: Visitor;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
  ({ visitor: desk } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim.id }));
});
afterAll(async () => {
  web.close();
  await t.close();
});

async function dog() {
  const { id: application } = await submittedDog(t.house, t.musterstadt.id);
  const found = (await here((scope) => findCaseOf(scope, application)))!;
  await here((scope) => takeCase(scope, kim, found.id));
  return found;
}
const mails = () =>
  here((scope) =>
    rows<{ recipient: string; body: string }>(scope, sql`select recipient, body from messages.mails order by id`),
  );

test("a mail once a day is off, chosen event by event, tells numbers only, and is turned off again", async () => {
  const [one, two, other] = [await dog(), await dog(), await dog()];
  await here((scope) =>
    change(scope, sql`update cases.cases set news = 'answer' where id = any(${[one.id, two.id]}::uuid[])`),
  );
  await here((scope) => change(scope, sql`update cases.cases set news = 'objection' where id = ${other.id}`));
  expect(await here(sendDigests)).toBe(0);
  expect((await desk.post("/amt/einstellungen", { ereignis: "answer", mail: "" })).body).toContain('href="#mail"');
  const wrong = await desk.post("/amt/einstellungen", { mail: "<kim> am Schalter" });
  expect([wrong.status, wrong.body.includes('href="#mail"')]).toEqual([422, true]);
  const chosen = { ereignis: "answer", mail: "kim@musterstadt.example", spalte: "frist" };
  expect((await desk.post("/amt/einstellungen", chosen)).status).toBe(303);
  expect((await desk.get("/amt/einstellungen")).body).toContain('value="kim@musterstadt.example"');
  expect(await here(sendDigests)).toBe(1);
  const [sent, ...more] = (await mails()).filter(({ recipient }) => recipient === chosen.mail);
  expect(more).toEqual([]);
  expect(sent!.body).toContain("- 2 neue Antworten");
  expect(sent!.body).not.toMatch(/Widerspr|Petra|Bella/);
  await desk.post("/amt/einstellungen", { mail: "kim@musterstadt.example", spalte: "frist" });
  expect(await here(sendDigests)).toBe(0);
});

test("columns are left out for who wants it so, and the desk begins with the chosen list", async () => {
  await desk.post("/amt/einstellungen", [
    ["mail", ""],
    ["spalte", "von"],
    ["spalte", "frist"],
  ]);
  const page = (await desk.get("/amt?ansicht=alle")).body;
  expect(page).toContain('<th scope="col">Frist</th>');
  expect(page).not.toContain('<th scope="col">Eingang</th>');
  expect(page).not.toContain("al-table__state");
  const filter = "ansicht=alle&leistung=hund-anmelden&ordnung=eingang";
  expect((await desk.post("/amt/anfang", { filter })).location).toBe(`/amt?${filter}`);
  const begin = (await desk.get("/amt")).body;
  expect(begin).toContain("<h1>Alle offenen</h1>");
  expect(begin).toContain("Filter entfernen");
  expect((await desk.get("/amt?ansicht=meine")).body).toContain("<h1>Meine Vorgänge</h1>");
});

test("figures are told by office and service, and fewer than five are not told", async () => {
  const page = async () => (await desk.get("/amt/zahlen")).body.replaceAll(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
  const since = new Date("2026-10-20T00:00:00Z");
  expect(await here((scope) => listFigures(scope, since))).toMatchObject([
    { received: null, closed: 0, open: null, days: null },
  ]);
  expect(await page()).toContain("unter 5 0 unter 5 –");
  const more = await Promise.all(Array.from({ length: 6 }, dog));
  t.clock.set("2026-11-17T15:00:00+01:00");
  for (const found of more.slice(0, 5))
    await here((scope) =>
      completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "ablehnen", begruendung: "Nein." }),
    );
  expect(await here((scope) => listFigures(scope, since))).toMatchObject([
    { slug: "hund-anmelden", received: 9, closed: 5, open: null, days: 0.25 },
  ]);
  expect(await page()).toContain("9 5 unter 5 1 Tag");
  expect(await page()).not.toContain("Kim Muster 5");
  expect(await here((scope) => listFigures(scope, new Date("2026-11-17T14:30:00+01:00")))).toMatchObject([
    { received: 0, closed: 5 },
  ]);
});
