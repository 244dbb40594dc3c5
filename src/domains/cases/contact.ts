import { audit } from "../../platform/audit/audit.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { change, rows, sql, write } from "../../platform/db/query.ts";
import { NotFound, Refusal } from "../../platform/errors.ts";
import { newId } from "../../platform/ids.ts";
import { isMailAddress } from "../messages/index.ts";
import type { Caseworker } from "./case.ts";
import { actorOf, enterCase } from "./enter-case.ts";

/** Somebody to reach in a case ("Kontakt"). */
export interface Contact {
  id: string;
  role: "applicant" | "representative" | "other";
  name: string;
  street: string;
  /** Postcode and place. */
  place: string;
  phone: string;
  email: string;
}

/** An address is left out or one that a mail can reach; refuses `cases.mail_wrong`. */
export function checkMail(email: string): void {
  if (email.trim() && !isMailAddress(email.trim())) throw new Refusal("cases.mail_wrong");
}

export function insertContact(scope: TenantScope, caseId: string, contact: Omit<Contact, "id">): void {
  const { role, name, street, place, phone, email } = contact;
  write(
    scope,
    sql`insert into cases.contacts (tenant_id, id, case_id, role, name, street, place, phone, email)
        values (${scope.tenant}, ${newId(scope.clock.now())}, ${caseId}, ${role}, ${name.trim()}, ${street.trim()}, ${place.trim()}, ${phone.trim()}, ${email.trim()})`,
  );
}

export async function listContacts(scope: TenantScope, caseId: string): Promise<Contact[]> {
  return rows(
    scope,
    sql<Contact>`select id, role, name, street, place, phone, email from cases.contacts where case_id = ${caseId} order by id`,
  );
}

/** Somebody else to reach in this case: a representative, a neighbour, an insurer. */
export async function addContact(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  contact: Omit<Contact, "id" | "role"> & { role: "representative" | "other" },
): Promise<void> {
  await enterCase(scope, id, caseworker);
  if (!contact.name.trim()) throw new Refusal("cases.name_missing");
  checkMail(contact.email);
  insertContact(scope, id, contact);
  await audit(scope, { actor: actorOf(caseworker), act: "cases.add-contact", subject: id });
}

/** Whom the case is about stays; everybody else can be taken off. */
export async function removeContact(
  scope: TenantScope,
  caseworker: Caseworker,
  id: string,
  contact: string,
): Promise<void> {
  await enterCase(scope, id, caseworker);
  const removed = await change(
    scope,
    sql`delete from cases.contacts where id = ${contact} and case_id = ${id} and role <> 'applicant'`,
  );
  if (removed === 0) throw new NotFound("contact");
  await audit(scope, { actor: actorOf(caseworker), act: "cases.remove-contact", subject: id });
}
