import type { ComponentChildren } from "preact";
import { Icon } from "./icon.tsx";

/** What surrounds a control. Ids of hint and error are derived from `id`, so controls can name them. */
export interface FieldFrame {
  id: string;
  label: ComponentChildren;
  hint?: ComponentChildren;
  error?: string;
  /** Shown behind the label, for instance "(freiwillig)". */
  optional?: string;
  /** What a screen reader says before an error, for instance "Fehler:". */
  errorPrefix?: string;
  /** Below the control: an explanation that opens in place. */
  more?: ComponentChildren;
}

/** The ids a control names with `aria-describedby`, or undefined. */
export function describedBy({ id, hint, error }: Pick<FieldFrame, "id" | "hint" | "error">): string | undefined {
  return [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ") || undefined;
}

/** One question with one control. */
export function Field({ children, ...frame }: FieldFrame & { children: ComponentChildren }) {
  return (
    <div class={frame.error ? "al-field al-field--error" : "al-field"}>
      <label class="kern-label" for={frame.id}>
        {frame.label}
        {frame.optional && <span class="kern-label__optional"> {frame.optional}</span>}
      </label>
      <HintAndError {...frame} />
      {children}
      {frame.more}
    </div>
  );
}

/** One question with several controls (radios, date boxes): a fieldset whose legend is the question. */
export function FieldGroup({ children, ...frame }: FieldFrame & { children: ComponentChildren }) {
  return (
    <div class={frame.error ? "al-field al-field--error" : "al-field"}>
      <fieldset
        class="kern-fieldset"
        id={frame.id}
        aria-describedby={describedBy(frame)}
        tabIndex={frame.error ? -1 : undefined}
      >
        <legend class="kern-label">
          {frame.label}
          {frame.optional && <span class="kern-label__optional"> {frame.optional}</span>}
        </legend>
        <HintAndError {...frame} />
        {children}
      </fieldset>
      {frame.more}
    </div>
  );
}

function HintAndError({ id, hint, error, errorPrefix }: FieldFrame) {
  return (
    <>
      {hint && (
        <p class="kern-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="kern-error" id={`${id}-error`}>
          <Icon name="warning" />
          <span>
            {errorPrefix && <span class="kern-sr-only">{errorPrefix} </span>}
            {error}
          </span>
        </p>
      )}
    </>
  );
}
