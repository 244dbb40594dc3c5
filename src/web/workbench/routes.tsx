import { Hono } from "hono";
import { showAnswers, Wording } from "@allmende/forms";
import { findText, textsIn, type CompiledService } from "@allmende/service-package";
import { addWorkingDays, day, type Land } from "@allmende/deadlines";
import {
  findFee,
  foldSubmissions,
  getAttachment,
  getForOffice,
  listAttachments,
  listSubmissions,
} from "../../domains/applications/index.ts";
import {
  addNote,
  completeStep,
  composeLetter,
  countCases,
  findClosure,
  findOpenRequest,
  getCase,
  listCases,
  listNotes,
  requestInformation,
  takeCase,
  type Case,
  type CaseFilter,
  type RequestReason,
} from "../../domains/cases/index.ts";
import { closeSession, findSession, formToken, openSession, takeHandover } from "../../domains/identity/index.ts";
import { listLetters } from "../../domains/letters/index.ts";
import { listMessages } from "../../domains/messages/index.ts";
import { findLatestPayment } from "../../domains/payments/index.ts";
import { listTasks } from "../../domains/processes/index.ts";
import { findDossier } from "../../domains/records/index.ts";
import { loadPinned } from "../../domains/services/index.ts";
import { findStaffBySubject, getStaff, listStaff, type Staff } from "../../domains/tenancy/index.ts";
import { audit, listAudit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { digest } from "../../platform/ids.ts";
import { findBrowserMark, findSecret, forgetSecret, renewSecret, setBrowserMark } from "../cookies.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { fileLink } from "../files/file-link.ts";
import { checkOrigin, checkToken } from "../guard.ts";
import { readForm } from "../read-form.ts";
import { casePage, type CaseView, type NextStep } from "./case-page.tsx";
import { inboxPage } from "./inbox-page.tsx";
import { reasons, requestPage, type RequestView } from "./request-page.tsx";
import { staffMessage, type StaffFrame, type View } from "./staff-page.tsx";

/** The caseworker's desk at /amt of the tenant's host. */
export const workbench = new Hono<WebEnvironment>().basePath("/amt");

/** Runs as the signed-in member of staff; without one the browser goes to sign in and comes back here. */
async function asStaff(
  c: WebContext,
  work: (scope: TenantScope, staff: Staff) => Promise<Response>,
): Promise<Response> {
  const { tenant } = portalOf(c);
  const secret = findSecret(c, "amt");
  const answer = secret
    ? await c.env.house.database.withTenant(tenant.id, async (scope) => {
        const session = await findSession(scope, secret);
        return session?.kind === "staff" && session.staffId
          ? work(scope, await getStaff(scope, session.staffId))
          : undefined;
      })
    : undefined;
  return (
    answer ??
    c.redirect(`/amt/anmeldung?weiter=${encodeURIComponent(c.req.method === "GET" ? c.req.path : "/amt")}`, 303)
  );
}

workbench.get("/anmeldung", (c) => {
  const { tenant } = portalOf(c);
  const path = c.req.query("weiter") ?? "/amt";
  const mark = setBrowserMark(c);
  const query = new URLSearchParams({
    host: tenant.host,
    weiter: /^\/amt(?:[/?]|$)/.test(path) ? path : "/amt",
    marke: digest(mark).toString("base64url"),
    art: "staff",
  });
  return c.redirect(`${c.env.addresses.signIn}/anmeldung?${query}`, 303);
});

workbench.get("/anmeldung/fertig", async (c) => {
  const { tenant } = portalOf(c);
  const { database } = c.env.house;
  const handover = await database.withAlliance((scope) =>
    takeHandover(scope, c.req.query("code") ?? "", tenant.host, findBrowserMark(c) ?? ""),
  );
  const known = await database.withTenant(tenant.id, async (scope) => {
    const staff = handover.kind === "staff" ? await findStaffBySubject(scope, handover.subject) : undefined;
    if (staff) await openSession(scope, renewSecret(c, "amt"), { kind: "staff", staffId: staff.id, name: staff.name });
    return staff;
  });
  if (!known)
    return c.html(
      staffMessage(
        c,
        "Kein Zugang",
        `Sie arbeiten nicht für ${tenant.name}. Melden Sie sich mit dem Konto Ihrer Verwaltung an.`,
      ),
      403,
    );
  return c.redirect(handover.path, 303);
});

workbench.post("/abmeldung", async (c) => {
  checkOrigin(c);
  const secret = findSecret(c, "amt");
  checkToken(await readForm(c), secret);
  await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
    const session = secret && (await findSession(scope, secret));
    if (session) await closeSession(scope, session.id);
  });
  forgetSecret(c, "amt");
  return c.redirect("/", 303);
});

