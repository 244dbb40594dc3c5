import { Button, ButtonLink, ErrorSummary } from "@allmende/kern";
import { renderPortalPage, type Frame } from "../ui/page.tsx";

export interface LaterView {
  id: string;
  token: string;
  /** The number people name, once a key was made. */
  reference: string | undefined;
  /** Number and code, right after the code was made: it is shown this once. */
  key?: { reference: string; code: string };
  /** The code takes the place of one that the office saw. */
  own?: boolean;
  until: string;
  /** It lies in an account: no code is needed. */
  account: boolean;
  /** Nothing is left to fill in: the way back leads to the application, not to a draft. */
  submitted: boolean;
  sent?: boolean;
  /** An address that is none, as it was typed. */
  wrong?: string;
}

/** After "Später weitermachen": number and code, or the account. */
export function laterPage(frame: Frame, view: LaterView): string {
  const { t } = frame;
  const title = view.submitted ? t.keepAccess : t.laterTitle;
  const { id, token, reference, key } = view;
  return renderPortalPage({
    frame,
    title,
    prefix: view.wrong === undefined ? "" : t.error,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        {view.wrong !== undefined && (
          <ErrorSummary title={t.pleaseCheck(1)} entries={[{ target: "email", text: t.laterMailWrong }]} />
        )}
        <h1>{title}</h1>
        {!view.submitted && <p class="al-lead">{t.draftUntil(view.until)}</p>}
        {view.account ? (
          <>
            <p>{t.laterAccount}</p>
            {view.wrong !== undefined && <LinkByMail frame={frame} view={view} />}
          </>
        ) : (
          <>
            <p>{view.submitted ? t.keepLead : t.laterLead}</p>
            {(key ?? reference) && (
              <dl class="al-key">
                <div>
                  <dt>{t.resumeReference}</dt>
                  <dd>{key?.reference ?? reference}</dd>
                </div>
                {key && (
                  <div>
                    <dt>{t.resumeCode}</dt>
                    <dd>{key.code}</dd>
                  </div>
                )}
              </dl>
            )}
            {key ? (
              <p>
                {view.own && `${t.codeOwn} `}
                {t.codeOnce}
              </p>
            ) : (
              <form class="al-form" method="post" action={`/antraege/${id}/schluessel`}>
                <input type="hidden" name="_token" value={token} />
                {reference && <p>{t.codeShown}</p>}
                <p class="al-form__end">
                  <Button kind="secondary">{reference ? t.codeAnew : t.codeShow}</Button>
                </p>
              </form>
            )}
            {view.sent && <p role="status">{t.laterSent}</p>}
            {(key ?? reference) && !view.sent && <LinkByMail frame={frame} view={view} />}
          </>
        )}
        <p class="al-actions">
          {view.submitted ? (
            <ButtonLink href={`/antraege/${id}`}>{t.showApplication}</ButtonLink>
          ) : (
            <>
              <ButtonLink href={`/antraege/${id}/weiter`}>{t.laterKeep}</ButtonLink>{" "}
              <a class="al-quiet" href={`/antraege/${id}/loeschung`}>
                {t.discard}
              </a>
            </>
          )}
        </p>
      </div>
    ),
  });
}

/** Asks once more before a draft is thrown away: there is no way back. */
export function discardPage(frame: Frame, { id, token }: { id: string; token: string }): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.discardTitle,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        <h1>{t.discardTitle}</h1>
        <p class="al-lead">{t.discardText}</p>
        <form class="al-actions" method="post" action={`/antraege/${id}/loeschung`}>
          <input type="hidden" name="_token" value={token} />
          <Button kind="secondary">{t.discardYes}</Button>{" "}
          <ButtonLink href={`/antraege/${id}/weiter`}>{t.discardNo}</ButtonLink>
        </form>
      </div>
    ),
  });
}

/** Sends the link to a draft, never its code; what was typed wrong is shown again. */
function LinkByMail({ frame: { t }, view: { id, token, wrong } }: { frame: Frame; view: LaterView }) {
  return (
    <form class="al-form" method="post" action={`/antraege/${id}/merkzettel`} noValidate>
      <input type="hidden" name="_token" value={token} />
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
