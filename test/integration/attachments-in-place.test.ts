/**
 * What was attached is seen on its case, safely (fault I10): pictures as they are, pages of a PDF as pictures drawn in a
 * process apart; nothing before its scan ended, nothing for whoever does not see the case, and no byte of the PDF itself.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { findCaseOf } from "../../src/domains/cases/index.ts";
import { addStaff, listDepartments, listStaff, type Staff } from "../../src/domains/tenancy/index.ts";
import { scanAttachment, type Scanner } from "../../src/domains/applications/index.ts";
import { listAudit } from "../../src/platform/audit/audit.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { newId } from "../../src/platform/ids.ts";
import { canDraw } from "../../src/platform/pdf/draw-pdf.ts";
import { openWeb, type Web } from "../../src/web/server.ts";
import { openBrowser } from "../browser.ts";
import { bella, draft, guest, submit } from "../citizen.ts";
import { attach } from "../full-tenant.ts";
import { openTestHouse, type TestHouse } from "../house.ts";
import { keyboard } from "../journeys/hands.ts";
import { look } from "../journeys/look.ts";
import { png } from "../png.ts";
import { serveHouse, type ServedHouse } from "../served-house.ts";
import { signedIn, Visitor, webPort } from "../visitor.ts";

const draws = await canDraw();
// oxlint-disable-next-line no-console -- what a test run leaves out must be seen
if (!draws) console.warn("LEFT OUT: no poppler to draw pages of PDFs with (install poppler-utils)");
const browser = await openBrowser();

let t: TestHouse;
let web: Web;
let served: ServedHouse | undefined;
let kim: Staff;
let stranger: Staff;
let twoPages: Buffer;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);
const verdict = (said: "clean" | "infected"): Scanner => ({ scan: () => Promise.resolve(said) });

beforeAll(async () => {
  t = await openTestHouse();
  web = await openWeb(t.house, webPort);
  if (browser) served = await serveHouse(t, browser);
  [kim] = (await here(listStaff)) as [Staff];
  const other = (await here(listDepartments)).find(({ id }) => id !== kim.departmentId)!;
  stranger = { ...kim, id: newId(), subject: "stranger", name: "Robin Fremd", departmentId: other.id };
  await here((scope) => addStaff(scope, stranger));
  const paper = { language: "de", title: "Vertrag", author: "Tierheim", sender: [], facts: [] };
  twoPages = await t.house.printer.printAll("Vertrag", [
    { ...paper, facts: [], blocks: [{ kind: "paragraph", pieces: [{ text: "Übernahmevertrag über Bella" }] }] },
    { ...paper, facts: [], blocks: [{ kind: "paragraph", pieces: [{ text: "Unterschrift auf der zweiten Seite" }] }] },
  ]);
});
afterAll(async () => {
  await browser?.close();
  served?.close();
  web.close();
  await t.close();
});
beforeEach(() => t.clock.set("2026-11-17T09:00:00+01:00"));

/** A submitted application with one attachment, as its scanner left it. */
async function applied(bytes: Uint8Array, scanned: Scanner | "waiting" | undefined, name = "vertrag.pdf") {
  const person = await guest(t.house, t.musterstadt.id);
  const answers = { ...bella, herkunft: "aus_tierheim", tierheim_name: "Tierheim" };
  const { id } = await draft(t.house, t.musterstadt.id, person, answers);
  const attachment = await attach(t.house, t.musterstadt.id, person, id, name, bytes);
  await submit(t.house, t.musterstadt.id, person, id);
  if (scanned !== "waiting")
    await scanAttachment(t.house.database, t.house.files, scanned, t.musterstadt.id, attachment);
  const found = (await here((scope) => findCaseOf(scope, id)))!;
  return { id: found.id, page: `/amt/vorgaenge/${found.id}`, file: `/amt/vorgaenge/${found.id}/anlagen/${attachment}` };
}
const desk = async (staff = kim): Promise<Visitor> =>
  (await signedIn(t.house, web, t.musterstadt, { kind: "staff", staffId: staff.id })).visitor;

