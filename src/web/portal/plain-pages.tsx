import { Alert, Button, ButtonLink, ErrorSummary, Select } from "@allmende/kern";
import type { CompiledService } from "@allmende/service-package";
import type { Offer } from "../../domains/catalogue/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { slimOf, wordingFor } from "./frame.ts";
import { Help, OfferList, SearchForm } from "./home.tsx";

/** A page of a sentence or two: what happened, and the way on. */
export function messagePage(
  frame: Frame,
  { title, text, children }: { title: string; text: string; children?: unknown },
): string {
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        <h1>{title}</h1>
        <p class="al-lead">{text}</p>
        {children as never}
        <SearchForm frame={frame} query="" />
        <Help frame={frame} />
      </div>
    ),
  });
}

export function textPage(frame: Frame, title: string, paragraphs: readonly string[]): string {
  return renderPortalPage({
    frame,
    title,
    children: (
      <div class="al-narrow al-text">
        <h1>{title}</h1>
        {paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <Help frame={frame} />
      </div>
    ),
  });
}

/** All services, or those of one life event. */
export function servicesPage(frame: Frame, title: string, offers: readonly Offer[]): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title,
    children: (
      <div class="al-narrow">
        <h1>{title}</h1>
        <SearchForm frame={frame} query="" />
        {offers.length === 0 ? <p>{t.nothingOffered}</p> : <OfferList frame={frame} offers={offers} />}
        <Help frame={frame} />
      </div>
    ),
  });
}

/** Before the first save: which authority is competent? */
export function placePage(
  frame: Frame,
  service: CompiledService,
  question: string,
  {
    places,
    hidden,
    problem,
  }: { places: { value: string; label: string }[]; hidden: Record<string, string>; problem?: string | undefined },
): string {
  const { t } = frame;
  const w = wordingFor(frame, service);
  const label = w.label(question);
  return renderPortalPage({
    frame,
    title: label,
    prefix: problem ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, 2),
    children: (
      <>
        {problem && <ErrorSummary title={t.pleaseCheck(1)} entries={[{ target: "ort", text: problem }]} />}
        <h1>{label}</h1>
        {w.find(question, "hint") && <p class="al-lead">{w.find(question, "hint")}</p>}
        <form class="al-form" method="get" action={`/leistungen/${service.definition.slug}/antrag`}>
          {Object.entries(hidden)
            .filter(([name]) => name !== "ort")
            .map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
          <div class={problem ? "al-field al-field--error" : "al-field"}>
            <label class="kern-label" for="ort">
              {t.place}
            </label>
            {problem && (
              <p class="kern-error" id="ort-error">
                {problem}
              </p>
            )}
            <Select
              id="ort"
              name="ort"
              choices={[...places, { value: "anderswo", label: t.placeElsewhere }]}
              empty={w.say("choose")}
              {...(problem && { error: problem })}
            />
          </div>
          <div class="al-form__end">
            <Button block>{t.next}</Button>
          </div>
        </form>
      </>
    ),
  });
}

export function resumePage(
  frame: Frame,
  { token, reference, problem }: { token: string; reference: string; problem?: string },
): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.resumeTitle,
    prefix: problem ? t.error : "",
    noindex: true,
    children: (
      <div class="al-narrow">
        <h1>{t.resumeTitle}</h1>
        <p class="al-lead">{t.resumeLead}</p>
        {problem && <Alert tone="danger" title={problem} />}
        <form class="al-form" method="post" action="/stand" noValidate>
          <input type="hidden" name="_token" value={token} />
          <div class="al-field">
            <label class="kern-label" for="nummer">
              {t.resumeReference}
            </label>
            <p class="kern-hint" id="nummer-hint">
              {t.resumeExample}
            </p>
            <input
              class="kern-form-input__input al-width-24"
              id="nummer"
              name="nummer"
              value={reference}
              autocomplete="off"
              aria-describedby="nummer-hint"
            />
          </div>
          <div class="al-field">
            <label class="kern-label" for="code">
              {t.resumeCode}
            </label>
            <input class="kern-form-input__input al-width-16" id="code" name="code" autocomplete="one-time-code" />
          </div>
          <div class="al-form__end">
            <Button>{t.resumeOpen}</Button>
          </div>
        </form>
        <p>
          {t.orSignIn}{" "}
          <ButtonLink kind="tertiary" href="/anmeldung?weiter=/meine-antraege">
            {t.signIn}
          </ButtonLink>
        </p>
      </div>
    ),
  });
}
