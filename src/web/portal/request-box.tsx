import { Badge, Button, Checkboxes, ErrorSummary, Field, Icon, TextArea } from "@allmende/kern";
import { sayFaults, postedAt, renderPage, withAnswersIn, type FileRef, type Path } from "@allmende/forms";
import type { InformationRequest } from "../../domains/cases/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { Frame } from "../ui/page.tsx";
import { dateTime, weekDate, wordingFor } from "./frame.ts";
import type { MyCaseView } from "./my-case-page.tsx";
import { keptName, messagePath, openQuestions } from "./read-supplement.ts";

/** What the office asks of the citizen, answered in place: the questions of the form itself, with what is wrong of each. */
export function RequestBox({ frame, view, request }: { frame: Frame; view: MyCaseView; request: InformationRequest }) {
  const { t } = frame;
  const { application, service, attachments, answering } = view;
  const { form } = service;
  const wording = withAnswersIn(
    form,
    form.walk(application.answers, { now: application.receivedAt ?? view.now }),
    wordingFor(frame, service),
  );
  const open = openQuestions(service, request);
  const days = Math.max(0, Math.round((Date.parse(request.until) - Date.parse(legalDay(view.now))) / 86_400_000));
  const problems = answering?.problems ?? [];
  const faults = sayFaults(form, wording, problems);
  const message = {
    id: messagePath,
    label: t.messageOptional,
    optional: t.optional,
    error: faults.find(({ path }) => path === messagePath)?.text,
    errorPrefix: t.error.trim(),
  };
  return (
    <>
      {faults.length > 0 && <ErrorSummary title={t.pleaseCheck(faults.length)} entries={faults} />}
      <section class="al-request" aria-labelledby="nachforderung">
        <div class="al-request__head">
          <div>
            <Badge tone="turn">{t.yourTurn}</Badge>
            <h2 id="nachforderung">{t.somethingMissing(open.length)}</h2>
          </div>
          <p class="al-request__until">
            <strong>{t.untilDay(weekDate(request.until, frame))}</strong>
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
          <p class="al-prewrap" dir="auto">
            {request.message}
          </p>
          {open.map(({ path, reason, node }) => (
            <div class="al-field" key={path}>
              {renderPage({
                page: {
                  id: path,
                  checks: [],
                  nodes: [{ ...node, required: true, when: undefined, opensAt: undefined }],
                },
                answers: node.type.uploads ? {} : application.answers,
                ...(answering &&
                  !node.type.uploads && { unread: { [path]: postedAt(node, path, { values: answering.typed.all }) } }),
                problems,
                wording: wording.relabel(path, `${wording.label(path)} (${t.missing[reason]})`),
              })}
              <Have
                frame={frame}
                files={attachments.filter((file) => file.path === path)}
                path={path}
                kept={answering?.kept.get(path) ?? []}
              />
            </div>
          ))}
          <Field {...message}>
            <TextArea {...message} name={messagePath} value={answering?.typed.one(messagePath) ?? ""} rows={3} />
          </Field>
          <div class="al-form__end">
            <Button>{t.sendAnswer}</Button>
          </div>
        </form>
      </section>
    </>
  );
}

/** The files that are there for a question, and those of an answer that has problems: they go along unless unticked. */
function Have({
  frame: { t, ...frame },
  files,
  path,
  kept,
}: {
  frame: Frame;
  files: MyCaseView["attachments"];
  path: Path;
  kept: readonly FileRef[];
}) {
  const before = files.filter(({ id }) => !kept.some(({ attachment }) => attachment === id));
  return (
    <>
      {before.length > 0 && (
        <>
          <p class="al-files__limits" id={`${path}-vorher`}>
            {t.haveAlready}
          </p>
          <ul class="al-files" aria-labelledby={`${path}-vorher`}>
            {before.map((attachment) => (
              <li class="al-files__entry" key={attachment.id}>
                <Icon name="file" />
                <bdi class="al-files__name">{attachment.name}</bdi>
                <span class="al-small al-muted">{dateTime(attachment.addedAt, frame)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {kept.length > 0 && (
        <Checkboxes
          id={`${path}-da`}
          name={keptName(path)}
          choices={kept.map(({ attachment, name }) => ({ value: attachment, label: t.sendAlong(name) }))}
          values={kept.map(({ attachment }) => attachment)}
        />
      )}
    </>
  );
}
