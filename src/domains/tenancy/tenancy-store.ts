import type { AllianceScope, TenantScope } from "../../platform/db/database.ts";
import { findRow, getRow, json, rows, sql, write } from "../../platform/db/query.ts";
import type { Alliance, Department, Directory, Staff, Tenant } from "./tenant.ts";

const tenantColumns = sql`id, slug, host, kind, name, short_name as "shortName", population, land, hue, chroma, crest, contact, court, places`;

/** The tenant of this scope. */
export async function getOwnTenant(scope: TenantScope): Promise<Tenant> {
  return getRow(scope, sql<Tenant>`select ${tenantColumns} from tenancy.tenants where id = ${scope.tenant}`, "tenant");
}

export async function loadDirectory(scope: AllianceScope): Promise<Directory | undefined> {
  const alliance = await findRow(
    scope,
    sql<Alliance>`select id, slug, name, title, hue, chroma, crest, contact from tenancy.alliances limit 1`,
  );
  if (!alliance) return undefined;
  const tenants = await rows(scope, sql<Tenant>`select ${tenantColumns} from tenancy.tenants order by position`);
  return { alliance, tenants };
}

export async function addAlliance(scope: AllianceScope, alliance: Alliance): Promise<void> {
  const { id, slug, name, title, hue, chroma, crest, contact } = alliance;
  write(
    scope,
    sql`insert into tenancy.alliances (id, slug, name, title, hue, chroma, crest, contact)
        values (${id}, ${slug}, ${name}, ${title}, ${hue}, ${chroma}, ${crest}, ${json(contact)})`,
  );
}

export async function addTenant(scope: AllianceScope, tenant: Tenant, position: number): Promise<void> {
  const { id, slug, host, kind, name, shortName, population, land, hue, chroma, crest, contact, court, places } =
    tenant;
  write(
    scope,
    sql`insert into tenancy.tenants (id, slug, host, kind, name, short_name, population, land, hue, chroma, crest, contact, court, places, position)
        values (${id}, ${slug}, ${host}, ${kind}, ${name}, ${shortName}, ${population}, ${land}, ${hue}, ${chroma}, ${crest}, ${json(contact)}, ${court && json(court)}, ${places}, ${position})`,
  );
}

export async function addDepartment(scope: TenantScope, { id, kind, name, contact }: Department): Promise<void> {
  write(
    scope,
    sql`insert into tenancy.departments (tenant_id, id, kind, name, contact) values (${scope.tenant}, ${id}, ${kind}, ${name}, ${json(contact)})`,
  );
}

export async function listDepartments(scope: TenantScope): Promise<Department[]> {
  return rows(scope, sql<Department>`select id, kind, name, contact from tenancy.departments order by name`);
}

export async function findDepartment(scope: TenantScope, kind: string): Promise<Department | undefined> {
  return findRow(scope, sql<Department>`select id, kind, name, contact from tenancy.departments where kind = ${kind}`);
}

export async function getDepartment(scope: TenantScope, id: string): Promise<Department> {
  return getRow(
    scope,
    sql<Department>`select id, kind, name, contact from tenancy.departments where id = ${id}`,
    "department",
  );
}

export async function addStaff(
  scope: TenantScope,
  staff: Pick<Staff, "id" | "subject" | "name" | "departmentId"> & Partial<Pick<Staff, "head" | "areas" | "treasury">>,
): Promise<void> {
  const { id, subject, name, departmentId, head = false, areas = [], treasury = false } = staff;
  write(
    scope,
    sql`insert into tenancy.staff (tenant_id, id, subject, name, department_id, head, areas, treasury) values (${scope.tenant}, ${id}, ${subject}, ${name}, ${departmentId}, ${head}, ${areas}, ${treasury})`,
  );
}

const staffColumns = sql`s.id, s.subject, s.name, s.department_id as "departmentId", d.name as "departmentName", s.head, s.areas, s.treasury`;
const staffTables = sql`tenancy.staff s join tenancy.departments d on d.tenant_id = s.tenant_id and d.id = s.department_id`;

export async function findStaffBySubject(scope: TenantScope, subject: string): Promise<Staff | undefined> {
  return findRow(
    scope,
    sql<Staff>`select ${staffColumns} from ${staffTables} where s.subject = ${subject} and s.active`,
  );
}

/** Who works here under this id; undefined for those who no longer do, whatever session they have. */
export async function findStaff(scope: TenantScope, id: string): Promise<Staff | undefined> {
  return findRow(scope, sql<Staff>`select ${staffColumns} from ${staffTables} where s.id = ${id} and s.active`);
}

/** Also who no longer works here: what they did keeps their name. */
export async function getStaff(scope: TenantScope, id: string): Promise<Staff> {
  return getRow(scope, sql<Staff>`select ${staffColumns} from ${staffTables} where s.id = ${id}`, "staff");
}

/** The offices whose work somebody of a department does: its own, and those in which nobody works. */
export async function listOfficesOf(scope: TenantScope, departmentId: string): Promise<string[]> {
  const found = await rows(
    scope,
    sql<{ id: string }>`select d.id from tenancy.departments d where d.id = ${departmentId} or not exists (
      select from tenancy.staff s where s.tenant_id = d.tenant_id and s.department_id = d.id and s.active) order by d.id`,
  );
  return found.map(({ id }) => id);
}

export async function listStaff(scope: TenantScope): Promise<Staff[]> {
  return rows(scope, sql<Staff>`select ${staffColumns} from ${staffTables} where s.active order by s.name`);
}
