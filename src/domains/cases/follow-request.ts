/** What happens to an information request when nobody answers: a reminder before the day, and the office is told after it. */
import { addDays, day } from "@allmende/deadlines";
import { legalDay, startOfDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { sql, write } from "../../platform/db/query.ts";
import { defineJob } from "../../platform/jobs.ts";
import { updateCase } from "./case-store.ts";
import type { InformationRequest } from "./case.ts";
import { enterIfThere } from "./enter-case.ts";
import { findCaseOfRequest, findOpenRequest } from "./request-store.ts";
import { tellApplicant } from "./tell-applicant.ts";

/** `until` names the day it was ordered for: once the day was moved, this job is stale. */
interface Due {
  request: string;
  until: string;
}
export const reminderJob = defineJob<Due>("cases.request-reminder", 30);
export const overdueJob = defineJob<Due>("cases.request-overdue", 100);

const remindedDaysBefore = 3;

/** Orders the reminder, three days before, when that is still ahead, and the look after the last day. */
export function followRequest(scope: TenantScope, request: string, until: string): void {
  const reminder = startOfDay(addDays(day(until), -remindedDaysBefore));
  if (reminder > scope.clock.now()) scope.enqueue(reminderJob, { request, until }, { at: reminder });
  scope.enqueue(overdueJob, { request, until }, { at: startOfDay(addDays(day(until), 1)) });
}

export async function remindOfRequest(scope: TenantScope, due: Due): Promise<void> {
  const found = await enterOpenRequest(scope, due);
  if (!found || found.request.remindedAt || legalDay(scope.clock.now()) > due.until) return;
  write(
    scope,
    sql`update cases.information_requests set reminded_at = ${scope.clock.now()} where id = ${found.request.id}`,
  );
  await tellApplicant(scope, found.about, {
    kind: "request",
    tell: (words) => ({
      subject: words.reminder,
      body: `${words.stillWaiting(words.day(due.until))}\n\n${found.request.message}`,
    }),
  });
}

/** The day has passed: the case is news to its caseworker, who decides what follows. Nothing ends by itself. */
export async function noteOverdue(scope: TenantScope, due: Due): Promise<void> {
  const found = await enterOpenRequest(scope, due);
  if (!found || found.request.overdueAt || legalDay(scope.clock.now()) <= due.until) return;
  write(
    scope,
    sql`update cases.information_requests set overdue_at = ${scope.clock.now()} where id = ${found.request.id}`,
  );
  await updateCase(scope, { ...found.about, news: "overdue" });
}

async function enterOpenRequest(scope: TenantScope, due: Due) {
  const caseId = await findCaseOfRequest(scope, due.request);
  const about = caseId && (await enterIfThere(scope, caseId));
  if (!about) return undefined;
  const request: InformationRequest | undefined = await findOpenRequest(scope, caseId);
  return request?.id === due.request && request.until === due.until ? { about, request } : undefined;
}
