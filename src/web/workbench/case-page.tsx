import { randomUUID } from "node:crypto";
import { Badge, Button, DescriptionList } from "@allmende/kern";
import type { Case } from "../../domains/cases/index.ts";
import type { Letter } from "../../domains/letters/index.ts";
import { LetterSheet } from "../ui/letter-sheet.tsx";
import { Attachments } from "./attachment-page.tsx";
import { Links } from "./belonging-panels.tsx";
import { CaseActions } from "./case-actions.tsx";
import { CaseAside } from "./case-aside.tsx";
import type { CaseView } from "./case-view.ts";
import { fullInstant, shortDay } from "./dates.ts";
import { DeemedPanel } from "./deemed-panel.tsx";
import { Hands } from "./hands.tsx";
import { IncidentPanel } from "./incident-page.tsx";
import { NextPanel } from "./next-panel.tsx";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";
import { StoryPanels } from "./story-panels.tsx";
import { calendarNews, closedAs, newsWords } from "./words.ts";

const favourable: ReadonlySet<string> = new Set(["granted", "partly-granted", "acknowledged", "fulfilled"]);

/** A case at one glance: next step first, then answers, attachments, letter, notes; tasks, money, history aside. */
export function casePage(frame: StaffFrame, view: CaseView, following?: Case): string {
  const { found, today } = view;
  const title = [found.title, found.subject].filter(Boolean).join(": ");
  return renderStaffPage(
    frame,
    title,
    <div class="al-case">
      <div class="al-case__head">
        <p class="al-crumb">
          <a href="/amt">Meine Vorgänge</a>
          {following && (
            <>
              {" · "}
              <a href={`/amt/vorgaenge/${following.id}`}>
                Nächster: {[following.title, following.subject].filter(Boolean).join(": ")}
              </a>
            </>
          )}
        </p>
        <h1>
          {title}{" "}
          {found.news && !calendarNews.has(found.news) && (
            <Badge tone="info" icon="mail">
              {newsWords[found.news] ?? "Neu"}
            </Badge>
          )}{" "}
          {found.dueOn && found.dueOn < today && found.status !== "waiting" && (
            <Badge tone="danger" icon="warning">
              Überfällig
            </Badge>
          )}{" "}
          {view.closure && (
            <Badge tone={favourable.has(view.closure.kind) ? "success" : "info"} icon="check">
              {closedAs(view.closure, view.story.deemed)}
            </Badge>
          )}
        </h1>
        <p>
          {[
            found.applicant,
            found.fileReference && `Aktenzeichen ${found.fileReference}`,
            `eingegangen ${fullInstant(found.receivedAt)}`,
          ]
            .filter(Boolean)
            .join(" · ")}
          {found.dueOn && (
            <>
              {" · "}
              <strong>Frist {shortDay(found.dueOn, today)}</strong>
            </>
          )}
          {found.assigneeId && ` · bei ${view.names.get(`staff:${found.assigneeId}`) ?? "?"}`}
        </p>
        <CaseActions view={view} />
      </div>
      <div class="al-case__columns">
        <div>
          <IncidentPanel token={frame.token} caseId={found.id} process={view.process} />
          <NextPanel frame={frame} view={view} />
          <DeemedPanel view={view} token={frame.token} />
          <Links caseId={found.id} links={view.story.links} token={frame.token} />
          <StoryPanels caseId={found.id} story={view.story} today={today} token={frame.token} />
          {view.pages.length > 0 && (
            <section class="al-panel" aria-labelledby="antrag">
              <h2 id="antrag">Antrag</h2>
              <Hands hands={view.hands} />
              {view.pages.map((page) => (
                <div key={page.id}>
                  {page.groups.map((group, index) => (
                    <div key={index}>
                      <h3>{group.title ?? page.title}</h3>
                      <DescriptionList
                        items={group.entries.map((entry) => ({
                          term: entry.label,
                          value: entry.lines.join(", ") || "keine Angabe",
                        }))}
                      />
                    </div>
                  ))}
                </div>
              ))}
            </section>
          )}
          {view.attachments.length > 0 && (
            <section class="al-panel" aria-labelledby="anlagen">
              <h2 id="anlagen">
                Anlagen <span class="al-muted">{view.attachments.length}</span>
              </h2>
              <Attachments found={found} files={view.attachments} />
            </section>
          )}
        </div>
        <div>
          {view.letters.map((letter) => (
            <section key={letter.id} class="al-panel al-panel--letter" aria-label={`Brief: ${letter.paper.title}`}>
              <h2>
                Brief <span class="al-muted">{sentWords(letter, today)}</span>
              </h2>
              <LetterSheet letter={letter} level={3} />
              {letter.notice && !waitsForPost(letter) && (
                <p class="al-meta">
                  Bekannt gegeben am {shortDay(letter.notice.givenOn, today)},{" "}
                  {letter.notice.remedy === "action" ? "Klage" : "Widerspruch"} bis{" "}
                  {letter.notice.remedyUntil ? shortDay(letter.notice.remedyUntil, today) : "–"}.
                </p>
              )}
            </section>
          ))}
          {view.preview && view.letters.length === 0 && (
            <section class="al-panel al-panel--letter" aria-labelledby="vorschau">
              <h2 id="vorschau">
                Bescheid <span class="al-muted">Vorschau</span>
              </h2>
              <LetterSheet
                letter={{ paper: view.preview.paper, blocks: view.preview.blocks, language: "de" }}
                highlight
                level={3}
              />
              <p class="al-meta">
                Markiertes kommt aus Antrag und Regeln. Geht{" "}
                {view.preview.delivery === "post" ? "per Post an" : "ins Postfach von"} {found.applicant}.
              </p>
              {view.preview.gaps.length > 0 && (
                <p>
                  <strong>Es fehlen Angaben, weil es keinen Antrag gibt.</strong> Schreiben Sie sie in den Brief, bevor
                  er hinausgeht.
                </p>
              )}
              <p>
                <a href={`/amt/vorgaenge/${found.id}/entwurf/${view.preview.name}`}>Brief bearbeiten</a>
              </p>
            </section>
          )}
          <section class="al-panel" aria-labelledby="notizen">
            <h2 id="notizen">
              Notizen <span class="al-muted">nur für das Amt</span>
            </h2>
            {view.notes.map((note) => (
              <div key={note.id} class="al-note">
                <p class="al-prewrap">{note.body}</p>
                <p class="al-meta">
                  {note.author}, {fullInstant(note.at)}
                </p>
              </div>
            ))}
            <form method="post" action={`/amt/vorgaenge/${found.id}/notizen`}>
              <input type="hidden" name="_token" value={frame.token} />
              <input type="hidden" name="_einmal" value={randomUUID()} />
              <label class="al-label" for="notiz">
                Neue Notiz
              </label>
              <textarea class="kern-form-input__input al-textarea" id="notiz" name="text" rows={2} maxLength={5000} />
              <Button kind="secondary">Notiz speichern</Button>
            </form>
          </section>
        </div>
        <CaseAside view={view} token={frame.token} />
      </div>
    </div>,
  );
}

const waitsForPost = ({ delivery, postedOn }: Letter): boolean => delivery === "post" && postedOn === null;

function sentWords(letter: Letter, today: string): string {
  if (letter.postedOn) return `zur Post gegeben ${shortDay(letter.postedOn, today)}`;
  return `${waitsForPost(letter) ? "wartet auf den Druck, geschrieben" : "gesendet"} ${fullInstant(letter.writtenAt)}`;
}
