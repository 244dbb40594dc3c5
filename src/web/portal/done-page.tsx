import { ButtonLink, Icon } from "@allmende/kern";
import type { CompiledService } from "@allmende/service-package";
import type { Application } from "../../domains/applications/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { dateTime, slimOf } from "./frame.ts";
import { Timeline } from "./timeline.tsx";

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
  const { t } = frame;
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
            <dd>{dateTime(application.receivedAt ?? now, frame)}</dd>
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
