import {
  Alert,
  Button,
  ButtonLink,
  Checkbox,
  DescriptionList,
  Details,
  ErrorSummary,
  escapeHtml,
  Icon,
  mark,
  Mould,
  Moulds,
} from "@allmende/kern";
import {
  errorTarget,
  leaves,
  printPage,
  showAnswers,
  withAnswersIn,
  type AnswerProblem,
  type Answers,
  type FieldNode,
  type GroupNode,
  type Path,
  type PageNode,
  type Posted,
} from "@allmende/forms";
import { textsIn, wordingIn, type CompiledService, type Fee } from "@allmende/service-package";
import { Wording, type PageView } from "@allmende/forms";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { clockTime, money } from "./frame.ts";

export interface StepView {
  service: CompiledService;
  page: string;
  action: string;
  answers: Answers;
  unread: Readonly<Record<Path, Posted>>;
  problems: readonly AnswerProblem[];
  token: string;
  revision: number;
  savedAt?: Date;
  more?: PageView["more"];
  back: string;
  now: Date;
  /** What another device saved meanwhile. */
  conflict?: { entries: { label: string; lines: string[] }[] };
  hidden?: Record<string, string>;
}

const skeletons = new WeakMap<CompiledService, Moulds>();
const mostSkeletons = 200;

/** One step of a form: its frame is drawn once for each step and municipality, then filled with questions and values. */
export function stepPage(frame: Frame, view: StepView): string {
  const { service, page } = view;
  const walk = service.form.walk(view.answers, { now: view.now });
  const wording = withAnswersIn(service.form, walk, wordingIn(service, frame.language));
  const node = service.form.page(page)!;
  const step = Math.max(0, walk.pages.indexOf(page));
  const total = walk.pages.length + 1;
  const special = view.problems.length > 0 || view.conflict !== undefined || view.hidden !== undefined;

  let moulds = skeletons.get(service);
  if (!moulds) skeletons.set(service, (moulds = new Moulds(mostSkeletons)));
  const lead = wording.find(page, "lead");
  const key = [
    frame.language,
    frame.name,
    ...Object.values(frame.theme),
    page,
    step,
    total,
    lead !== undefined,
    view.savedAt !== undefined,
  ].join("|");
  const draw = (): Mould => new Mould(drawStep(frame, view, { node, wording, step, total, lead }));
  const mould = special ? draw() : (moulds.find(key) ?? moulds.keep(key, draw()));
  const values: Record<string, string> = {
    title: escapeHtml(wording.label(page)),
    lead: escapeHtml(lead ?? ""),
    back: escapeHtml(view.back),
    action: escapeHtml(view.action),
    token: view.token,
    revision: String(view.revision),
    saved: view.savedAt ? escapeHtml(frame.t.savedAt(clockTime(view.savedAt))) : "",
    questions: printPage({
      page: node,
      answers: view.answers,
      computed: walk.computed,
      wording,
      unread: view.unread,
      problems: view.problems,
      ...(view.more && { more: view.more }),
    }),
  };
  return mould.fill((name) => values[name] ?? "");
}

