import type { ComponentChildren } from "preact";
import { describedBy, type FieldFrame } from "./field.tsx";

export interface Choice {
  value: string;
  label: ComponentChildren;
  hint?: string;
  /** Questions that belong to this choice, indented below it. */
  below?: ComponentChildren;
}

interface ChoicesProps extends Pick<FieldFrame, "id" | "hint" | "error"> {
  name: string;
  choices: Choice[];
}

/** One of a few. The first radio carries the group's id with "-1", so an error link can reach it. */
export function Radios({ id, name, choices, value }: ChoicesProps & { value?: string }) {
  return <>{choices.map((choice, index) => toggle("radio", id, name, choice, index, choice.value === value))}</>;
}

/** Any of a few. */
export function Checkboxes({ id, name, choices, values }: ChoicesProps & { values: readonly string[] }) {
  return (
    <>{choices.map((choice, index) => toggle("checkbox", id, name, choice, index, values.includes(choice.value)))}</>
  );
}

function toggle(type: "radio" | "checkbox", id: string, name: string, choice: Choice, index: number, checked: boolean) {
  const own = `${id}-${index + 1}`;
  const kind = type === "radio" ? "kern-form-check__radio" : "kern-form-check__checkbox";
  return (
    <div class="al-choice" key={choice.value}>
      <div class="kern-form-check">
        <input
          class={kind}
          type={type}
          id={own}
          name={name}
          value={choice.value}
          checked={checked}
          aria-describedby={choice.hint && `${own}-hint`}
        />
        <label class="kern-label" for={own}>
          {choice.label}
        </label>
      </div>
      {choice.hint && (
        <p class="kern-hint al-choice__hint" id={`${own}-hint`}>
          {choice.hint}
        </p>
      )}
      {choice.below && <div class="al-choice__below">{choice.below}</div>}
    </div>
  );
}

/** A single box to tick: a consent, a declaration. */
export function Checkbox({
  id,
  name,
  label,
  checked,
  error,
  errorPrefix,
}: {
  id: string;
  name: string;
  label: ComponentChildren;
  checked?: boolean;
  error?: string;
  errorPrefix?: string;
}) {
  return (
    <div class={error ? "al-field al-field--error" : "al-field"}>
      {error && (
        <p class="kern-error" id={`${id}-error`}>
          {errorPrefix && <span class="kern-sr-only">{errorPrefix} </span>}
          {error}
        </p>
      )}
      <div class="kern-form-check">
        <input
          class="kern-form-check__checkbox"
          type="checkbox"
          id={id}
          name={name}
          value="true"
          checked={checked}
          aria-invalid={error ? "true" : undefined}
          aria-describedby={describedBy({ id, error })}
        />
        <label class="kern-label" for={id}>
          {label}
        </label>
      </div>
    </div>
  );
}

/** One of many. `empty` is the first line, which chooses nothing. */
export function Select({
  id,
  name,
  choices,
  value,
  hint,
  error,
  empty,
}: ChoicesProps & { value?: string; empty: string }) {
  return (
    <div class="kern-form-input__select-wrapper">
      <select
        class="kern-form-input__select"
        id={id}
        name={name}
        aria-describedby={describedBy({ id, hint, error })}
        aria-invalid={error ? "true" : undefined}
      >
        <option value="">{empty}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value} selected={choice.value === value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
