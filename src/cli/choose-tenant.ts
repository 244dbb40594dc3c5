import { loadDirectory, type Tenant } from "../domains/tenancy/index.ts";
import type { Database } from "../platform/db/database.ts";
import { BadInput } from "./bad-input.ts";

/** All tenants of the database, or only the one of this slug. */
export async function chooseTenants(database: Database, slug: string | undefined): Promise<Tenant[]> {
  const tenants = (await database.withAlliance(loadDirectory))?.tenants ?? [];
  if (tenants.length === 0)
    throw new BadInput("The database holds no tenants yet. Start Allmende once, then try again.");
  if (slug === undefined) return tenants;
  const found = tenants.find((one) => one.slug === slug);
  if (found) return [found];
  throw new BadInput(`There is no tenant ${slug}. Choose one of: ${tenants.map((one) => one.slug).join(", ")}`);
}

export const chooseTenant = async (database: Database, slug: string): Promise<Tenant> =>
  (await chooseTenants(database, slug))[0]!;
