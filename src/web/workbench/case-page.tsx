import { Badge, Button, ButtonLink, DescriptionList, Icon } from "@allmende/kern";
import type { ShownPage } from "@allmende/forms";
import type { Attachment, FeeAssessment } from "../../domains/applications/index.ts";
import type { Case, Closure, ComposedLetter, InformationRequest, Note } from "../../domains/cases/index.ts";
import type { Letter } from "../../domains/letters/index.ts";
import type { Message } from "../../domains/messages/index.ts";
import type { Payment } from "../../domains/payments/index.ts";
import type { Task } from "../../domains/processes/index.ts";
import type { AuditLine } from "../../platform/audit/audit.ts";
import { LetterSheet } from "../ui/letter-sheet.tsx";
import { money } from "../portal/frame.ts";
import { fullInstant, shortDay } from "./dates.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** What the waiting step offers. */
export interface NextStep {
  task: Task;
  name: string;
  checks: string[];
  outcomes: { value: string; label: string; asks?: "begruendung" | "auflagen" }[];
}

export interface CaseView {
  found: Case;
  next: NextStep | undefined;
  tasks: { name: string; done: boolean; due: string | null }[];
  pages: ShownPage[];
  attachments: readonly Attachment[];
  preview: ComposedLetter | undefined;
  letters: readonly Letter[];
  request: InformationRequest | undefined;
  requestLabels: string[];
  notes: readonly Note[];
  messages: readonly Message[];
  fee: FeeAssessment | undefined;
  feeWhy: string[];
  payment: Payment | undefined;
  closure: Closure | undefined;
  history: readonly AuditLine[];
  names: ReadonlyMap<string, string>;
  today: string;
  mine: boolean;
  filed: number;
}

const closureWords: Record<string, string> = {
  granted: "Bewilligt",
  "partly-granted": "Teilweise bewilligt",
  refused: "Abgelehnt",
  acknowledged: "Bestätigt",
  fulfilled: "Erledigt",
  withdrawn: "Zurückgenommen",
  lapsed: "Verfallen",
  "passed-on": "Weitergegeben",
};

