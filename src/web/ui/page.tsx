import { Icon } from "@allmende/kern";
import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Contact, Theme } from "../../domains/tenancy/index.ts";
import { Crest } from "./crest.tsx";
import { islands as islandFiles, portalSheet } from "./styles.ts";
import { directionOf, inLanguage, nameOf, tagOf } from "../other-language.ts";
import type { PortalTexts } from "./texts/de.ts";

/** What the frame of a citizen's page shows of its host. */
export interface Frame {
  t: PortalTexts;
  /** Of the interface. */
  language: string;
  /** Of the page as a whole: the interface's, or one that only a package speaks. */
  reading: string;
  /** "Stadt Musterstadt" */
  name: string;
  /** Below the name in the masthead. */
  claim: string;
  official: string;
  theme: Theme;
  contact: Contact;
  /** The alliance's portal, or undefined on it. */
  allianceUrl?: string;
  allianceName: string;
  fields: number[];
  signedInAs?: string;
  today: string;
  path: string;
  /** At the desk: what the caseworker who fills it in should know. */
  desk?: string;
}

export interface PageProps {
  frame: Frame;
  title: string;
  children: ComponentChildren;
  /** A form's page: slim head with progress instead of masthead and footer. */
  slim?: { service: string; progress: number; help: string };
  /** Before the title in the browser's tab, for instance "Fehler: ". */
  prefix?: string;
  noindex?: boolean;
  wide?: boolean;
  /** Small modules the page is better with, and whole without. */
  islands?: readonly (keyof typeof islandFiles)[];
}

/** A whole page as text. */
export function renderPortalPage(props: PageProps): string {
  return `<!doctype html>${renderToString(<PortalPage {...props} />)}`;
}

