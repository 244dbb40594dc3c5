import { Badge, Button, ButtonLink } from "@allmende/kern";
import type { Application } from "../../domains/applications/index.ts";
import type { Session } from "../../domains/identity/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { longDate, weekDate } from "./frame.ts";

/** An application with the title of its service. */
export interface Listed extends Application {
  title?: string;
  /** Another portal of the alliance, when it is not this one. */
  elsewhere?: { name: string; url: string };
}

export interface StatusLine {
  href: string;
  title: string;
  text: string;
  word: string;
  turn: boolean;
  action: string;
}

const rank: Partial<Record<Application["status"], number>> = {
  "waiting-for-citizen": 0,
  "awaiting-payment": 1,
  draft: 2,
};

/** What waits for the citizen stands first: answers the office asked for, then what is to be paid, then drafts; else the newest. */
export const byUrgency = (a: Application, b: Application): number =>
  (rank[a.status] ?? 3) - (rank[b.status] ?? 3) || b.savedAt.getTime() - a.savedAt.getTime();

/** What a list says of an application: who must act, and until when. */
export function statusLine(frame: Frame, application: Listed): StatusLine {
  const { t } = frame;
  const { status, id, subject, progress } = application;
  const base = application.elsewhere?.url ?? "";
  const title = [application.title ?? application.slug, subject].filter(Boolean).join(": ");
  const word =
    status === "closed"
      ? (t.closureWord[progress.closure ?? ""] ?? t.statusWord.closed!)
      : (t.statusWord[status] ?? status);
  const line: StatusLine = {
    href: `${base}/antraege/${id}`,
    title,
    text: "",
    word,
    turn: false,
    action: t.showApplication,
  };
  if (status === "draft")
    return {
      ...line,
      href: `${base}/antraege/${id}/weiter`,
      text: t.draftUntil(longDate(application.expiresAt ?? application.savedAt, frame)),
      turn: true,
      action: t.continueDraft,
    };
  if (status === "awaiting-payment")
    return {
      ...line,
      href: `${base}/antraege/${id}/zahlung`,
      text: t.statusWord[status]!,
      turn: true,
      action: t.payTitle,
    };
  if (status === "waiting-for-citizen")
    return {
      ...line,
      text: progress.request ? t.untilDay(weekDate(progress.request.until, frame)) : "",
      turn: true,
    };
  if (status === "closed")
    return { ...line, text: progress.closedAt ? longDate(new Date(progress.closedAt), frame) : "" };
  return {
    ...line,
    text: [progress.office, progress.expectedBy ? t.expectedBy(longDate(progress.expectedBy, frame)) : ""]
      .filter(Boolean)
      .join(", "),
  };
}

export function myApplicationsPage(
  frame: Frame,
  applications: readonly Listed[],
  session: Session | undefined,
  token: string,
): string {
  const { t } = frame;
  return renderPortalPage({
    frame,
    title: t.myApplications,
    noindex: true,
    children: (
      <div class="al-narrow">
        <h1>{t.myApplications}</h1>
        {session?.kind === "citizen" ? (
          <form class="al-signed-in" method="post" action="/abmeldung">
            <input type="hidden" name="_token" value={token} />
            <p>{t.signedIn(session.name)}</p>
            <Button kind="tertiary">{t.signOut}</Button>
          </form>
        ) : (
          <div class="al-card al-start">
            <p>{t.signInLead}</p>
            <ButtonLink
              href="/anmeldung?weiter=/meine-antraege"
              kind={applications.length > 0 ? "secondary" : "primary"}
            >
              {t.signIn}
            </ButtonLink>
          </div>
        )}
        {applications.length === 0 && <p>{t.noApplications}</p>}
        <ul class="al-list">
          {applications.map((application) => {
            const line = statusLine(frame, application);
            return (
              <li key={application.id}>
                <div>
                  <h2 class="al-list__title">
                    <a href={line.href}>{line.title}</a>
                  </h2>
                  <p class="al-small al-muted">
                    {[
                      application.elsewhere && t.atOther(application.elsewhere.name),
                      application.fileReference,
                      line.text,
                    ]
                      .filter(Boolean)
                      .join(" · ")}
                  </p>
                  {application.status === "draft" && (
                    <p class="al-small">
                      <a
                        class="al-quiet"
                        href={line.href.replace(/weiter$/, "loeschung")}
                        aria-label={t.discardWhat(line.title)}
                      >
                        {t.discard}
                      </a>
                    </p>
                  )}
                </div>
                <Badge tone={line.turn ? "turn" : "calm"}>{line.word}</Badge>
              </li>
            );
          })}
        </ul>
        <p class="al-actions">
          <a href="/suche">{t.findService}</a> <a href="/stand">{t.resumeTitle}</a>
        </p>
      </div>
    ),
  });
}
