import { listDepartments, listStaff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";

/** People by name, then offices: the case then lies with all who work there. */
export async function listReceivers(scope: TenantScope): Promise<[string, string][]> {
  const people = (await listStaff(scope)).map(({ id, name, departmentName }): [string, string] => [
    `person|${id}`,
    `${name}, ${departmentName}`,
  ]);
  const offices = (await listDepartments(scope)).map(({ id, name }): [string, string] => [
    `amt|${id}`,
    `${name} (alle)`,
  ]);
  return [...people, ...offices];
}

/** What a choice of `listReceivers` means; anything else is nobody. */
export async function receiverOf(
  scope: TenantScope,
  chosen: string,
): Promise<{ departmentId: string; staffId: string | null }> {
  const [kind, id = ""] = chosen.split("|");
  const person = kind === "person" ? (await listStaff(scope)).find((one) => one.id === id) : undefined;
  if (person) return { departmentId: person.departmentId, staffId: person.id };
  const office = kind === "amt" ? (await listDepartments(scope)).find((one) => one.id === id) : undefined;
  if (office) return { departmentId: office.id, staffId: null };
  throw new NotFound("receiver");
}
