import { Badge, Button, ButtonLink, ErrorSummary, Field, Icon, TextInput, type Tone } from "@allmende/kern";
import { withAnswersIn, type Answers } from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { AskedPart, PartState } from "../../domains/applications/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { longDate, slimOf, wordingFor } from "./frame.ts";

export interface PartsView {
  service: CompiledService;
  /** Where the pages of the application lie. */
  home: string;
  parts: readonly AskedPart[];
  answers: Answers;
  now: Date;
  token: string;
  back: string;
  /** The code of a link nobody was mailed: shown this once. */
  told?: { part: string; address: string; code: string };
  /** Whom the link was just mailed to. */
  sent?: { part: string; email: string };
  /** What was typed wrong for a part. */
  problem?: { part: string; field: "name" | "email"; text: string; name: string; email: string };
}

const tones: Record<PartState, Tone | "turn" | "calm"> = {
  none: "turn",
  open: "calm",
  expired: "turn",
  done: "success",
  outdated: "turn",
  declined: "danger",
};

/** What other persons fill in, as the applicant sees it: how far each is, and who is asked. */
export function partsPage(frame: Frame, view: PartsView): string {
  const { t } = frame;
  const { service, parts, home, problem } = view;
  const w = wordingFor(frame, service);
  const worded = withAnswersIn(service.form, service.form.walk(view.answers, { now: view.now }), w);
  const ready = parts.every(({ part, state }) => state === "done" || !part.required);
  return renderPortalPage({
    frame,
    title: t.partsTitle,
    prefix: problem ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, 90),
    children: (
      <>
        <p class="al-back">
          <a href={view.back}>
            <Icon name="back" size={20} /> {t.back}
          </a>
        </p>
        {problem && (
          <ErrorSummary
            title={t.pleaseCheck(1)}
            entries={[{ target: `${problem.part}-${problem.field}`, text: problem.text }]}
          />
        )}
        <h1>{t.partsTitle}</h1>
        <p class="al-lead">{t.partsLead}</p>
        {parts.map((asked) => (
          <section class="al-part" key={asked.part.id} aria-labelledby={asked.part.id}>
            <h2 id={asked.part.id}>{w.label(asked.part.id)}</h2>
            {w.find(asked.part.id, "lead") && <p>{w.find(asked.part.id, "lead")}</p>}
            {asked.part.shows.length > 0 && (
              <div class="al-small al-muted">
                <p>{t.partShows}</p>
                <ul>
                  {asked.part.shows.map((id) => (
                    <li key={id}>{worded.label(id)}</li>
                  ))}
                </ul>
              </div>
            )}
            <p role="status">
              <Badge tone={tones[asked.state]}>{t.partState[asked.state]?.(asked.invitation?.name ?? "")}</Badge>
              {view.sent?.part === asked.part.id && ` ${t.partSent(view.sent.email)}`}
            </p>
            {asked.state === "open" && asked.invitation && (
              <p class="al-small al-muted">{t.partUntil(longDate(asked.invitation.expiresAt, frame))}</p>
            )}
            {asked.state === "outdated" && <p>{t.partOutdated}</p>}
            {asked.invitation?.reason && <p class="al-prewrap">„{asked.invitation.reason}“</p>}
            {view.told?.part === asked.part.id && <Told frame={frame} told={view.told} />}
            <Invite frame={frame} view={view} asked={asked} />
          </section>
        ))}
        <div class="al-form__end">
          {ready && (
            <ButtonLink block href={`${home}/pruefen`}>
              {t.next}
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

/** A link for whom no mail address is known. */
function Told({ frame: { t }, told }: { frame: Frame; told: NonNullable<PartsView["told"]> }) {
  return (
    <>
      <dl class="al-key">
        <div>
          <dt>{t.partAddress}</dt>
          <dd class="al-key__long">{told.address}</dd>
        </div>
        <div>
          <dt>{t.resumeCode}</dt>
          <dd class="al-key__long">{told.code}</dd>
        </div>
      </dl>
      <p>{t.partCodeOnce}</p>
    </>
  );
}

/** The form that asks somebody; where somebody is asked already it is folded away. */
function Invite({ frame: { t }, view, asked }: { frame: Frame; view: PartsView; asked: AskedPart }) {
  const { id } = asked.part;
  const wrong = view.problem?.part === id ? view.problem : undefined;
  const typed = wrong ?? { name: asked.invitation?.name ?? "", email: asked.invitation?.email ?? "" };
  const error = (field: "name" | "email") =>
    wrong?.field === field && { error: wrong.text, errorPrefix: t.error.trim() };
  const name = { id: `${id}-name`, label: t.partName, ...error("name") };
  const email = { id: `${id}-email`, label: t.partMail, optional: t.optional, hint: t.partMailHint, ...error("email") };
  const form = (
    <form class="al-form" method="post" action={`${view.home}/beteiligte/${id}`} noValidate>
      <input type="hidden" name="_token" value={view.token} />
      <Field {...name}>
        <TextInput {...name} name="name" value={typed.name} autocomplete="off" required />
      </Field>
      <Field {...email}>
        <TextInput {...email} name="email" value={typed.email} inputMode="email" autocomplete="off" />
      </Field>
      <p class="al-form__end">
        <Button kind="secondary">{asked.invitation ? t.partInviteAgain : t.partInvite}</Button>
      </p>
    </form>
  );
  if (!asked.invitation || wrong) return form;
  return (
    <>
      <details>
        <summary>{t.partOther}</summary>
        <p>{t.partOtherText}</p>
        {form}
      </details>
      <form method="post" action={`${view.home}/beteiligte/${id}/zuruecknahme`}>
        <input type="hidden" name="_token" value={view.token} />
        <Button kind="tertiary">{t.partWithdraw}</Button>
      </form>
    </>
  );
}
