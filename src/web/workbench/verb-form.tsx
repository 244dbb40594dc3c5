import { randomUUID } from "node:crypto";
import { Button, ErrorSummary, Icon } from "@allmende/kern";
import type { Case } from "../../domains/cases/index.ts";
import { renderStaffPage, type StaffFrame } from "./staff-page.tsx";

/** One question of a step on a case. */
export interface VerbField {
  name: string;
  label: string;
  hint?: string;
  kind: "line" | "text" | "day" | "choice" | "ticks";
  options?: readonly (readonly [value: string, label: string])[];
  /** What stands there at first. */
  value?: string;
}

/** A step on a case as one page: what it does, what must be said, one button. */
export interface VerbForm {
  title: string;
  lead?: string;
  fields: readonly VerbField[];
  send: string;
}

/** What was typed, and what is wrong with it, by field. */
export interface Entered {
  values: Readonly<Record<string, readonly string[]>>;
  problem?: { field: string; text: string };
}

export const nothingEntered: Entered = { values: {} };

/** The page of a step; `found` is missing where the step opens a case. */
export function verbPage(
  frame: StaffFrame,
  {
    form,
    found,
    action,
    entered = nothingEntered,
  }: { form: VerbForm; found?: Case; action: string; entered?: Entered },
): string {
  return renderStaffPage(
    frame,
    form.title,
    <div class="al-desk__plain">
      <p class="al-crumb">
        {found ? (
          <a href={`/amt/vorgaenge/${found.id}`}>{[found.title, found.subject].filter(Boolean).join(": ")}</a>
        ) : (
          <a href="/amt">Meine Vorgänge</a>
        )}
      </p>
      {entered.problem && (
        <ErrorSummary
          title="Bitte prüfen Sie Ihre Angaben"
          entries={[{ target: entered.problem.field, text: entered.problem.text }]}
        />
      )}
      <h1>{form.title}</h1>
      {form.lead && <p class="al-prewrap">{form.lead}</p>}
      <VerbQuestions token={frame.token} form={form} action={action} entered={entered} />
    </div>,
  );
}

/** The questions of a step with its one button. */
export function VerbQuestions({
  token,
  form,
  action,
  entered = nothingEntered,
}: {
  token: string;
  form: Pick<VerbForm, "fields" | "send">;
  action: string;
  entered?: Entered | undefined;
}) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="_token" value={token} />
      <input type="hidden" name="_einmal" value={randomUUID()} />
      {form.fields.map((field) => (
        <VerbQuestion
          key={field.name}
          field={field}
          typed={entered.values[field.name]}
          problem={entered.problem?.field === field.name ? entered.problem.text : undefined}
        />
      ))}
      <p class="al-buttons">
        <Button>{form.send}</Button>
      </p>
    </form>
  );
}

interface Question {
  field: VerbField;
  typed: readonly string[] | undefined;
  problem: string | undefined;
}

function VerbQuestion({ field, typed, problem }: Question) {
  const { name, label, hint } = field;
  if (field.kind === "ticks") return <Ticks field={field} typed={typed} problem={problem} />;
  return (
    <div class={problem ? "al-verb al-field--error" : "al-verb"}>
      <label class="al-label" for={name}>
        {label}
      </label>
      {hint && (
        <p class="kern-hint" id={`${name}-hinweis`}>
          {hint}
        </p>
      )}
      {problem && (
        <p class="kern-error" id={`${name}-fehler`}>
          <Icon name="warning" /> {problem}
        </p>
      )}
      <Input field={field} value={typed?.[0] ?? field.value ?? ""} invalid={problem !== undefined} />
    </div>
  );
}

function Input({ field, value, invalid }: { field: VerbField; value: string; invalid: boolean }) {
  const { name, hint, kind, options = [] } = field;
  const described = [hint && `${name}-hinweis`, invalid && `${name}-fehler`].filter(Boolean).join(" ") || undefined;
  const common = {
    id: name,
    name,
    "aria-describedby": described,
    "aria-invalid": invalid ? ("true" as const) : undefined,
  };
  if (kind === "choice")
    return (
      <select class="kern-form-input__input al-verb__choice" {...common}>
        {options.map(([option, text]) => (
          <option key={option} value={option} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    );
  if (kind === "text")
    return (
      <textarea class="kern-form-input__input al-textarea" rows={4} maxLength={5000} {...common}>
        {value}
      </textarea>
    );
  if (kind === "day") return <input class="kern-form-input__input al-width-16" type="date" value={value} {...common} />;
  return <input class="kern-form-input__input" type="text" maxLength={200} value={value} {...common} />;
}

function Ticks({ field, typed = [], problem }: Question) {
  const { name, label, hint, options = [] } = field;
  return (
    <fieldset class="kern-fieldset al-items" id={name}>
      <legend class="al-label">{label}</legend>
      {hint && <p class="kern-hint">{hint}</p>}
      {problem && (
        <p class="kern-error">
          <Icon name="warning" /> {problem}
        </p>
      )}
      {options.map(([value, text], index) => (
        <div class="kern-form-check al-check" key={value}>
          <input
            class="kern-form-check__checkbox"
            type="checkbox"
            id={`${name}-${index}`}
            name={name}
            value={value}
            checked={typed.includes(value)}
          />
          <label class="kern-label" for={`${name}-${index}`}>
            {text}
          </label>
        </div>
      ))}
    </fieldset>
  );
}
