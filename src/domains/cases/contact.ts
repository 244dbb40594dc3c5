import type { TenantScope } from "../../platform/db/database.ts";
import { rows, sql, write } from "../../platform/db/query.ts";
import { newId } from "../../platform/ids.ts";

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
