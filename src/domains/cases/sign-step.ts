import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import type { Case, Caseworker } from "./case.ts";
import { updateCase } from "./case-store.ts";
import type { StepInput } from "./conduct.ts";
import { actorOf } from "./enter-case.ts";

/** Somebody agreed to how a step shall end ("Mitzeichnung"); it ends when enough people have. */
export interface Countersignature {
  id: string;
  taskId: string;
  signedBy: string;
  name: string;
  outcome: string;
  words: Partial<Record<"begruendung" | "auflagen", string>>;
  at: Date;
}

export async function listSignatures(scope: TenantScope, caseId: string, taskId: string): Promise<Countersignature[]> {
  return rows(
    scope,
    sql<Countersignature>`select id, task_id as "taskId", signed_by as "signedBy", name, outcome, words, at from cases.signatures
      where case_id = ${caseId} and task_id = ${taskId} and not void order by id`,
  );
}

/**
 * Signs the waiting step; true when it may end now. Each person signs once (four eyes); who would end it otherwise, or
 * with other words, makes a new proposal, and what was signed before no longer counts. The case goes back to the office.
 */
export async function signStep(
  scope: TenantScope,
  caseworker: Caseworker,
  found: Case,
  taskId: string,
  { input, needed }: { input: StepInput; needed: number },
): Promise<boolean> {
  const words = { begruendung: input.begruendung?.trim() ?? "", auflagen: input.auflagen?.trim() ?? "" };
  const outcome = input.outcome ?? "";
  const before = await listSignatures(scope, found.id, taskId);
  const agrees = before.filter(
    (one) =>
      one.outcome === outcome && one.words.begruendung === words.begruendung && one.words.auflagen === words.auflagen,
  );
  if (agrees.some(({ signedBy }) => signedBy === actorOf(caseworker))) throw new Refusal("cases.signed_already");
  if (agrees.length < before.length)
    write(scope, sql`update cases.signatures set void = true where case_id = ${found.id} and task_id = ${taskId}`);
  const now = scope.clock.now();
  write(
    scope,
    sql`insert into cases.signatures (tenant_id, id, case_id, task_id, signed_by, name, outcome, words, at)
        values (${scope.tenant}, ${newId(now)}, ${found.id}, ${taskId}, ${actorOf(caseworker)}, ${caseworker.name}, ${outcome}, ${JSON.stringify(words)}::jsonb, ${now})`,
  );
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.sign",
    subject: found.id,
    details: { element: found.nextElement ?? "", outcome },
  });
  const standing = agrees.length < before.length ? 0 : agrees.length;
  if (standing + 1 >= needed) return true;
  await updateCase(scope, { ...found, status: "in-progress", assigneeId: null, news: "signature" });
  return false;
}
