/** One municipality with one caseworker and two services: the least world in which people apply, pay and get decisions. */
import { join } from "node:path";
import { emptyOverlay, readPackage } from "@allmende/service-package";
import { allianceOf, departmentsOf, tenantsOf } from "../../demo/world.ts";
import { adoptService } from "../../src/domains/services/index.ts";
import { addAlliance, addDepartment, addStaff, addTenant, loadDirectory } from "../../src/domains/tenancy/index.ts";
import type { House } from "../../src/main.ts";
import { newId } from "../../src/platform/ids.ts";
import { readFolder } from "../../src/platform/read-folder.ts";
import { root } from "../../src/platform/root.ts";

export const slugs = ["hund-anmelden", "geburtsurkunde"];

export async function small(house: House): Promise<void> {
  if (await house.database.withAlliance(loadDirectory)) return;
  const tenant = tenantsOf(() => newId()).find(({ slug }) => slug === "musterstadt")!;
  await house.database.withAlliance(async (scope) => {
    await addAlliance(scope, allianceOf(newId()));
    await addTenant(scope, tenant, 1);
  });
  await house.database.withTenant(tenant.id, async (scope) => {
    const departments = departmentsOf(tenant, () => newId());
    for (const department of departments) await addDepartment(scope, department);
    await addStaff(scope, { id: newId(), subject: "kim", name: "Kim Muster", departmentId: departments[0]!.id });
    for (const slug of slugs) {
      const reading = readPackage(readFolder(join(root, "library", slug)));
      if (!reading.ok) throw new Error(`library/${slug} is broken`);
      await adoptService(scope, "system", reading.pkg, emptyOverlay, "live");
    }
  });
}
