import { Button, ErrorSummary, Icon } from "@allmende/kern";
import {
  sayFaults,
  renderPage,
  withAnswersIn,
  type AnswerProblem,
  type Answers,
  type Path,
  type Posted,
} from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { PostedForm } from "../read-form.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { slimOf, wordingFor } from "./frame.ts";
import { Help } from "./home.tsx";

export interface EligibilityView {
  service: CompiledService;
  /** Where the questions are sent to. */
  action: string;
  token: string;
  now: Date;
}

/** The questions before the form: can this person apply at all? Nothing of it is stored. */
export function eligibilityPage(
  frame: Frame,
  view: EligibilityView & {
    answers: Answers;
    unread: Readonly<Record<Path, Posted>>;
    problems: readonly AnswerProblem[];
  },
): string {
  const { t } = frame;
  const { service, problems, answers, unread } = view;
  const { form, page } = service.form.eligibility!;
  const wording = withAnswersIn(form, form.walk(answers, { now: view.now }), wordingFor(frame, service));
  return renderPortalPage({
    frame,
    title: wording.label(page),
    prefix: problems.length > 0 ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, 0),
    children: (
      <>
        <Back frame={frame} slug={service.definition.slug} />
        {problems.length > 0 && (
          <ErrorSummary title={t.pleaseCheck(problems.length)} entries={sayFaults(form, wording, problems)} />
        )}
        <p class="al-step__count">{t.eligibilityFirst}</p>
        <h1>{wording.label(page)}</h1>
        {wording.find(page, "lead") && <p class="al-lead">{wording.find(page, "lead")}</p>}
        <form class="al-form" method="post" action={view.action} noValidate>
          <input type="hidden" name="_token" value={view.token} />
          {renderPage({ page: form.pages[0]!, answers, unread, problems, wording })}
          <div class="al-form__end">
            <Button block>{t.next}</Button>
          </div>
        </form>
      </>
    ),
  });
}

/** Why this person cannot apply, and what to do instead; the answers can be changed. */
export function barredPage(
  frame: Frame,
  view: EligibilityView & { barriers: readonly string[]; posted: PostedForm },
): string {
  const { t } = frame;
  const w = wordingFor(frame, view.service);
  const title = w.find(view.service.form.eligibility!.page, "barred") ?? t.barredTitle;
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    slim: slimOf(frame, view.service, 0),
    children: (
      <>
        <Back frame={frame} slug={view.service.definition.slug} />
        <h1>{title}</h1>
        <p>{t.barredWhy}</p>
        <ul class="al-reasons">
          {view.barriers.map((id) => (
            <li key={id} class="al-card">
              <h2>{w.label(id)}</h2>
              {w.find(id, "instead") && <p>{w.find(id, "instead")}</p>}
            </li>
          ))}
        </ul>
        <form class="al-form" method="post" action={view.action}>
          <input type="hidden" name="_token" value={view.token} />
          {view.posted.entries
            .filter(([name]) => !name.startsWith("_"))
            .map(([name, value], index) => (
              <input key={index} type="hidden" name={name} value={value} />
            ))}
          <div class="al-form__end">
            <Button kind="secondary" name="_aendern" value="ja">
              {t.barredChange}
            </Button>
          </div>
        </form>
        {!frame.desk && <Help frame={frame} />}
      </>
    ),
  });
}

function Back({ frame, slug }: { frame: Frame; slug: string }) {
  return (
    <p class="al-back">
      <a href={frame.desk ? "/amt/antrag-aufnehmen" : `/leistungen/${slug}`}>
        <Icon name="back" size={20} /> {frame.t.back}
      </a>
    </p>
  );
}
