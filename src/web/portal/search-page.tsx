import { ButtonLink, Details, Icon } from "@allmende/kern";
import type { Hit, Offer } from "../../domains/catalogue/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { Help, OfferList, SearchForm } from "./home.tsx";

/** Results with their reason; the best one as a card when it is clearly the best. */
export function searchPage(frame: Frame, query: string, hits: readonly Hit[], all: readonly Offer[]): string {
  const { t } = frame;
  const [first, second] = hits;
  const clear = first && (!second || first.score >= second.score * 1.25);
  const others = clear ? hits.slice(1) : hits;
  const title = query ? (hits.length > 0 ? t.found(hits.length) : t.foundNothing) : t.searchTitle;
  return renderPortalPage({
    frame,
    title: query ? `${query}: ${title}` : title,
    noindex: true,
    children: (
      <div class="al-results">
        <h1>{t.searchTitle}</h1>
        <SearchForm frame={frame} query={query} />
        {query && (
          <p class="al-results__place">
            <Icon name="pin" size={20} /> {frame.name}
          </p>
        )}
        {query && (
          <section aria-labelledby="treffer">
            <div role="status">
              <h2 id="treffer">{title}</h2>
            </div>
            {hits.length === 0 && <p>{t.foundNothingHint}</p>}
            {clear && first && <BestHit frame={frame} hit={first} />}
            <ul class="al-hits">
              {others.map((hit) => (
                <li key={hit.offer.slug}>
                  <h3>
                    <a href={`/leistungen/${hit.offer.slug}`}>{hit.offer.title}</a>
                  </h3>
                  <p>{hit.offer.lead}</p>
                  <Facts frame={frame} offer={hit.offer} />
                  <p class="al-small al-muted">{whyOf(frame, hit)[0]}</p>
                </li>
              ))}
            </ul>
          </section>
        )}
        {query && hits.length < 3 && all.length > 0 && (
          <section aria-labelledby="anderes">
            <h2 id="anderes">{t.didYouMean}</h2>
            <OfferList
              frame={frame}
              offers={all.filter((offer) => !hits.some((hit) => hit.offer.slug === offer.slug)).slice(0, 3)}
            />
          </section>
        )}
        <Help frame={frame} />
      </div>
    ),
  });
}

function BestHit({ frame, hit }: { frame: Frame; hit: Hit }) {
  const { t } = frame;
  const { offer } = hit;
  return (
    <article class="al-card al-best">
      <h3>
        <a href={`/leistungen/${offer.slug}`}>{offer.title}</a>
      </h3>
      <p>{offer.lead}</p>
      <Facts frame={frame} offer={offer} />
      <ButtonLink block href={`/leistungen/${offer.slug}/antrag`}>
        {t.startNow}
      </ButtonLink>
      <Details summary={t.whyThisHit} open>
        {whyOf(frame, hit).map((reason) => (
          <p key={reason}>{reason}</p>
        ))}
        <p>{t.whyOffice(offer.office, frame.name)}</p>
      </Details>
    </article>
  );
}

function Facts({ frame, offer }: { frame: Frame; offer: Offer }) {
  const { t } = frame;
  const facts = [
    t.online,
    offer.accountNeeded ? t.withAccount : t.withoutAccount,
    offer.cost,
    offer.minutes ? t.aboutMinutes(offer.minutes) : "",
  ];
  return <p class="al-small al-muted">{facts.filter(Boolean).join(" · ")}</p>;
}

function whyOf({ t }: Frame, hit: Hit): string[] {
  return hit.why.map(({ word, met, where }) =>
    where === "title" ? t.whyTitle(word, met) : where === "words" ? t.whyWord(word, met) : t.whyLead(word),
  );
}
