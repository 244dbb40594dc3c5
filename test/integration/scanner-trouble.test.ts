/**
 * A scanner that is gone, hangs or talks nonsense (fault I11): the application is taken, its files stay closed for
 * everybody, the desk sees why, and they open when the scanner is back. Nobody else's file opens at all (fault T6).
 */
import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clamavScanner } from "../../src/adapters/clamav/clamav-scanner.ts";
import { findCaseOf } from "../../src/domains/cases/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { bella, draft } from "../citizen.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { hidden, signedIn, someAccount, Visitor, webPort } from "../visitor.ts";

/** Something that speaks ClamAV's protocol, or does not, as it is told. */
let behave: (socket: Socket) => void;
let asked = 0;
const answer = (verdict: (bytes: Buffer) => string) => (socket: Socket) => {
  const heard: Buffer[] = [];
  socket.on("data", (chunk) => {
    heard.push(chunk);
    const bytes = Buffer.concat(heard);
    if (bytes.subarray(-4).readUInt32BE() === 0) socket.end(verdict(bytes));
  });
};
const works = answer((bytes) => (bytes.includes("krank") ? "stream: Eicar.Test FOUND\0" : "stream: OK\0"));
const troubles: Record<string, (socket: Socket) => void> = {
  hangs: (socket) => void socket.resume(),
  "talks nonsense": answer(() => "\u0000\u0007 OK clean yes\n"),
  "slams the door": (socket) => void socket.destroy(),
};

let scanner: Server;
let t: TestHouse;
let web: Web;
let owner: pg.Client;

beforeAll(async () => {
  scanner = createServer((socket) => ((asked += 1), socket.on("error", () => {}), behave(socket)));
  await new Promise<void>((done) => scanner.listen(0, "127.0.0.1", done));
  const address = `127.0.0.1:${(scanner.address() as AddressInfo).port}`;
  t = await openTestHouse({
    neighbours: { scanner: { scan: (tenant, file) => clamavScanner(address, t.house.files, 300).scan(tenant, file) } },
  });
  await t.house.jobs.work();
  web = await openWeb(t.house, webPort);
  owner = new pg.Client(t.owner);
  await owner.connect();
});
afterAll(async () => {
  web.close();
  await owner.end();
  await t.close();
  scanner.close();
});

interface Sent {
  citizen: Visitor;
  id: string;
  attachment: string;
}

/** A citizen's application with a contract, uploaded and submitted. */
async function apply(
  name: string,
  bytes: string | Buffer<ArrayBuffer>,
  accountId: string | null = someAccount(),
): Promise<Sent> {
  const who = accountId === null ? { kind: "guest" as const } : { kind: "citizen" as const, accountId };
  const { visitor: citizen, sessionId } = await signedIn(t.house, web, t.musterstadt, who);
  const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id } = await draft(t.house, t.musterstadt.id, { sessionId, accountId }, answers);
  const path = `/antraege/${id}/seiten/seite_nachweis`;
  const form = new FormData();
  form.set("_stand", hidden((await citizen.get(path)).body, "_stand"));
  form.set("uebernahmevertrag", new File([bytes], name));
  expect((await citizen.postFiles(path, form)).status).toBe(303);
  const key = hidden((await citizen.get(`/antraege/${id}/pruefen`)).body, "_einmal");
  const sent = await citizen.post(`/antraege/${id}/einreichung`, { _einmal: key, zustimmung: "true" });
  expect(sent.location).toBe(`/antraege/${id}/eingang`);
  const found = await owner.query<{ id: string }>("select id from applications.attachments where application_id = $1", [
    id,
  ]);
  return { citizen, id, attachment: found.rows[0]!.id };
}

const scanOf = async ({ attachment }: Sent): Promise<string> =>
  (await owner.query<{ scan: string }>("select scan from applications.attachments where id = $1", [attachment]))
    .rows[0]!.scan;
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()) && tries < 300; tries++) await wait(100);
  expect(await condition()).toBe(true);
}
async function desk(): Promise<Visitor> {
  const [kim] = await t.house.database.withTenant(t.musterstadt.id, listStaff);
  return (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: kim!.id })).visitor;
}
const caseOf = async ({ id }: Sent): Promise<string> =>
  (await t.house.database.withTenant(t.musterstadt.id, (scope) => findCaseOf(scope, id)))!.id;

test("whatever the scanner does, the application is taken and the file stays closed, until the scanner is back", async () => {
  const staff = await desk();
  const sent: Sent[] = [];
  for (const [what, trouble] of Object.entries(troubles)) {
    behave = trouble;
    const before = asked;
    const mine = await apply("vertrag.pdf", `%PDF-1.7 ${what}`);
    await until(() => asked > before);
    await wait(500);
    expect(await scanOf(mine), what).toBe("waiting");
    expect((await mine.citizen.get(`/antraege/${mine.id}/anlagen/${mine.attachment}`)).status, what).toBe(404);
    expect((await mine.citizen.get(`/antraege/${mine.id}`)).body, what).toContain("noch auf Viren geprüft");
    const caseId = await caseOf(mine);
    expect((await staff.get(`/amt/vorgaenge/${caseId}`)).body, what).toMatch(/vertrag\.pdf[\s\S]{0,200}Prüfung läuft/);
    expect((await staff.get(`/amt/vorgaenge/${caseId}/anlagen/${mine.attachment}`)).status, what).toBe(404);
    sent.push(mine);
  }
  behave = works;
  for (const mine of sent) {
    await until(async () => (await scanOf(mine)) === "clean");
    expect((await mine.citizen.get(`/antraege/${mine.id}/anlagen/${mine.attachment}`)).status).toBe(303);
    expect((await staff.get(`/amt/vorgaenge/${await caseOf(mine)}/anlagen/${mine.attachment}`)).status).toBe(303);
  }
}, 90_000);