/** The page of a step with marks where its questions and values go. */
function drawStep(
  frame: Frame,
  view: StepView,
  {
    node,
    wording,
    step,
    total,
    lead,
  }: { node: PageNode; wording: Wording; step: number; total: number; lead: string | undefined },
): string {
  const { t } = frame;
  const { service, problems } = view;
  const multipart = [...leaves(node.nodes, true)].some(isUpload);
  return renderPortalPage({
    frame,
    title: mark("title"),
    prefix: problems.length > 0 ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, (100 * step) / total),
    children: (
      <>
        <p class="al-back">
          <a href={mark("back")}>
            <Icon name="back" size={20} /> {t.back}
          </a>
        </p>
        {problems.length > 0 && (
          <ErrorSummary
            title={t.pleaseCheck(problems.length)}
            entries={problems.map((problem) => {
              const field = service.form.at(problem.path);
              return {
                target: errorTarget(field, problem.path),
                text: wording.fault(field?.id ?? problem.path, problem.code, problem.details),
              };
            })}
          />
        )}
        {view.conflict && (
          <Alert tone="warning" title={t.conflictTitle}>
            <p>{t.conflictText}</p>
            <DescriptionList
              items={view.conflict.entries.map(({ label, lines }) => ({
                term: label,
                value: lines.join(", ") || t.notAnswered,
              }))}
            />
            <p>{t.conflictKeep}</p>
          </Alert>
        )}
        <p class="al-step__count">{t.stepOf(step + 1, total)}</p>
        <h1>{mark("title")}</h1>
        {lead && <p class="al-lead">{mark("lead")}</p>}
        <form
          class="al-form"
          method="post"
          action={mark("action")}
          noValidate
          enctype={multipart ? "multipart/form-data" : undefined}
        >
          <input type="hidden" name="_token" value={mark("token")} />
          <input type="hidden" name="_stand" value={mark("revision")} />
          {Object.entries(view.hidden ?? {}).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          {/* Enter in a field presses the first button of a form: it must be "Weiter", not "Entfernen". */}
          <button class="al-default-button" type="submit" tabIndex={-1} aria-hidden="true">
            {t.next}
          </button>
          {mark("questions")}
          <div class="al-form__end">
            <Button block>{t.next}</Button>
            <Button kind="tertiary" name="_spaeter" value="ja">
              {t.later}
            </Button>
            <p class="al-saved" role="status">
              {view.savedAt && (
                <>
                  <Icon name="check" size={20} /> {mark("saved")}
                </>
              )}
            </p>
          </div>
        </form>
      </>
    ),
  });
}

export function slimOf(frame: Frame, service: CompiledService, progress: number) {
  const title = wordingIn(service, frame.language).find("service", "title") ?? service.definition.slug;
  return { service: title, progress: Math.round(progress), help: `/leistungen/${service.definition.slug}` };
}

const isUpload = (node: FieldNode | GroupNode): boolean => node.kind === "field" && node.field.type === "file";

export interface CheckView {
  service: CompiledService;
  id: string;
  answers: Answers;
  fee: Fee | undefined;
  token: string;
  key: string;
  consentMissing: boolean;
  now: Date;
}

