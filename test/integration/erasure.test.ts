/** A person who asks to be forgotten is, wherever the law does not hold them; that it happened stays (fault R14). */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeEach, expect, test } from "vitest";
import { listening } from "../../src/cli/cli.testing.ts";
import { forgetPerson, tellPerson } from "../../src/cli/person.ts";
import { forgetAnswers } from "../../src/domains/applications/index.ts";
import { getCase } from "../../src/domains/cases/index.ts";
import { printOnce } from "../../src/domains/letters/index.ts";
import { audit, listAudit } from "../../src/platform/audit/audit.ts";
import { sealAudit, verifyAudit } from "../../src/platform/audit/chain.ts";
import { sql, write } from "../../src/platform/db/query.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { start, type PaymentProvider } from "../../stand-ins/payment/index.ts";
import { fillTenant, providerAt, type FullTenant } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hashesOf } from "../rows.ts";
import { signedIn, someAccount, webPort } from "../visitor.ts";

const canary = "Zaunkoenigin";
const provider: PaymentProvider = await start();
const open: (() => Promise<void>)[] = [];
let t: TestHouse;
let web: Web;
let owner: pg.Client;
let account: string;
let full: FullTenant;

beforeEach(async () => {
  t = await openTestHouse({
    services: ["hund-anmelden", "geburtsurkunde"],
    neighbours: { payments: providerAt(provider.url) },
  });
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
  account = someAccount();
  const { sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId: account });
  full = await fillTenant(t.house, t.musterstadt, { sessionId, accountId: account }, canary);
  await printOnce(t.house.database, t.house.printer, t.house.files, t.musterstadt.id, full.letter);
  await owner.query("update messages.mails set recipient = 'zaunkoenigin@beispiel.example' where subject = $1", [
    canary,
  ]);
  await owner.query(
    "insert into identity.accounts (id, issuer, subject, name, email, created_at) values ($1, 'test', $2, $3, 'Zaunkoenigin@beispiel.example', now())",
    [account, account, canary],
  );
  const { web: opened, owner: client, house } = { web, owner, house: t };
  open.push(async () => {
    opened.close();
    await client.end();
    await house.close();
  });
});
afterAll(async () => {
  for (const close of open) await close();
  await provider.close();
});

const here = <T>(work: Parameters<typeof t.house.database.withTenant<T>>[1]): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

/** Every table whose rows show the word, whoever they belong to; the queue too. */
async function showing(word: string): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.tables
     where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rowCount } = await owner.query(`select 1 from ${name} r where r::text ilike $1`, [`%${word}%`]);
    if ((rowCount ?? 0) > 0) found.push(name);
  }
  return found.toSorted();
}

/** The retention of every dossier is over; what ran has ended. */
const letRetentionEnd = () =>
  here(async (scope) => {
    write(
      scope,
      sql`update records.dossiers set closed_on = '2015-03-01', retain_until = '2025-12-31', held_until = '2025-12-31'`,
    );
  });

test("while dossiers are kept by law, the rest goes, and what stays is named with its day", async () => {
  const { io, out } = listening();
  const clues = { account: [account] };
  expect(
    await forgetPerson(t.house.database, t.house.files, [t.musterstadt], clues, { yes: false, everywhere: true }, io),
  ).toBe(0);
  expect(out.join("\n")).toContain("Nothing was erased yet");
  expect(await showing(canary)).toContain("identity.accounts");

  expect(
    await forgetPerson(t.house.database, t.house.files, [t.musterstadt], clues, { yes: true, everywhere: true }, io),
  ).toBe(0);
  const said = out.join("\n");
  expect(said).toMatch(/stays by law: case [0-9a-f-]+, retention period of the dossier, .*(still open|until 20\d\d-)/);
  expect(said).toContain("The account stays as long as a matter of it is held.");
  const left = await owner.query<{ id: string }>("select id from applications.applications order by id");
  // The draft and the unpaid application are gone; what has a dossier stays.
  expect(left.rows.map(({ id }) => id).toSorted()).toEqual([full.waiting, full.decided].toSorted());
  await here((scope) => getCase(scope, full.decidedCase));
});

