import { Button, ErrorSummary } from "@allmende/kern";
import type { Case } from "../../domains/cases/index.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

export const reasons: [value: string, label: string][] = [
  ["missing", "fehlt"],
  ["unreadable", "nicht lesbar"],
  ["wrong", "stimmt nicht"],
  ["outdated", "veraltet"],
];

export interface RequestView {
  found: Case;
  items: { path: string; label: string; answered: string }[];
  /** What second persons said themselves, and who they are. */
  others: { name: string; labels: readonly string[] }[];
  chosen: readonly string[];
  message: string;
  until: string;
  problems: { target: string; text: string }[];
}

/** Demand exactly what is missing: items, reason, words, deadline. */
export function requestPage(frame: StaffFrame, view: RequestView): string {
  const { found } = view;
  return renderStaffPage(
    frame,
    `${view.problems.length > 0 ? "Fehler: " : ""}Nachfordern`,
    <div class="al-desk__plain">
      <p class="al-crumb">
        <a href={`/amt/vorgaenge/${found.id}`}>{[found.title, found.subject].filter(Boolean).join(": ")}</a>
      </p>
      {view.problems.length > 0 && <ErrorSummary title="Bitte prüfen Sie Ihre Angaben" entries={view.problems} />}
      <h1>Was fehlt?</h1>
      <form method="post" action={`/amt/vorgaenge/${found.id}/nachforderung`}>
        <input type="hidden" name="_token" value={frame.token} />
        <fieldset class="kern-fieldset al-items" id="punkte">
          <legend class="al-label">Das brauchen wir noch von {found.applicant}</legend>
          {view.items.map((item, index) => (
            <div class="al-item" key={item.path}>
              <div class="kern-form-check al-check">
                <input
                  class="kern-form-check__checkbox"
                  type="checkbox"
                  id={`punkt-${index}`}
                  name="punkt"
                  value={item.path}
                  checked={view.chosen.includes(item.path)}
                />
                <label class="kern-label" for={`punkt-${index}`}>
                  {item.label} <span class="al-muted">{item.answered}</span>
                </label>
              </div>
              <label class="kern-sr-only" for={`grund-${index}`}>
                Grund: {item.label}
              </label>
              <select id={`grund-${index}`} name={`grund.${item.path}`}>
                {reasons.map(([value, label]) => (
                  <option key={value} value={value}>
                    {label}
                  </option>
                ))}
              </select>
            </div>
          ))}
        </fieldset>
        {view.others.map(({ name, labels }) => (
          <p class="al-meta" key={name}>
            {name} hat selbst angegeben: {labels.join(", ")}. Das lässt sich nur im Gespräch klären: Schreiben Sie in
            die Nachricht, was {found.applicant} mit {name} klären soll.
          </p>
        ))}
        <label class="al-label" for="nachricht">
          Nachricht
        </label>
        <p class="kern-hint" id="nachricht-hint">
          Sagen Sie genau, was fehlt. Zum Beispiel: Wir brauchen Seite 2 mit der Unterschrift des Tierheims.
        </p>
        <textarea
          class="kern-form-input__input al-textarea"
          id="nachricht"
          name="nachricht"
          rows={4}
          maxLength={5000}
          aria-describedby="nachricht-hint"
        >
          {view.message}
        </textarea>
        <label class="al-label" for="bis">
          Frist
        </label>
        <input class="kern-form-input__input al-width-16" id="bis" name="bis" type="date" value={view.until} />
        <p class="al-buttons">
          <Button>Nachforderung senden</Button>
        </p>
      </form>
    </div>,
  );
}
