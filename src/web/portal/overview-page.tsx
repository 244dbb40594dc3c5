import { Badge, ButtonLink } from "@allmende/kern";
import type { Answers, Form } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { slimOf, wordingFor } from "./frame.ts";

/** Forms of this many pages and more have an overview of their steps. */
export const longForm = (form: Form): boolean => form.pages.length >= 8;

export type StepState = "done" | "begun" | "open" | "optional";

/**
 * How far each step is that these answers lead through. Done is what is complete and was answered; a step on which
 * nothing must be said and nothing was said is optional, not done.
 */
export function stepStates(form: Form, answers: Answers, now: Date): { page: string; state: StepState }[] {
  const said = new Set(
    form
      .walk(answers, { now })
      .asked.filter(({ value, node }) => value !== undefined && !node.compute)
      .map(({ page }) => page),
  );
  const own = form.plan(answers, { now }).filter(({ page }) => !form.partOf(page));
  return own.map(({ page, complete }) => ({
    page,
    state: complete ? (said.has(page) ? "done" : "optional") : said.has(page) ? "begun" : "open",
  }));
}

/** All steps of a long form: how far each is, and the way to it. */
export function overviewPage(
  frame: Frame,
  {
    home,
    service,
    answers,
    until,
    now,
  }: { home: string; service: CompiledService; answers: Answers; until: string; now: Date },
): string {
  const { t } = frame;
  const w = wordingFor(frame, service);
  const steps = stepStates(service.form, answers, now);
  const needed = steps.filter(({ state }) => state !== "optional");
  const done = needed.filter(({ state }) => state === "done").length;
  const next = steps.find(({ state }) => state === "begun" || state === "open");
  return renderPortalPage({
    frame,
    title: t.overviewTitle,
    noindex: true,
    slim: slimOf(frame, service, (100 * done) / (needed.length + 1)),
    children: (
      <>
        <h1>{t.overviewTitle}</h1>
        <p class="al-lead">{t.overviewDone(done, needed.length)}</p>
        <p class="al-small al-muted">{t.draftUntil(until)}</p>
        <ol class="al-list">
          {steps.map(({ page, state }) => (
            <li key={page}>
              <a href={`${home}/seiten/${page}`} aria-describedby={`stand-${page}`}>
                {w.label(page)}
              </a>
              <span id={`stand-${page}`}>
                <Badge tone={state === "done" ? "success" : state === "begun" ? "turn" : "calm"}>
                  {t.stepState[state]}
                </Badge>
              </span>
            </li>
          ))}
        </ol>
        <p class="al-small al-muted">{t.overviewMore}</p>
        <div class="al-form__end">
          {next ? (
            <ButtonLink block href={`${home}/seiten/${next.page}`}>
              {t.overviewNext(w.label(next.page))}
            </ButtonLink>
          ) : (
            <ButtonLink block href={`${home}/pruefen`}>
              {t.overviewCheck}
            </ButtonLink>
          )}
          <ButtonLink kind="tertiary" href={`${home}/spaeter`}>
            {t.later}
          </ButtonLink>
        </div>
      </>
    ),
  });
}
