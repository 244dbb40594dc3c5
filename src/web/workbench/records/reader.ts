import type { Reader } from "../../../domains/records/index.ts";
import { getDepartment, type Staff } from "../../../domains/tenancy/index.ts";
import type { TenantScope } from "../../../platform/db/database.ts";

/** A member of staff as the records know them: by their department. */
export async function readerOf(scope: TenantScope, staff: Staff): Promise<Reader> {
  const { id, kind } = await getDepartment(scope, staff.departmentId);
  return { departmentId: id, departmentKind: kind };
}
