import { Badge, Button, ButtonLink, Details, Icon } from "@allmende/kern";
import { Wording, type FieldOf } from "@allmende/forms";
import { textsIn, type CompiledService, type LetterBlock } from "@allmende/service-package";
import type { Application, Attachment } from "../../domains/applications/index.ts";
import type { InformationRequest } from "../../domains/cases/index.ts";
import type { Letter } from "../../domains/letters/index.ts";
import type { Message } from "../../domains/messages/index.ts";
import { typeNames } from "@allmende/forms";
import { legalDay } from "../../platform/clock.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { dateTime, longDate, weekDate } from "./frame.ts";
import { slimOf } from "./form-pages.tsx";
import { Help } from "./home.tsx";

export interface CaseView {
  application: Application;
  service: CompiledService;
  title: string;
  request: InformationRequest | undefined;
  attachments: readonly Attachment[];
  messages: readonly Message[];
  letters: readonly Letter[];
  token: string;
  now: Date;
  problem?: string;
}

/** The receipt page: it is in, this is the number, this happens next. */
export function donePage(
  frame: Frame,
  {
    application,
    service,
    title,
    paid,
    now,
  }: { application: Application; service: CompiledService; title: string; paid: boolean; now: Date },
): string {
  const { t, language } = frame;
  return renderPortalPage({
    frame,
    title: paid ? t.donePaidTitle : t.doneTitle,
    noindex: true,
    slim: slimOf(frame, service, 100),
    children: (
      <>
        <p class="al-done" aria-hidden="true">
          <Icon name="check" size={36} />
        </p>
        <h1>{paid ? t.donePaidTitle : t.doneTitle}</h1>
        <p class="al-lead">{t.doneLead(application.progress.office ?? frame.name)}</p>
        <dl class="al-descriptions">
          {application.fileReference && (
            <div>
              <dt>{t.fileReference}</dt>
              <dd>{application.fileReference}</dd>
            </div>
          )}
          <div>
            <dt>{t.received}</dt>
            <dd>{dateTime(application.receivedAt ?? now, language)}</dd>
          </div>
        </dl>
        <h2>{t.whatHappensNow}</h2>
        <Timeline frame={frame} application={application} />
        <div class="al-form__end">
          <ButtonLink block href={`/antraege/${application.id}`}>
            {t.showApplication}
          </ButtonLink>
          <ButtonLink block kind="tertiary" href={`/antraege/${application.id}/eingang.pdf`}>
            {t.receiptPdf}
          </ButtonLink>
          {!application.accountId && (
            <ButtonLink block kind="tertiary" href={`/antraege/${application.id}/spaeter`}>
              {t.keepAccess}
            </ButtonLink>
          )}
        </div>
        <p class="kern-sr-only">{title}</p>
      </>
    ),
  });
}

