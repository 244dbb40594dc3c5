import { Hono } from "hono";
import { setCookie } from "hono/cookie";
import { findCurrentRelease, loadService } from "../../domains/services/index.ts";
import { findDepartment } from "../../domains/tenancy/index.ts";
import { search } from "../../domains/catalogue/index.ts";
import { listMine } from "../../domains/applications/index.ts";
import { portalOf, type WebContext, type WebEnvironment } from "../environment.ts";
import { findSecret } from "../cookies.ts";
import { anonymousPage } from "../anonymous-page.ts";
import { localPath } from "../local-path.ts";
import { isLanguage } from "../other-language.ts";
import { frameOf, offerFor, wordingFor } from "./frame.ts";
import { homePage } from "./home.tsx";
import { searchPage } from "./search-page.tsx";
import { servicePage } from "./service-page.tsx";
import { servicesPage, textPage } from "./plain-pages.tsx";
import { feeRows } from "./fee-rows.ts";
import { findCitizen, personOf } from "./person.ts";
import { contributionRoutes } from "./contribution-routes.ts";
import { partsRoutes } from "./parts-routes.ts";
import { checkRoutes } from "./check-routes.tsx";
import { draftRoutes } from "./draft-routes.tsx";
import { eligibilityRoutes } from "./eligibility-routes.tsx";
import { laterRoutes } from "./later-routes.tsx";
import { recordRoutes } from "./record-routes.tsx";
import { startRoutes } from "./start-routes.tsx";
import { versionRoutes } from "./version-routes.tsx";
import { attachmentRoutes } from "./attachment-routes.ts";
import { applicationRoutes } from "./application-routes.tsx";
import { objectionRoutes } from "./objection-routes.tsx";
import { accessRoutes } from "./access-routes.tsx";

/** A municipality's portal. */
export const portal = new Hono<WebEnvironment>();

const offersHere = (c: WebContext) => {
  const { tenant } = portalOf(c);
  return c.env.catalogue.offers.filter((offer) => offer.tenantId === tenant.id).map((offer) => offerFor(c.env, offer));
};

portal.get("/", async (c) => {
  const { tenant } = portalOf(c);
  if (!findSecret(c, "portal")) return anonymousPage(c, () => homePage(frameOf(c), offersHere(c), []));
  const titles = new Map(offersHere(c).map((offer) => [offer.slug, offer.title]));
  const { session, mine } = await c.env.house.database.withTenant(tenant.id, async (scope) => {
    const found = await findCitizen(c, scope);
    return { session: found, mine: found ? await listMine(scope, personOf(found)) : [] };
  });
  return c.html(
    homePage(
      frameOf(c, session),
      offersHere(c),
      mine.map((application) => ({ ...application, title: titles.get(application.slug) })),
    ),
  );
});

portal.get("/suche", (c) => {
  const query = (c.req.query("q") ?? "").slice(0, 200);
  const hits = search(c.env.catalogue.indexOf(portalOf(c).tenant.id), query).map((hit) => ({
    ...hit,
    offer: offerFor(c.env, hit.offer),
  }));
  return anonymousPage(c, () => searchPage(frameOf(c), query, hits, offersHere(c)));
});

portal.get("/leistungen", (c) =>
  anonymousPage(c, () => servicesPage(frameOf(c), frameOf(c).t.servicesAtoZ, offersHere(c))),
);

portal.get("/anlaesse/:event", (c) => {
  const frame = frameOf(c);
  const event = c.req.param("event");
  const title = frame.t.lifeEvents[event]?.[0];
  if (!title) return c.notFound();
  return anonymousPage(c, () =>
    servicesPage(
      frame,
      title,
      offersHere(c).filter((offer) => offer.lifeEvents.includes(event)),
    ),
  );
});

portal.get("/leistungen/:slug", (c) =>
  anonymousPage(c, async () => {
    const frame = frameOf(c);
    const shown = await c.env.house.database.withTenant(portalOf(c).tenant.id, async (scope) => {
      const release = await findCurrentRelease(scope, c.req.param("slug"));
      if (!release) return undefined;
      const service = await loadService(scope, release);
      return {
        service,
        live: release.status === "live",
        department: await findDepartment(scope, service.definition.department),
      };
    });
    if (!shown) return undefined;
    return servicePage(
      frame,
      shown.service,
      shown.department,
      feeRows(shown.service, wordingFor(frame, shown.service)),
      shown.live,
    );
  }),
);

portal.get("/datenschutz", (c) =>
  anonymousPage(c, () => textPage(frameOf(c), frameOf(c).t.privacyTitle, frameOf(c).t.privacyText)),
);
portal.get("/barrierefreiheit", (c) =>
  anonymousPage(c, () => textPage(frameOf(c), frameOf(c).t.accessibilityTitle, frameOf(c).t.accessibilityText)),
);
portal.get("/impressum", (c) =>
  anonymousPage(c, () => {
    const frame = frameOf(c);
    const { street, postcode, place, phone, email } = frame.contact;
    return textPage(frame, frame.t.imprintTitle, [frame.name, `${street}, ${postcode} ${place}`, phone, email]);
  }),
);

portal.get("/sprache/:code", (c) => {
  const code = c.req.param("code");
  setCookie(c, "al_sprache", isLanguage(code) ? code : "de", {
    path: "/",
    sameSite: "Lax",
    httpOnly: true,
    secure: c.env.addresses.secure,
    maxAge: 31_536_000,
  });
  return c.redirect(localPath(c.req.query("zurueck"), "/"), 303);
});

portal.route("/", eligibilityRoutes);
portal.route("/", startRoutes);
portal.route("/", draftRoutes);
portal.route("/", partsRoutes);
portal.route("/", contributionRoutes);
portal.route("/", checkRoutes);
portal.route("/", versionRoutes);
portal.route("/", laterRoutes);
portal.route("/", applicationRoutes);
portal.route("/", attachmentRoutes);
portal.route("/", recordRoutes);
portal.route("/", objectionRoutes);
portal.route("/", accessRoutes);
