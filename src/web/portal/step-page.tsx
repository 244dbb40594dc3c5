import {
  Alert,
  Button,
  DescriptionList,
  ErrorSummary,
  escapeHtml,
  Icon,
  mark,
  Mould,
  Moulds,
  PageBytes,
} from "@allmende/kern";
import {
  sayFaults,
  leaves,
  printPage,
  withAnswersIn,
  type AnswerProblem,
  type Answers,
  type FieldNode,
  type GroupNode,
  type PageNode,
  type PageView,
  type Path,
  type Posted,
  type Wording,
} from "@allmende/forms";
import type { CompiledService } from "@allmende/service-package";
import type { PrefillFault } from "../../domains/applications/index.ts";
import { renderPortalPage, type Frame } from "../ui/page.tsx";
import { clockTime, dateTime, longDate, slimOf, wordingFor } from "./frame.ts";
import { longForm } from "./overview-page.tsx";
import { SessionEnd } from "./session-end.tsx";

/** What a step of a form is drawn from. */
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
  /** Until when the draft is kept. */
  keptUntil?: Date | null;
  /** When the session ends, once there is one. */
  sessionEnds?: Date;
  more?: PageView["more"];
  /** What is known of the files that were uploaded. */
  stored?: PageView["stored"];
  back: string;
  now: Date;
  /** What another device saved meanwhile. */
  conflict?: { entries: { label: string; lines: string[] }[] };
  hidden?: Record<string, string>;
  /** Questions that stand here filled in, by where their answers are from. */
  prefilled?: { account: readonly string[]; link: readonly string[] };
  /** A signed link that fills nothing in, and why. */
  linkFault?: PrefillFault;
}

const skeletons = new WeakMap<CompiledService, Moulds>();
const mostSkeletons = 200;

/** What a step's bytes are. */
export const asHtml = { "content-type": "text/html; charset=UTF-8" };

/** One step of a form: its frame is drawn once for each step and municipality, then filled with questions and values. */
export function stepPage(frame: Frame, view: StepView): Buffer<ArrayBuffer> {
  const { service, page } = view;
  const walk = service.form.walk(view.answers, { now: view.now });
  const wording = withAnswersIn(service.form, walk, wordingFor(frame, service));
  const node = service.form.page(page)!;
  const path = service.form.ownPages(walk);
  const step = Math.max(0, path.indexOf(page));
  const total = path.length + 1;
  const { account = [], link = [] } = view.prefilled ?? {};
  const special =
    view.problems.length > 0 ||
    view.conflict !== undefined ||
    view.hidden !== undefined ||
    view.linkFault !== undefined ||
    account.length + link.length > 0;

  let moulds = skeletons.get(service);
  if (!moulds) skeletons.set(service, (moulds = new Moulds(mostSkeletons)));
  const lead = wording.find(page, "lead");
  const key = [
    frame.reading,
    frame.name,
    ...Object.values(frame.theme),
    page,
    step,
    total,
    lead !== undefined,
    view.savedAt !== undefined,
    view.sessionEnds !== undefined,
    frame.desk !== undefined,
  ].join("|");
  const framed = frame.desk === undefined ? frame : { ...frame, desk: mark("desk") };
  const draw = (): Mould => new Mould(drawStep(framed, view, { node, wording, step, total, lead }), (name) => name);
  const mould = special ? draw() : (moulds.find(key) ?? moulds.keep(key, draw()));
  const values: Record<string, string> = {
    title: escapeHtml(wording.label(page)),
    lead: escapeHtml(lead ?? ""),
    back: escapeHtml(view.back),
    action: escapeHtml(view.action),
    overview: escapeHtml(view.action.replace(/seiten\/[^/]*$/, "uebersicht")),
    token: view.token,
    desk: escapeHtml(frame.desk ?? ""),
    revision: String(view.revision),
    ends: view.sessionEnds?.toISOString() ?? "",
    endsWords: view.sessionEnds ? escapeHtml(dateTime(view.sessionEnds, frame)) : "",
    saved: view.savedAt ? escapeHtml(savedWords(frame, view.savedAt, view.keptUntil)) : "",
  };
  const written = new PageBytes();
  mould.print(written, (name) => {
    if (name !== "questions") return written.add(values[name] ?? "");
    printPage(
      {
        page: node,
        answers: view.answers,
        computed: walk.computed,
        wording,
        unread: view.unread,
        problems: view.problems,
        ...(view.more && { more: view.more }),
        ...(view.stored && { stored: view.stored }),
      },
      written,
    );
  });
  return written.end();
}