test.skipIf(!draws)("a PDF is seen page by page as pictures, with its words, and nothing of it is sent", async () => {
  const { page, file } = await applied(twoPages, verdict("clean"));
  const visitor = await desk();
  expect((await visitor.get(page)).body).toContain(`src="${file}/bild"`);
  const first = await visitor.get(`${file}/ansicht`);
  expect(first.body).toContain("Seite 1 von 2");
  expect(first.body).toContain("Übernahmevertrag über Bella");
  expect(first.body).toContain(`href="${file}/ansicht?seite=2"`);
  expect(first.body).not.toContain("Vorige Seite");
  const second = await visitor.get(`${file}/ansicht?seite=2`);
  expect(second.body).toContain("Unterschrift auf der zweiten Seite");
  expect(second.body).not.toContain("Nächste Seite");
  const drawn = await visitor.get(`${file}/bild?seite=2`);
  expect(drawn.status).toBe(200);
  expect(drawn.headers.get("content-type")).toBe("image/jpeg");
  expect(drawn.headers.get("x-content-type-options")).toBe("nosniff");
  expect(drawn.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  expect(drawn.headers.get("cache-control")).toBe("no-store");
  expect(drawn.body).not.toContain("%PDF");
  for (const query of ["0", "3", "-1", "1e3", "2;ls", "", "99999999"]) {
    expect((await visitor.get(`${file}/bild?seite=${query}`)).status, query).toBe(404);
    expect((await visitor.get(`${file}/ansicht?seite=${query}`)).status, query).toBe(404);
  }
});

test.each(["waiting", "infected"] as const)("nothing of a file is seen while its scan says %s", async (scan) => {
  const { page, file } = await applied(twoPages, scan === "waiting" ? scan : verdict(scan));
  const visitor = await desk();
  const { body } = await visitor.get(page);
  expect(body).toContain("vertrag.pdf");
  expect(body).not.toContain(file);
  for (const way of ["", "/ansicht", "/bild", "/vorschau"])
    expect((await visitor.get(file + way)).status, way).toBe(404);
});

test("whoever does not see the case sees nothing of its attachments", async () => {
  const { file } = await applied(twoPages, verdict("clean"));
  const other = await desk(stranger);
  for (const way of ["", "/ansicht", "/bild", "/vorschau"]) {
    expect((await other.get(file + way)).status, way).toBe(404);
    expect((await new Visitor(web, "musterstadt").get(file + way)).location, way).toContain("/amt/anmeldung");
  }
});

test("without a scanner a file is opened by a step of its own, recorded once for each person", async () => {
  const { id, page, file } = await applied(twoPages, undefined);
  const visitor = await desk();
  expect((await visitor.get(page)).body).not.toContain(`${file}/bild`);
  const small = await visitor.get(`${file}/vorschau`);
  if (draws) expect(small.headers.get("content-type")).toBe("image/jpeg");
  const opened = async () =>
    (await here((scope) => listAudit(scope, id))).filter(({ act }) => act === "cases.open-unscanned");
  expect(await opened()).toHaveLength(0);
  for (const way of ["/ansicht", "/bild", "/ansicht?seite=2", "/bild?seite=2"]) await visitor.get(file + way);
  expect((await opened()).map(({ actor }) => actor)).toEqual([`staff:${kim.id}`]);
});

test.skipIf(!draws)("a PDF that cannot be drawn says so and is still downloaded", async () => {
  const { file } = await applied(Buffer.from("%PDF-1.7\nkaputt"), verdict("clean"));
  const visitor = await desk();
  const seen = await visitor.get(`${file}/ansicht`);
  expect(seen.status).toBe(200);
  expect(seen.body).toContain("lässt sich nicht zeigen");
  expect((await visitor.get(`${file}/bild`)).status).toBe(404);
  expect((await visitor.get(file)).status).toBe(303);
});

test.skipIf(!browser || !draws)(
  "is opened in place and leafed through by keyboard alone",
  { timeout: 120_000 },
  async () => {
    const contract = await applied(twoPages, verdict("clean"));
    const photo = await applied(png({ width: 40, height: 30, dot: () => [90, 90, 90] }), verdict("clean"), "foto.png");
    const { page } = await served!.enter({ kind: "staff", staffId: kim.id });
    const hands = keyboard(page);
    const width = () =>
      page
        .locator("img.al-sheet-picture")
        .evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth));
    await page.goto(contract.page);
    const panel = page.getByRole("region", { name: /^Anlagen/ });
    await hands.toggle(panel.getByText("Hier ansehen"));
    expect(await width()).toBe(990);
    await look(page, "the case with its attachment");
    await hands.go(panel.getByRole("link", { name: /Erste Seite von vertrag/ }));
    await look(page, "first page");
    await hands.go(page.getByRole("link", { name: "Nächste Seite" }));
    expect(await width()).toBe(990);
    await hands.toggle(page.getByText("Text dieser Seite"));
    expect(await page.locator("main").innerText()).toContain("Unterschrift auf der zweiten Seite");
    await look(page, "second page", { name: "anlage-seite", on: ["desktop"], into: "docs/handbuch/bilder" });
    await page.goto(photo.page);
    await hands.go(page.getByRole("link", { name: "foto.png" }));
    expect(await width()).toBe(40);
    await look(page, "a photo");
  },
);
