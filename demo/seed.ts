/** Loads the demo world into an empty database: through the doors of the rooms, with dates relative to now. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { postAnswers, type Answers, type FileRef } from "@allmende/forms";
import { emptyOverlay, overlaySchema, readPackage, type Overlay, type ServicePackage } from "@allmende/service-package";
import {
  attachFiles,
  getApplication,
  savePage,
  startDraft,
  submitApplication,
  addSupplement,
  withdrawApplication,
  type Person,
} from "../src/domains/applications/index.ts";
import {
  addNote,
  completeStep,
  findCaseOf,
  postLetters,
  requestInformation,
  takeCase,
  type Caseworker,
} from "../src/domains/cases/index.ts";
import { demoIssuer, openSession, recognise } from "../src/domains/identity/index.ts";
import { listWaitingForPost } from "../src/domains/letters/index.ts";
import { findPaymentOf, refreshPayment, startPayment } from "../src/domains/payments/index.ts";
import { importFilingPlan, readFilingPlan } from "../src/domains/records/index.ts";
import { adoptService, findCurrentRelease, loadService, publishCurrentOffer } from "../src/domains/services/index.ts";
import {
  addAlliance,
  addDepartment,
  addStaff,
  addTenant,
  type Department,
  type Staff,
  type Tenant,
  listOfficesOf,
} from "../src/domains/tenancy/index.ts";
import type { House } from "../src/main.ts";
import { FixedClock, legalDay } from "../src/platform/clock.ts";
import type { Database, TenantScope } from "../src/platform/db/database.ts";
import { newId, newSecret } from "../src/platform/ids.ts";
import type { Paper } from "../src/platform/pdf/paper.ts";
import { readFolder } from "../src/platform/read-folder.ts";
import { root } from "../src/platform/root.ts";
import { allianceOf, demoPeople, departmentsOf, tenantsOf } from "./world.ts";
import { journeyCases } from "./journey-cases.ts";
import { planCases, type PlannedCase } from "./plan.ts";
import { overlays } from "./overlays.ts";

/** Pays a transaction at the stand-in. */
export type Pay = (transactionId: string) => void;

/** Fills an empty database; `at` opens the house with the given clock. */
export async function seed(
  house: House,
  at: (clock: FixedClock) => House,
  pay: Pay,
  tell: (line: string) => void,
): Promise<void> {
  tell("Loading the demo world: Landkreis Lindenau with eight municipalities …");
  const tenants = tenantsOf(() => newId());
  await house.database.withAlliance(async (scope) => {
    await addAlliance(scope, allianceOf(newId()));
    for (const [position, tenant] of tenants.entries()) await addTenant(scope, tenant, position);
  });
  const accounts = new Map<string, string>();
  for (const { sub, name, email } of demoPeople.filter(({ kind }) => kind === "citizen")) {
    accounts.set(
      sub,
      await house.database.withAlliance((scope) => recognise(scope, { issuer: demoIssuer, subject: sub, name, email })),
    );
  }
  const packages = new Map(
    ["hund-anmelden", "geburtsurkunde", "versammlung-anzeigen", "jagdschein-wiedererteilung"].flatMap((slug) =>
      readLibrary(slug),
    ),
  );
  const clock = new FixedClock(new Date(house.clock.now().getTime() - 40 * 86_400_000));
  const past = at(clock);
  await past.jobs.startSending();
  try {
    for (const tenant of tenants) {
      const staff = await furnish(past.database, tenant);
      await adopt(past.database, tenant, packages);
      const now = house.clock.now();
      const plan = [
        ...oldCases(tenant.slug, packages, now),
        ...planCases(tenant.slug, now),
        ...[...packages.values()].flatMap((pkg) =>
          journeyCases(pkg, now, journeyCounts[tenant.slug]?.[pkg.service.slug] ?? 0),
        ),
      ];
      if (plan.length === 0) continue;
      tell(`  ${tenant.name}: ${plan.length} cases`);
      const evidence = await makeEvidence(past, tenant);
      for (const [turn, planned] of plan.entries()) {
        const worker = ([first, second = first]: readonly Caseworker[] = []) => (turn % 3 === 2 ? second : first);
        await play(
          past,
          clock,
          tenant,
          (department) => worker(staff.get(department)),
          planned,
          accounts,
          evidence,
          pay,
        );
      }
      await postOldLetters(past, clock, tenant, staff, now);
    }
  } finally {
    await past.close();
  }
}

/** How many cases of the other services, beside the dogs. */
const journeyCounts: Record<string, Record<string, number>> = {
  musterstadt: { geburtsurkunde: 12, "versammlung-anzeigen": 8 },
  beispielheim: { geburtsurkunde: 6, "versammlung-anzeigen": 6 },
  kreis: { "jagdschein-wiedererteilung": 6 },
};

