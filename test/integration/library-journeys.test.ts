/** Each journey of the library's packages passes through the whole house: taken in from its folder, applied for, decided. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { postAnswers, type Answers, type FileRef } from "@allmende/forms";
import { isTaskStep, plainText, type CaseStep, type Journey, type TaskStep } from "@allmende/service-package";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  acceptPayment,
  addSupplement,
  attachFiles,
  findFee,
  finishContribution,
  getApplication,
  inviteContributor,
  openInvitation,
  saveContribution,
  savePage,
  startDraft,
  withdrawApplication,
  type Person,
} from "../../src/domains/applications/index.ts";
import {
  askStatement,
  closeByHand,
  completeStep,
  dropRequest,
  findCaseOf,
  findClosure,
  findOpenRequest,
  giveStatement,
  passOnCase,
  raiseObjection,
  reopenCase,
  requestInformation,
  settleObjection,
  type Case,
  type Caseworker,
} from "../../src/domains/cases/index.ts";
import { openSession } from "../../src/domains/identity/index.ts";
import { listLetters } from "../../src/domains/letters/index.ts";
import { findCurrentRelease, loadService } from "../../src/domains/services/index.ts";
import { listDepartments, listStaff } from "../../src/domains/tenancy/index.ts";
import { addLibraryFolder } from "../../src/cli/library.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { newSecret } from "../../src/platform/ids.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";
import { guest, submit } from "../citizen.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";

const library = join(root, "library");
const slugs = readdirSync(library).filter((name) => statSync(join(library, name)).isDirectory());
const journeysOf = (slug: string) => loadLibrary(slug).journeys.filter(({ closure }) => closure !== undefined);
const pdf = readFileSync(join(root, "test/journeys/nachweis.pdf"));
const until = "2027-03-01";

let t: TestHouse;
let kim: Caseworker;
const here = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  t.house.database.withTenant(t.musterstadt.id, work);

beforeAll(async () => {
  t = await openTestHouse({ services: [] });
  const { database } = t.house;
  for (const name of slugs) {
    const given = { name, files: readFolder(join(library, name)), tenant: t.musterstadt.slug, status: "live" as const };
    expect(await addLibraryFolder((work) => work(database), given, { out() {}, err() {} })).toBe(0);
  }
  [kim] = (await here(listStaff)) as unknown as [Caseworker];
});
afterAll(() => t.close());

describe.each(slugs)("%s", (slug) => {
  test.each(journeysOf(slug).map((journey) => [journey.name, journey] as const))("%s", async (_, journey) => {
    t.clock.set(`${journey.on}T10:00:00+01:00`);
    const person = await guest(t.house, t.musterstadt.id);
    const answers = journey.answers as Answers;
    const id = await fillIn(slug, person, answers);
    // What was typed page by page is what the journey says, files aside.
    expect(withoutFiles((await here((scope) => getApplication(scope, person, id))).answers)).toEqual(
      withoutFiles(answers),
    );
    await submit(t.house, t.musterstadt.id, person, id);
    if (journey.fee !== undefined)
      expect((await here((scope) => findFee(scope, id)))?.amount, "the fee").toBe(journey.fee);
    if (!(await here((scope) => findCaseOf(scope, id)))) await here((scope) => acceptPayment(scope, id));

    for (const step of journey.tasks) {
      const found = (await here((scope) => findCaseOf(scope, id)))!;
      await (isTaskStep(step) ? doTask(found, step) : doBesides(found, step, { person, application: id }));
    }

    const closed = (await here((scope) => findCaseOf(scope, id)))!;
    expect(closed.status).toBe("closed");
    expect(await here((scope) => findClosure(scope, closed.id))).toMatchObject({ kind: journey.closure });
    await checkLetters(closed.id, journey);
  });
});

test("the journeys of the library cover each closure, each way a request goes, statement, objection and re-opening", () => {
  const journeys = slugs.flatMap(journeysOf);
  expect(new Set(journeys.map(({ closure }) => closure))).toEqual(
    new Set("granted partly-granted refused acknowledged fulfilled withdrawn lapsed passed-on".split(" ")),
  );
  const steps = journeys.flatMap(({ tasks }) => tasks).filter((step) => !isTaskStep(step)) as CaseStep[];
  const requests = steps.flatMap((step) =>
    "request" in step
      ? [step.request.filter((path) => !Object.hasOwn(step.answers, path)).length / step.request.length]
      : [],
  );
  expect(
    requests.some((open) => open === 0),
    "answered",
  ).toBe(true);
  expect(
    requests.some((open) => open === 1),
    "unanswered",
  ).toBe(true);
  expect(
    requests.some((open) => open > 0 && open < 1),
    "answered in part",
  ).toBe(true);
  const verbs = new Set(steps.map((step) => Object.keys(step)[0]));
  for (const verb of ["drop", "statement", "objection", "reopen", "passOn", "close", "withdraw"])
    expect(verbs, verb).toContain(verb);
});

async function doTask(found: Case, { task, outcome, variables }: TaskStep): Promise<void> {
  expect(found.nextElement).toBe(task);
  const input = { outcome, ...variables } as never;
  await here((scope) => completeStep(scope, kim, found.id, found.nextTaskId!, input));
}

async function doBesides(
  { id }: Case,
  step: CaseStep,
  { person, application }: { person: Person; application: string },
): Promise<void> {
  if ("request" in step) {
    const items = step.request.map((path) => ({ path, reason: "missing" as const }));
    await here((scope) => requestInformation(scope, kim, id, { items, message: "Bitte ergänzen Sie das.", until }));
    const answered = Object.keys(step.answers).length;
    if (answered > 0) await here((scope) => addSupplement(scope, person, application, step.answers as Answers, ""));
    const open =
      (await here((scope) => findOpenRequest(scope, id)))?.items.filter((item) => !item.answered).length ?? 0;
    expect(open, "still asked").toBe(step.request.length - answered);
  } else if ("drop" in step) await here((scope) => dropRequest(scope, kim, id, step.drop));
  else if ("statement" in step) {
    const asked = (await here(listDepartments)).find(({ kind }) => kind === step.statement)!;
    const demand = { of: { department: asked.id }, question: "Was wissen Sie?", shows: step.shows, until };
    const statement = await here((scope) => askStatement(scope, kim, id, demand));
    await here((scope) => giveStatement(scope, { ...kim, departmentId: asked.id }, statement, step.answer));
  } else if ("close" in step)
    await here((scope) => closeByHand(scope, kim, id, { kind: step.close, reason: step.reason }));
  else if ("passOn" in step)
    await here((scope) => passOnCase(scope, kim, id, { to: { name: step.passOn }, reason: step.reason }));
  else if ("withdraw" in step) await here((scope) => withdrawApplication(scope, person, application));
  else if ("reopen" in step)
    await here((scope) => reopenCase(scope, kim, id, { cause: step.reopen, reason: step.reason }));
  else {
    await here((scope) => raiseObjection(scope, person, application, step.objection));
    await here((scope) => settleObjection(scope, kim, id, { ending: step.ending, reason: step.reason }));
  }
}

async function checkLetters(id: string, { letters }: Journey): Promise<void> {
  const written = await here((scope) => listLetters(scope, id));
  expect(written.filter(({ language }) => language === "de").map(({ name }) => name)).toEqual(
    letters.map(({ name }) => name),
  );
  for (const [index, { contains }] of letters.entries()) {
    const { paper, blocks } = written[index]!;
    const words = [paper.title, ...blocks.map(plainText)].join("\n").replaceAll("\u00A0", " ");
    for (const part of contains) expect(words).toContain(part);
  }
}

/** Page by page, as the browser posts it, with a real file wherever the journey names one. */
async function fillIn(slug: string, person: Person, answers: Answers): Promise<string> {
  return here(async (scope) => {
    const release = (await findCurrentRelease(scope, slug))!;
    const { form } = await loadService(scope, release);
    let application = await startDraft(scope, person, { release, language: "de" });
    for (const page of form.pages.filter(({ part }) => part === undefined)) {
      const files = new Map<string, FileRef[]>();
      for (const path of Object.keys(answers)) {
        const node = form.field(path);
        if (node?.kind !== "field" || node.field.type !== "file" || form.pageOf(path) !== page.id) continue;
        const stored = await t.house.files.put(t.musterstadt.id, bytes(), 1_000_000);
        const received = [{ path, name: `${path}.pdf`, type: "application/pdf", stored }];
        files.set(path, (await attachFiles(scope, person, application.id, node.field, received)).refs);
      }
      const input = { ...postAnswers(form, page.id, answers), files };
      ({ application } = await savePage(scope, person, application.id, page.id, input, application.revision));
    }
    // The persons of its parts each open their link and finish.
    for (const part of form.askedParts(answers, { now: t.clock.now() })) {
      const whom = { name: "Zweite Person", email: "" };
      const { code } = await inviteContributor(scope, person, application.id, part.id, whom);
      const { id: sessionId } = await openSession(scope, newSecret(), { kind: "guest" });
      const invited = (await openInvitation(scope, { sessionId, accountId: null }, code))!;
      for (const page of part.pages)
        await saveContribution(scope, sessionId, invited, page, postAnswers(form, page, answers));
      await finishContribution(scope, sessionId, invited);
    }
    return application.id;
  });
}

async function* bytes(): AsyncIterable<Uint8Array> {
  yield pdf;
}

function withoutFiles(answers: Answers): Answers {
  const isFiles = (value: unknown): boolean =>
    Array.isArray(value) &&
    value.some((entry: unknown) => typeof entry === "object" && entry !== null && "attachment" in entry);
  return Object.fromEntries(Object.entries(answers).filter(([, value]) => !isFiles(value)));
}
