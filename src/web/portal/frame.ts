import { Wording } from "@allmende/forms";
import { findText, wordingIn, type CompiledService } from "@allmende/service-package";
import type { Application } from "../../domains/applications/index.ts";
import type { Offer } from "../../domains/catalogue/index.ts";
import type { Session } from "../../domains/identity/index.ts";
import type { Frame } from "../ui/page.tsx";
import { portalTexts } from "../ui/texts/index.ts";
import { portalOf, type WebContext } from "../environment.ts";
import { inLanguage, markedTexts } from "../other-language.ts";

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
    contact: localWords({ language, reading }, tenant.contact),
    allianceUrl: addresses.alliance,
    allianceName: directory.alliance.name,
    fields: directory.tenants.map((member) => member.hue),
    ...(session?.kind === "citizen" && { signedInAs: session.name }),
    ...(session?.kind === "staff" &&
      application && { desk: t.atDesk[application.source]?.(application.applicant) ?? "" }),
    today: longDate(house.clock.now(), { language, reading }),
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

/** Who reads a date or an amount; for one of another language it is marked as of the interface's. */
export type Reader = Pick<Frame, "language" | "reading">;

/** Who reads what leaves as a file or a mail, or at the desk: nothing is marked. */
export const readerOf = (language: string): Reader => ({ language, reading: language });

/** A reader with the interface's sentences. */
export type Speaker = Reader & Pick<Frame, "t">;
export const speakerOf = (language: string): Speaker => ({ t: portalTexts(language), ...readerOf(language) });

const told = (text: string, { language, reading }: Reader): string =>
  reading === language ? text : inLanguage(language, text);

/** What a municipality says of itself is not translated: addresses, hours. */
export const localWords = <Words extends object>({ language, reading }: Reader, words: Words): Words =>
  reading === language ? words : markedTexts(words, "de");

export function longDate(instant: Date | string, reader: Reader): string {
  const date =
    typeof instant === "string" && instant.length === 10 ? new Date(`${instant}T12:00:00Z`) : new Date(instant);
  return told(longDates(reader.language).format(date).replace(". ", ".\u00A0"), reader);
}

export function weekDate(day: string, reader: Reader): string {
  return told(weekDates(reader.language).format(new Date(`${day}T00:00:00Z`)), reader);
}

export const clockTime = (instant: Date): string => clockTimes.format(instant);

/** A time of day within a sentence: "10:14 Uhr". */
export const oClock = (instant: Date, { language }: Reader): string =>
  `${clockTime(instant)}${language === "en" ? "" : "\u00A0Uhr"}`;

export function dateTime(instant: Date, reader: Reader): string {
  const day = days(reader.language).format(instant).replace(" ", "\u00A0");
  return told(`${day}, ${oClock(instant, reader)}`, reader);
}

/** Whole cents as money. */
export const money = (cents: number, reader: Reader): string =>
  told(amounts(reader.language).format(cents / 100), reader);

/** The slim head of a form's page: the service, how far it has come (percent), where help is. */
export function slimOf(frame: Frame, service: CompiledService, progress: number) {
  return {
    service: titleFor(frame, service),
    progress: Math.round(progress),
    help: `/leistungen/${service.definition.slug}`,
  };
}

/** An offer in the reader's language, as lists show it; what is not translated is German, and marked as such. */
export function offerFor({ reading }: Pick<Frame, "reading">, offer: Offer): Offer {
  if (reading === "de") return offer;
  const own = offer.translations[reading] ?? {};
  const told = (facet: "title" | "lead" | "cost") =>
    own[facet] ?? (offer[facet] && inLanguage("de", offer[facet], true));
  return { ...offer, title: told("title"), lead: told("lead"), cost: told("cost") };
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