function PortalPage({ frame, title, children, slim, prefix = "", noindex, wide, islands = [] }: PageProps) {
  const { t } = frame;
  return (
    <html lang={tagOf(frame.reading)} dir={directionOf(frame.reading)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${prefix}${title} – ${frame.name}`}</title>
        {noindex && <meta name="robots" content="noindex" />}
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href={portalSheet.path} />
        <link rel="stylesheet" href={`/thema-${frame.theme.hue}-${frame.theme.chroma}.css`} />
        {islands.map((name) => (
          <script key={name} type="module" src={islandFiles[name].path} />
        ))}
        <link rel="icon" href="/wappen.svg" type="image/svg+xml" />
      </head>
      <body>
        <a class="al-skip" href="#inhalt">
          {t.skip}
        </a>
        {slim ? <SlimHead frame={frame} {...slim} /> : <Masthead frame={frame} />}
        {frame.desk && (
          <aside class="al-desknote" aria-label={t.deskLabel}>
            <p>
              <strong>{frame.desk}</strong> {t.deskNote}
            </p>
          </aside>
        )}
        <main id="inhalt" class={slim ? "al-step" : wide ? "al-wide" : "al-main"}>
          {frame.reading !== frame.language && <PartlyTranslated reading={frame.reading} />}
          {children}
        </main>
        {!slim && <Footer frame={frame} />}
      </body>
    </html>
  );
}

function Masthead({ frame }: { frame: Frame }) {
  const { t } = frame;
  const others = ["de", "en"].filter((code) => code !== frame.reading);
  return (
    <header>
      <div class="al-top">
        <div class="al-row">
          <p dir={directionOf(frame.language)}>
            {t.officialShort}
            <span class="al-wide-only">: {frame.official}</span>
          </p>
          <p>
            {others.map((code) => (
              <LanguageLink key={code} code={code} path={frame.path} />
            ))}
          </p>
        </div>
      </div>
      <div class="al-masthead">
        <div class="al-row">
          <a class="al-masthead__brand" href="/">
            <Crest name={frame.theme.crest} size={38} />
            <span>
              <span class="al-masthead__name">{frame.name}</span>
              <span class="al-masthead__claim">{frame.claim}</span>
            </span>
          </a>
          <nav class="al-masthead__nav" aria-label={t.mainNavigation}>
            <ul>
              <li class="al-wide-only">
                <a href="/leistungen">{t.servicesAtoZ}</a>
              </li>
              <li class="al-wide-only">
                <a href="/stand">{t.checkStatus}</a>
              </li>
              <li>
                <a class="al-account" href="/meine-antraege">
                  <Icon name="person" size={20} />
                  <span class="al-wide-only">{frame.signedInAs ?? t.myAccount}</span>
                  <span class="al-phone-only">{t.myAccountShort}</span>
                </a>
              </li>
              <li class="al-phone-only">
                <details class="al-menu">
                  <summary>
                    <Icon name="menu" />
                    {t.menu}
                  </summary>
                  <ul>
                    <li>
                      <a href="/leistungen">{t.servicesAtoZ}</a>
                    </li>
                    <li>
                      <a href="/stand">{t.checkStatus}</a>
                    </li>
                  </ul>
                </details>
              </li>
            </ul>
          </nav>
        </div>
      </div>
    </header>
  );
}

/** Chooses a language and comes back; the choice is kept for a year. */
export function LanguageLink({ code, path }: { code: string; path: string }) {
  return (
    <a
      class="al-language"
      href={`/sprache/${code}?zurueck=${encodeURIComponent(path)}`}
      lang={tagOf(code)}
      dir={directionOf(code)}
      hreflang={tagOf(code)}
    >
      {nameOf(code)}
    </a>
  );
}

/** Said in the two languages that are whole, since the reader's own has no word for it yet. */
function PartlyTranslated({ reading }: { reading: string }) {
  return (
    <div class="al-partly">
      <p>
        <strong lang={tagOf(reading)}>{nameOf(reading)}</strong>
      </p>
      <p>{inLanguage("de", "Noch nicht alles ist übersetzt. Was fehlt, steht auf Deutsch.")}</p>
      <p>{inLanguage("en", "Not everything is translated yet. What is missing is in German.")}</p>
    </div>
  );
}

function SlimHead({
  frame,
  service,
  progress,
  help,
}: {
  frame: Frame;
  service: string;
  progress: number;
  help: string;
}) {
  return (
    <header class="al-slim">
      <div class="al-slim__row">
        <a class="al-masthead__brand" href={frame.desk ? "/amt" : "/"}>
          <Crest name={frame.theme.crest} size={34} />
          <span>
            <span class="al-masthead__name">{service}</span>
            <span class="al-masthead__claim">{frame.name}</span>
          </span>
        </a>
        <a class="al-slim__help" href={help}>
          <Icon name="info" />
          {frame.t.help}
        </a>
      </div>
      <progress class="al-progress" max={100} value={progress} aria-label={frame.t.progress}>
        {progress} %
      </progress>
    </header>
  );
}

function Footer({ frame }: { frame: Frame }) {
  const { t, contact } = frame;
  return (
    <footer class="al-footer">
      <div class="al-row al-footer__columns">
        <section aria-label={frame.name}>
          <h2>{frame.name}</h2>
          <p>
            {contact.street}
            <br />
            <bdi>
              {contact.postcode} {contact.place}
            </bdi>
          </p>
          <p>
            <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>{contact.phone}</a>
          </p>
          <p>
            <a href={`mailto:${contact.email}`}>{contact.email}</a>
          </p>
        </section>
        <section aria-label={t.openingHours}>
          <h2>{t.openingHours}</h2>
          {contact.hours.map(([days, times]) => (
            <p key={days}>
              <bdi>
                {days} {times}
              </bdi>
            </p>
          ))}
        </section>
        <nav aria-label={t.aboutThisSite}>
          <h2>{t.aboutThisSite}</h2>
          <ul>
            <li>
              <a href="/barrierefreiheit">{t.accessibility}</a>
            </li>
            <li>
              <a href="/datenschutz">{t.privacy}</a>
            </li>
            <li>
              <a href="/impressum">{t.imprint}</a>
            </li>
          </ul>
        </nav>
        <section aria-label={t.together}>
          <h2>{t.togetherIn(frame.allianceName)}</h2>
          <div class="al-strip" aria-hidden="true">
            {frame.fields.map((hue, index) => (
              <span key={index} class={`al-strip__field al-field-${index}`} data-hue={hue} />
            ))}
          </div>
          <p>{t.oneAccess(frame.fields.length)}</p>
          {frame.allianceUrl && (
            <p>
              <a href={frame.allianceUrl}>{t.toAlliance}</a>
            </p>
          )}
        </section>
      </div>
      <div class="al-row al-footer__last">
        <p>{t.operatedWith}</p>
        <p>{t.asOf(frame.today)}</p>
      </div>
    </footer>
  );
}
