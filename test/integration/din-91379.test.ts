/**
 * Every letter that names in the EU have (DIN 91379, normative part) goes through the form into the store, the record as
 * page, PDF, JSON and XML, the desk, and a mail, and comes out as it went in (fault I13).
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { emptyOverlay, type ServicePackage } from "@allmende/service-package";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, expect, test } from "vitest";
import { smtpSender } from "../../src/adapters/smtp/smtp-sender.ts";
import { findCaseOf } from "../../src/domains/cases/index.ts";
import { adoptService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { rows, sql } from "../../src/platform/db/query.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { readPdf } from "../../src/platform/pdf/read-pdf.ts";
import { root } from "../../src/platform/root.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { start } from "../../stand-ins/mail/index.ts";
import { bella, draft, submit } from "../citizen.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, webPort, type Visitor } from "../visitor.ts";

const list = join(resolve(root, process.env.ALLMENDE_SHARED_DATA ?? "../shared/data"), "din91379/latinchars.xml");
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (!existsSync(list))
  console.warn(`LEFT OUT: ${list} is not there; the letters of Unicode's Latin blocks stand in for it`);

/** The letters and sequences of the standard's normative groups, signs too; or what Unicode has of Latin letters. */
function lettersOfNames(): string[] {
  if (existsSync(list)) {
    const entries = readFileSync(list, "utf8").matchAll(
      /<(?:char|sequence) [^>]*group="(bll|bnl\w*)">\s*<cp>([\dA-F ]+)<\/cp>/g,
    );
    return [...entries]
      .map(([, , points]) => String.fromCodePoint(...points!.split(" ").map((point) => Number.parseInt(point, 16))))
      .filter((letter) => /\S/.test(letter));
  }
  const blocks = [
    [0xc0, 0x17f],
    [0x1e00, 0x1eff],
  ] as const;
  const single = blocks.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  );
  return [...single.filter((letter) => /\p{Script=Latin}/u.test(letter)), "A\u030b", "C\u0328\u0306", "K\u035fh"];
}

const letters = lettersOfNames();
const typed = letters.join(" ");
/** What is stored: composed where Unicode has a composed letter. */
const kept = typed.normalize("NFC");
/** What nobody should lose, and what nobody can type. */
const others = "D\u0327 e\u0301 \u00e9 \u202babc\u202c مرحبا \u{1F415}\u200d\u{1F9BA} B x\0y \u{D800}z";

let t: TestHouse;
let web: Web;
let citizen: Visitor;
let id: string;

const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  const pkg = structuredClone(loadLibrary("hund-anmelden")) as ServicePackage;
  const fields = pkg.form.pages.flatMap(({ elements }) => elements as { id: string; maxLength?: number }[]);
  for (const field of fields) if (field.id === "bemerkung" || field.id === "rasse") field.maxLength = 10_000;
  pkg.service.version = "9.0.0";
  await here((scope) => adoptService(scope, "system", pkg, emptyOverlay, "live"));
  const accountId = someAccount();
  const signed = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  citizen = signed.visitor;
  const person = { sessionId: signed.sessionId, accountId };
  id = (await draft(t.house, t.musterstadt.id, person, { ...bella, hundename: "B" })).id;
  const page = `/antraege/${id}/seiten/seite_steuer`;
  const stand = hidden((await citizen.get(page)).body, "_stand");
  const posted = await citizen.post(page, {
    _stand: stand,
    bemerkung: typed,
    weitere_hunde: "0",
    assistenzhund: "nein",
    gefaehrlich: "nein",
  });
  expect(posted.status).toBe(303);
  await submit(t.house, t.musterstadt.id, person, id);
});
afterAll(async () => {
  web.close();
  await t.close();
});

const bytesOf = async (path: string): Promise<Buffer> => {
  const cookie = [...citizen.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const url = `http://musterstadt.localhost:${webPort}${path}`;
  const answer = await web.fetch(new Request(url, { headers: { cookie, host: new URL(url).host } }));
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
};
const points = (text: string): Set<string> => new Set(text.normalize("NFD"));
const lost = (text: string): string[] => [...points(kept)].filter((point) => !points(text).has(point));

test("there are hundreds of them", () => {
  expect(new Set(letters).size).toBeGreaterThan(400);
});

test("they lie in the store as they were typed, composed", async () => {
  const [row] = await here((scope) =>
    rows<{ said: string }>(
      scope,
      sql`select answers->>'bemerkung' as said from applications.submissions where application_id = ${id}`,
    ),
  );
  expect(row!.said).toBe(kept);
});

test("the record has them as page, JSON and XML", async () => {
  const json = JSON.parse((await citizen.get(`/antraege/${id}/antrag.json`)).body) as {
    pages: { groups: { entries: { path: string; value: unknown }[] }[] }[];
  };
  const entry = json.pages
    .flatMap(({ groups }) => groups.flatMap(({ entries }) => entries))
    .find(({ path }) => path === "bemerkung");
  expect(entry?.value).toBe(kept);
  const lines: string[] = [];
  const parser = new SaxesParser();
  parser.on("text", (text) => lines.push(text));
  parser.write((await citizen.get(`/antraege/${id}/antrag.xml`)).body).close();
  expect(lines).toContain(kept);
  expect((await citizen.get(`/antraege/${id}/antrag`)).body).toContain(
    kept.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;"),
  );
});

test("the desk has them", async () => {
  const [kim] = await here(listStaff);
  const { visitor } = await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim!.id });
  const found = await here((scope) => findCaseOf(scope, id));
  expect((await visitor.get(`/amt/vorgaenge/${found!.id}`)).body).toContain(kept.slice(-200));
});

test("the PDF has them, none of them as a box", async () => {
  const pdf = await bytesOf(`/antraege/${id}/antrag.pdf`);
  expect(lost(readPdf(pdf))).toEqual([]);
  expect(readPdf(pdf)).not.toContain("\u25a1");
  const other = spawnSync("pdftotext", ["-", "-"], { input: pdf, maxBuffer: 10_000_000 });
  // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
  if (other.error) return console.warn("LEFT OUT: no pdftotext as a second opinion");
  expect(lost(String(other.stdout))).toEqual([]);
});

test("a mail has them, in its subject and its text", async () => {
  const server = await start();
  await smtpSender(`smtp://127.0.0.1:${server.smtpPort}`, "amt@musterstadt.example").send({
    id: "1",
    to: "petra@beispiel.example",
    subject: kept.slice(0, 400),
    text: kept,
  } as never);
  const [received] = server.mails();
  await server.close();
  expect(received!.subject).toBe(kept.slice(0, 400));
  expect(received!.text?.replaceAll(/\s+/g, " ").trim()).toBe(kept);
});

test("what is no letter of a name is kept or left out, never a fault", async () => {
  const accountId = someAccount();
  const { visitor, sessionId } = await signedIn(t.house, web, t.musterstadt, { kind: "citizen", accountId });
  const own = await draft(t.house, t.musterstadt.id, { sessionId, accountId });
  const page = `/antraege/${own.id}/seiten/seite_steuer`;
  const stand = hidden((await visitor.get(page)).body, "_stand");
  await visitor.post(page, {
    _stand: stand,
    bemerkung: others,
    weitere_hunde: "0",
    assistenzhund: "nein",
    gefaehrlich: "nein",
  });
  const [row] = await here((scope) =>
    rows<{ said: string }>(
      scope,
      sql`select answers->>'bemerkung' as said from applications.applications where id = ${own.id}`,
    ),
  );
  expect(row!.said).toBe(others.toWellFormed().replaceAll("\0", "").normalize("NFC"));
});
