import { Button, ButtonLink, ErrorSummary } from "@allmende/kern";
import type { Application } from "../../../domains/applications/index.ts";
import type { Payment } from "../../../domains/payments/index.ts";
import { money, readerOf } from "../../portal/frame.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";

export interface LeaveView {
  application: Application;
  title: string;
  applicant: string;
  caseId: string | undefined;
  /** What is still to be paid. */
  unpaid: Payment | undefined;
  /** Where a mail can go to. */
  email: string;
  until: string;
  /** The address the access was just sent to, or one that is none. */
  sent?: string;
  wrong?: string;
}

const mailWrong = "Das ist keine E-Mail-Adresse. Ein Beispiel: name@beispiel.de";

/** An intake that was sent or interrupted: where it stands, and how its citizen gets to it alone. */
export function leavePage(frame: StaffFrame, view: LeaveView): string {
  const { application, applicant, title, unpaid, sent, wrong } = view;
  const { id } = application;
  const draft = application.status === "draft";
  const heading = draft ? "Später weitermachen" : `Der Antrag für ${applicant} ist da`;
  return renderStaffPage(
    frame,
    heading,
    <div class="al-desk__plain">
      <p class="al-crumb">
        <a href="/amt/antrag-aufnehmen">Antrag aufnehmen</a>
      </p>
      {wrong !== undefined && (
        <ErrorSummary title="Bitte prüfen Sie 1 Angabe" entries={[{ target: "mail", text: mailWrong }]} />
      )}
      {sent && (
        <p role="status" class="al-said">
          Der Zugang ist unterwegs an {sent}.
        </p>
      )}
      <h1>{heading}</h1>
      {draft ? (
        <>
          <p>
            {title} für {applicant}. Der Entwurf bleibt bis zum {view.until}.
          </p>
          <p class="al-buttons">
            <ButtonLink href={`/amt/antraege/${id}/weiter`}>Weiter ausfüllen</ButtonLink>{" "}
            <a href={`/amt/antraege/${id}/loeschung`}>Entwurf löschen</a>
          </p>
        </>
      ) : (
        <>
          <p>
            {title}
            {application.fileReference && `, Aktenzeichen ${application.fileReference}`}.
          </p>
          {unpaid && (
            <p>
              Noch zu bezahlen: {money(unpaid.amount, readerOf("de"))}. Die Person zahlt online mit ihrem Zugang. Der
              Vorgang beginnt, wenn bezahlt ist.
            </p>
          )}
          <p class="al-buttons">
            {view.caseId && <ButtonLink href={`/amt/vorgaenge/${view.caseId}`}>Zum Vorgang</ButtonLink>}{" "}
            <a href={`/amt/antraege/${id}/antrag.pdf`}>Antrag drucken (PDF)</a>
          </p>
        </>
      )}
      <section class="al-panel" aria-labelledby="zugang">
        <h2 id="zugang">Zugang für {applicant}</h2>
        <p>
          Mit Vorgangsnummer und Code{" "}
          {draft ? "füllt die Person den Antrag zu Hause weiter aus" : "sieht die Person den Stand"}. Der Code gilt
          einmal, danach hat sie einen eigenen.{" "}
          {draft && "Sobald sie den Entwurf öffnet, gehört er ihr allein: Sie sehen ihn dann erst wieder als Vorgang."}
        </p>
        <form method="post" action={`/amt/antraege/${id}/zugang`}>
          <input type="hidden" name="_token" value={frame.token} />
          <div class={wrong === undefined ? "al-verb" : "al-verb al-field--error"}>
            <label class="al-label" for="mail">
              E-Mail-Adresse
            </label>
            {wrong !== undefined && (
              <p class="kern-error" id="mail-fehler">
                {mailWrong}
              </p>
            )}
            <input
              class="kern-form-input__input"
              id="mail"
              name="mail"
              inputMode="email"
              maxLength={200}
              value={wrong ?? view.email}
              aria-describedby={wrong === undefined ? undefined : "mail-fehler"}
              aria-invalid={wrong === undefined ? undefined : "true"}
            />
          </div>
          <p class="al-buttons">
            <Button kind="secondary">Zugang per E-Mail schicken</Button>
          </p>
        </form>
        <form method="post" action={`/amt/antraege/${id}/zugang.pdf`}>
          <input type="hidden" name="_token" value={frame.token} />
          <p class="al-buttons">
            <Button kind="secondary">Zugang drucken (PDF)</Button>
          </p>
        </form>
      </section>
    </div>,
  );
}

/** Asks once more before an intake is thrown away. */
export function discardPage(
  frame: StaffFrame,
  { id, title, applicant }: { id: string; title: string; applicant: string },
): string {
  const heading = "Entwurf löschen?";
  return renderStaffPage(
    frame,
    heading,
    <div class="al-desk__plain">
      <h1>{heading}</h1>
      <p>
        {title} für {applicant}: Alles, was eingetragen ist, geht verloren.
      </p>
      <form method="post" action={`/amt/antraege/${id}/loeschung`}>
        <input type="hidden" name="_token" value={frame.token} />
        <p class="al-buttons">
          <Button kind="secondary">Löschen</Button> <a href={`/amt/antraege/${id}/spaeter`}>Behalten</a>
        </p>
      </form>
    </div>,
  );
}
