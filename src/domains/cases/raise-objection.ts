import { audit, type Actor } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { actorOf as actorOfPerson, lockForPlatform, getApplication, type Person } from "../applications/index.ts";
import { listLetters, type LetterNotice } from "../letters/index.ts";
import { fileDocument } from "../records/index.ts";
import { checkDay, checkLength } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { findCaseOf, findClosure, lockCase, updateCase } from "./case-store.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { findOpenObjection, type Objection } from "./objection.ts";
import { allowsObjection } from "./remedy.ts";
import { tellApplicant } from "./tell-applicant.ts";

/** Against which the law gives an objection: decisions, and an acknowledgement that orders conditions. */
const contestable = new Set(["granted", "partly-granted", "refused", "acknowledged"]);

/** The citizen objects in place ("Widerspruch"), from their own application. */
export async function raiseObjection(
  scope: TenantScope,
  person: Person,
  applicationId: string,
  body: string,
): Promise<void> {
  await getApplication(scope, person, applicationId);
  await lockForPlatform(scope, applicationId);
  const known = await findCaseOf(scope, applicationId);
  if (!known) throw new NotFound("case");
  const found = await lockCase(scope, known.id);
  const raisedOn = legalDay(scope.clock.now());
  await raise(scope, found, { channel: "online", body, raisedOn, actor: actorOfPerson(person) });
}

/** Staff enter an objection that came on paper or was spoken for the record; the day it arrived counts. */
export async function enterObjection(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { channel, body, raisedOn }: { channel: "paper" | "record"; body: string; raisedOn: string },
): Promise<void> {
  const found = await enterCase(scope, id, caseworker);
  if (checkDay(raisedOn) > legalDay(scope.clock.now())) throw new Refusal("cases.day_ahead");
  await raise(scope, found, { channel, body, raisedOn, actor: actorOf(caseworker) });
}

async function raise(
  scope: TenantScope,
  found: Case,
  { channel, body, raisedOn, actor }: Pick<Objection, "channel" | "body" | "raisedOn"> & { actor: Actor },
): Promise<void> {
  checkLength(body);
  const closure = await findClosure(scope, found.id);
  if (found.status !== "closed" || !closure?.decision || !contestable.has(closure.kind))
    throw new Refusal("cases.nothing_decided");
  if (await findOpenObjection(scope, found.id)) throw new Refusal("cases.objection_open");
  const notice = await lastNotice(scope, found.id);
  if (!allowsObjection(notice)) throw new Refusal("cases.only_action");
  const now = scope.clock.now();
  const id = newId(now);
  const remedyUntil = notice?.remedyUntil ?? null;
  // Late is late, but the office decides about it: § 60 VwGO may put the citizen back in time.
  const inTime = remedyUntil === null ? null : raisedOn <= remedyUntil;
  write(
    scope,
    sql`insert into cases.objections (tenant_id, id, case_id, channel, body, raised_on, remedy_until, in_time, state, entered_by, entered_at)
        values (${scope.tenant}, ${id}, ${found.id}, ${channel}, ${body.trim()}, ${raisedOn}, ${remedyUntil}, ${inTime}, 'open', ${actor}, ${now})`,
  );
  await fileDocument(scope, found.id, { title: "Widerspruch", kind: "objection", sourceId: id });
  await updateCase(scope, { ...found, news: "objection" });
  await tellApplicant(scope, found, {
    kind: "receipt",
    tell: ({ objectionReceived, objectionNext }) => ({ subject: objectionReceived, body: objectionNext }),
  });
  await audit(scope, {
    actor,
    act: "cases.raise-objection",
    subject: found.id,
    details: { objection: id, channel, inTime: inTime ?? "unknown" },
  });
}

/** What the last decision notice told of the remedy against it, and its period ("Rechtsbehelfsfrist"). */
async function lastNotice(scope: TenantScope, caseId: string): Promise<LetterNotice | null> {
  const letters = await listLetters(scope, caseId);
  return letters.findLast(({ notice }) => notice)?.notice ?? null;
}

/** Whether the citizen may object now; nobody objects to what the law deemed granted as they asked. */
export async function mayObject(scope: TenantScope, applicationId: string): Promise<boolean> {
  const row = await findRow(
    scope,
    sql<{ id: string }>`select c.id from cases.cases c
      join lateral (select kind, decision from cases.closures x where x.tenant_id = c.tenant_id and x.case_id = c.id order by x.id desc limit 1) l on true
      where c.application_id = ${applicationId} and c.status = 'closed' and l.decision is not null
        and not exists (select from cases.deemed_approvals d where d.tenant_id = c.tenant_id and d.case_id = c.id and d.step = 'occurred')
        and not exists (select from cases.objections o where o.tenant_id = c.tenant_id and o.case_id = c.id and o.state = 'open')`,
  );
  return row !== undefined && allowsObjection(await lastNotice(scope, row.id));
}