const pageSize = 100;

interface ViewDefinition extends Omit<View, "count"> {
  filter(staff: Staff, today: string): Omit<CaseFilter, "limit">;
}

const views: ViewDefinition[] = [
  {
    key: "heute",
    name: "Heute fällig",
    icon: "clock",
    due: true,
    filter: (staff, today) => ({ assigneeId: staff.id, status: ["new", "in-progress"], dueBy: today }),
  },
  { key: "antworten", name: "Neue Antworten", icon: "mail", filter: (staff) => ({ assigneeId: staff.id, news: true }) },
  {
    key: "meine",
    name: "Meine Vorgänge",
    icon: "inbox",
    filter: (staff) => ({ assigneeId: staff.id, status: ["new", "in-progress"] }),
  },
  {
    key: "warten",
    name: "Wartet auf andere",
    icon: "pause",
    filter: (staff) => ({ assigneeId: staff.id, status: ["waiting"] }),
  },
  { key: "ohne", name: "Noch ohne Person", icon: "people", filter: () => ({ assigneeId: null }) },
  { key: "alle", name: "Alle offenen", icon: "list", filter: () => ({}) },
  { key: "erledigt", name: "Erledigt", icon: "check", filter: () => ({ status: ["closed"] }) },
];

async function frameFor(c: WebContext, scope: TenantScope, staff: Staff, current: string): Promise<StaffFrame> {
  const today = legalDay(scope.clock.now());
  const counted: View[] = [];
  for (const { filter, ...view } of views)
    counted.push({ ...view, count: await countCases(scope, { ...filter(staff, today), limit: 1 }) });
  return { tenant: portalOf(c).tenant, staff, views: counted, current, token: formToken(findSecret(c, "amt") ?? "") };
}

workbench.get("/", (c) =>
  asStaff(c, async (scope, staff) => {
    const today = legalDay(scope.clock.now());
    const view = views.find(({ key }) => key === c.req.query("ansicht")) ?? views[2]!;
    const text = (c.req.query("q") ?? "").trim().slice(0, 200);
    const filter: CaseFilter = text
      ? { text, status: ["new", "in-progress", "waiting", "closed"], limit: pageSize + 1 }
      : { ...view.filter(staff, today), limit: pageSize + 1 };
    const found = await listCases(scope, filter);
    const rows = [];
    for (const row of found.slice(0, pageSize))
      rows.push({
        ...row,
        nextStep: row.nextElement ? stepName(await loadPinned(scope, row.releaseId), row.nextElement) : "–",
      });
    const frame = { ...(await frameFor(c, scope, staff, text ? "" : view.key)), query: text };
    return c.html(inboxPage(frame, text ? `Suche: ${text}` : view.name, rows, today, found.length > pageSize));
  }),
);

const stepName = (service: CompiledService, element: string): string =>
  findText(service.texts.de ?? {}, element, "label") ?? element;

workbench.get("/vorgaenge/:id", (c) =>
  asStaff(c, async (scope, staff) =>
    c.html(
      casePage(
        await frameFor(c, scope, staff, ""),
        await viewOf(scope, staff, await getCase(scope, c.req.param("id"))),
      ),
    ),
  ),
);

