/** Letters for those without an account: one PDF, marked with the day of posting, from which notice is counted. */
import { spawnSync } from "node:child_process";
import { beforeAll, expect, test } from "vitest";
import {
  completeStep,
  findCaseOf,
  postLetters,
  takeBackPosting,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import {
  getLetter,
  listBatches,
  listLettersTo,
  listWaitingForPost,
  type Letter,
} from "../../src/domains/letters/index.ts";
import { addStaff, listDepartments, listStaff } from "../../src/domains/tenancy/index.ts";
import { listAudit } from "../../src/platform/audit/audit.ts";
import { legalDay } from "../../src/platform/clock.ts";
import { NotFound } from "../../src/platform/errors.ts";
import { newId } from "../../src/platform/ids.ts";
import { bella, draft, guest, submit } from "../citizen.ts";
import { openMunicipality } from "../municipality.ts";
import { signedIn, someAccount, type Visitor } from "../visitor.ts";

const city = openMunicipality();
const { here } = city;
let kim: Caseworker;
let desk: Visitor;

beforeAll(async () => {
  ({ visitor: desk, staff: kim } = await city.caseworker());
});

/** A refused dog: its letter, for a guest or for somebody with an account. */
async function letterTo(nachname: string, accountId: string | null = null): Promise<Letter> {
  const person = { ...(await guest(city.t.house, city.t.musterstadt.id)), accountId };
  const { id } = await draft(city.t.house, city.t.musterstadt.id, person, { ...bella, nachname });
  await submit(city.t.house, city.t.musterstadt.id, person, id);
  const found = (await here((scope) => findCaseOf(scope, id)))!;
  await here((scope) =>
    completeStep(scope, kim, found.id, found.nextTaskId!, { outcome: "ablehnen", begruendung: "Darum." }),
  );
  return (await here((scope) => listLettersTo(scope, id)))[0]!;
}

const waiting = async (): Promise<string[]> =>
  (await here((scope) => listWaitingForPost(scope, [kim.departmentId]))).map(({ id }) => id);
const reread = (letter: Letter): Promise<Letter> => here((scope) => getLetter(scope, letter.id));

test("who has no account gets the letter by post, who has one gets it into the inbox", async () => {
  const posted = await letterTo("Ohnekonto");
  const inbox = await letterTo("Mitkonto", someAccount());
  expect([posted.delivery, inbox.delivery]).toEqual(["post", "inbox"]);
  expect(await waiting()).toEqual([posted.id]);
  const page = (await desk.get("/amt/postausgang")).body;
  expect(page).toContain("Ohnekonto");
  expect(page).toContain("Lindenweg 7");
  expect(page).not.toContain("Mitkonto");
});

test("all that waits is one PDF, each letter on pages of its own", async () => {
  await letterTo("Zweitbrief");
  const { status, headers, body } = await desk.get("/amt/postausgang.pdf");
  expect([status, headers.get("content-type")]).toEqual([200, "application/pdf"]);
  const letters = await here((scope) => listWaitingForPost(scope, [kim.departmentId]));
  const pdf = await city.t.house.printer.printAll(
    "Postausgang",
    letters.map(({ paper }) => paper),
  );
  expect(body.length).toBeGreaterThan(5000);
  const read = spawnSync("pdftotext", ["-layout", "-", "-"], { input: pdf });
  // oxlint-disable-next-line no-console -- what a test run leaves out must be seen
  if (read.error) return console.warn("LEFT OUT: no pdftotext to read the PDF with");
  const pages = String(read.stdout).split("\f").slice(0, -1);
  expect(pages.filter((page) => page.includes("Ohnekonto") && page.includes("Zweitbrief"))).toEqual([]);
  for (const name of ["Ohnekonto", "Zweitbrief"]) expect(pages.some((page) => page.includes(name))).toBe(true);
  expect(pages.map((page) => /(\d+)\s*\/\s*(\d+)\s*$/.exec(page)?.slice(1).join("/"))).toEqual(["1/1", "1/1"]);
});

test("the day of notice is counted from the day of posting, and anew when the batch is taken back", async () => {
  const letter = await letterTo("Fristig");
  const before = letter.notice!;
  city.t.clock.advance(6 * 86_400_000);
  await here((scope) => postLetters(scope, kim, [letter.id], "2026-11-20"));
  const posted = await reread(letter);
  // Tuesday the 17th written; posted on Friday the 20th: the fourth day is the 24th (§ 122 Abs. 2 Nr. 1 AO).
  expect(posted).toMatchObject({ postedOn: "2026-11-20", notice: { givenOn: "2026-11-24" } });
  expect(posted.notice!.reasons.join()).toContain("§ 122 Abs. 2 Nr. 1 AO");
  expect(posted.notice!.remedyUntil! > before.remedyUntil!).toBe(true);
  expect(await waiting()).not.toContain(letter.id);

  const [batch] = await here((scope) => listBatches(scope, [kim.departmentId]));
  expect(batch).toMatchObject({ postedOn: "2026-11-20", letters: 1 });
  await here((scope) => takeBackPosting(scope, kim, batch!.id));
  expect(await reread(letter)).toMatchObject({ postedOn: null, notice: { givenOn: before.givenOn } });
  expect(await waiting()).toContain(letter.id);
});

test("a day ahead or before the writing is refused and keeps what was chosen; a second click finds nothing", async () => {
  const letter = await letterTo("Falschtag");
  const later = (await signedIn(city.t.house, city.web, city.t.musterstadt, { kind: "staff", staffId: kim.id }))
    .visitor;
  for (const tag of ["2026-12-24", "2026-11-01", "gestern", ""]) {
    const refused = await later.post("/amt/postausgang", { brief: letter.id, tag });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain("nicht vor dem Schreiben");
    expect(refused.body).toMatch(new RegExp(`value="${letter.id}"[^>]*checked|checked[^>]*value="${letter.id}"`));
  }
  expect((await later.post("/amt/postausgang", { brief: letter.id, tag: "2026-11-23" })).status).toBe(303);
  const again = await later.post("/amt/postausgang", { brief: letter.id, tag: "2026-11-23" });
  expect([again.status, again.body.includes("noch auf den Druck wartet")]).toEqual([422, true]);
});

test("a batch of an earlier day stays: its letters are on their way", async () => {
  const [batch] = await here((scope) => listBatches(scope, [kim.departmentId]));
  city.t.clock.advance(86_400_000);
  await expect(here((scope) => takeBackPosting(scope, kim, batch!.id))).rejects.toThrow("letters.batch_old");
});

test("of two who take a batch back at once, one does and the other is told", async () => {
  const letter = await letterTo("Zweimal");
  const on = legalDay(city.t.clock.now());
  await here((scope) => postLetters(scope, kim, [letter.id], on));
  const [batch] = await here((scope) => listBatches(scope, [kim.departmentId]));
  const both = await Promise.allSettled([1, 2].map(() => here((scope) => takeBackPosting(scope, kim, batch!.id))));
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: new NotFound("batch") });
  const lines = await here((scope) => listAudit(scope, letter.caseId));
  expect(lines.filter(({ act }) => act === "cases.take-back-posting")).toHaveLength(1);
});