test("a file that is found infected opens for nobody, and the desk reads that it is locked", async () => {
  // Found before the submission it would keep it from being sent; here it is found afterwards.
  behave = troubles.hangs!;
  const mine = await apply("vertrag.pdf", "%PDF-1.7 krank");
  behave = works;
  await until(async () => (await scanOf(mine)) === "infected");
  const staff = await desk();
  const caseId = await caseOf(mine);
  expect((await mine.citizen.get(`/antraege/${mine.id}/anlagen/${mine.attachment}`)).status).toBe(404);
  expect((await staff.get(`/amt/vorgaenge/${caseId}/anlagen/${mine.attachment}`)).status).toBe(404);
  expect((await staff.get(`/amt/vorgaenge/${caseId}`)).body).toContain("gesperrt: Virus gefunden");
});

test("a file opens for its owner only, however it is called and whoever guesses", async () => {
  behave = works;
  const petra = await apply("vertrag.pdf", "%PDF-1.7 Petra");
  await until(async () => (await scanOf(petra)) === "clean");
  // Named after Petra's application and file; a page and a PDF at once.
  const tom = await apply(`${petra.id}-${petra.attachment}.pdf`, "%PDF-1.7 <html><script>alert(1)</script>", null);
  await until(async () => (await scanOf(tom)) === "clean");
  const { rows } = await owner.query<{ file_id: string }>(
    "select file_id from applications.attachments where id = $1",
    [petra.attachment],
  );
  const file = rows[0]!.file_id;
  expect(file.replaceAll("-", "").length).toBeGreaterThanOrEqual(32);
  const guesses = [
    `/antraege/${petra.id}/anlagen/${petra.attachment}`,
    `/antraege/${tom.id}/anlagen/${petra.attachment}`,
    `/antraege/${petra.id}/anlagen/${tom.attachment}`,
    `/antraege/${tom.id}/anlagen/${petra.id}-${petra.attachment}.pdf`,
    `/antraege/${tom.id}/anlagen/${file}`,
    `/antraege/${tom.id}/anlagen/..%2f..%2f${petra.id}%2fanlagen%2f${petra.attachment}`,
    `/antraege/${tom.id}/anlagen/${petra.attachment}%00`,
  ];
  const strangers = [tom.citizen, new Visitor(web, "musterstadt"), new Visitor(web, "beispielheim")];
  for (const path of guesses)
    for (const visitor of strangers) expect([401, 404], path).toContain((await visitor.get(path)).status);
  const files = new Visitor(web, "dateien.lindenau");
  for (const path of [`/${file}`, `/${file}?t=${t.musterstadt.id}&n=x.pdf&a=text/html&b=99999999999&s=x`])
    expect((await files.get(path)).status, path).toBe(404);

  const own = new URL((await tom.citizen.get(`/antraege/${tom.id}/anlagen/${tom.attachment}`)).location);
  const served = await files.get(own.pathname + own.search);
  expect(served.headers.get("content-type")).toBe("application/pdf");
  expect(served.headers.get("content-disposition")).toMatch(/^attachment;/);
  expect(served.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  for (const change of ["a", "n", "t"]) {
    const query = new URLSearchParams(own.search);
    query.set(change, change === "a" ? "text/html" : "x");
    expect((await files.get(`${own.pathname}?${query}`)).status).toBe(404);
  }
});

test("a picture is seen in a page by its owner only, not before it was scanned, and nothing else is seen so", async () => {
  behave = troubles.hangs!;
  const png = Buffer.from("\u0089PNG\r\n\u001a\n<script>alert(1)</script>", "latin1");
  const mine = await apply("seite.png", png);
  const picture = `/antraege/${mine.id}/anlagen/${mine.attachment}/bild`;
  expect((await mine.citizen.get(picture)).status).toBe(404);
  behave = works;
  await until(async () => (await scanOf(mine)) === "clean");
  const seen = await mine.citizen.get(picture);
  expect([seen.status, seen.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(seen.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  expect(seen.headers.get("x-content-type-options")).toBe("nosniff");
  const { visitor: stranger } = await signedIn(t.house, web, t.musterstadt, {
    kind: "citizen",
    accountId: someAccount(),
  });
  for (const visitor of [stranger, new Visitor(web, "musterstadt")])
    expect([401, 404]).toContain((await visitor.get(picture)).status);
  const paper = await apply("vertrag.pdf", "%PDF-1.7 <html>");
  await until(async () => (await scanOf(paper)) === "clean");
  expect((await paper.citizen.get(`/antraege/${paper.id}/anlagen/${paper.attachment}/bild`)).status).toBe(404);
  await owner.query("update applications.attachments set scan = 'infected' where id = $1", [mine.attachment]);
  expect((await mine.citizen.get(picture)).status).toBe(404);
});
