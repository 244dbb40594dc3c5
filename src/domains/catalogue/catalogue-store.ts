import type { AllianceScope } from "../../platform/db/database.ts";
import { change, getRow, json, rows, sql } from "../../platform/db/query.ts";
import type { Offer } from "./offer.ts";

/** Writes an offer unless a newer version of it is known. */
export async function publishOffer(scope: AllianceScope, offer: Offer): Promise<void> {
  await write(scope, offer, false);
}

/** Takes an offer out of all portals; a later release brings it back. */
export async function withdrawOffer(scope: AllianceScope, offer: Offer): Promise<void> {
  await write(scope, offer, true);
}

async function write(scope: AllianceScope, offer: Offer, withdrawn: boolean): Promise<void> {
  const {
    tenantId,
    slug,
    version,
    kind,
    title,
    lead,
    category,
    lifeEvents,
    words,
    office,
    minutes,
    cost,
    translations,
    accountNeeded,
    ozg,
    leika,
  } = offer;
  const changed = await change(
    scope,
    sql`insert into catalogue.offers as o
          (tenant_id, slug, version, withdrawn, kind, title, lead, category, life_events, words, office, minutes, cost, translations, account_needed, ozg, leika)
        values (${tenantId}, ${slug}, ${version}, ${withdrawn}, ${kind}, ${title}, ${lead}, ${category}, ${lifeEvents}, ${words}, ${office},
          ${minutes}, ${cost}, ${json(translations)}, ${accountNeeded}, ${ozg}, ${leika})
        on conflict (tenant_id, slug) do update set
          version = excluded.version, withdrawn = excluded.withdrawn, kind = excluded.kind, title = excluded.title, lead = excluded.lead,
          category = excluded.category, life_events = excluded.life_events, words = excluded.words, office = excluded.office,
          minutes = excluded.minutes, cost = excluded.cost, translations = excluded.translations, account_needed = excluded.account_needed, ozg = excluded.ozg, leika = excluded.leika
        where o.version < excluded.version`,
  );
  if (changed > 0) await change(scope, sql`update catalogue.versions set number = number + 1`);
}

export async function listOffers(scope: AllianceScope): Promise<Offer[]> {
  return rows(
    scope,
    sql<Offer>`select tenant_id as "tenantId", slug, version::float8 as version, kind, title, lead, category, life_events as "lifeEvents", words, office, minutes, cost, translations,
        account_needed as "accountNeeded", ozg, leika
      from catalogue.offers where not withdrawn order by title collate platform.german, tenant_id`,
  );
}

export async function catalogueVersion(scope: AllianceScope): Promise<number> {
  const { number } = await getRow(
    scope,
    sql<{ number: string }>`select number from catalogue.versions`,
    "catalogue version",
  );
  return Number(number);
}