test("another office neither sees nor posts the letters, nor what went out", async () => {
  const letter = await letterTo("Fremdamt");
  const staff = await here(listStaff);
  const others = (await here(listDepartments)).find(({ id }) => id !== kim.departmentId)!;
  const other = { id: newId(), subject: "anderes-amt", name: "Jona Anderswo", departmentId: others.id };
  expect(staff.some(({ departmentId }) => departmentId === others.id)).toBe(false);
  await here((scope) => addStaff(scope, other));
  const { visitor } = await signedIn(city.t.house, city.web, city.t.musterstadt, { kind: "staff", staffId: other.id });
  const page = await visitor.get("/amt/postausgang");
  expect([page.status, page.body.includes("Fremdamt")]).toEqual([200, false]);
  expect((await visitor.get("/amt/postausgang.pdf")).status).toBe(404);
  const on = legalDay(city.t.clock.now());
  await expect(here((scope) => postLetters(scope, other, [letter.id], on))).rejects.toThrow("letters.none_waiting");
  await here((scope) => postLetters(scope, kim, [letter.id], on));
  const [batch] = await here((scope) => listBatches(scope, [kim.departmentId]));
  expect(await here((scope) => listBatches(scope, [other.departmentId]))).toEqual([]);
  expect((await visitor.get(`/amt/postausgang/${batch!.id}/stapel.pdf`)).status).toBe(404);
  await expect(here((scope) => takeBackPosting(scope, other, batch!.id))).rejects.toThrow(new NotFound("batch"));
});
