import { ButtonLink } from "@allmende/kern";
import type { StandingEntry } from "../../../domains/records/index.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";
import { RecordsNav } from "./records-nav.tsx";
import { counted, ruleWords } from "./words.ts";

/** The filing plan of a municipality, as its CSV says it. */
export function planPage(frame: StaffFrame, plan: readonly StandingEntry[]): string {
  return renderStaffPage(
    frame,
    "Aktenplan",
    <div class="al-inbox">
      <h1>Aktenplan</h1>
      <RecordsNav current="aktenplan" />
      {plan.length === 0 ? (
        <p class="al-empty">
          Es gibt noch keinen Aktenplan. Akten entstehen trotzdem, mit den Fristen der Leistungen. Die IT lädt einen
          Aktenplan mit „allmende plan import“.
        </p>
      ) : (
        <>
          <p class="al-inbox__count">
            {counted(plan.length, "Eintrag", "Einträge")}. Neue Akten bekommen Frist und Aussonderung von hier; laufende
            Fristen ändern sich nicht.
          </p>
          <table class="al-table al-records">
            <caption class="kern-sr-only">Aktenplan</caption>
            <thead>
              <tr>
                <th scope="col">Eintrag</th>
                <th scope="col">Frist</th>
                <th scope="col">Danach</th>
                <th scope="col">Zugriff auch für</th>
                <th scope="col">Akten</th>
              </tr>
            </thead>
            <tbody>
              {plan.map((entry) => (
                <tr key={entry.number} class="al-table__row">
                  <th scope="row">
                    <span class={`al-plan__number al-plan__number--${Math.min(3, entry.number.split(".").length)}`}>
                      {entry.number}
                    </span>{" "}
                    <span class={entry.number.includes(".") ? "al-plan__title" : undefined}>{entry.title}</span>
                    {entry.closedOn && <span class="al-muted"> (geschlossen)</span>}
                  </th>
                  <td>{periodOf(entry)}</td>
                  <td>{ruleWords[entry.disposal]}</td>
                  <td class="al-muted">{entry.readers.join(", ") || "–"}</td>
                  <td>
                    {entry.dossiers > 0 ? (
                      <a href={`/amt/akten?plan=${entry.number}`}>{counted(entry.dossiers, "Akte", "Akten")}</a>
                    ) : (
                      "–"
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="al-buttons">
            <ButtonLink kind="secondary" href="/amt/aktenplan.csv">
              Als CSV herunterladen
            </ButtonLink>
          </p>
        </>
      )}
    </div>,
  );
}

function periodOf({ retentionYears, retentionFrom }: StandingEntry): string {
  if (retentionYears === null) return "wie die Leistung";
  const from = retentionFrom === "year-end" ? "ab Jahresende" : "ab Abschluss";
  return `${counted(retentionYears, "Jahr", "Jahre")} ${from}`;
}
