import { Wording } from "@allmende/forms";
import { findText, wordingIn, type CompiledService } from "@allmende/service-package";
import type { Application } from "../../domains/applications/index.ts";
import type { Session } from "../../domains/identity/index.ts";
import type { Frame } from "../ui/page.tsx";
import { portalTexts } from "../ui/texts/index.ts";
import { portalOf, type WebContext } from "../environment.ts";
import { inLanguage } from "../other-language.ts";

/** The frame of a municipality's page; a caseworker's names the application that is filled in with its citizen. */
export function frameOf(
  c: WebContext,
  session?: Session,
  application?: Pick<Application, "source" | "applicant">,
): Frame {
  const { addresses, house, language, reading } = c.env;
  const { tenant, directory } = portalOf(c);
  const t = portalTexts(language, reading);
  return {
    t,
    language,
    reading,
    name: tenant.name,
    claim: t.onlineTownHall,
    official: t.officialSite(tenant.name, directory.alliance.name),
    theme: tenant,
    contact: tenant.contact,
    allianceUrl: addresses.alliance,
    allianceName: directory.alliance.name,
    fields: directory.tenants.map((member) => member.hue),
    ...(session?.kind === "citizen" && { signedInAs: session.name }),
    ...(session?.kind === "staff" &&
      application && { desk: t.atDesk[application.source]?.(application.applicant) ?? "" }),
    today: longDate(house.clock.now(), language),
    path: c.req.path,
  };
}

/**
 * Making a formatter costs more than drawing a page, so each is made once for each language; German stands in for those
 * that the interface does not speak.
 */
function formatter<T>(make: (locale: string) => T): (language: string) => T {
  const made = { de: make("de-DE"), en: make("en-GB") };
  return (language) => (language === "en" ? made.en : made.de);
}

const dates = (options: Intl.DateTimeFormatOptions) =>
  formatter((locale) => new Intl.DateTimeFormat(locale, { timeZone: "Europe/Berlin", ...options }));

const longDates = dates({ dateStyle: "long" });
const weekDates = dates({ weekday: "long", day: "numeric", month: "long", timeZone: "UTC" });
const clockTimes = dates({ hour: "2-digit", minute: "2-digit" })("de");
const days = dates({ day: "numeric", month: "long" });
const amounts = formatter((locale) => new Intl.NumberFormat(locale, { style: "currency", currency: "EUR" }));

export function longDate(instant: Date | string, language: string): string {
  const date =
    typeof instant === "string" && instant.length === 10 ? new Date(`${instant}T12:00:00Z`) : new Date(instant);
  return longDates(language).format(date).replace(". ", ".\u00A0");
}

export function weekDate(day: string, language: string): string {
  return weekDates(language).format(new Date(`${day}T00:00:00Z`));
}

export const clockTime = (instant: Date): string => clockTimes.format(instant);

export function dateTime(instant: Date, language: string): string {
  const day = days(language).format(instant).replace(" ", "\u00A0");
  return `${day}, ${clockTime(instant)}${language === "en" ? "" : "\u00A0Uhr"}`;
}

/** Whole cents as money. */
export const money = (cents: number, language: string): string => amounts(language).format(cents / 100);

/** The slim head of a form's page: the service, how far it has come (percent), where help is. */
export function slimOf(frame: Frame, service: CompiledService, progress: number) {
  return {
    service: titleFor(frame, service),
    progress: Math.round(progress),
    help: `/leistungen/${service.definition.slug}`,
  };
}

/** What a service is called. */
export const titleFor = (frame: Pick<Frame, "reading">, service: CompiledService): string =>
  wordingFor(frame, service).find("service", "title") ?? service.definition.slug;

/** A package's words for the reader of this page. What is not translated yet is German, and marked as such. */
export function wordingFor({ reading }: Pick<Frame, "reading">, service: CompiledService): Wording {
  if (reading === "de") return wordingIn(service, "de");
  const [own = {}, german = {}] = [service.texts[reading], service.texts.de];
  const marked = (text: string | undefined) => (text === undefined ? undefined : inLanguage("de", text, true));
  return new Wording({
    language: reading,
    find: (id, facet) => findText(own, id, facet) ?? marked(findText(german, id, facet)),
    inGerman: (text) => inLanguage("de", text),
  });
}