/** When a draft was saved, and until when it is kept. */
export const savedWords = (frame: Frame, savedAt: Date, keptUntil?: Date | null): string =>
  frame.t.savedAt(clockTime(savedAt), longDate(keptUntil ?? savedAt, frame));

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
  // A page that shows another writer's words is saved by its person only.
  const autosave = view.savedAt !== undefined && view.conflict === undefined;
  const multipart = [...leaves(node.nodes, true)].some(isUpload);
  return renderPortalPage({
    frame,
    title: mark("title"),
    prefix: problems.length > 0 ? t.error : "",
    noindex: true,
    slim: slimOf(frame, service, (100 * step) / total),
    islands: [...(autosave ? ["autosave" as const] : []), ...(view.sessionEnds ? ["session" as const] : [])],
    children: (
      <>
        <p class="al-back">
          <a href={mark("back")}>
            <Icon name="back" size={20} /> {t.back}
          </a>
        </p>
        {problems.length > 0 && (
          <ErrorSummary title={t.pleaseCheck(problems.length)} entries={sayFaults(service.form, wording, problems)} />
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
        <p class="al-step__count">
          {t.stepOf(step + 1, total)}
          {view.savedAt && longForm(service.form) && (
            <>
              {" "}
              <a class="al-step__all" href={mark("overview")}>
                {t.overviewLink}
              </a>
            </>
          )}
        </p>
        <h1>{mark("title")}</h1>
        {lead && <p class="al-lead">{mark("lead")}</p>}
        {view.linkFault && (
          <Alert tone="warning" title={t.linkFault}>
            <p>{t.linkFaults[view.linkFault]}</p>
          </Alert>
        )}
        <Prefilled frame={frame} wording={wording} view={view} />
        <form
          class="al-form"
          method="post"
          action={mark("action")}
          noValidate
          enctype={multipart ? "multipart/form-data" : undefined}
          data-autosave={autosave ? "" : undefined}
        >
          <input type="hidden" name="_token" value={mark("token")} />
          <input type="hidden" name="_stand" value={mark("revision")} autocomplete="off" />
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
                  <Icon name="check" size={20} /> <span data-saved>{mark("saved")}</span>
                </>
              )}
            </p>
            {autosave && (
              <p
                class="al-unsaved"
                role="alert"
                data-trouble
                data-failed={t.autosaveFailed}
                data-conflict={t.autosaveConflict}
                data-ended={t.autosaveEnded}
                hidden
              />
            )}
          </div>
        </form>
        {view.sessionEnds && (
          <SessionEnd
            frame={frame}
            ends={mark("ends")}
            words={mark("endsWords")}
            token={mark("token")}
            here={mark("action")}
          />
        )}
      </>
    ),
  });
}

/** What stands on the page already, from where; all of it can be changed. */
function Prefilled({ frame: { t }, wording, view }: { frame: Frame; wording: Wording; view: StepView }) {
  const { account = [], link = [] } = view.prefilled ?? {};
  const labels = (ids: readonly string[]): string => ids.map((id) => wording.label(id)).join(", ");
  return (
    <>
      {account.length > 0 && (
        <p class="al-prefilled">
          <strong>{t.fromAccount}</strong> {labels(account)}. {t.fromAccountChange}
        </p>
      )}
      {link.length > 0 && (
        <p class="al-prefilled">
          <strong>{t.fromLink}</strong> {labels(link)}. {t.fromLinkCheck}
        </p>
      )}
    </>
  );
}

const isUpload = (node: FieldNode | GroupNode): boolean => node.kind === "field" && node.field.type === "file";
