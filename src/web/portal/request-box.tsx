import { Badge, Button, Icon } from "@allmende/kern";
import { postedAt, typeNames, type FieldOf } from "@allmende/forms";
import type { InformationRequest } from "../../domains/cases/index.ts";
import { legalDay } from "../../platform/clock.ts";
import type { PostedForm } from "../read-form.ts";
import type { Frame } from "../ui/page.tsx";
import { dateTime, weekDate, wordingFor } from "./frame.ts";
import type { MyCaseView } from "./my-case-page.tsx";

/** What the office asks of the citizen, answered in place. */
export function RequestBox({ frame, view, request }: { frame: Frame; view: MyCaseView; request: InformationRequest }) {
  const { t } = frame;
  const { application, service, attachments } = view;
  const wording = wordingFor(frame, service);
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
        {view.problem && (
          <p class="kern-error" role="alert">
            <Icon name="warning" /> {view.problem}
          </p>
        )}
        <p class="al-prewrap" dir="auto">
          {request.message}
        </p>
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
              view.typed && node.field.type !== "file"
                ? postedAt(node, path, valuesOf(view.typed))
                : application.answers[path] === undefined || node.field.type === "file"
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
                      <span class="al-small al-muted">{dateTime(attachment.addedAt, frame)}</span>
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
          >
            {view.typed?.one("nachricht")}
          </textarea>
        </div>
        <div class="al-form__end">
          <Button>{t.sendAnswer}</Button>
        </div>
      </form>
    </section>
  );
}

const valuesOf = (typed: PostedForm) => ({ values: (name: string) => typed.all(name) });
