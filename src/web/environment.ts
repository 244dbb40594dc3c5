import type { Context } from "hono";
import type { Offer, SearchIndex } from "../domains/catalogue/index.ts";
import type { House } from "../main.ts";
import { NotFound } from "../platform/errors.ts";
import type { PostedForm } from "./read-form.ts";
import type { Addresses, PortalSite, Site } from "./site.ts";

/** What every handler finds in its context. */
export interface WebEnvironment {
  Bindings: {
    house: House;
    site: Site;
    addresses: Addresses;
    catalogue: CatalogueView;
    /** Of the interface. */
    language: Language;
    /** Which of a package's languages is read: that of the interface, or one it does not speak. */
    reading: string;
  };
  Variables: {
    /** What was posted, once it is read. */
    form?: PostedForm;
  };
}

export type Language = "de" | "en";

/** The catalogue as this process holds it; dropped and read again when its version grows. */
export interface CatalogueView {
  version: number;
  offers: Offer[];
  /** All offers, and those of each tenant. */
  index: SearchIndex;
  indexOf(tenantId: string): SearchIndex;
}

export type WebContext = Context<WebEnvironment>;

/** The municipality whose portal was asked; other hosts have other routes. */
export function portalOf(c: WebContext): PortalSite {
  if (c.env.site.kind !== "portal") throw new NotFound("portal");
  return c.env.site;
}