/** What was closed so long ago that its dossier is due for disposal: cases of the packages' journeys, years back. */
function oldCases(tenant: string, packages: ReadonlyMap<string, ServicePackage>, now: Date): PlannedCase[] {
  if (tenant !== "musterstadt") return [];
  const years: Record<string, number> = { "versammlung-anzeigen": 3, geburtsurkunde: 7 };
  return Object.entries(years).flatMap(([slug, back]) => {
    const pkg = packages.get(slug);
    const then = new Date(now.getTime() - back * 365 * 86_400_000);
    return pkg ? journeyCases(pkg, then, 8).filter(({ end }) => end === "closed") : [];
  });
}

function readLibrary(slug: string): [string, ServicePackage][] {
  let files: Map<string, string>;
  try {
    files = readFolder(join(root, "library", slug));
  } catch {
    return [];
  }
  const reading = readPackage(files);
  if (!reading.ok)
    throw new Error(
      `library/${slug}: ${reading.problems.map(({ file, message }) => `${file}: ${message}`).join("; ")}`,
    );
  return [[slug, reading.pkg]];
}

/** The answer is who works in each department; where it has nobody, whoever the town hall has. */
async function furnish(database: Database, tenant: Tenant): Promise<Map<string, Caseworker[]>> {
  const byDepartment = new Map<string, Caseworker[]>();
  await database.withTenant(tenant.id, async (scope) => {
    await importFilingPlan(
      scope,
      "system",
      readFilingPlan(readFileSync(join(root, "demo/aktenplan.csv"), "utf8")).entries,
    );
    const departments = new Map<string, Department>();
    for (const department of departmentsOf(tenant, () => newId())) {
      await addDepartment(scope, department);
      departments.set(department.kind, department);
    }
    const people: Caseworker[] = [];
    for (const { sub, name, department, head = false, areas = [], treasury = false } of demoPeople.filter(
      (person) => person.kind === "staff" && person.tenant === tenant.slug,
    )) {
      const office = departments.get(department ?? "") ?? [...departments.values()][0]!;
      const staff: Omit<Staff, "departmentName"> = {
        id: newId(),
        subject: sub,
        name,
        departmentId: office.id,
        head,
        areas,
        treasury,
      };
      await addStaff(scope, staff);
      people.push(staff);
    }
    for (const [kind, { id }] of departments) {
      const team = people.filter(({ departmentId }) => departmentId === id);
      byDepartment.set(kind, team.length > 0 ? team : people.slice(0, 1));
    }
  });
  return byDepartment;
}

async function adopt(database: Database, tenant: Tenant, packages: ReadonlyMap<string, ServicePackage>): Promise<void> {
  const own =
    tenant.kind === "district"
      ? ["jagdschein-wiedererteilung"]
      : ["hund-anmelden", "geburtsurkunde", "versammlung-anzeigen"];
  await database.withTenant(tenant.id, async (scope) => {
    for (const slug of own) {
      const pkg = packages.get(slug);
      const overlay: Overlay = overlaySchema.parse(overlays[tenant.slug]?.[slug] ?? emptyOverlay);
      if (pkg) await adoptService(scope, "system", pkg, overlay, "live");
    }
  });
  // Their jobs wait until the web is open: whoever searches in that second must not find an empty portal.
  for (const slug of own) await publishCurrentOffer(database, tenant.id, slug);
}

/** A small real PDF that citizens of the demo attach. */
async function makeEvidence(house: House, tenant: Tenant): Promise<Buffer> {
  const paper: Paper = {
    language: "de",
    title: "Übernahmevertrag (Beispiel)",
    author: "Tierheim Beispielheim",
    sender: [tenant.shortName],
    facts: [],
    blocks: [{ kind: "paragraph", pieces: [{ text: "Dies ist ein erfundenes Dokument der Beispielwelt." }] }],
  };
  return house.printer.print(paper);
}

async function* bytes(buffer: Buffer): AsyncGenerator<Uint8Array> {
  yield buffer;
}

/** Pays at the stand-in and takes its word for it, as the portal would. */
async function payAtOnce(house: House, tenant: Tenant, id: string, pay: Pay): Promise<void> {
  const demanded = await house.database.withTenant(tenant.id, (scope) => findPaymentOf(scope, id));
  if (!demanded) return;
  const started = await startPayment(house.database, house.payments, tenant.id, demanded.id);
  if (started.transactionId) pay(started.transactionId);
  await refreshPayment(house.database, house.payments, tenant.id, demanded.id);
}

