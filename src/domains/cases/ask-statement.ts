import { showAnswers } from "@allmende/forms";
import { wordingIn } from "@allmende/service-package";
import { audit } from "../../platform/audit/audit.ts";
import { legalDay, startOfDay } from "../../platform/clock.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { json, sql, write } from "../../platform/db/query.ts";
import { Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { foldSubmissions, getForOffice, listSubmissions } from "../applications/index.ts";
import { loadPinned } from "../services/index.ts";
import { getDepartment, shareRow } from "../tenancy/index.ts";
import { addDays, day } from "@allmende/deadlines";
import { checkDay, checkReason } from "./add-note.ts";
import type { Case, Caseworker } from "./case.ts";
import { actorOf, enterOpenCase } from "./enter-case.ts";
import type { Fact } from "./statement.ts";

export interface StatementDemand {
  /** An office of this tenant, or another tenant with its name. */
  of: { department: string } | { tenant: string; name: string };
  question: string;
  /** Paths of answers it may see; all else stays here. */
  shows: readonly string[];
  until: string;
}

/** How long after the day a foreign authority may still look at what it was asked. */
const lateDays = 14;

/** Asks another office for its statement ("Stellungnahme"). The case goes on; what is shown is fixed in this row. */
export async function askStatement(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  { of, question, shows, until }: StatementDemand,
): Promise<string> {
  const found = await enterOpenCase(scope, id, caseworker);
  const now = scope.clock.now();
  const words = checkReason(question);
  if (checkDay(until) <= legalDay(now)) throw new Refusal("cases.deadline_past");
  const facts = await factsOf(scope, found, shows);
  const statement = newId(now);
  const [department, other] = "department" in of ? [of.department, null] : [null, of.tenant];
  if (other === scope.tenant) throw new Refusal("cases.own_office");
  const askedOf = "department" in of ? (await getDepartment(scope, of.department)).name : of.name;
  write(
    scope,
    sql`insert into cases.statements (tenant_id, id, case_id, department_id, other_tenant, asked_of, title, question, facts, until, state, asked_by, asked_at)
        values (${scope.tenant}, ${statement}, ${id}, ${department}, ${other}, ${askedOf}, ${found.title}, ${words}, ${json(facts)}, ${until}, 'open', ${actorOf(caseworker)}, ${now})`,
  );
  if (other)
    shareRow(scope, {
      room: "cases.statements",
      rowId: statement,
      withTenant: other,
      purpose: "statement",
      until: startOfDay(addDays(day(until), lateDays)),
    });
  await audit(scope, {
    actor: actorOf(caseworker),
    act: "cases.ask-statement",
    subject: id,
    details: { statement, shows: facts.length, of: department ?? other ?? "" },
  });
  return statement;
}

/** The chosen answers as they read today; nothing else of the application leaves the case. */
async function factsOf(scope: TenantScope, found: Case, shows: readonly string[]): Promise<Fact[]> {
  if (!found.applicationId || shows.length === 0) return [];
  const application = await getForOffice(scope, found.applicationId);
  const { form, texts } = await loadPinned(scope, application.releaseId).then((service) => ({
    form: service.form,
    texts: wordingIn(service, "de"),
  }));
  const answers = foldSubmissions(await listSubmissions(scope, application.id));
  const shown = showAnswers(form, answers, texts, { now: application.receivedAt ?? found.receivedAt });
  return shown
    .flatMap(({ groups }) => groups.flatMap(({ entries }) => entries))
    .filter(({ path, type }) => shows.includes(path) && type !== "file")
    .map(({ label, lines }) => ({ label, lines }));
}
