import { Alert, Button, ButtonLink, Icon } from "@allmende/kern";
import type { CompiledService } from "@allmende/service-package";
import type { Payment } from "../../domains/payments/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { money, slimOf, titleFor } from "./frame.ts";

/** Between submission and payment: the way to the provider, waiting, or another try. Every state can be left. */
export function paymentPage(
  frame: Frame,
  view: { id: string; service: CompiledService; payment: Payment; returned: boolean; token: string },
): string {
  const { t } = frame;
  const { payment, service, id } = view;
  const amount = money(payment.amount, frame);
  const ended = payment.state === "failed" || payment.state === "cancelled" || payment.state === "rejected";
  const waiting = payment.state === "started" && view.returned;
  const title = ended ? t.payFailed : waiting ? t.payWaiting : t.payTitle;
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    slim: slimOf(frame, service, 96),
    children: (
      <>
        <h1>{title}</h1>
        {!ended && !waiting && <p class="al-lead">{t.payLead(amount)}</p>}
        {ended && (
          <Alert tone="warning" title={t.payFailed}>
            {t.payFailedText}
          </Alert>
        )}
        {waiting && <p>{t.payWaitingText}</p>}
        {payment.state === "demanded" && (
          <Alert tone="warning" title={t.payUnavailable}>
            {t.payUnavailableText}
          </Alert>
        )}
        <dl class="al-feebox al-feebox--line">
          <div>
            <dt>{titleFor(frame, service)}</dt>
            <dd>{amount}</dd>
          </div>
        </dl>
        <div class="al-form__end">
          {payment.state === "started" && payment.payPage && (
            <ButtonLink block kind={waiting ? "secondary" : "primary"} href={payment.payPage}>
              {t.toPayment}
            </ButtonLink>
          )}
          {(waiting || payment.state === "demanded") && (
            <ButtonLink block kind={waiting ? "primary" : "secondary"} href={`/antraege/${id}/zahlung?zurueck=1`}>
              {t.payCheckAgain}
            </ButtonLink>
          )}
          {ended && (
            <form method="post" action={`/antraege/${id}/zahlung`}>
              <input type="hidden" name="_token" value={view.token} />
              <Button block>{t.payRetry}</Button>
            </form>
          )}
          <p class="al-small al-muted al-with-icon">
            <Icon name="lock" size={20} /> {t.payRecognised}
          </p>
          <p class="al-small al-muted">{t.payUntil(service.definition.lapseAfterDays)}</p>
        </div>
      </>
    ),
  });
}