/** A case at one glance: next step first, then answers, attachments, letter, notes; tasks, money, history aside. */
export function casePage(frame: StaffFrame, view: CaseView): string {
  const { found, today } = view;
  const title = [found.title, found.subject].filter(Boolean).join(": ");
  return renderStaffPage(
    frame,
    title,
    <div class="al-case">
      <div class="al-case__head">
        <p class="al-crumb">
          <a href="/amt">Meine Vorgänge</a>
        </p>
        <h1>
          {title}{" "}
          {found.news && (
            <Badge tone="info" icon="mail">
              Neue Antwort
            </Badge>
          )}
          {view.closure && (
            <Badge tone="success" icon="check">
              {closureWords[view.closure.kind] ?? view.closure.kind}
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
        {found.status !== "closed" && !view.request && found.applicationId && (
          <p class="al-case__actions">
            <ButtonLink kind="secondary" href={`/amt/vorgaenge/${found.id}/nachforderung`}>
              Nachfordern
            </ButtonLink>
          </p>
        )}
      </div>
      <div class="al-case__columns">
        <div>
          <NextPanel frame={frame} view={view} />
          <section class="al-panel" aria-labelledby="antrag">
            <h2 id="antrag">Antrag</h2>
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
          {view.attachments.length > 0 && (
            <section class="al-panel" aria-labelledby="anlagen">
              <h2 id="anlagen">
                Anlagen <span class="al-muted">{view.attachments.length}</span>
              </h2>
              <ul class="al-attachments">
                {view.attachments.map((attachment) => (
                  <li key={attachment.id}>
                    <Icon name="file" />
                    <div>
                      <a href={`/amt/vorgaenge/${found.id}/anlagen/${attachment.id}`}>{attachment.name}</a>
                      <p class="al-meta">
                        {fullInstant(attachment.addedAt)}
                        {attachment.scan === "unscanned" && " · nicht auf Viren geprüft"}
                        {attachment.scan === "waiting" && " · Prüfung läuft"}
                        {attachment.scan === "infected" && " · gesperrt: Virus gefunden"}
                      </p>
                    </div>
                    {found.receivedAt < attachment.addedAt && <Badge tone="info">neu</Badge>}
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
        <div>
          {view.letters.map((letter) => (
            <section key={letter.id} class="al-panel al-panel--letter" aria-label={`Brief: ${letter.paper.title}`}>
              <h2>
                Brief <span class="al-muted">gesendet {fullInstant(letter.writtenAt)}</span>
              </h2>
              <LetterSheet letter={letter} level={3} />
              {letter.notice && (
                <p class="al-meta">
                  Bekannt gegeben am {shortDay(letter.notice.givenOn, today)}, Widerspruch bis{" "}
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
              <p class="al-meta">Markiertes kommt aus Antrag und Regeln. Geht ins Postfach von {found.applicant}.</p>
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
              <label class="al-label" for="notiz">
                Neue Notiz
              </label>
              <textarea class="kern-form-input__input al-textarea" id="notiz" name="text" rows={2} maxLength={5000} />
              <Button kind="secondary">Notiz speichern</Button>
            </form>
          </section>
        </div>
        <aside aria-label="Aufgaben, Geld und Verlauf">
          <h2>Aufgaben</h2>
          <ul class="al-tasks">
            {view.tasks.map((task) => (
              <li key={task.name} class={task.done ? "al-tasks__done" : undefined}>
                <Icon name={task.done ? "check" : "clock"} size={18} />
                <span>
                  {task.name}
                  <span class="kern-sr-only">{task.done ? " (erledigt)" : " (offen)"}</span>
                </span>
                <span class="al-meta">{task.done ? "" : task.due ? shortDay(task.due, today) : ""}</span>
              </li>
            ))}
          </ul>
          {view.fee && (
            <>
              <h2>Geld</h2>
              <dl class="al-money">
                {view.fee.items.map((item) => (
                  <div key={item.id}>
                    <dt>{view.names.get(`text:${item.id}`) ?? item.id}</dt>
                    <dd>{money(item.cents, "de")}</dd>
                  </div>
                ))}
                <div>
                  <dt>{view.payment ? "Betrag" : "Festzusetzen"}</dt>
                  <dd>{money(view.fee.amount, "de")}</dd>
                </div>
              </dl>
              {view.payment && (
                <p class="al-meta">
                  {view.payment.state === "paid"
                    ? `Bezahlt, Kassenzeichen ${view.payment.paymentReference}`
                    : "Noch nicht bezahlt"}
                </p>
              )}
              {view.feeWhy.length > 0 && (
                <details>
                  <summary>So gerechnet</summary>
                  <p>{view.feeWhy.join(", ")}</p>
                </details>
              )}
            </>
          )}
          <h2>Akte</h2>
          <p class="al-meta">{view.filed === 1 ? "1 Dokument abgelegt" : `${view.filed} Dokumente abgelegt`}</p>
          {view.messages.length > 0 && (
            <>
              <h2>Nachrichten</h2>
              <ul class="al-history">
                {view.messages.slice(0, 6).map((message) => (
                  <li key={message.id}>
                    <strong>{message.subject}</strong>
                    {message.body && <span class="al-prewrap">{message.body}</span>}
                    <span class="al-meta">
                      {message.senderName}, {fullInstant(message.at)}
                    </span>
                  </li>
                ))}
              </ul>
            </>
          )}
          <h2>Verlauf</h2>
          <ol class="al-history">
            {view.history.toReversed().map((line) => (
              <li key={line.id}>
                <strong>{acts[line.act] ?? line.act}</strong>
                <span class="al-meta">
                  {fullInstant(line.at)},{" "}
                  {view.names.get(line.actor) ?? (line.actor === "system" ? "Allmende" : "Antragsteller:in")}
                </span>
              </li>
            ))}
          </ol>
        </aside>
      </div>
    </div>,
  );
}

const acts: Record<string, string> = {
  "cases.open": "Eingegangen",
  "cases.take": "Übernommen",
  "cases.hand-back": "Zurückgegeben",
  "cases.note": "Notiz geschrieben",
  "cases.request-information": "Nachgefordert",
  "cases.complete-step": "Schritt erledigt",
  "cases.close": "Abgeschlossen",
  "cases.open-unscanned": "Ungeprüfte Datei geöffnet",
};

function NextPanel({ frame, view }: { frame: StaffFrame; view: CaseView }) {
  const { found, next, request } = view;
  if (found.status === "closed") {
    return (
      <section class="al-panel" aria-labelledby="schritt">
        <h2 id="schritt">Abgeschlossen</h2>
        <p>
          {closureWords[view.closure?.kind ?? ""] ?? "Erledigt"}
          {view.closure ? `, ${fullInstant(view.closure.closedAt)}` : ""}
        </p>
        {view.closure?.decision?.reasons && <p class="al-prewrap">{view.closure.decision.reasons}</p>}
      </section>
    );
  }
  if (request) {
    return (
      <section class="al-panel al-panel--next" aria-labelledby="schritt">
        <h2 id="schritt">Wartet auf {found.applicant}</h2>
        <p>
          Bis {shortDay(request.until, view.today)}: {view.requestLabels.join(", ")}
        </p>
        <p class="al-prewrap al-muted">{request.message}</p>
      </section>
    );
  }
  return (
    <section class="al-panel al-panel--next" aria-labelledby="schritt">
      <h2 id="schritt">Nächster Schritt: {next?.name ?? "keiner"}</h2>
      {!view.mine && (
        <form method="post" action={`/amt/vorgaenge/${found.id}/uebernahme`}>
          <input type="hidden" name="_token" value={frame.token} />
          <p>
            {found.assigneeId
              ? `Liegt bei ${view.names.get(`staff:${found.assigneeId}`) ?? "jemand anderem"}.`
              : "Noch bei niemandem."}
          </p>
          {!found.assigneeId && <Button>Übernehmen</Button>}
        </form>
      )}
      {view.mine && next && (
        <form method="post" action={`/amt/vorgaenge/${found.id}/schritt`}>
          <input type="hidden" name="_token" value={frame.token} />
          <input type="hidden" name="aufgabe" value={next.task.id} />
          {next.checks.map((check, index) => (
            <div class="kern-form-check al-check" key={check}>
              <input
                class="kern-form-check__checkbox"
                type="checkbox"
                id={`pruefung-${index}`}
                name="pruefung"
                value={String(index)}
              />
              <label class="kern-label" for={`pruefung-${index}`}>
                {check}
              </label>
            </div>
          ))}
          {next.outcomes.some((outcome) => outcome.asks === "begruendung") && (
            <div>
              <label class="al-label" for="begruendung">
                Begründung <span class="al-muted">(bei Ablehnung oder Auflagen)</span>
              </label>
              <textarea
                class="kern-form-input__input al-textarea"
                id="begruendung"
                name="begruendung"
                rows={2}
                maxLength={5000}
              />
            </div>
          )}
          {next.outcomes.some((outcome) => outcome.asks === "auflagen") && (
            <div>
              <label class="al-label" for="auflagen">
                Auflagen
              </label>
              <textarea
                class="kern-form-input__input al-textarea"
                id="auflagen"
                name="auflagen"
                rows={2}
                maxLength={5000}
              />
            </div>
          )}
          <p class="al-buttons">
            {next.outcomes.map((outcome, index) => (
              <Button
                key={outcome.value}
                kind={index === 0 ? "primary" : "secondary"}
                name="ergebnis"
                value={outcome.value}
              >
                {outcome.label}
              </Button>
            ))}
          </p>
        </form>
      )}
    </section>
  );
}
