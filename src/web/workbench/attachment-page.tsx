import { Badge, ButtonLink, Icon } from "@allmende/kern";
import type { Attachment } from "../../domains/applications/index.ts";
import type { Case } from "../../domains/cases/index.ts";
import { isClosed, isPicture } from "../files/shown-file.ts";
import { fullInstant } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** What is seen of a file: a picture, one page of a PDF with its words, or nothing and why. */
export type Sheet =
  | { kind: "picture" }
  | { kind: "page"; page: number; pages: number; words: string }
  | { kind: "none"; why: "broken" | "busy" | "tool" };

export const addressOf = (caseId: string, { id }: Pick<Attachment, "id">): string =>
  `/amt/vorgaenge/${caseId}/anlagen/${id}`;

/** How the scan of a file went, where that is to be said. */
export const scanWords: Readonly<Record<string, string>> = {
  unscanned: "nicht auf Viren geprüft",
  waiting: "Prüfung läuft",
  infected: "gesperrt: Virus gefunden",
};

const reasons: Record<Extract<Sheet, { kind: "none" }>["why"], string> = {
  broken:
    "Diese PDF-Datei lässt sich nicht zeigen: Sie ist beschädigt, mit einem Kennwort gesperrt oder zu aufwendig. Laden Sie sie herunter.",
  busy: "Gerade werden viele Anlagen angesehen. Laden Sie diese Seite in einigen Sekunden noch einmal.",
  tool: "PDF-Seiten zeigt Allmende nur, wenn auf dem Server poppler-utils eingerichtet ist. Laden Sie die Datei herunter.",
};

/** One attachment, page by page, with the way to the other ones and back. */
export function attachmentPage(
  frame: StaffFrame,
  { found, file, all, sheet }: { found: Case; file: Attachment; all: readonly Attachment[]; sheet: Sheet },
): string {
  const here = addressOf(found.id, file);
  const at = all.findIndex(({ id }) => id === file.id);
  const title = [found.title, found.subject].filter(Boolean).join(": ");
  return renderStaffPage(
    frame,
    sheet.kind === "page" && sheet.pages > 1 ? `${file.name}, Seite ${sheet.page}` : file.name,
    <div class="al-desk__plain al-viewer">
      <p class="al-crumb">
        <a href={`/amt/vorgaenge/${found.id}#anlagen`}>{title}</a>
      </p>
      <h1>{file.name}</h1>
      <p class="al-meta">
        {[all.length > 1 && `Anlage ${at + 1} von ${all.length}`, fullInstant(file.addedAt), scanWords[file.scan]]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <nav class="al-viewer__bar" aria-label="Blättern">
        {sheet.kind === "page" && <Pages here={here} page={sheet.page} pages={sheet.pages} />}
        <ButtonLink kind="secondary" href={here}>
          Herunterladen
        </ButtonLink>
        <OtherOne caseId={found.id} file={all[at - 1]} said="Vorige Anlage" />
        <OtherOne caseId={found.id} file={all[at + 1]} said="Nächste Anlage" />
      </nav>
      {sheet.kind === "none" && <p>{reasons[sheet.why]}</p>}
      {sheet.kind === "picture" && <img class="al-sheet-picture" src={`${here}/bild`} alt={`Bild: ${file.name}`} />}
      {sheet.kind === "page" && (
        <>
          <img
            class="al-sheet-picture"
            src={`${here}/bild?seite=${sheet.page}`}
            alt={`Seite ${sheet.page} von ${sheet.pages}, als Bild${sheet.words ? "; der Text steht darunter" : ""}`}
          />
          {sheet.words ? (
            <details class="al-why">
              <summary>Text dieser Seite</summary>
              <p class="al-prewrap">{sheet.words}</p>
            </details>
          ) : (
            <p class="al-meta">Diese Seite enthält keinen Text, nur ein Bild.</p>
          )}
        </>
      )}
    </div>,
  );
}

function Pages({ here, page, pages }: { here: string; page: number; pages: number }) {
  const to = (other: number): string => `${here}/ansicht?seite=${other}`;
  return (
    <>
      {page > 1 && (
        <ButtonLink kind="secondary" href={to(page - 1)}>
          Vorige Seite
        </ButtonLink>
      )}
      <span>
        Seite {page} von {pages}
      </span>
      {page < pages && (
        <ButtonLink kind="secondary" href={to(page + 1)}>
          Nächste Seite
        </ButtonLink>
      )}
    </>
  );
}

function OtherOne({ caseId, file, said }: { caseId: string; file: Attachment | undefined; said: string }) {
  return file ? <a href={`${addressOf(caseId, file)}/ansicht`}>{said}</a> : null;
}

/** The attachments of a case on its page. What was scanned opens in place; what was not is opened by a step of its own. */
export function Attachments({ found, files }: { found: Case; files: readonly Attachment[] }) {
  return (
    <ul class="al-attachments">
      {files.map((file) => {
        const here = addressOf(found.id, file);
        const fresh = found.receivedAt < file.addedAt;
        return (
          <li key={file.id}>
            {isClosed(file) || (!isPicture(file) && file.pages === null) ? (
              <Icon name="file" />
            ) : (
              <a href={`${here}/ansicht`} tabIndex={-1} aria-hidden="true">
                <img class="al-attachments__preview" src={`${here}/vorschau`} alt="" loading="lazy" />
              </a>
            )}
            <div>
              {isClosed(file) ? file.name : <a href={`${here}/ansicht`}>{file.name}</a>}
              <p class="al-meta">
                {[
                  fullInstant(file.addedAt),
                  file.pages && file.pages > 1 && `${file.pages} Seiten`,
                  scanWords[file.scan],
                ]
                  .filter(Boolean)
                  .join(" · ")}
              </p>
              {fresh && <Badge tone="info">neu</Badge>}
              {file.scan === "clean" && (
                <details class="al-why">
                  <summary>Hier ansehen</summary>
                  <a href={`${here}/ansicht`}>
                    <img
                      class="al-sheet-picture"
                      src={`${here}/bild`}
                      alt={
                        isPicture(file)
                          ? `${file.name} groß ansehen`
                          : `Erste Seite von ${file.name}; alle Seiten ansehen`
                      }
                      loading="lazy"
                    />
                  </a>
                </details>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
