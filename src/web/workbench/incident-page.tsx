import { Button } from "@allmende/kern";
import type { Case } from "../../domains/cases/index.ts";
import type { StoredIncident } from "../../domains/processes/index.ts";
import type { CaseProcess } from "./process-view.ts";
import { fullInstant } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

export interface IncidentRow {
  incident: StoredIncident;
  found: Case;
  step: string;
}

/** All that went wrong and waits, oldest first. */
export function incidentsPage(frame: StaffFrame, rows: readonly IncidentRow[]): string {
  return renderStaffPage(
    frame,
    "Störungen",
    <div class="al-desk__plain">
      <h1>Störungen</h1>
      {rows.length === 0 && <p class="al-empty">Alles läuft. Kein Vorgang hat eine Störung.</p>}
      {rows.map(({ incident, found, step }) => (
        <section class="al-panel" key={incident.id} aria-labelledby={`stoerung-${incident.id}`}>
          <h2 id={`stoerung-${incident.id}`}>
            <a href={`/amt/vorgaenge/${found.id}`}>{[found.title, found.subject].filter(Boolean).join(": ")}</a>
          </h2>
          <p>
            {step}: {causes[incident.code] ?? incident.code}
          </p>
          <p class="al-meta">{[found.fileReference, fullInstant(incident.raisedAt)].filter(Boolean).join(", ")}</p>
        </section>
      ))}
    </div>,
  );
}

const causes: Record<string, string> = {
  "job-failed": "Der Schritt ist fünfmal gescheitert.",
  "no-flow-fits": "Kein Weg passt zu den Angaben.",
  "expression-failed": "Eine Regel lässt sich nicht berechnen.",
  "error-not-caught": "Der Schritt meldet einen Fehler.",
  "element-limit": "Der Ablauf dreht sich im Kreis.",
  "variables-too-large": "Es sind zu viele Daten.",
  "stuck-at-join": "Ein Zweig kann nicht mehr ankommen.",
};

/** In a case: what went wrong, what is being tried again, and what to do about it. */
export function IncidentPanel({
  token,
  caseId,
  process: { incidents, failing },
}: {
  token: string;
  caseId: string;
  process: CaseProcess;
}) {
  return (
    <>
      {failing.map(({ step, tries, nextAt }) => (
        <section class="al-panel" key={step} aria-label={`Neuer Versuch: ${step}`}>
          <p>
            {step} ist {tries === 1 ? "einmal" : `${tries}-mal`} gescheitert. Nächster Versuch: {fullInstant(nextAt)}.
          </p>
        </section>
      ))}
      {incidents.map(({ incident, step, ways }) => (
        <section class="al-panel al-panel--next" key={incident.id} aria-labelledby={`stoerung-${incident.id}`}>
          <h2 id={`stoerung-${incident.id}`}>Störung: {step}</h2>
          <p>{causes[incident.code] ?? incident.code}</p>
          {incident.detail && <p class="al-meta">Meldung: {incident.detail}</p>}
          <form method="post" action={`/amt/vorgaenge/${caseId}/stoerungen/${incident.id}`}>
            <input type="hidden" name="_token" value={token} />
            <label class="al-label" for={`grund-${incident.id}`}>
              Was tun Sie und warum?
            </label>
            <textarea
              class="kern-form-input__input al-textarea"
              id={`grund-${incident.id}`}
              name="grund"
              rows={2}
              maxLength={5000}
              required
            />
            {ways.length > 1 && (
              <>
                <label class="al-label" for={`weg-${incident.id}`}>
                  Weg beim Überspringen
                </label>
                <select class="kern-form-input__input" id={`weg-${incident.id}`} name="weg">
                  {ways.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {name}
                    </option>
                  ))}
                </select>
              </>
            )}
            <p class="al-buttons">
              <Button name="ende" value="retry">
                Noch einmal versuchen
              </Button>
              <Button kind="secondary" name="ende" value="skip">
                Schritt überspringen
              </Button>
              <Button kind="secondary" name="ende" value="cancel">
                Zweig beenden
              </Button>
            </p>
          </form>
        </section>
      ))}
    </>
  );
}
