import type { Dossier, FoundDocument, StandingEntry } from "../../../domains/records/index.ts";
import { plainDay } from "../dates.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";
import { RecordsNav } from "./records-nav.tsx";
import { kindWords, stateOf } from "./words.ts";

export interface DossierList {
  dossiers: readonly Dossier[];
  /** Documents that hold the words searched for. */
  documents: readonly FoundDocument[];
  plan: readonly StandingEntry[];
  filter: { filingPlan: string; text: string };
  /** Address of the page after this one. */
  next: string | undefined;
  today: string;
}

/** The dossiers a department may read, newest first. */
export function dossierListPage(
  frame: StaffFrame,
  { dossiers, documents, plan, filter, next, today }: DossierList,
): string {
  const titles = new Map(plan.map(({ number, title }) => [number, title]));
  const searched = filter.text !== "" || filter.filingPlan !== "";
  return renderStaffPage(
    frame,
    "Akten",
    <div class="al-inbox">
      <h1>Akten</h1>
      <RecordsNav current="akten" />
      <form class="al-records__search" action="/amt/akten" method="get">
        <div>
          <label class="al-label" for="aktensuche">
            Aktenzeichen, Titel oder Wörter in Dokumenten
          </label>
          <input class="kern-form-input__input" id="aktensuche" name="q" value={filter.text} maxLength={200} />
        </div>
        <div>
          <label class="al-label" for="aktenplan">
            Aktenplan
          </label>
          <select class="kern-form-input__input" id="aktenplan" name="plan">
            <option value="">Alle Einträge</option>
            {plan.map(({ number, title }) => (
              <option key={number} value={number} selected={number === filter.filingPlan}>
                {number} {title}
              </option>
            ))}
          </select>
        </div>
        <button class="kern-btn kern-btn--secondary" type="submit">
          <span class="kern-label">Suchen</span>
        </button>
      </form>
      {dossiers.length === 0 && documents.length === 0 && (
        <p class="al-empty">
          {searched
            ? "Keine Akte passt dazu. Versuchen Sie weniger Wörter oder einen anderen Eintrag des Aktenplans."
            : "Hier liegt noch keine Akte, die Ihr Amt lesen darf. Sie entsteht mit dem ersten Vorgang."}
        </p>
      )}
      {dossiers.length > 0 && (
        <table class="al-table al-records">
          <caption class="kern-sr-only">Akten, neueste zuerst</caption>
          <thead>
            <tr>
              <th scope="col">Aktenzeichen</th>
              <th scope="col">Titel</th>
              <th scope="col">Aktenplan</th>
              <th scope="col">Angelegt</th>
              <th scope="col">Stand</th>
            </tr>
          </thead>
          <tbody>
            {dossiers.map((dossier) => (
              <tr key={dossier.id} class="al-table__row">
                <th scope="row">
                  <a href={`/amt/akten/${dossier.id}`}>{dossier.fileReference}</a>
                </th>
                <td>{dossier.title}</td>
                <td class="al-muted">{titles.get(dossier.filingPlan) ?? dossier.filingPlan}</td>
                <td class="al-muted">{plainDay(dossier.openedOn)}</td>
                <td>{stateOf(dossier, today)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {next && (
        <p class="al-pages">
          <a href={next}>Weitere Akten</a>
        </p>
      )}
      {documents.length > 0 && (
        <section aria-labelledby="in-dokumenten">
          <h2 id="in-dokumenten">In Dokumenten gefunden</h2>
          <ul class="al-history">
            {documents.map((document) => (
              <li key={document.id}>
                <strong>
                  <a href={`/amt/akten/${document.dossierId}`}>{document.title}</a>
                </strong>
                {document.around && (
                  <span>
                    … {document.around.before}
                    <b>{document.around.found}</b>
                    {document.around.after} …
                  </span>
                )}
                <span class="al-meta">
                  {kindWords[document.kind] ?? document.kind} in {document.fileReference}, {document.dossierTitle}
                </span>
              </li>
            ))}
          </ul>
        </section>
      )}
      <details class="al-how">
        <summary>Welche Akten sehe ich?</summary>
        <p>
          Die Akten Ihres Amts, und die von Aufgaben, für die der Aktenplan Ihrem Amt Zugriff gibt. Wer eine Akte nicht
          lesen darf, findet sie auch nicht.
        </p>
      </details>
    </div>,
  );
}
