import { ButtonLink, Details } from "@allmende/kern";
import type { Application } from "../../domains/applications/index.ts";
import type { Letter } from "../../domains/letters/index.ts";
import { LetterSheet } from "../ui/letter-sheet.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { longDate } from "./frame.ts";

/** A letter as an accessible page: the same text as its PDF. */
export function letterPage(
  frame: Frame,
  { application, letter, title }: { application: Application; letter: Letter; title: string },
): string {
  const { t } = frame;
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
        {letter.notice && letter.delivery === "post" && letter.postedOn === null && (
          <p class="al-text">{t.noticeByPost}</p>
        )}
        {letter.notice && (letter.delivery === "inbox" || letter.postedOn !== null) && (
          <div class="al-text">
            <p>{t.noticeGiven(longDate(letter.notice.givenOn, frame))}</p>
            {letter.notice.remedyUntil && (
              <p>{t.remedyUntil(longDate(letter.notice.remedyUntil, frame), letter.notice.remedy)}</p>
            )}
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