/** Most letters have gone to the post yesterday; the newest wait for print. */
async function postOldLetters(
  house: House,
  clock: FixedClock,
  tenant: Tenant,
  staff: ReadonlyMap<string, readonly Caseworker[]>,
  now: Date,
): Promise<void> {
  const yesterday = new Date(now.getTime() - 86_400_000);
  clock.set(yesterday);
  await house.database.withTenant(tenant.id, async (scope) => {
    for (const [worker] of staff.values()) {
      if (!worker) continue;
      const waiting = await listWaitingForPost(scope, await listOfficesOf(scope, worker.departmentId));
      const written = waiting.toSorted((a, b) => Number(a.writtenAt) - Number(b.writtenAt));
      const old = written.slice(0, -6).filter(({ writtenAt }) => writtenAt < yesterday);
      const ids = old.map(({ id }) => id);
      if (ids.length > 0) await postLetters(scope, worker, ids, legalDay(yesterday));
    }
  });
}

/** Lets one planned case happen, step by step, each at its time. */
async function play(
  house: House,
  clock: FixedClock,
  tenant: Tenant,
  workerOf: (department: string) => Caseworker | undefined,
  planned: PlannedCase,
  accounts: Map<string, string>,
  evidence: Buffer,
  pay: Pay,
): Promise<void> {
  const within = <T>(work: (scope: TenantScope) => Promise<T>): Promise<T> =>
    house.database.withTenant(tenant.id, work);
  clock.set(planned.receivedAt);
  const accountId = planned.account ? (accounts.get(planned.account) ?? null) : null;
  const attach = async (scope: TenantScope, person: Person, id: string, path: string): Promise<FileRef[]> => {
    const release = (await findCurrentRelease(scope, planned.slug))!;
    const node = (await loadService(scope, release)).form.field(path);
    if (node?.kind !== "field" || node.field.type !== "file") return [];
    const stored = await house.files.put(tenant.id, bytes(evidence), 1_000_000);
    const { refs } = await attachFiles(scope, person, id, node.field, [
      { path, name: `${path}.pdf`, type: "application/pdf", stored },
    ]);
    return refs;
  };

  const begun = await within(async (scope) => {
    const release = await findCurrentRelease(scope, planned.slug);
    if (!release) return undefined;
    const service = await loadService(scope, release);
    const session = await openSession(scope, newSecret(), { kind: accountId ? "citizen" : "guest", accountId });
    const person: Person = { sessionId: session.id, accountId };
    const draft = await startDraft(scope, person, { release, language: "de" });
    let answers: Answers = planned.answers;
    let revision = draft.revision;
    for (const page of service.form.pages.filter(({ part }) => part === undefined)) {
      const files = new Map<string, FileRef[]>();
      for (const path of planned.files)
        if (service.form.pageOf(path) === page.id) files.set(path, await attach(scope, person, draft.id, path));
      const saved = await savePage(
        scope,
        person,
        draft.id,
        page.id,
        { ...postAnswers(service.form, page.id, answers), files },
        revision,
      );
      revision = saved.application.revision;
      answers = { ...answers };
    }
    const open = service.form.check((await getApplication(scope, person, draft.id)).answers, { now: clock.now() });
    if (open.length > 0) throw new Error(`demo case ${planned.slug}: ${JSON.stringify(open)}`);
    return { person, id: draft.id, department: service.definition.department };
  });
  if (!begun || planned.end === "draft") return;
  const { person, id } = begun;
  await within((scope) =>
    submitApplication(scope, person, id, {
      key: newId(),
      consent: { text: "demo" },
      returnUrl: "http://localhost/",
      tenantName: tenant.name,
    }),
  );
  if (await within((scope) => findPaymentOf(scope, id))) await payAtOnce(house, tenant, id, pay);
  const worker = workerOf(begun.department);
  const found = await within((scope) => findCaseOf(scope, id));
  if (!found || !worker || planned.end === "new") return;

  clock.advance(planned.pause);
  if (planned.end === "withdrawn") {
    await within((scope) => withdrawApplication(scope, person, id));
    return;
  }
  await within((scope) => takeCase(scope, worker, found.id));
  if (planned.note) await within((scope) => addNote(scope, worker, found.id, planned.note!));
  if (planned.request) {
    const until = legalDay(new Date(clock.now().getTime() + 14 * 86_400_000));
    await within((scope) =>
      requestInformation(scope, worker, found.id, {
        items: [{ path: planned.request!.path, reason: "missing" }],
        message: planned.request!.message,
        until,
      }),
    );
    if (planned.end === "waiting") return;
    clock.advance(planned.pause / 2);
    await within(async (scope) =>
      addSupplement(
        scope,
        person,
        id,
        { [planned.request!.path]: await attach(scope, person, id, planned.request!.path) },
        "Hier ist die fehlende Seite.",
      ),
    );
    if (planned.end === "answered") return;
  }
  if (planned.end === "taken") return;
  clock.advance(planned.pause / 2);
  for (const outcome of planned.outcomes) {
    const current = await within((scope) => findCaseOf(scope, id));
    if (!current?.nextTaskId) return;
    await within((scope) => completeStep(scope, worker, found.id, current.nextTaskId!, { outcome, ...planned.words }));
    clock.advance(planned.pause / 8);
  }
}
