import { ErrorSummary } from "@allmende/kern";
import type { Application } from "../../../domains/applications/index.ts";
import { shortInstant } from "../dates.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";
import { VerbQuestions, type Entered, type VerbForm } from "../verb-form.tsx";

export interface BeginView {
  form: VerbForm;
  /** What was begun and not sent. */
  open: readonly (Pick<Application, "id" | "applicant" | "source" | "savedAt" | "expiresAt"> & { title: string })[];
  entered: Entered | undefined;
}

/** For whom, which service, where: then the form begins. Below, what was begun before. */
export function beginPage(frame: StaffFrame, { form, open, entered }: BeginView): string {
  return renderStaffPage(
    frame,
    form.title,
    <div class="al-desk__plain">
      <p class="al-crumb">
        <a href="/amt">Meine Vorgänge</a>
      </p>
      {entered?.problem && (
        <ErrorSummary
          title="Bitte prüfen Sie Ihre Angaben"
          entries={[{ target: entered.problem.field, text: entered.problem.text }]}
        />
      )}
      <h1>{form.title}</h1>
      <p>{form.lead}</p>
      <VerbQuestions token={frame.token} form={form} action="/amt/antrag-aufnehmen" entered={entered} />
      {open.length > 0 && (
        <>
          <h2>Angefangen</h2>
          <ul class="al-links">
            {open.map(({ id, title, applicant, source, savedAt, expiresAt }) => (
              <li key={id}>
                <a href={`/amt/antraege/${id}/weiter`}>
                  {title} für {applicant}
                </a>
                <span class="al-meta">
                  {" "}
                  {channelWords[source]}, zuletzt {shortInstant(savedAt)}
                  {expiresAt && `, bleibt bis ${shortInstant(expiresAt)}`}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>,
  );
}

/** Where an application was filled in, as staff say it. */
export const channelWords: Record<string, string> = { online: "Online", counter: "Am Schalter", phone: "Am Telefon" };