/** The state in five steps; the paused one is marked. */
export function Timeline({ frame, application }: { frame: Frame; application: Application }) {
  const { t, language } = frame;
  const { status, progress } = application;
  const closed = status === "closed" || status === "withdrawn";
  const steps: { name: string; text: string; state: "done" | "now" | "paused" | "open" }[] = [
    {
      name: t.stages.received,
      text: application.receivedAt ? dateTime(application.receivedAt, language) : "",
      state: "done",
    },
    {
      name: t.stages.started,
      text: [progress.startedAt ? longDate(new Date(progress.startedAt), language) : "", progress.office]
        .filter(Boolean)
        .join(", "),
      state: progress.startedAt || closed ? "done" : "now",
    },
  ];
  if (status === "waiting-for-citizen")
    steps.push({ name: t.stages.waiting, text: t.stageWaitingText, state: "paused" });
  const closure = t.closureWord[progress.closure ?? ""] ?? (status === "withdrawn" ? t.closureWord.withdrawn! : "");
  steps.push({
    name: closed ? closure : t.stages.decision,
    text: closed
      ? progress.closedAt
        ? longDate(new Date(progress.closedAt), language)
        : ""
      : progress.expectedBy
        ? t.expectedBy(longDate(progress.expectedBy, language))
        : "",
    state: closed ? "done" : progress.startedAt && status === "in-process" ? "now" : "open",
  });
  return (
    <ol class="al-timeline">
      {steps.map((step) => (
        <li
          key={step.name}
          class={`al-timeline__step al-timeline__step--${step.state}`}
          aria-current={step.state === "now" || step.state === "paused" ? "step" : undefined}
        >
          <span class="al-timeline__mark" aria-hidden="true">
            {step.state === "done" && <Icon name="check" size={16} />}
            {step.state === "paused" && <Icon name="bars" size={20} />}
          </span>
          <span>
            <span class="al-timeline__name">{step.name}</span>
            {step.text && <span class="al-timeline__text">{step.text}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** One application as its citizen sees it: what is asked of me first, then the state, letters, messages. */
export function myCasePage(frame: Frame, view: CaseView): string {
  const { t } = frame;
  const { application, title, request, messages, letters, attachments } = view;
  const heading = [title, application.subject].filter(Boolean).join(": ");
  const open = ["received", "in-process", "waiting-for-citizen", "awaiting-payment"].includes(application.status);
  return renderPortalPage({
    frame,
    title: heading,
    prefix: view.problem ? t.error : "",
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
                        <p class="al-small al-muted">{dateTime(letter.writtenAt, frame.language)}</p>
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
                      {dateTime(message.at, frame.language)}
                    </p>
                    <p class="al-bubble__subject">{message.subject}</p>
                    {message.body && <p class="al-prewrap">{message.body}</p>}
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
                <a href={`/antraege/${application.id}/antrag.pdf`}>{t.yourApplicationPdf}</a>
              </li>
              <li>
                <a href={`/antraege/${application.id}/eingang.pdf`}>{t.receiptPdf}</a>
              </li>
              {attachments.map((attachment) => (
                <li key={attachment.id}>
                  <a href={`/antraege/${application.id}/anlagen/${attachment.id}`}>{attachment.name}</a>
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

function RequestBox({ frame, view, request }: { frame: Frame; view: CaseView; request: InformationRequest }) {
  const { t, language } = frame;
  const { application, service, attachments } = view;
  const wording = new Wording(textsIn(service, language));
  const open = request.items.filter((item) => !item.answered);
  const days = Math.max(0, Math.round((Date.parse(request.until) - Date.parse(legalDay(view.now))) / 86_400_000));
  return (
    <section class="al-request" aria-labelledby="nachforderung">
      <div class="al-request__head">
        <div>
          <Badge tone="turn">{t.yourTurn}</Badge>
          <h2 id="nachforderung">{t.somethingMissing(open.length)}</h2>
        </div>
        <p class="al-request__until">
          <strong>{t.untilDay(weekDate(request.until, language))}</strong>
          <span>{t.daysLeft(days)}</span>
        </p>
      </div>
      <form
        class="al-request__body"
        method="post"
        action={`/antraege/${application.id}/nachreichung`}
        enctype="multipart/form-data"
        noValidate
      >
        <input type="hidden" name="_token" value={view.token} />
        {view.problem && (
          <p class="kern-error" role="alert">
            <Icon name="warning" /> {view.problem}
          </p>
        )}
        <p class="al-prewrap">{request.message}</p>
        {open.map(({ path, reason }) => {
          const node = service.form.field(path);
          if (node?.kind !== "field") return null;
          const have = attachments.filter((attachment) => attachment.path === path);
          const label = wording.label(path);
          const face = node.type.face({
            field: node.field,
            id: path,
            name: path,
            posted:
              application.answers[path] === undefined || node.field.type === "file"
                ? {}
                : node.type.write(application.answers[path]!, node.field),
            value: undefined,
            wording,
            required: true,
          });
          return (
            <div class="al-field" key={path}>
              <label class="kern-label" for={path}>
                {label} <span class="kern-label__optional">({t.missing[reason]})</span>
              </label>
              {node.field.type === "file" && (
                <p class="kern-hint" id={`${path}-hint`}>
                  {wording.say("fileHint", {
                    types: typeNames(node.field as FieldOf<"file">),
                    max: (node.field as FieldOf<"file">).maxMegabytes,
                  })}
                </p>
              )}
              {have.length > 0 && (
                <ul class="al-files" aria-label={t.haveAlready}>
                  {have.map((attachment) => (
                    <li class="al-files__entry" key={attachment.id}>
                      <Icon name="file" />
                      <span class="al-files__name">{attachment.name}</span>
                      <span class="al-small al-muted">{dateTime(attachment.addedAt, language)}</span>
                    </li>
                  ))}
                </ul>
              )}
              {face}
            </div>
          );
        })}
        <div class="al-field">
          <label class="kern-label" for="nachricht">
            {t.messageOptional} <span class="kern-label__optional">{t.optional}</span>
          </label>
          <textarea
            class="kern-form-input__input al-textarea"
            id="nachricht"
            name="nachricht"
            rows={3}
            maxLength={5000}
          />
        </div>
        <div class="al-form__end">
          <Button>{t.sendAnswer}</Button>
        </div>
      </form>
    </section>
  );
}

/** A letter as an accessible page: the same text as its PDF. */
export function letterPage(
  frame: Frame,
  { application, letter, title }: { application: Application; letter: Letter; title: string },
): string {
  const { t, language } = frame;
  return renderPortalPage({
    frame,
    title: letter.paper.title,
    noindex: true,
    children: (
      <div class="al-narrow">
        <nav class="al-breadcrumb" aria-label={t.breadcrumb}>
          <ol>
            <li>
              <a href="/meine-antraege">{t.myApplications}</a>
            </li>
            <li>
              <a href={`/antraege/${application.id}`}>{[title, application.subject].filter(Boolean).join(": ")}</a>
            </li>
            <li aria-current="page">{letter.paper.title}</li>
          </ol>
        </nav>
        <LetterSheet letter={letter} />
        {letter.fileId && (
          <p class="al-form__end">
            <ButtonLink kind="secondary" href={`/antraege/${application.id}/briefe/${letter.id}.pdf`}>
              {t.letterPdf}
            </ButtonLink>
          </p>
        )}
        {letter.notice && (
          <div class="al-text">
            <p>{t.noticeGiven(longDate(letter.notice.givenOn, language))}</p>
            {letter.notice.remedyUntil && <p>{t.remedyUntil(longDate(letter.notice.remedyUntil, language))}</p>}
            <Details summary={t.whyThisDate}>
              <ul>
                {letter.notice.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </Details>
          </div>
        )}
      </div>
    ),
  });
}

export function LetterSheet({
  letter,
  highlight = false,
  level = 1,
}: {
  letter: Pick<Letter, "paper" | "blocks" | "language">;
  highlight?: boolean;
  level?: 1 | 3;
}) {
  const { paper, blocks } = letter;
  const Heading = `h${level}` as const;
  return (
    <article class="al-letter" lang={letter.language}>
      <div class="al-letter__head">
        <strong>{paper.author}</strong>
        <p>
          {paper.sender.map((line) => (
            <span key={line} class="al-line">
              {line}
            </span>
          ))}
        </p>
      </div>
      <p>
        {paper.recipient?.map((line) => (
          <span key={line} class="al-line">
            {line}
          </span>
        ))}
      </p>
      <p class="al-letter__facts">
        {paper.facts.map(([label, value]) => (
          <span key={label}>
            {label} {value}
          </span>
        ))}
      </p>
      <Heading class="al-letter__title">{paper.title}</Heading>
      {blocks.map((block, index) => (
        <LetterPart key={index} block={block} highlight={highlight} />
      ))}
      {paper.foot?.map((line) => (
        <p key={line} class="al-letter__foot">
          {line}
        </p>
      ))}
    </article>
  );
}

function LetterPart({ block, highlight }: { block: LetterBlock; highlight: boolean }) {
  const pieces = (list: Extract<LetterBlock, { kind: "paragraph" }>["pieces"]) =>
    list.map(({ text, strong, inserted }, index) => {
      const inner = strong ? <strong>{text}</strong> : text;
      return inserted && highlight ? <mark key={index}>{inner}</mark> : <span key={index}>{inner}</span>;
    });
  if (block.kind === "list") {
    return (
      <ul class="al-letter__list">
        {block.items.map((item, index) => (
          <li key={index}>{pieces(item)}</li>
        ))}
      </ul>
    );
  }
  return block.kind === "heading" ? <h4>{pieces(block.pieces)}</h4> : <p>{pieces(block.pieces)}</p>;
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
