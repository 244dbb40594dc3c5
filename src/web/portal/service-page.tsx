import { ButtonLink, Details, Icon, type IconName } from "@allmende/kern";
import type { CompiledService } from "@allmende/service-package";
import type { Contact, Department } from "../../domains/tenancy/index.ts";
import { LanguageLink, renderPortalPage, type Frame } from "../ui/page.tsx";
import { localWords, longDate, money, wordingFor } from "./frame.ts";
import { Help } from "./home.tsx";

/** One row of the fee table, as the service's decision has it. */
export interface FeeRow {
  label: string;
  cents: number;
}

/** One service: what, who, cost, documents, time, legal basis, competent office. */
export function servicePage(
  frame: Frame,
  service: CompiledService,
  department: Department | undefined,
  fees: readonly FeeRow[],
  live: boolean,
): string {
  const { t } = frame;
  const { definition } = service;
  const w = wordingFor(frame, service);
  const title = w.find("service", "title") ?? definition.slug;
  const accountNeeded = definition.assurance !== "none";
  return renderPortalPage({
    frame,
    title,
    children: (
      <>
        <nav class="al-breadcrumb" aria-label={t.breadcrumb}>
          <ol>
            <li>
              <a href="/">{t.home}</a>
            </li>
            {definition.lifeEvents.slice(0, 1).map((event) => (
              <li key={event}>
                <a href={`/anlaesse/${event}`}>{t.lifeEvents[event]?.[0] ?? event}</a>
              </li>
            ))}
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
        <div class="al-columns al-service">
          <div class="al-service__intro">
            <h1>{title}</h1>
            <p class="al-lead">{w.find("service", "lead")}</p>
            <dl class="al-facts">
              <Fact term={t.costs} value={w.find("service", "cost") ?? ""} />
              <Fact term={t.yourTime} value={t.aboutMinutes(definition.minutes)} />
              <Fact term={t.ourTime} value={t.workingDays(definition.processingDays)} />
              <Fact term={t.account} value={accountNeeded ? t.needed : t.notNeeded} />
            </dl>
          </div>
          <StartBox frame={frame} service={service} live={live} start={w.find("service", "start") ?? t.startNow} />
          <div class="al-service__more">
            {definition.documents.length > 0 && (
              <section aria-labelledby="brauchen">
                <h2 id="brauchen">{t.youNeed}</h2>
                <ul class="al-needs">
                  {definition.documents.map(({ id, icon }) => (
                    <li key={id}>
                      <Icon name={icon as IconName} />
                      <div>
                        <p class="al-needs__title">{w.label(id)}</p>
                        <p class="al-small al-muted">{w.find(id, "hint")}</p>
                      </div>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {definition.steps.length > 0 && (
              <section aria-labelledby="weiter">
                <h2 id="weiter">{t.whatNext}</h2>
                <ol class="al-steps">
                  {definition.steps.map((id) => (
                    <li key={id}>
                      <p class="al-steps__title">{w.label(id)}</p>
                      <p class="al-small al-muted">{w.find(id, "hint")}</p>
                    </li>
                  ))}
                </ol>
              </section>
            )}
            {fees.length > 0 && (
              <section aria-labelledby="kosten">
                <h2 id="kosten">{w.find("service", "fee_title") ?? t.costs}</h2>
                {w.find("service", "fee_lead") && <p>{w.find("service", "fee_lead")}</p>}
                <table class="al-fees">
                  <caption class="kern-sr-only">{w.find("service", "fee_title") ?? t.costs}</caption>
                  <thead>
                    <tr>
                      <th scope="col">{title}</th>
                      <th scope="col">{w.find("service", "fee_unit") ?? t.fee}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {fees.map((row) => (
                      <tr key={row.label}>
                        <th scope="row">{row.label}</th>
                        <td>{money(row.cents, frame)}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </section>
            )}
            <div class="al-questions">
              {definition.questions.map((id) => (
                <Details key={id} summary={w.label(id)}>
                  <p>{w.find(id, "text")}</p>
                </Details>
              ))}
              <Details summary={t.legalBasis}>
                <ul>
                  {definition.legalBasis.map(({ id, validFrom, url }) => (
                    <li key={id}>
                      {url ? <a href={url}>{w.label(id)}</a> : w.label(id)}{" "}
                      <span class="al-muted">({t.validFrom(longDate(validFrom, frame))})</span>
                    </li>
                  ))}
                </ul>
              </Details>
            </div>
          </div>
          <aside class="al-side" aria-label={t.competentForYou}>
            <Office frame={frame} department={department} />
          </aside>
        </div>
        <Help frame={frame} />
      </>
    ),
  });
}

function Fact({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function StartBox({
  frame,
  service,
  live,
  start,
}: {
  frame: Frame;
  service: CompiledService;
  live: boolean;
  start: string;
}) {
  const { t } = frame;
  if (!live) return <p class="al-card al-start">{t.gone}</p>;
  return (
    <div class="al-card al-start">
      <ButtonLink block href={`/leistungen/${service.definition.slug}/antrag`}>
        {start}
      </ButtonLink>
      <ul class="al-checks">
        <li>
          <Icon name="check" size={20} /> {t.interruptAnyTime}
        </li>
        {service.definition.assurance === "none" && (
          <li>
            <Icon name="check" size={20} /> {t.noAccountNeeded}
          </li>
        )}
        {service.languages.includes("en") && frame.reading === "de" && (
          <li>
            <Icon name="check" size={20} /> {t.alsoEnglish}
          </li>
        )}
      </ul>
      <Languages frame={frame} service={service} />
    </div>
  );
}

/** Languages that only this service speaks, easy language ("Leichte Sprache") among them. */
function Languages({ frame, service }: { frame: Frame; service: CompiledService }) {
  const further = service.languages.filter((code) => code !== "de" && code !== "en" && code !== frame.reading);
  if (further.length === 0) return null;
  return (
    <nav class="al-languages" aria-label={frame.t.furtherLanguages}>
      <p class="al-small al-muted">{frame.t.furtherLanguages}</p>
      <ul>
        {further.map((code) => (
          <li key={code}>
            <LanguageLink code={code} path={frame.path} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The competent office with hours and the reason why it is this one. */
export function Office({ frame, department }: { frame: Frame; department: Department | undefined }) {
  const { t } = frame;
  const contact: Contact = department ? localWords(frame, department.contact) : frame.contact;
  const name = department?.name ?? frame.name;
  return (
    <div class="al-office">
      <h2>{t.competentForYou}</h2>
      <p>
        <bdi>
          <strong>{name}</strong>
          {contact.room ? `, ${contact.room}` : ""}
        </bdi>
        <br />
        <bdi>
          {contact.street}, {contact.postcode} {contact.place}
        </bdi>
      </p>
      <p>
        <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>{contact.phone}</a>
        <br />
        <a href={`mailto:${contact.email}`}>{contact.email}</a>
      </p>
      <dl class="al-hours">
        {contact.hours.map(([days, times]) => (
          <div key={days}>
            <dt>{days}</dt>
            <dd>{times}</dd>
          </div>
        ))}
      </dl>
      <Details summary={t.whyThisOffice}>
        <p>{t.whyThisOfficeText(name, frame.name)}</p>
      </Details>
    </div>
  );
}
