import { describedBy, type FieldFrame } from "./field.tsx";

export interface TextInputProps extends Pick<FieldFrame, "id" | "hint" | "error"> {
  name: string;
  value?: string;
  /** Width in characters of the expected answer; the control is no wider than it needs to be. */
  width?: number;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | "search" | "url";
  autocomplete?: string;
  suffix?: string;
  required?: boolean;
  spellcheck?: boolean;
}

export function TextInput({ id, name, value, width, hint, error, suffix, required, ...rest }: TextInputProps) {
  const control = (
    <input
      class={width ? `kern-form-input__input al-width-${widthStep(width)}` : "kern-form-input__input"}
      id={id}
      name={name}
      type="text"
      value={value}
      aria-describedby={describedBy({ id, hint, error })}
      aria-invalid={error ? "true" : undefined}
      aria-required={required ? "true" : undefined}
      {...rest}
    />
  );
  if (!suffix) return control;
  return (
    <span class="al-suffixed">
      {control}
      <span class="al-suffix" aria-hidden="true">
        {suffix}
      </span>
    </span>
  );
}

const steps = [4, 6, 10, 16, 24];

/** The smallest of a few widths that holds `characters`; 0 is the full width. */
function widthStep(characters: number): number {
  return steps.find((step) => characters <= step) ?? 0;
}

export function TextArea({ id, name, value, hint, error, required, rows = 5 }: TextInputProps & { rows?: number }) {
  return (
    <textarea
      class="kern-form-input__input al-textarea"
      id={id}
      name={name}
      rows={rows}
      aria-describedby={describedBy({ id, hint, error })}
      aria-invalid={error ? "true" : undefined}
      aria-required={required ? "true" : undefined}
    >
      {value}
    </textarea>
  );
}
