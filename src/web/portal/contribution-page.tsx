import { Alert, Button, ButtonLink, DescriptionList, ErrorSummary, Icon } from "@allmende/kern";
import {
  displayField,
  sayFaults,
  renderPage,
  showAnswers,
  withAnswersIn,
  type AnswerProblem,
  type PageView,
} from "@allmende/forms";
import type { Contribution } from "../../domains/applications/index.ts";
import { Lines } from "../ui/lines.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { longDate, slimOf, wordingFor } from "./frame.ts";

interface View {
  contribution: Contribution;
  home: string;
  token: string;
}

/** The door of an invitation: the code from the link or from paper. Looking changes nothing. */
export function codePage(
  frame: Frame,
  { token, code, problem }: { token: string; code: string; problem?: string },
): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.contributeTitle,
    prefix: problem ? t.error : "",
    noindex: true,
    children: (
      <div class="al-narrow">
        <h1>{t.contributeTitle}</h1>
        <p class="al-lead">{t.contributeLead}</p>
        {problem && <Alert tone="danger" title={problem} />}
        <form class="al-form" method="post" action="/mitwirkung" noValidate>
          <input type="hidden" name="_token" value={token} />
          <div class="al-field">
            <label class="kern-label" for="code">
              {t.resumeCode}
            </label>
            <input class="kern-form-input__input" id="code" name="code" value={code} autocomplete="off" />
          </div>
          <div class="al-form__end">
            <Button>{t.resumeOpen}</Button>
          </div>
        </form>
      </div>
    ),
  });
}

/** Who asks whom for what, and what of the application is needed for it. */
export function contributionPage(frame: Frame, { contribution, home }: Omit<View, "token">): string {
  const { t } = frame;
  const { service, part, invitation, applicant, pages } = contribution;
  const w = wordingFor(frame, service);
  const done = invitation.state === "done";
  const title = done ? t.contributeDone : w.label(part.id);
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    slim: slimOf(frame, service, done ? 100 : 10),
    children: (
      <div class="al-contribution">
        <h1>{title}</h1>
        {invitation.state === "declined" && <p class="al-lead">{t.contributeDeclined}</p>}
        {!done && invitation.state !== "declined" && (
          <p class="al-lead">{t.contributeAsked(applicant || t.somebody, invitation.name)}</p>
        )}
        {done && <p class="al-lead">{t.contributeDoneText(applicant || t.somebody)}</p>}
        {!done && w.find(part.id, "task") && <p>{w.find(part.id, "task")}</p>}
        <Shown frame={frame} contribution={contribution} />
        <p class="al-small al-muted">{t.contributeSees(applicant || t.somebody)}</p>
        <p class="al-small al-muted">{t.partUntil(longDate(invitation.expiresAt, frame))}</p>
        <div class="al-form__end">
          <ButtonLink block href={`${home}/seiten/${pages[0]}`} {...(done && { kind: "secondary" })}>
            {done ? t.contributeChange : t.contributeStart}
          </ButtonLink>
          {invitation.state === "open" && (
            <ButtonLink kind="tertiary" href={`${home}/ablehnung`}>
              {t.contributeDecline}
            </ButtonLink>
          )}
        </div>
      </div>
    ),
  });
}

/** One page of the part. */
export function contributionStep(
  frame: Frame,
  view: View & { page: string; problems: readonly AnswerProblem[]; more?: PageView["more"] },
): string {
  const { t } = frame;
  const { contribution, home, page, problems } = view;
  const { service, answers, unread, pages, options } = contribution;
  const walk = service.form.walk(answers, options);
  const wording = withAnswersIn(service.form, walk, wordingFor(frame, service));
  const step = pages.indexOf(page);
  const node = service.form.page(page)!;
  return renderPortalPage({
    frame,
    title: wording.label(page),
    prefix: problems.length > 0 ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, (100 * (step + 1)) / (pages.length + 2)),
    children: (
      <>
        <Back frame={frame} href={step > 0 ? `${home}/seiten/${pages[step - 1]}` : home} />
        {problems.length > 0 && (
          <ErrorSummary title={t.pleaseCheck(problems.length)} entries={sayFaults(service.form, wording, problems)} />
        )}
        <p class="al-step__count">{t.stepOf(step + 1, pages.length + 1)}</p>
        <h1>{wording.label(page)}</h1>
        {wording.find(page, "lead") && <p class="al-lead">{wording.find(page, "lead")}</p>}
        <form class="al-form" method="post" action={`${home}/seiten/${page}`} noValidate>
          <input type="hidden" name="_token" value={view.token} />
          <button class="al-default-button" type="submit" tabIndex={-1} aria-hidden="true">
            {t.next}
          </button>
          {renderPage({
            page: node,
            answers,
            computed: walk.computed,
            unread,
            problems,
            wording,
            ...(view.more && { more: view.more }),
          })}
          <div class="al-form__end">
            <Button block>{t.next}</Button>
          </div>
        </form>
      </>
    ),
  });
}

