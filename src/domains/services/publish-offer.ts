import { findText, type Texts } from "@allmende/service-package";
import { publishOffer, withdrawOffer, type Offer } from "../catalogue/index.ts";
import { findDepartment } from "../tenancy/index.ts";
import type { Database, TenantScope } from "../../platform/db/database.ts";
import { findCurrentRelease, loadService } from "./service.ts";

/** The job after a release: reads in the tenant's scope, writes in the alliance's; may come twice or late. */
export async function publishCurrentOffer(database: Database, tenant: string, slug: string): Promise<void> {
  const read = await database.withTenant(tenant, (scope) => describeOffer(scope, slug));
  if (!read) return;
  await database.withAlliance((scope) =>
    read.live ? publishOffer(scope, read.offer) : withdrawOffer(scope, read.offer),
  );
}

async function describeOffer(scope: TenantScope, slug: string): Promise<{ offer: Offer; live: boolean } | undefined> {
  const release = await findCurrentRelease(scope, slug);
  if (!release) return undefined;
  const service = await loadService(scope, release);
  const { definition, texts } = service;
  const german = texts.de ?? {};
  const department = await findDepartment(scope, definition.department);
  const offer: Offer = {
    tenantId: scope.tenant,
    slug,
    // Time orders releases and changes of status alike, so a late job never undoes a newer one.
    version: scope.clock.now().getTime(),
    kind: "own",
    title: findText(german, "service", "title") ?? slug,
    lead: findText(german, "service", "lead") ?? "",
    category: definition.category,
    lifeEvents: definition.lifeEvents,
    words: definition.words,
    office: department?.name ?? "",
    minutes: definition.minutes,
    cost: findText(german, "service", "cost") ?? "",
    translations: Object.fromEntries(
      Object.entries(texts)
        .filter(([language]) => language !== "de")
        .map(([language, own]) => [language, present(own)]),
    ),
    accountNeeded: definition.assurance !== "none",
    ozg: definition.ozg ?? null,
    leika: definition.leika,
  };
  return { offer, live: release.status === "live" };
}

/** What a language says of the service in a list. */
function present(own: Texts): Offer["translations"][string] {
  const facets = (["title", "lead", "cost"] as const).map((facet) => [facet, findText(own, "service", facet)] as const);
  return Object.fromEntries(facets.filter(([, text]) => text !== undefined));
}