async function viewOf(scope: TenantScope, staff: Staff, found: Case): Promise<CaseView> {
  const service = await loadPinned(scope, found.releaseId);
  const wording = new Wording(textsIn(service, "de"));
  const tasks = await listTasks(scope, found.id);
  const waiting = tasks.find((task) => task.id === found.nextTaskId);
  const { applicationId } = found;
  const answers = applicationId ? foldSubmissions(await listSubmissions(scope, applicationId)) : {};
  const next = waiting && nextStep(service, waiting);
  const request = await findOpenRequest(scope, found.id);
  const fee = applicationId ? await findFee(scope, applicationId) : undefined;
  const firstLetter = next && firstLetterOf(service);
  const names = new Map<string, string>();
  for (const member of await listStaff(scope)) names.set(`staff:${member.id}`, member.name);
  for (const { id } of fee?.items ?? []) names.set(`text:${id}`, wording.label(id));
  return {
    found,
    next,
    tasks: tasks.map((task) => ({
      name: stepName(service, task.element),
      done: task.doneAt !== null,
      due: task.dueOn,
    })),
    pages: applicationId ? showAnswers(service.form, answers, wording, { now: scope.clock.now() }) : [],
    attachments: applicationId ? await listAttachments(scope, applicationId) : [],
    preview: firstLetter && applicationId ? await composeLetter(scope, found, service, firstLetter, {}) : undefined,
    letters: await listLetters(scope, found.id),
    request,
    requestLabels: request?.items.map(({ path }) => wording.label(path)) ?? [],
    notes: await listNotes(scope, found.id),
    messages: applicationId ? await listMessages(scope, applicationId) : [],
    fee,
    feeWhy: fee?.rules.flatMap(({ rules }) => rules).map((id) => wording.find(id, "label") ?? id) ?? [],
    payment: applicationId ? await findLatestPayment(scope, applicationId) : undefined,
    closure: found.status === "closed" ? await findClosure(scope, found.id) : undefined,
    history: await listAudit(scope, found.id),
    names,
    today: legalDay(scope.clock.now()),
    mine: found.assigneeId === staff.id,
    filed: (await findDossier(scope, found.id))?.documents.length ?? 0,
  };
}

/** The letter that a decision in favour sends: shown as a preview before anything is decided. */
const firstLetterOf = (service: CompiledService): string | undefined => service.definition.letters[0]?.name;

function nextStep(
  service: CompiledService,
  task: CaseView["next"] extends infer N ? Extract<N, { task: unknown }>["task"] : never,
): NextStep {
  const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  const outcomes = list(task.inputs.outcomes);
  const texts = service.texts.de ?? {};
  const label = (outcome: string): string => findText(texts, task.element, outcome) ?? outcome;
  const asks = new Map(list(task.inputs.reasons).map((outcome) => [outcome, "begruendung" as const]));
  return {
    task,
    name: stepName(service, task.element),
    checks: list(task.inputs.checks).map((id) => findText(texts, id, "label") ?? id),
    outcomes:
      outcomes.length > 0
        ? outcomes.map((value) => {
            const wants =
              asks.get(value) ??
              (/auflage/i.test(value)
                ? ("auflagen" as const)
                : /ablehn|verbiet|untersag/i.test(value)
                  ? ("begruendung" as const)
                  : undefined);
            return { value, label: label(value), ...(wants && { asks: wants }) };
          })
        : [{ value: "done", label: findText(texts, task.element, "done") ?? "Erledigt" }],
  };
}

workbench.post("/vorgaenge/:id/uebernahme", (c) => act(c, (scope, staff, id) => takeCase(scope, staff, id)));

workbench.post("/vorgaenge/:id/schritt", (c) =>
  act(c, (scope, staff, id, form) =>
    completeStep(scope, staff, id, form.one("aufgabe"), {
      outcome: form.one("ergebnis"),
      ...(form.one("begruendung").trim() && { begruendung: form.one("begruendung").trim() }),
      ...(form.one("auflagen").trim() && { auflagen: form.one("auflagen").trim() }),
    }),
  ),
);

workbench.post("/vorgaenge/:id/notizen", (c) =>
  act(c, (scope, staff, id, form) => addNote(scope, staff, id, form.one("text"))),
);

