import type { Dossier } from "../../../domains/records/index.ts";
import type { listAudit } from "../../../platform/audit/audit.ts";
import { actWords } from "../act-words.ts";
import { fullInstant } from "../dates.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";

type Line = Awaited<ReturnType<typeof listAudit>>[number];

/** Who did what to a case and its dossier, line by line, as it is sealed. */
export function trailPage(
  frame: StaffFrame,
  { dossier, lines, names }: { dossier: Dossier; lines: readonly Line[]; names: ReadonlyMap<string, string> },
): string {
  return renderStaffPage(
    frame,
    `Protokoll ${dossier.fileReference}`,
    <div class="al-inbox">
      <p class="al-crumb">
        <a href={`/amt/akten/${dossier.id}`}>Akte {dossier.fileReference}</a>
      </p>
      <h1>Protokoll</h1>
      <p class="al-inbox__count">
        {lines.length === 0 ? "Noch kein Eintrag." : `${lines.length} Einträge, älteste zuerst.`}
      </p>
      {lines.length > 0 && (
        <table class="al-table al-records">
          <caption class="kern-sr-only">Protokoll, älteste Einträge zuerst</caption>
          <thead>
            <tr>
              <th scope="col">Was</th>
              <th scope="col">Wer</th>
              <th scope="col">Wann</th>
              <th scope="col">Näheres</th>
              <th scope="col">Siegel</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.id} class="al-table__row">
                <th scope="row">{actWords[line.act] ?? line.act}</th>
                <td>{nameOf(line.actor, names)}</td>
                <td class="al-muted">{fullInstant(line.at)}</td>
                <td class="al-muted">{saidOf(line)}</td>
                <td>{line.sealed ? "versiegelt" : "wartet"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <details class="al-how">
        <summary>Was das Siegel beweist</summary>
        <p>
          Jeder Eintrag wird wenige Sekunden später mit dem vorigen verkettet. Ändert jemand danach etwas, fällt es bei
          der Prüfung auf (allmende audit verify). Worte im Protokoll können gelöscht werden, ohne dass die Kette
          bricht.
        </p>
      </details>
    </div>,
  );
}

const nameOf = (actor: string, names: ReadonlyMap<string, string>): string =>
  names.get(actor) ?? (actor === "system" ? "Allmende" : actor.startsWith("staff:") ? "Amt" : "Antragsteller:in");

function saidOf({ details, content }: Line): string {
  const { digest, ...codes } = details;
  const words = content ? Object.values(content) : digest ? ["Worte gelöscht"] : [];
  return (
    [...Object.values(codes).map(String), ...words].filter((one) => !/^[0-9a-f-]{36}$/.test(one)).join(", ") || "–"
  );
}
