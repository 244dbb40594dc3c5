import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { search, type Offer } from "../../domains/catalogue/index.ts";
import { portalTexts } from "../ui/texts/index.ts";
import type { Frame } from "../ui/page.tsx";
import { anonymousPage } from "../anonymous-page.ts";
import type { WebContext, WebEnvironment } from "../environment.ts";
import { localPath } from "../local-path.ts";
import { allianceHome, allianceSearchPage, type Member } from "./alliance-home.tsx";
import { longDate, readerOf } from "./frame.ts";
import { textPage } from "./plain-pages.tsx";
import { OfferList } from "./home.tsx";
import { renderPortalPage } from "../ui/page.tsx";

/** The alliance's portal: shows all members by itself, from the public projection alone. */
export const alliancePortal = new Hono<WebEnvironment>();

export function allianceFrame(c: WebContext): Frame {
  const { site, house, language } = c.env;
  const { alliance, tenants } = site.directory;
  const t = portalTexts(language);
  return {
    t,
    language,
    reading: language,
    name: alliance.title,
    claim: t.manyAdministrations(tenants.length),
    official: alliance.name,
    theme: alliance,
    contact: alliance.contact,
    allianceName: alliance.name,
    fields: tenants.map((tenant) => tenant.hue),
    today: longDate(house.clock.now(), readerOf(language)),
    path: c.req.path,
  };
}

function membersOf(c: WebContext): Member[] {
  const { site, catalogue, addresses } = c.env;
  return site.directory.tenants.map((tenant) => ({
    tenant,
    url: addresses.of(tenant.host),
    online: catalogue.offers.filter((offer) => offer.tenantId === tenant.id).length,
  }));
}

/** Services that several members offer, each once. */
function common(offers: readonly Offer[]): { offer: Offer; count: number }[] {
  const bySlug = new Map<string, { offer: Offer; count: number }>();
  for (const offer of offers) {
    const known = bySlug.get(offer.slug);
    if (known) known.count += 1;
    else bySlug.set(offer.slug, { offer, count: 1 });
  }
  return [...bySlug.values()].toSorted((a, b) => b.count - a.count);
}

alliancePortal.get("/", (c) =>
  anonymousPage(c, () =>
    allianceHome(allianceFrame(c), allianceFrame(c).t.districtTitle, membersOf(c), common(c.env.catalogue.offers)),
  ),
);

alliancePortal.get("/suche", (c) => {
  const query = (c.req.query("q") ?? "").slice(0, 200);
  const place = c.req.query("wo") ?? "";
  const members = membersOf(c);
  const chosen = members.find(({ tenant }) => tenant.slug === place);
  const index = chosen ? c.env.catalogue.indexOf(chosen.tenant.id) : c.env.catalogue.index;
  return anonymousPage(c, () => allianceSearchPage(allianceFrame(c), query, place, members, search(index, query, 40)));
});

alliancePortal.get("/leistungen", (c) =>
  anonymousPage(c, () => {
    const frame = allianceFrame(c);
    return renderPortalPage({
      frame,
      title: frame.t.servicesAtoZ,
      children: (
        <div class="al-narrow">
          <h1>{frame.t.servicesAtoZ}</h1>
          <OfferList
            frame={frame}
            offers={common(c.env.catalogue.offers).map(({ offer, count }) => ({
              ...offer,
              href: `/suche?q=${encodeURIComponent(offer.title)}`,
              place: frame.t.offeredBy(count),
            }))}
          />
        </div>
      ),
    });
  }),
);

alliancePortal.get("/datenschutz", (c) =>
  anonymousPage(c, () => textPage(allianceFrame(c), allianceFrame(c).t.privacyTitle, allianceFrame(c).t.privacyText)),
);
alliancePortal.get("/barrierefreiheit", (c) =>
  anonymousPage(c, () =>
    textPage(allianceFrame(c), allianceFrame(c).t.accessibilityTitle, allianceFrame(c).t.accessibilityText),
  ),
);
alliancePortal.get("/impressum", (c) =>
  anonymousPage(c, () => {
    const frame = allianceFrame(c);
    const { street, postcode, place, phone, email } = frame.contact;
    return textPage(frame, frame.t.imprintTitle, [frame.name, `${street}, ${postcode} ${place}`, phone, email]);
  }),
);

/** Personal things stand at the portals; from here one chooses where. */
for (const path of ["/meine-antraege", "/stand"]) {
  alliancePortal.get(path, (c) => {
    const frame = allianceFrame(c);
    return c.html(
      renderPortalPage({
        frame,
        title: frame.t.yourAdministration,
        children: (
          <div class="al-narrow">
            <h1>{frame.t.yourAdministration}</h1>
            <ul class="al-offers">
              {membersOf(c).map(({ tenant, url }) => (
                <li key={tenant.slug}>
                  <a class="al-offers__link" href={`${url}${path}`}>
                    <span class="al-offers__title">{tenant.name}</span>
                  </a>
                </li>
              ))}
            </ul>
          </div>
        ),
      }),
    );
  });
}

alliancePortal.get("/sprache/:code", (c) => {
  setCookie(c, "al_sprache", c.req.param("code") === "en" ? "en" : "de", {
    path: "/",
    sameSite: "Lax",
    httpOnly: true,
    secure: c.env.addresses.secure,
    maxAge: 31_536_000,
  });
  return c.redirect(localPath(c.req.query("zurueck"), "/"), 303);
});
