import { Button, ButtonLink } from "@allmende/kern";
import type { CompiledService } from "@allmende/service-package";
import type { Application, Attachment } from "../../domains/applications/index.ts";
import type { InformationRequest } from "../../domains/cases/index.ts";
import type { Letter } from "../../domains/letters/index.ts";
import type { Message } from "../../domains/messages/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { dateTime } from "./frame.ts";
import { Help } from "./home.tsx";
import type { PostedSupplement } from "./read-supplement.ts";
import { RequestBox } from "./request-box.tsx";
import { Timeline } from "./timeline.tsx";

export interface MyCaseView {
  application: Application;
  service: CompiledService;
  title: string;
  request: InformationRequest | undefined;
  /** A decision stands, and no objection to it is open. */
  mayObject: boolean;
  /** Of a deemed approval (§ 42a Abs. 3 VwVfG): whether a certificate can be demanded, or was. */
  certificate: "none" | "open" | "demanded";
  attachments: readonly Attachment[];
  messages: readonly Message[];
  letters: readonly Letter[];
  token: string;
  now: Date;
  /** An answer to the request that has problems, as it was posted. */
  answering?: PostedSupplement;
}

/** One application as its citizen sees it: what is asked of me first, then the state, letters, messages. */
export function myCasePage(frame: Frame, view: MyCaseView): string {
  const { t } = frame;
  const { application, title, request, messages, letters, attachments } = view;
  const heading = [title, application.subject].filter(Boolean).join(": ");
  const open = ["received", "in-process", "waiting-for-citizen", "awaiting-payment"].includes(application.status);
  return renderPortalPage({
    frame,
    title: heading,
    prefix: view.answering ? t.error : "",
    noindex: true,
    children: (
      <>
        <nav class="al-breadcrumb" aria-label={t.breadcrumb}>
          <ol>
            <li>
              <a href="/meine-antraege">{t.myApplications}</a>
            </li>
            <li aria-current="page">{title}</li>
          </ol>
        </nav>
        <div class="al-columns al-mycase">
          <div class="al-mycase__first">
            {application.fileReference && (
              <p class="al-reference">
                {t.fileReference} {application.fileReference}
              </p>
            )}
            <h1>{heading}</h1>
            {request && <RequestBox frame={frame} view={view} request={request} />}
            {letters.length > 0 && (
              <section aria-labelledby="briefe">
                <h2 id="briefe">{t.letters}</h2>
                <ul class="al-list">
                  {letters.map((letter) => (
                    <li key={letter.id}>
                      <div>
                        <h3>
                          <a href={`/antraege/${application.id}/briefe/${letter.id}`}>{letter.paper.title}</a>
                        </h3>
                        <p class="al-small al-muted">{dateTime(letter.writtenAt, frame)}</p>
                      </div>
                      {letter.fileId ? (
                        <a href={`/antraege/${application.id}/briefe/${letter.id}.pdf`}>{t.letterPdf}</a>
                      ) : (
                        <span class="al-small al-muted">{t.letterPdfSoon}</span>
                      )}
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </div>
          <div class="al-mycase__then">
            <section aria-labelledby="nachrichten">
              <h2 id="nachrichten">{t.messages}</h2>
              {messages.length === 0 && <p>{t.noMessages}</p>}
              <ul class="al-bubbles">
                {messages.map((message) => (
                  <li key={message.id} class={message.sender === "citizen" ? "al-bubble al-bubble--mine" : "al-bubble"}>
                    <p class="al-bubble__who">
                      <strong>{message.sender === "citizen" ? t.you : message.senderName}</strong> ·{" "}
                      {dateTime(message.at, frame)}
                    </p>
                    <p class="al-bubble__subject" dir="auto">
                      {message.subject}
                    </p>
                    {message.body && (
                      <p class="al-prewrap" dir="auto">
                        {message.body}
                      </p>
                    )}
                    {message.letterId && (
                      <a href={`/antraege/${application.id}/briefe/${message.letterId}`}>{t.readLetter}</a>
                    )}
                  </li>
                ))}
              </ul>
            </section>
          </div>
          <aside class="al-side" aria-label={t.status}>
            <h2>{t.status}</h2>
            <Timeline frame={frame} application={application} />
            <h3>{t.documents}</h3>
            <ul class="al-links">
              <li>
                <a href={`/antraege/${application.id}/antrag`}>{t.yourApplication}</a>
              </li>
              <li>
                <a href={`/antraege/${application.id}/eingang.pdf`}>{t.receiptPdf}</a>
              </li>
              {attachments.map((attachment) => (
                <li key={attachment.id}>
                  {attachment.scan === "waiting" || attachment.scan === "infected" ? (
                    `${attachment.name}: ${attachment.scan === "waiting" ? t.fileInScan : t.fileInfected}`
                  ) : (
                    <a href={`/antraege/${application.id}/anlagen/${attachment.id}`}>{attachment.name}</a>
                  )}
                </li>
              ))}
            </ul>
            {application.progress.contact && (
              <>
                <h3>{t.yourContact}</h3>
                <p>
                  {application.progress.contact.name}
                  <br />
                  <a href={`tel:${application.progress.contact.phone.replaceAll(/[^+\d]/g, "")}`}>
                    {application.progress.contact.phone}
                  </a>
                </p>
              </>
            )}
            <p>
              <a class="al-quiet" href={`/leistungen/${application.slug}/antrag?neu=1&vorlage=${application.id}`}>
                {t.applyAgain}
              </a>
            </p>
            {view.certificate === "demanded" && <p class="al-small">{t.certificateDemanded}</p>}
            {view.certificate === "open" && (
              <form method="post" action={`/antraege/${application.id}/bescheinigung`}>
                <input type="hidden" name="_token" value={view.token} />
                <Button kind="secondary">{t.demandCertificate}</Button>
              </form>
            )}
            {view.mayObject && (
              <p>
                <a class="al-quiet" href={`/antraege/${application.id}/widerspruch`}>
                  {t.object}
                </a>
              </p>
            )}
            {open && (
              <p>
                <a class="al-quiet" href={`/antraege/${application.id}/ruecknahme`}>
                  {t.withdraw}
                </a>
              </p>
            )}
          </aside>
        </div>
        <Help frame={frame} />
      </>
    ),
  });
}

export function withdrawPage(frame: Frame, application: Application, token: string): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.withdrawTitle,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        <h1>{t.withdrawTitle}</h1>
        <p class="al-lead">{t.withdrawText}</p>
        <form class="al-actions" method="post" action={`/antraege/${application.id}/ruecknahme`}>
          <input type="hidden" name="_token" value={token} />
          <Button kind="secondary">{t.withdrawYes}</Button>{" "}
          <ButtonLink href={`/antraege/${application.id}`}>{t.withdrawNo}</ButtonLink>
        </form>
      </div>
    ),
  });
}
