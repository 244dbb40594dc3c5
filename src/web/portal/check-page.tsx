import {
  Alert,
  Button,
  Checkbox,
  DescriptionList,
  Details,
  ErrorSummary,
  FieldGroup,
  Icon,
  Radios,
} from "@allmende/kern";
import { showAnswers, type Answers } from "@allmende/forms";
import type { CompiledService, Fee } from "@allmende/service-package";
import type { AskedPart, Signed } from "../../domains/applications/index.ts";
import { Lines } from "../ui/lines.tsx";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { dateTime, money, slimOf, wordingFor } from "./frame.ts";
import { SessionEnd } from "./session-end.tsx";

export interface CheckView {
  service: CompiledService;
  /** Where the pages of the application lie. */
  home: string;
  answers: Answers;
  /** What other persons fill in. */
  parts: readonly AskedPart[];
  fee: Fee | undefined;
  token: string;
  key: string;
  /** The state of the draft that is shown. */
  revision: number;
  /** It was sent from a page that showed an older state. */
  changed: boolean;
  /** What must still be said on this page. */
  missing: readonly ("unterschrift" | "zustimmung")[];
  /** A caseworker sends it for the applicant, whose signatures can be given in these ways. */
  desk?: { applicant: string; ways: readonly Signed[] };
  /** Files in which a virus was found, with the page where each can be taken out. */
  infected: readonly { name: string; page: string }[];
  /** How it was signed, as chosen before something else was missing. */
  signed?: Signed | undefined;
  agreed?: boolean;
  sessionEnds?: Date;
  now: Date;
}

