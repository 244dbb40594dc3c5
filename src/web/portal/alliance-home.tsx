import { Icon } from "@allmende/kern";
import type { Hit, Offer } from "../../domains/catalogue/index.ts";
import type { Tenant } from "../../domains/tenancy/index.ts";
import { Crest } from "../ui/crest.tsx";
import { Fields } from "../ui/fields.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { OfferList } from "./home.tsx";

export interface Member {
  tenant: Tenant;
  url: string;
  online: number;
}

/** The alliance's home: what and where in one form, a field of one landscape for each administration. */
export function allianceHome(
  frame: Frame,
  title: string,
  members: readonly Member[],
  common: readonly { offer: Offer; count: number }[],
): string {
  const { t, language } = frame;
  return renderPortalPage({
    frame,
    title,
    wide: true,
    children: (
      <>
        <div class="al-hero al-hero--alliance">
          <div class="al-row al-hero__text">
            <h1>{title}</h1>
            <p class="al-lead">{t.districtLead}</p>
            <WhatWhere frame={frame} members={members} query="" place="" />
          </div>
          <Fields hues={members.map(({ tenant }) => tenant.hue)} />
        </div>
        <div class="al-row al-home">
          <section class="al-members" aria-labelledby="verwaltungen">
            <div class="al-headline">
              <h2 id="verwaltungen">{t.yourAdministration}</h2>
              <p class="al-small al-muted">{t.oneAccountForAll(members.length)}</p>
            </div>
            <ul>
              {members.map(({ tenant, url, online }) => (
                <li key={tenant.slug}>
                  <Crest name={tenant.crest} size={36} />
                  <div>
                    <h3>
                      <a href={url}>{tenant.name}</a>
                    </h3>
                    {tenant.kind === "municipality" && (
                      <p class="al-small">{t.inhabitants(new Intl.NumberFormat(language).format(tenant.population))}</p>
                    )}
                    <p class="al-small">{t.servicesOnline(online)}</p>
                  </div>
                </li>
              ))}
            </ul>
          </section>
          {common.length > 0 && (
            <section aria-labelledby="gleich">
              <h2 id="gleich">{t.sameEverywhere}</h2>
              <ul class="al-offers">
                {common.map(({ offer, count }) => (
                  <li key={offer.slug}>
                    <a class="al-offers__link" href={`/suche?q=${encodeURIComponent(offer.title)}`}>
                      <span class="al-offers__title">{offer.title}</span>
                      <span class="al-offers__facts">{t.offeredBy(count)}</span>
                    </a>
                    <Icon name="chevron" size={20} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </>
    ),
  });
}

function WhatWhere({
  frame,
  members,
  query,
  place,
}: {
  frame: Frame;
  members: readonly Member[];
  query: string;
  place: string;
}) {
  const { t } = frame;
  return (
    <form class="al-search al-search--two" action="/suche" method="get" role="search">
      <div>
        <label for="suche">{t.what}</label>
        <input id="suche" name="q" type="search" value={query} maxLength={200} />
      </div>
      <div>
        <label for="wo">{t.where}</label>
        <select id="wo" name="wo">
          <option value="">{t.everywhere}</option>
          {members.map(({ tenant }) => (
            <option key={tenant.slug} value={tenant.slug} selected={tenant.slug === place}>
              {tenant.shortName}
            </option>
          ))}
        </select>
      </div>
      <button class="kern-btn kern-btn--primary" type="submit">
        <span class="kern-label">{t.search}</span>
      </button>
    </form>
  );
}

export function allianceSearchPage(
  frame: Frame,
  query: string,
  place: string,
  members: readonly Member[],
  hits: readonly Hit[],
): string {
  const { t } = frame;
  const title = query ? (hits.length > 0 ? t.found(hits.length) : t.foundNothing) : t.searchTitle;
  const of = (hit: Hit): Member | undefined => members.find(({ tenant }) => tenant.id === hit.offer.tenantId);
  return renderPortalPage({
    frame,
    title: query ? `${query}: ${title}` : title,
    noindex: true,
    children: (
      <div class="al-narrow">
        <h1>{t.searchTitle}</h1>
        <WhatWhere frame={frame} members={members} query={query} place={place} />
        <div role="status">
          <h2>{title}</h2>
        </div>
        {query && hits.length === 0 && <p>{t.foundNothingHint}</p>}
        <OfferList
          frame={frame}
          offers={hits.map((hit) => ({
            ...hit.offer,
            href: `${of(hit)?.url ?? ""}/leistungen/${hit.offer.slug}`,
            place: of(hit)?.tenant.name ?? "",
          }))}
        />
      </div>
    ),
  });
}
