import type { Path } from "@allmende/forms";
import { audit } from "../../platform/audit/audit.ts";
import { legalDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { partOfQuestion, pushStatus } from "../applications/index.ts";
import { fileDocument } from "../records/index.ts";
import { loadPinned } from "../services/index.ts";
import type { Caseworker, InformationRequest, RequestReason } from "./case.ts";
import { checkDay } from "./add-note.ts";
import { lockCase, updateCase } from "./case-store.ts";
import { haltDeemedApproval, refuseIfDeemed } from "./deemed-approval.ts";
import { actorOf, enterCase } from "./enter-case.ts";
import { followRequest } from "./follow-request.ts";
import { findOpenRequest, insertRequest } from "./request-store.ts";
import { tellApplicant } from "./tell-applicant.ts";
import { workOn } from "./take-case.ts";

export interface Demand {
  items: { path: Path; reason: RequestReason }[];
  message: string;
  /** Legal day, ISO; in the future. */
  until: string;
}

/** Demands exactly the named items ("Nachforderung"); the case waits until they come. */
export async function requestInformation(
  scope: TenantScope,
  caseworker: Caseworker,
  caseId: string,
  { items, message, until }: Demand,
): Promise<string> {
  const found = await enterCase(scope, caseId, caseworker);
  if (found.status === "closed" || !found.applicationId) throw new Refusal("cases.closed");
  refuseIfDeemed(scope, found);
  if (await findOpenRequest(scope, caseId)) throw new Refusal("cases.request_open");
  if (items.length === 0) throw new Refusal("cases.nothing_requested");
  const now = scope.clock.now();
  if (checkDay(until) <= legalDay(now)) throw new Refusal("cases.deadline_past");
  const service = await loadPinned(scope, found.releaseId);
  const unknown = items.find(({ path }) => !service.form.field(path));
  if (unknown) throw new Refusal("cases.unknown_item", { path: unknown.path });
  // What a second person said themselves, the applicant cannot say for them.
  const others = items.find(({ path }) => partOfQuestion(service.form, path) !== undefined);
  if (others) throw new Refusal("cases.of_another_person", { path: others.path });
  await workOn(scope, caseworker, found);
  const request: InformationRequest = {
    id: newId(now),
    caseId,
    message,
    until,
    state: "open",
    askedBy: caseworker.id,
    askedAt: now,
    remindedAt: null,
    overdueAt: null,
    answeredAt: null,
    items: items.map((item) => ({ ...item, answered: false })),
  };
  await insertRequest(scope, request);
  followRequest(scope, request.id, until);
  await updateCase(scope, { ...(await lockCase(scope, caseId)), status: "waiting", dueOn: until, news: null });
  await haltDeemedApproval(scope, found, actorOf(caseworker));
  await pushStatus(scope, found.applicationId, "waiting-for-citizen", { request: { id: request.id, until } });
  await tellApplicant(scope, found, {
    kind: "request",
    tell: ({ somethingMissing }) => ({ subject: somethingMissing, body: message }),
    sender: caseworker.name,
  });
  await fileDocument(scope, caseId, { title: "Nachforderung", kind: "request", sourceId: request.id });
  await audit(scope, {
    actor: `staff:${caseworker.id}`,
    act: "cases.request-information",
    subject: caseId,
    details: { request: request.id, items: items.length, until },
  });
  return request.id;
}