/** What was filled in, once more; then the part is done. */
export function contributionCheck(frame: Frame, view: View): string {
  const { t } = frame;
  const { contribution, home } = view;
  const { service, pages, answers, options } = contribution;
  const wording = wordingFor(frame, service);
  const shown = showAnswers(service.form, answers, wording, options);
  return renderPortalPage({
    frame,
    title: t.allRight,
    noindex: true,
    slim: slimOf(frame, service, 90),
    children: (
      <>
        <Back frame={frame} href={`${home}/seiten/${pages.at(-1)}`} />
        <p class="al-step__count">{t.stepOf(pages.length + 1, pages.length + 1)}</p>
        <h1>{t.allRight}</h1>
        <Shown frame={frame} contribution={contribution} />
        {shown.map((page) => (
          <section key={page.id} class="al-answers" aria-labelledby={`teil-${page.id}`}>
            <h2 id={`teil-${page.id}`}>{page.title}</h2>
            <DescriptionList
              items={page.groups
                .flatMap(({ entries }) => entries)
                .map(({ label, lines, path }) => ({
                  term: label,
                  value: lines.length > 0 ? <Lines lines={lines} /> : t.notAnswered,
                  action: (
                    <a href={`${home}/seiten/${page.id}#${path.replaceAll(".", "-")}`} aria-label={t.changeWhat(label)}>
                      {t.change}
                    </a>
                  ),
                }))}
            />
          </section>
        ))}
        <form class="al-form" method="post" action={`${home}/abschluss`}>
          <input type="hidden" name="_token" value={view.token} />
          <div class="al-form__end">
            <Button block>{t.contributeFinish}</Button>
          </div>
        </form>
      </>
    ),
  });
}

/** Not taking part: asked once more, with room for the reason. */
export function declinePage(frame: Frame, { contribution, home, token }: View): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.contributeDeclineTitle,
    noindex: true,
    slim: slimOf(frame, contribution.service, 10),
    children: (
      <>
        <Back frame={frame} href={home} />
        <h1>{t.contributeDeclineTitle}</h1>
        <p class="al-lead">{t.contributeDeclineText(contribution.applicant || t.somebody)}</p>
        <form class="al-form" method="post" action={`${home}/ablehnung`}>
          <input type="hidden" name="_token" value={token} />
          <label class="kern-label" for="grund">
            {t.contributeReason} {t.optional}
          </label>
          <textarea class="kern-form-input__input al-textarea" id="grund" name="grund" rows={3} maxLength={500} />
          <div class="al-form__end">
            <Button kind="secondary">{t.contributeDecline}</Button>
          </div>
        </form>
      </>
    ),
  });
}

/** The answers of the applicant that this part needs. */
function Shown({ frame, contribution }: { frame: Frame; contribution: Contribution }) {
  const { service, part, answers, options } = contribution;
  const walk = service.form.walk(answers, options);
  const wording = withAnswersIn(service.form, walk, wordingFor(frame, service));
  const items = part.shows.flatMap((id) => {
    const node = service.form.field(id);
    const value = answers[id];
    if (node?.kind !== "field" || value === undefined) return [];
    return [{ term: wording.label(id), value: <Lines lines={displayField(node, value, wording)} /> }];
  });
  return items.length > 0 ? <DescriptionList items={items} /> : null;
}

function Back({ frame, href }: { frame: Frame; href: string }) {
  return (
    <p class="al-back">
      <a href={href}>
        <Icon name="back" size={20} /> {frame.t.back}
      </a>
    </p>
  );
}