/** All answers once more, what it costs and why, and one button that says what happens. */
export function checkPage(frame: Frame, view: CheckView): string {
  const { t, language } = frame;
  const { service, id, answers, fee } = view;
  const wording = new Wording(textsIn(service, language));
  const pages = showAnswers(service.form, answers, wording, { now: view.now });
  const walk = service.form.walk(answers, { now: view.now });
  const last = walk.pages.at(-1) ?? "";
  const payFirst = service.definition.payment === "first" && fee && fee.cents > 0;
  const total = walk.pages.length + 1;
  return renderPortalPage({
    frame,
    title: t.allRight,
    prefix: view.consentMissing ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, (100 * walk.pages.length) / total),
    children: (
      <>
        <p class="al-back">
          <a href={`/antraege/${id}/seiten/${last}`}>
            <Icon name="back" size={20} /> {t.back}
          </a>
        </p>
        {view.consentMissing && (
          <ErrorSummary title={t.pleaseCheck(1)} entries={[{ target: "zustimmung", text: t.consentNeeded }]} />
        )}
        <p class="al-step__count">{t.stepOf(total, total)}</p>
        <h1>{t.allRight}</h1>
        <p class="al-lead">{t.notSentYet}</p>
        {pages.map((page) => (
          <section key={page.id} class="al-answers" aria-labelledby={`seite-${page.id}`}>
            <h2 id={`seite-${page.id}`}>{page.title}</h2>
            {page.groups.map((group, index) => (
              <div key={index}>
                {group.title && <h3>{group.title}</h3>}
                <DescriptionList
                  items={group.entries.map((entry) => ({
                    term: entry.label,
                    value:
                      entry.lines.length > 0
                        ? entry.lines.map((line, n) => (
                            <span key={n} class="al-line">
                              {line}
                            </span>
                          ))
                        : t.notAnswered,
                    action: (
                      <a
                        href={`/antraege/${id}/seiten/${page.id}#${entry.path.replaceAll(".", "-")}`}
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
        {fee && <FeeBox frame={frame} service={service} fee={fee} />}
        <form class="al-form" method="post" action={`/antraege/${id}/einreichung`} noValidate>
          <input type="hidden" name="_token" value={view.token} />
          <input type="hidden" name="_einmal" value={view.key} />
          <Checkbox
            id="zustimmung"
            name="zustimmung"
            label={t.consent}
            {...(view.consentMissing && { error: t.consentNeeded, errorPrefix: t.error.trim() })}
          />
          <p class="al-small">
            <a href="/datenschutz">{t.readPrivacy}</a>
          </p>
          <div class="al-form__end">
            <Button block>{payFirst ? t.payAndSubmit(money(fee.cents, language)) : t.submit}</Button>
            {payFirst && (
              <p class="al-small al-muted al-with-icon">
                <Icon name="lock" size={20} /> {t.payHint}
              </p>
            )}
          </div>
        </form>
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
  const { t, language } = frame;
  const w = wordingIn(service, language);
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
            <dd>{money(item.cents, language)}</dd>
          </div>
        ))}
        <div class="al-feebox__total">
          <dt>{fee.items.length > 0 ? t.total : (rules[0] ?? label)}</dt>
          <dd>{money(fee.cents, language)}</dd>
        </div>
      </dl>
      <Details summary={t.whyThisAmount}>
        <p>{w.find("service", "fee_why")}</p>
        {rules.length > 0 && <p>{rules.join(", ")}</p>}
      </Details>
    </section>
  );
}

/** After "Später weitermachen": number and code, or the account. */
export function laterPage(
  frame: Frame,
  view: {
    id: string;
    key?: { reference: string; code: string };
    token: string;
    until: string;
    sent: boolean;
    account: boolean;
    /** Nothing is left to fill in: the way back leads to the application, not to a draft. */
    submitted: boolean;
  },
): string {
  const { t } = frame;
  const title = view.submitted ? t.keepAccess : t.laterTitle;
  return renderPortalPage({
    frame,
    title,
    noindex: true,
    children: (
      <div class="al-narrow al-text">
        <h1>{title}</h1>
        <p class="al-lead">{view.submitted ? t.keepLead : view.account ? t.laterAccount : t.laterLead}</p>
        {view.key && (
          <dl class="al-key">
            <div>
              <dt>{t.resumeReference}</dt>
              <dd>{view.key.reference}</dd>
            </div>
            <div>
              <dt>{t.resumeCode}</dt>
              <dd>{view.key.code}</dd>
            </div>
          </dl>
        )}
        {!view.submitted && <p>{t.draftUntil(view.until)}</p>}
        {view.sent && <p role="status">{t.laterSent}</p>}
        {view.key && <LinkByMail frame={frame} id={view.id} token={view.token} reference={view.key.reference} />}
        <p>
          {view.submitted ? (
            <ButtonLink href={`/antraege/${view.id}`}>{t.showApplication}</ButtonLink>
          ) : (
            <ButtonLink href={`/antraege/${view.id}/weiter`}>{t.laterKeep}</ButtonLink>
          )}
        </p>
      </div>
    ),
  });
}

/** Sends the link to a draft, never its code; what was typed wrong is shown again. */
export function LinkByMail({
  frame: { t },
  id,
  token,
  reference,
  wrong,
}: {
  frame: Frame;
  id: string;
  token: string;
  reference: string;
  wrong?: string;
}) {
  return (
    <form class="al-form" method="post" action={`/antraege/${id}/merkzettel`} noValidate>
      <input type="hidden" name="_token" value={token} />
      <input type="hidden" name="nummer" value={reference} />
      <div class={wrong === undefined ? "al-field" : "al-field al-field--error"}>
        <label class="kern-label" for="email">
          {t.laterMail}
        </label>
        <p class="kern-hint" id="email-hint">
          {t.laterMailHint}
        </p>
        {wrong !== undefined && (
          <p class="kern-error" id="email-error">
            {t.laterMailWrong}
          </p>
        )}
        <input
          class="kern-form-input__input"
          id="email"
          name="email"
          value={wrong}
          inputMode="email"
          autocomplete="email"
          aria-describedby={wrong === undefined ? "email-hint" : "email-hint email-error"}
          aria-invalid={wrong === undefined ? undefined : "true"}
        />
      </div>
      <p class="al-form__end">
        <Button kind="secondary">{t.laterSend}</Button>
      </p>
    </form>
  );
}
