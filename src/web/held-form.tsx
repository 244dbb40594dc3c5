import { Button } from "@allmende/kern";
import type { PostedForm } from "./read-form.ts";

/** Words a person wrote, as against choices and marks: shown to be read, copied and changed. */
const isProse = (value: string): boolean => value.length > 60 || /\S\s+\S/.test(value);

/** Whether a form holds something a person wrote. */
export const holdsProse = (form: PostedForm): boolean => form.entries.some(([, value]) => isProse(value));

/** A form that could not be taken, kept in the page with all that was typed: it can be sent once more (WCAG 3.3.7). */
export function HeldForm({
  form,
  action,
  token,
  label,
  send,
}: {
  form: PostedForm;
  action: string;
  token: string;
  /** What stands over words a person wrote. */
  label: string;
  /** The words of the button; without it the text is only shown. */
  send?: string;
}) {
  const entries = form.entries.filter(([name]) => name !== "_token");
  return (
    <form class="al-form" method="post" action={action}>
      <input type="hidden" name="_token" value={token} />
      {entries.map(([name, value], index) =>
        isProse(value) ? (
          <label class="kern-label" key={index}>
            {label}
            <textarea class="kern-form-input__input al-textarea" name={name} rows={4}>
              {value}
            </textarea>
          </label>
        ) : (
          <input key={index} type="hidden" name={name} value={value} />
        ),
      )}
      {send && <Button>{send}</Button>}
    </form>
  );
}
