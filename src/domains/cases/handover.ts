import type { TenantScope } from "../../platform/db/database.ts";
import { findRow, json, rows, sql, write } from "../../platform/db/query.ts";
import { defineJob } from "../../platform/jobs.ts";
import type { Contact } from "./contact.ts";
import type { Fact } from "./statement.ts";

/** A case on its way to the competent authority of the alliance ("Abgabe"): what that authority may see of it, in one shared row. */
export interface Handover {
  id: string;
  tenantId: string;
  caseId: string;
  toTenant: string;
  toName: string;
  fromName: string;
  fileReference: string | null;
  slug: string;
  subject: string;
  applicant: Omit<Contact, "id" | "role">;
  facts: Fact[];
  attachments: { name: string; type: string; size: number; fileId: string }[];
  reason: string;
  /** Legal day, ISO: the day it reached the first authority counts. */
  receivedOn: string;
  state: "sent" | "taken" | "returned";
  /** The other authority's file reference. */
  takenAs: string | null;
  at: Date;
}

/** Opens the case at the authority it was passed on to; runs with the tenant that passed it on. */
export const handoverJob = defineJob<{ handover: string; to: string }>("cases.handover", 100);
/** Brings home what became of it; runs with the tenant that took it. */
export const handoverAnswerJob = defineJob<{ handover: string; from: string }>("cases.handover-answer", 100);

const columns = sql`id, tenant_id as "tenantId", case_id as "caseId", to_tenant as "toTenant", to_name as "toName", from_name as "fromName",
  file_reference as "fileReference", slug, subject, applicant, facts, attachments, reason, received_on::text as "receivedOn", state, taken_as as "takenAs", at`;

export function insertHandover(scope: TenantScope, handover: Omit<Handover, "tenantId" | "state" | "takenAs">): void {
  const h = handover;
  write(
    scope,
    sql`insert into cases.handovers (tenant_id, id, case_id, to_tenant, to_name, from_name, file_reference, slug, subject, applicant, facts, attachments, reason, received_on, state, at)
        values (${scope.tenant}, ${h.id}, ${h.caseId}, ${h.toTenant}, ${h.toName}, ${h.fromName}, ${h.fileReference}, ${h.slug}, ${h.subject}, ${json(h.applicant)}, ${json(h.facts)},
          ${json(h.attachments)}, ${h.reason}, ${h.receivedOn}, 'sent', ${h.at})`,
  );
}

/** A handover this tenant sent, or one that is shared with it. */
export async function findHandover(scope: TenantScope, id: string): Promise<Handover | undefined> {
  return findRow(scope, sql<Handover>`select ${columns} from cases.handovers where id = ${id}`);
}

export async function listHandovers(scope: TenantScope, caseId: string): Promise<Handover[]> {
  return rows(
    scope,
    sql<Handover>`select ${columns} from cases.handovers where case_id = ${caseId} and tenant_id = ${scope.tenant} order by id`,
  );
}
