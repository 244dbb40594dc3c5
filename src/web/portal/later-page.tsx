import { Button, ButtonLink } from "@allmende/kern";
import { renderPortalPage, type Frame } from "../ui/page.tsx";

/** After "Später weitermachen": number and code, or the account. */
export function laterPage(
  frame: Frame,
  view: {
    id: string;
    key?: { reference: string; code: string };
    token: string;
    until: string;
    sent: boolean;
    account: boolean;
    /** Nothing is left to fill in: the way back leads to the application, not to a draft. */
    submitted: boolean;
  },
): string {
  const { t } = frame;
  const title = view.submitted ? t.keepAccess : t.laterTitle;
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        <h1>{title}</h1>
        <p class="al-lead">{view.submitted ? t.keepLead : view.account ? t.laterAccount : t.laterLead}</p>
        {view.key && (
          <dl class="al-key">
            <div>
              <dt>{t.resumeReference}</dt>
              <dd>{view.key.reference}</dd>
            </div>
            <div>
              <dt>{t.resumeCode}</dt>
              <dd>{view.key.code}</dd>
            </div>
          </dl>
        )}
        {!view.submitted && <p>{t.draftUntil(view.until)}</p>}
        {view.sent && <p role="status">{t.laterSent}</p>}
        {view.key && <LinkByMail frame={frame} id={view.id} token={view.token} reference={view.key.reference} />}
        <p>
          {view.submitted ? (
            <ButtonLink href={`/antraege/${view.id}`}>{t.showApplication}</ButtonLink>
          ) : (
            <ButtonLink href={`/antraege/${view.id}/weiter`}>{t.laterKeep}</ButtonLink>
          )}
        </p>
      </div>
    ),
  });
}

/** Sends the link to a draft, never its code; what was typed wrong is shown again. */
export function LinkByMail({
  frame: { t },
  id,
  token,
  reference,
  wrong,
}: {
  frame: Frame;
  id: string;
  token: string;
  reference: string;
  wrong?: string;
}) {
  return (
    <form class="al-form" method="post" action={`/antraege/${id}/merkzettel`} noValidate>
      <input type="hidden" name="_token" value={token} />
      <input type="hidden" name="nummer" value={reference} />
      <div class={wrong === undefined ? "al-field" : "al-field al-field--error"}>
        <label class="kern-label" for="email">
          {t.laterMail}
        </label>
        <p class="kern-hint" id="email-hint">
          {t.laterMailHint}
        </p>
        {wrong !== undefined && (
          <p class="kern-error" id="email-error">
            {t.laterMailWrong}
          </p>
        )}
        <input
          class="kern-form-input__input"
          id="email"
          name="email"
          value={wrong}
          inputMode="email"
          autocomplete="email"
          aria-describedby={wrong === undefined ? "email-hint" : "email-hint email-error"}
          aria-invalid={wrong === undefined ? undefined : "true"}
        />
      </div>
      <p class="al-form__end">
        <Button kind="secondary">{t.laterSend}</Button>
      </p>
    </form>
  );
}