/** One posted verb on a case: parse, call the use case, back to the case. */
async function act(
  c: WebContext,
  verb: (scope: TenantScope, staff: Staff, id: string, form: Awaited<ReturnType<typeof readForm>>) => Promise<unknown>,
): Promise<Response> {
  checkOrigin(c);
  const form = await readForm(c);
  return asStaff(c, async (scope, staff) => {
    checkToken(form, findSecret(c, "amt"));
    const id = c.req.param("id") ?? "";
    await verb(scope, staff, id, form);
    return c.redirect(`/amt/vorgaenge/${id}`, 303);
  });
}

workbench.get("/vorgaenge/:id/nachforderung", (c) =>
  asStaff(c, async (scope, staff) => {
    const found = await getCase(scope, c.req.param("id"));
    const today = legalDay(scope.clock.now());
    const until = addWorkingDays(day(today), 10, { land: portalOf(c).tenant.land as Land });
    return c.html(
      requestPage(
        await frameFor(c, scope, staff, ""),
        await requestView(scope, found, { chosen: [], message: "", until, problems: [] }),
      ),
    );
  }),
);

async function requestView(
  scope: TenantScope,
  found: Case,
  entered: Pick<RequestView, "chosen" | "message" | "until" | "problems">,
): Promise<RequestView> {
  if (!found.applicationId) throw new Refusal("cases.closed");
  const service = await loadPinned(scope, found.releaseId);
  const application = await getForOffice(scope, found.applicationId);
  const walk = service.form.walk(application.answers, { now: scope.clock.now() });
  const wording = new Wording(textsIn(service, "de"));
  const items = walk.asked
    .filter(({ path, node }) => !path.includes(".") && !node.repeat)
    // Evidence first: that is what is missing most often.
    .toSorted((a, b) => Number(b.node.field.type === "file") - Number(a.node.field.type === "file"))
    .map(({ path, value }) => ({
      path,
      label: wording.label(path),
      answered: value === undefined ? "(nicht angegeben)" : "",
    }));
  return { found, items, ...entered };
}

workbench.post("/vorgaenge/:id/nachforderung", async (c) => {
  checkOrigin(c);
  const form = await readForm(c);
  return asStaff(c, async (scope, staff) => {
    checkToken(form, findSecret(c, "amt"));
    const id = c.req.param("id");
    const chosen = form.all("punkt");
    const until = form.one("bis");
    const message = form.one("nachricht").trim();
    const problems: RequestView["problems"] = [];
    if (chosen.length === 0) problems.push({ target: "punkte", text: "Wählen Sie, was fehlt." });
    if (!message) problems.push({ target: "nachricht", text: "Schreiben Sie, was genau fehlt." });
    if (!/^\d{4}-\d{2}-\d{2}$/.test(until) || until <= legalDay(scope.clock.now()))
      problems.push({ target: "bis", text: "Wählen Sie eine Frist in der Zukunft." });
    if (problems.length > 0) {
      return c.html(
        requestPage(
          await frameFor(c, scope, staff, ""),
          await requestView(scope, await getCase(scope, id), { chosen, message, until, problems }),
        ),
        422,
      );
    }
    const items = chosen.map((path) => ({ path, reason: reasonOf(form.one(`grund.${path}`)) }));
    await requestInformation(scope, staff, id, { items, message, until });
    return c.redirect(`/amt/vorgaenge/${id}`, 303);
  });
});

const reasonOf = (text: string): RequestReason =>
  reasons.some(([value]) => value === text) ? (text as RequestReason) : "missing";

workbench.get("/vorgaenge/:id/anlagen/:attachment", (c) =>
  asStaff(c, async (scope, staff) => {
    const found = await getCase(scope, c.req.param("id"));
    const attachment = await getAttachment(scope, found.applicationId ?? "", c.req.param("attachment"));
    // A file waits until it is scanned; where no scanner is set up, opening it is a recorded step of its own.
    if (attachment.scan === "waiting" || attachment.scan === "infected") throw new NotFound("attachment");
    if (attachment.scan === "unscanned")
      await audit(scope, {
        actor: `staff:${staff.id}`,
        act: "cases.open-unscanned",
        subject: found.id,
        details: { attachment: attachment.id },
      });
    return c.redirect(
      fileLink(c, { tenant: scope.tenant, fileId: attachment.fileId, name: attachment.name, type: attachment.type }),
      303,
    );
  }),
);
