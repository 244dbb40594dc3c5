/** The form that came from FIM passes through the whole house: taken in from its folder, applied for, decided. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { postAnswers, type Answers, type FileRef } from "@allmende/forms";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  attachFiles,
  getApplication,
  savePage,
  startDraft,
  type Person,
} from "../../src/domains/applications/index.ts";
import { completeStep, findCaseOf, findClosure, type Caseworker } from "../../src/domains/cases/index.ts";
import { listLettersTo } from "../../src/domains/letters/index.ts";
import { findCurrentRelease, loadService } from "../../src/domains/services/index.ts";
import { listStaff } from "../../src/domains/tenancy/index.ts";
import { addLibraryFolder } from "../../src/cli/library.ts";
import type { TenantScope } from "../../src/platform/db/database.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";
import { guest, submit } from "../citizen.ts";
import { loadLibrary, openTestHouse, type TestHouse } from "../house.ts";

const slug = "jagdschein-wiedererteilung";
const journeys = loadLibrary(slug).journeys.filter(({ closure }) => closure !== undefined);
const pdf = readFileSync(join(root, "test/journeys/nachweis.pdf"));
let here: TestHouse;
const within = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
  here.house.database.withTenant(here.musterstadt.id, work);

beforeAll(async () => {
  here = await openTestHouse();
  const given = {
    name: slug,
    files: readFolder(join(root, "library", slug)),
    tenant: here.musterstadt.slug,
    status: "live" as const,
  };
  expect(await addLibraryFolder(here.house.database, given, { out() {}, err() {} })).toBe(0);
});
afterAll(() => here.close());

test.each(journeys.map((journey) => [journey.name, journey] as const))("%s", async (_, journey) => {
  const { house, musterstadt } = here;
  const person = await guest(house, musterstadt.id);
  const answers = journey.answers as Answers;
  const id = await fillIn(person, answers);
  // What was typed page by page is what the journey says, files aside.
  expect(withoutFiles((await within((scope) => getApplication(scope, person, id))).answers)).toEqual(
    withoutFiles(answers),
  );

  expect((await submit(house, musterstadt.id, person, id)).reference).toMatch(/^32\.6-2026-\d{4}$/);
  const [worker] = (await within(listStaff)) as unknown as [Caseworker];
  for (const { task, outcome, variables } of journey.tasks) {
    const found = (await within((scope) => findCaseOf(scope, id)))!;
    expect(found.nextElement).toBe(task);
    await within((scope) =>
      completeStep(scope, worker, found.id, found.nextTaskId!, { outcome, ...variables } as never),
    );
  }
  const found = (await within((scope) => findCaseOf(scope, id)))!;
  expect(await within((scope) => findClosure(scope, found.id))).toMatchObject({ kind: journey.closure });
  const [letter] = await within((scope) => listLettersTo(scope, id));
  const words = JSON.stringify(letter?.paper).replaceAll("\u00A0", " ");
  for (const part of journey.letters.flatMap(({ contains }) => contains)) expect(words).toContain(part);
});

/** Page by page, as the browser posts it, with a real file wherever the journey names one. */
async function fillIn(person: Person, answers: Answers): Promise<string> {
  return within(async (scope) => {
    const release = (await findCurrentRelease(scope, slug))!;
    const { form } = await loadService(scope, release);
    let application = await startDraft(scope, person, { release, language: "de" });
    for (const page of form.pages) {
      const files = new Map<string, FileRef[]>();
      for (const path of Object.keys(answers)) {
        const node = form.field(path);
        if (node?.kind !== "field" || node.field.type !== "file" || form.pageOf(path) !== page.id) continue;
        const stored = await here.house.files.put(here.musterstadt.id, bytes(), 1_000_000);
        const received = [{ path, name: `${path}.pdf`, type: "application/pdf", stored }];
        files.set(path, (await attachFiles(scope, person, application.id, node.field, received)).refs);
      }
      const input = { ...postAnswers(form, page.id, answers), files };
      ({ application } = await savePage(scope, person, application.id, page.id, input, application.revision));
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
