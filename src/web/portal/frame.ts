import type { Session } from "../../domains/identity/index.ts";
import type { Frame } from "../ui/page.tsx";
import { portalTexts } from "../ui/texts/index.ts";
import { portalOf, type WebContext } from "../environment.ts";

/** The frame of a municipality's page. */
export function frameOf(c: WebContext, session?: Session): Frame {
  const { addresses, house, language } = c.env;
  const { tenant, directory } = portalOf(c);
  const t = portalTexts(language);
  return {
    t,
    language,
    name: tenant.name,
    claim: t.onlineTownHall,
    official: t.officialSite(tenant.name, directory.alliance.name),
    theme: tenant,
    contact: tenant.contact,
    allianceUrl: addresses.alliance,
    allianceName: directory.alliance.name,
    fields: directory.tenants.map((member) => member.hue),
    ...(session?.kind === "citizen" && { signedInAs: session.name }),
    today: longDate(house.clock.now(), language),
    path: c.req.path,
  };
}

export function longDate(instant: Date | string, language: string): string {
  const date =
    typeof instant === "string" && instant.length === 10 ? new Date(`${instant}T12:00:00Z`) : new Date(instant);
  return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    dateStyle: "long",
    timeZone: "Europe/Berlin",
  })
    .format(date)
    .replace(". ", ".\u00A0");
}

export function weekDate(day: string, language: string): string {
  return new Intl.DateTimeFormat(language === "de" ? "de-DE" : "en-GB", {
    weekday: "long",
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
}

export function clockTime(instant: Date): string {
  return new Intl.DateTimeFormat("de-DE", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Berlin" }).format(
    instant,
  );
}

export function dateTime(instant: Date, language: string): string {
  const german = language === "de";
  const day = new Intl.DateTimeFormat(german ? "de-DE" : "en-GB", {
    day: "numeric",
    month: "long",
    timeZone: "Europe/Berlin",
  }).format(instant);
  return `${day.replace(" ", "\u00A0")}, ${clockTime(instant)}${german ? "\u00A0Uhr" : ""}`;
}

/** Whole cents as money. */
export function money(cents: number, language: string): string {
  return new Intl.NumberFormat(language === "de" ? "de-DE" : "en-GB", { style: "currency", currency: "EUR" }).format(
    cents / 100,
  );
}
