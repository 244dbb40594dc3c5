import { ButtonLink, DescriptionList, Icon } from "@allmende/kern";
import type { Dossier, FiledDocument, FilingPlanEntry } from "../../../domains/records/index.ts";
import { fullInstant, plainDay } from "../dates.ts";
import { renderStaffPage, type StaffFrame } from "../staff-page.tsx";
import { counted, kindWords, ruleWords, stateOf } from "./words.ts";

/** A dossier: its facts, what lies in it, and the way out. */
export function dossierPage(
  frame: StaffFrame,
  {
    dossier,
    entry,
    office,
    today,
  }: {
    dossier: Dossier & { documents: readonly FiledDocument[] };
    entry: FilingPlanEntry | undefined;
    office: string;
    today: string;
  },
): string {
  const here = `/amt/akten/${dossier.id}`;
  return renderStaffPage(
    frame,
    `Akte ${dossier.fileReference}`,
    <div class="al-desk__plain">
      <p class="al-crumb">
        <a href="/amt/akten">Akten</a>
      </p>
      <h1>{dossier.title}</h1>
      <p class="al-meta">
        Aktenzeichen {dossier.fileReference} · {stateOf(dossier, today)}
      </p>
      <DescriptionList
        items={[
          { term: "Aktenplan", value: `${dossier.filingPlan} ${entry?.title ?? "(steht nicht im Aktenplan)"}` },
          { term: "Federführend", value: office },
          { term: "Angelegt", value: plainDay(dossier.openedOn) },
          { term: "Geschlossen", value: dossier.closedOn ? plainDay(dossier.closedOn) : "noch offen" },
          {
            term: "Aufbewahrt bis",
            value: dossier.retainUntil ? plainDay(dossier.retainUntil) : "Die Frist beginnt mit dem Abschluss.",
          },
          { term: "Danach", value: ruleWords[entry?.disposal ?? "offer"] },
        ]}
      />
      <h2>
        Dokumente <span class="al-muted">{dossier.documents.length}</span>
      </h2>
      {dossier.documents.length === 0 && <p class="al-empty">In dieser Akte liegt noch nichts.</p>}
      <ul class="al-attachments">
        {dossier.documents.map((document) => (
          <li key={document.id}>
            <Icon name="file" />
            <div>
              <a href={addressOf(dossier, document)}>{document.title}</a>
              <p class="al-meta">
                {kindWords[document.kind] ?? document.kind}, abgelegt {fullInstant(document.filedAt)}
              </p>
            </div>
          </li>
        ))}
      </ul>
      <p class="al-buttons">
        <ButtonLink kind="secondary" href={`/amt/vorgaenge/${dossier.caseId}`}>
          Vorgang ansehen
        </ButtonLink>
        <ButtonLink kind="secondary" href={`${here}/protokoll`}>
          Protokoll
        </ButtonLink>
        <ButtonLink kind="secondary" href={`${here}/xdomea.zip`}>
          Als xdomea herunterladen
        </ButtonLink>
      </p>
      <p class="al-meta">
        {counted(dossier.documents.length, "Dokument", "Dokumente")}, Zugriff: {office}
        {entry && entry.readers.length > 0 && ` und ${entry.readers.join(", ")}`}
      </p>
    </div>,
  );
}

/** Attachments are opened through their case: there it is known whether they were scanned. */
function addressOf(dossier: Dossier, { id, kind, sourceId }: FiledDocument): string {
  if (kind === "attachment") return `/amt/vorgaenge/${dossier.caseId}/anlagen/${sourceId}`;
  return `/amt/akten/${dossier.id}/dokumente/${id}`;
}
