export interface DateParts {
  day: string;
  month: string;
  year: string;
}

/** A date in three boxes (day, month, year), inside a FieldGroup. The day's box carries the id with "-day". */
export function DateInput({
  id,
  name,
  value,
  error,
  labels,
  birthday = false,
}: {
  id: string;
  name: string;
  value: DateParts;
  error?: string;
  labels: DateParts;
  birthday?: boolean;
}) {
  const box = (part: keyof DateParts, autocomplete: string) => (
    <div class="al-date__part">
      <label class="kern-label al-date__label" for={`${id}-${part}`}>
        {labels[part]}
      </label>
      <input
        class={`kern-form-input__input al-width-${part === "year" ? 6 : 4}`}
        id={`${id}-${part}`}
        name={`${name}.${part}`}
        value={value[part]}
        inputMode="numeric"
        autocomplete={birthday ? autocomplete : "off"}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
    </div>
  );
  return (
    <div class="al-date">
      {box("day", "bday-day")}
      {box("month", "bday-month")}
      {box("year", "bday-year")}
    </div>
  );
}
