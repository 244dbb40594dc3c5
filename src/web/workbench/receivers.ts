import { listDepartments, listStaff } from "../../domains/tenancy/index.ts";
import type { TenantScope } from "../../platform/db/database.ts";
import { NotFound } from "../../platform/errors.ts";

/** People by name, then offices: the case then lies with all who work there. Of one office only, where one is named. */
export async function listReceivers(scope: TenantScope, only: string | null = null): Promise<[string, string][]> {
  const staff = (await listStaff(scope)).filter(({ departmentId }) => only === null || departmentId === only);
  const people = staff.map(({ id, name, departmentName }): [string, string] => [
    `person|${id}`,
    `${name}, ${departmentName}`,
  ]);
  const offices = (await listDepartments(scope))
    .filter(({ id }) => only === null || id === only)
    .map(({ id, name }): [string, string] => [`amt|${id}`, `${name} (alle)`]);
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
