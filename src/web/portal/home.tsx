import { Badge, ButtonLink, Icon, type IconName } from "@allmende/kern";
import type { Application } from "../../domains/applications/index.ts";
import type { Offer } from "../../domains/catalogue/index.ts";
import { Landscape } from "../ui/landscape.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { byUrgency, statusLine } from "./my-applications.tsx";

const icons: Record<string, IconName> = {
  geburt: "baby",
  umzug: "box",
  heirat: "rings",
  kita: "child",
  tiere: "paw",
  bauen: "house",
  gewerbe: "shop",
  trauerfall: "candle",
  engagement: "megaphone",
  jagd: "paw",
};

/** A municipality's home: what would you like to do? */
export function homePage(frame: Frame, offers: readonly Offer[], mine: readonly Application[]): string {
  const { t } = frame;
  const events = [...new Set(offers.flatMap((offer) => offer.lifeEvents))].filter((event) => t.lifeEvents[event]);
  const open = mine
    .filter(
      (application) =>
        application.status !== "closed" && application.status !== "withdrawn" && application.status !== "lapsed",
    )
    .toSorted(byUrgency)
    .slice(0, 3);
  return renderPortalPage({
    frame,
    title: t.whatToDo,
    wide: true,
    children: (
      <>
        <div class="al-hero">
          <Landscape />
          <div class="al-row al-hero__text">
            <h1>{t.whatToDo}</h1>
            <p class="al-lead">{t.ownWords}</p>
            <SearchForm frame={frame} query="" />
            {offers.length > 0 && (
              <p class="al-hero__often">
                {t.oftenSearched}{" "}
                {offers.slice(0, 3).map((offer) => (
                  <a key={offer.slug} href={`/leistungen/${offer.slug}`}>
                    {offer.title}
                  </a>
                ))}
              </p>
            )}
          </div>
        </div>
        <div class="al-row al-home">
          {open.length > 0 && <MyApplications frame={frame} applications={open} />}
          {offers.length === 0 && <p>{t.nothingOffered}</p>}
          {events.length > 0 && (
            <section aria-labelledby="anlass">
              <div class="al-headline">
                <h2 id="anlass">{t.byOccasion}</h2>
                <a href="/leistungen">{t.servicesAtoZ}</a>
              </div>
              <ul class="al-tiles">
                {events.map((event) => (
                  <li key={event}>
                    <a class="al-tile" href={`/anlaesse/${event}`}>
                      <Icon name={icons[event] ?? "file"} size={32} />
                      <span class="al-tile__title">{t.lifeEvents[event]![0]}</span>
                      <span class="al-tile__hint">{t.lifeEvents[event]![1]}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {offers.length > 0 && (
            <section aria-labelledby="haeufig">
              <h2 id="haeufig">{t.oftenDone}</h2>
              <OfferList frame={frame} offers={offers.slice(0, 6)} />
            </section>
          )}
          <Help frame={frame} />
        </div>
      </>
    ),
  });
}

export function SearchForm({ frame, query, action = "/suche" }: { frame: Frame; query: string; action?: string }) {
  const { t } = frame;
  return (
    <form class="al-search" action={action} method="get" role="search">
      <label class="kern-sr-only" for="suche">
        {t.searchLabel}
      </label>
      <Icon name="search" />
      <input
        id="suche"
        name="q"
        type="search"
        value={query}
        placeholder={t.searchExample}
        maxLength={200}
        autocomplete="off"
      />
      <button class="kern-btn kern-btn--primary al-search__go" type="submit">
        <Icon name="search" />
        <span class="kern-label">{t.search}</span>
      </button>
    </form>
  );
}

function MyApplications({ frame, applications }: { frame: Frame; applications: readonly Application[] }) {
  const { t } = frame;
  return (
    <section class="al-mine" aria-labelledby="meine">
      <div class="al-headline al-mine__head">
        <h2 id="meine">{t.myApplications}</h2>
        <a href="/meine-antraege">{t.showAll}</a>
      </div>
      <ul>
        {applications.map((application) => {
          const line = statusLine(frame, application);
          return (
            <li key={application.id} class={line.turn ? "al-mine__entry al-mine__entry--turn" : "al-mine__entry"}>
              <div>
                <h3>
                  <a href={line.href}>{line.title}</a>
                </h3>
                <p class="al-small">{line.text}</p>
              </div>
              <Badge tone={line.turn ? "turn" : "calm"}>{line.word}</Badge>
              {line.turn && <ButtonLink href={line.href}>{line.action}</ButtonLink>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Services as lines: title, what it costs, how long it takes. */
export function OfferList({
  frame,
  offers,
}: {
  frame: Frame;
  offers: readonly (Offer & { href?: string; place?: string })[];
}) {
  const { t } = frame;
  return (
    <ul class="al-offers">
      {offers.map((offer) => (
        <li key={`${offer.tenantId}${offer.slug}`}>
          <a class="al-offers__link" href={offer.href ?? `/leistungen/${offer.slug}`}>
            <span class="al-offers__title">{offer.title}</span>
            <span class="al-offers__facts">
              {[offer.place, offer.cost, offer.minutes ? t.aboutMinutes(offer.minutes) : ""]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </a>
          <Icon name="chevron" size={20} />
        </li>
      ))}
    </ul>
  );
}

/** Every page ends with a way on: a person. */
export function Help({ frame }: { frame: Frame }) {
  const { t, contact } = frame;
  return (
    <aside class="al-help" aria-label={t.ratherTalk}>
      <Icon name="phone" />
      <div>
        <p class="al-help__title">{t.ratherTalk}</p>
        <p class="al-small al-muted">{t.callUs(contact.phone, contact.hours[0])}</p>
      </div>
      <ButtonLink kind="secondary" href={`mailto:${contact.email}`}>
        {t.writeUs}
      </ButtonLink>
    </aside>
  );
}