test("when nothing holds the person, no table, job or file knows them, and a record of the deletion stays", async () => {
  await here((scope) =>
    audit(scope, { actor: "system", act: "cases.note", subject: full.decidedCase, content: { said: canary } }),
  );
  await here((scope) =>
    audit(scope, { actor: "system", act: "applications.note", subject: full.unpaid, content: { said: canary } }),
  );
  await here(sealAudit);
  await letRetentionEnd();
  const neighbour = await hashesOf(owner, t.beispielheim.id);
  const stored: string[] = [];
  for await (const ids of t.house.files.list(t.musterstadt.id)) stored.push(...ids);
  expect(stored.length).toBeGreaterThan(1);
  expect((await showing(canary)).length).toBeGreaterThan(10);
  expect(await showing("zaunkoenigin@beispiel")).toContain("messages.mails");

  const { io, out } = listening();
  const clues = { mail: ["zaunkoenigin@beispiel.example"] };
  expect(
    await forgetPerson(
      t.house.database,
      t.house.files,
      [t.musterstadt, t.beispielheim],
      clues,
      { yes: true, everywhere: true },
      io,
    ),
  ).toBe(0);
  expect(out.at(-1)).toBe("The account is erased.");

  // A saved view is the desk's own: its owner named it, and no key leads from a person to it.
  expect(await showing(canary)).toEqual(["cases.saved_views"]);
  // The answers to repeated clicks hold ids; they are gone after a day.
  t.clock.advance(25 * 3_600_000);
  await here(forgetAnswers);
  expect(await showing(account)).toEqual(["audit.lines"]);
  for (const id of [full.draft, full.waiting, full.decided, full.unpaid])
    expect(
      (await showing(id)).filter(
        (table) => !["audit.lines", "payments.payments", "payments.treasury_tasks"].includes(table),
      ),
    ).toEqual([]);
  const left: string[] = [];
  for await (const ids of t.house.files.list(t.musterstadt.id)) left.push(...ids);
  expect(left).toEqual([]);
  expect(await hashesOf(owner, t.beispielheim.id)).toEqual(neighbour);

  // The booking stays with its amount; what it was for does not.
  const { rows: payments } = await owner.query("select amount, purpose, description, pay_page from payments.payments");
  expect(payments).toEqual([{ amount: expect.any(Number), purpose: "", description: "", pay_page: null }]);

  await here(sealAudit);
  const { rows: record } = await owner.query<{ details: { rows: number; files: number; held: number } }>(
    "select details from audit.lines where act = 'platform.erase-person'",
  );
  expect(record).toHaveLength(1);
  expect(record[0]!.details).toMatchObject({ held: 0, cases: 2, applications: 5 });
  expect(record[0]!.details.rows).toBeGreaterThan(20);
  expect((await here((scope) => verifyAudit(scope))).broken).toBeUndefined();
  expect((await here((scope) => listAudit(scope, full.decidedCase))).every(({ content }) => content === null)).toBe(
    true,
  );
});

test("a person is told everything: rows of all rooms, and the bytes of their files", async () => {
  const folder = mkdtempSync(join(tmpdir(), "allmende-person-"));
  const { io } = listening();
  expect(
    await tellPerson(
      t.house.database,
      t.house.files,
      [t.musterstadt, t.beispielheim],
      { account: [account] },
      join(folder, "out"),
      io,
    ),
  ).toBe(0);
  const told = JSON.parse(readFileSync(join(folder, "out/data.json"), "utf8")) as Record<
    string,
    Record<string, unknown[]>
  >;
  expect(Object.keys(told)).toEqual(["alliance", "musterstadt"]);
  expect(told.alliance!["identity.accounts"]).toHaveLength(1);
  expect(told.musterstadt!["applications.applications"]).toHaveLength(5);
  expect(told.musterstadt!["letters.letters"]).toHaveLength(1);
  const files = readdirSync(join(folder, "out/files"));
  expect(files.length).toBeGreaterThan(1);
  for (const file of files) expect(statSync(join(folder, "out/files", file)).size).toBeGreaterThan(5);
  expect(
    await tellPerson(
      t.house.database,
      t.house.files,
      [t.musterstadt],
      { reference: ["gibt-es-nicht"] },
      join(folder, "no"),
      io,
    ),
  ).toBe(1);
  rmSync(folder, { recursive: true });
});

test("a file reference leads to its case and application, never to the person's other matters", async () => {
  const { fileReference } = await here((scope) => getCase(scope, full.decidedCase));
  await letRetentionEnd();
  const { io } = listening();
  await forgetPerson(
    t.house.database,
    t.house.files,
    [t.musterstadt],
    { reference: [fileReference!] },
    { yes: true, everywhere: false },
    io,
  );
  const { rows } = await owner.query<{ id: string }>("select id from applications.applications");
  expect(rows.map(({ id }) => id).toSorted()).toEqual(
    [full.draft, full.together, full.waiting, full.unpaid].toSorted(),
  );
});