/** All answers once more, what it costs and why, and one button that says what happens. */
export function checkPage(frame: Frame, view: CheckView): string {
  const { t } = frame;
  const { service, home, answers, fee, desk, missing } = view;
  const reasons = { unterschrift: t.signedNeeded, zustimmung: desk ? t.consentAtDeskNeeded : t.consentNeeded };
  const wording = wordingFor(frame, service);
  const without = new Set(view.parts.filter(({ state }) => state !== "done").map(({ part }) => part.id));
  const pages = showAnswers(service.form, answers, wording, { now: view.now, without });
  const walk = service.form.walk(answers, { now: view.now, without });
  const path = service.form.ownPages(walk);
  const last = path.at(-1) ?? "";
  const payFirst = service.definition.payment === "first" && fee && fee.cents > 0;
  const total = path.length + 1;
  return renderPortalPage({
    frame,
    title: t.allRight,
    prefix: missing.length > 0 ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, (100 * path.length) / total),
    islands: view.sessionEnds ? ["session"] : [],
    children: (
      <>
        <p class="al-back">
          <a href={`${home}/seiten/${last}`}>
            <Icon name="back" size={20} /> {t.back}
          </a>
        </p>
        {missing.length > 0 && (
          <ErrorSummary
            title={t.pleaseCheck(missing.length)}
            entries={missing.map((what) => ({
              target: what === "unterschrift" ? "unterschrift-1" : what,
              text: reasons[what],
            }))}
          />
        )}
        <p class="al-step__count">{t.stepOf(total, total)}</p>
        <h1>{t.allRight}</h1>
        <p class="al-lead">{t.notSentYet}</p>
        {view.changed && (
          <Alert tone="warning" title={t.conflictTitle}>
            <p>{t.changedSince}</p>
          </Alert>
        )}
        {view.infected.length > 0 && (
          <Alert tone="danger" title={t.infectedTitle}>
            <p>{t.infectedText}</p>
            <ul class="al-links">
              {view.infected.map(({ name, page }) => (
                <li key={name}>
                  <a href={`${home}/seiten/${page}`}>{name}</a>
                </li>
              ))}
            </ul>
          </Alert>
        )}
        {pages.map((page) => (
          <section key={page.id} class="al-answers">
            <h2>{page.title}</h2>
            {page.groups.map((group, index) => (
              <div key={index}>
                {group.title && <h3>{group.title}</h3>}
                <DescriptionList
                  items={group.entries.map((entry) => ({
                    term: entry.label,
                    value: entry.lines.length > 0 ? <Lines lines={entry.lines} /> : t.notAnswered,
                    // What is computed changes with what it is computed of.
                    action:
                      service.form.partOf(page.id) || entry.type === "computed" ? undefined : (
                        <a
                          href={`${home}/seiten/${page.id}#${entry.path.replaceAll(".", "-")}`}
                          aria-label={t.changeWhat(entry.label)}
                        >
                          {t.change}
                        </a>
                      ),
                  }))}
                />
              </div>
            ))}
          </section>
        ))}
        {view.parts.length > 0 && (
          <section class="al-answers" aria-labelledby="beteiligte">
            <h2 id="beteiligte">{t.partsTitle}</h2>
            <DescriptionList
              items={view.parts.map(({ part, state, invitation }) => ({
                term: wording.label(part.id),
                value: t.partState[state]?.(invitation?.name ?? "") ?? state,
                action: <a href={`${home}/beteiligte`}>{t.change}</a>,
              }))}
            />
          </section>
        )}
        {fee && <FeeBox frame={frame} service={service} fee={fee} />}
        <form class="al-form" method="post" action={`${home}/einreichung`} noValidate>
          <input type="hidden" name="_token" value={view.token} />
          <input type="hidden" name="_einmal" value={view.key} />
          <input type="hidden" name="_stand" value={view.revision} />
          {desk && desk.ways.length > 0 && (
            <FieldGroup
              id="unterschrift"
              label={t.signedHow(desk.applicant)}
              hint={
                <>
                  {t.signedHint} <a href={`${home}/blatt.pdf`}>{t.signedSheet}</a>
                </>
              }
              {...(missing.includes("unterschrift") && { error: t.signedNeeded, errorPrefix: t.error.trim() })}
            >
              <Radios
                id="unterschrift"
                name="unterschrift"
                value={view.signed ?? ""}
                choices={desk.ways.map((value) => ({ value, label: t.signedWays[value] ?? value }))}
              />
            </FieldGroup>
          )}
          <Checkbox
            id="zustimmung"
            name="zustimmung"
            label={desk ? t.consentAtDesk : t.consent}
            checked={view.agreed}
            {...(missing.includes("zustimmung") && { error: reasons.zustimmung, errorPrefix: t.error.trim() })}
          />
          <p class="al-small">
            <a href="/datenschutz">{t.readPrivacy}</a>
          </p>
          <div class="al-form__end">
            <Button block>
              {desk ? t.submitFor(desk.applicant) : payFirst ? t.payAndSubmit(money(fee.cents, frame)) : t.submit}
            </Button>
            {payFirst && desk && <p class="al-small al-muted">{t.payLater(money(fee.cents, frame))}</p>}
            {payFirst && !desk && (
              <p class="al-small al-muted al-with-icon">
                <Icon name="lock" size={20} /> {t.payHint}
              </p>
            )}
          </div>
        </form>
        {view.sessionEnds && (
          <SessionEnd
            frame={frame}
            ends={view.sessionEnds.toISOString()}
            words={dateTime(view.sessionEnds, frame)}
            token={view.token}
            here={`${home}/pruefen`}
          />
        )}
      </>
    ),
  });
}

/** What it costs, line by line, with the reason. */
export function FeeBox({
  frame,
  service,
  fee,
}: {
  frame: Frame;
  service: CompiledService;
  fee: Pick<Fee, "items" | "rules"> & { cents: number };
}) {
  const { t } = frame;
  const w = wordingFor(frame, service);
  const label = w.find("service", "fee_label") ?? t.fee;
  const rules = fee.rules
    .flatMap(({ rules: ids }) => ids)
    .map((id) => w.find(id, "label"))
    .filter(Boolean);
  return (
    <section class="al-feebox" aria-label={label}>
      <h2>{label}</h2>
      <dl>
        {fee.items.map((item) => (
          <div key={item.id}>
            <dt>
              {w.label(item.id)}
              {item.quantity > 1 ? `, ${item.quantity} ×` : ""}
            </dt>
            <dd>{money(item.cents, frame)}</dd>
          </div>
        ))}
        <div class="al-feebox__total">
          <dt>{fee.items.length > 0 ? t.total : (rules[0] ?? label)}</dt>
          <dd>{money(fee.cents, frame)}</dd>
        </div>
      </dl>
      <Details summary={t.whyThisAmount}>
        <p>{w.find("service", "fee_why")}</p>
        {rules.length > 0 && <p>{rules.join(", ")}</p>}
      </Details>
    </section>
  );
}
