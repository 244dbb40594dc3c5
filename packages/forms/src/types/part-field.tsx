import { Checkbox, Field, TextInput, type TextInputProps } from "@allmende/kern";
import { only, type AnyField, type FaceProps } from "../field-type.ts";

type Control = Pick<TextInputProps, "width" | "inputMode" | "autocomplete" | "spellcheck" | "required">;

/** One part of a composite answer with its own label, hint and error, inside the question's fieldset. */
export function PartField({
  of: { id, name, posted, wording, partErrors },
  part,
  label,
  hint,
  ...control
}: { of: FaceProps<AnyField>; part: string; label: string; hint?: string } & Control) {
  const own = `${id}-${part}`;
  const error = partErrors?.[part];
  const optional = control.required ? undefined : wording.say("optional");
  return (
    <Field id={own} label={label} hint={hint} error={error} errorPrefix={wording.say("fehler")} optional={optional}>
      <TextInput id={own} name={`${name}.${part}`} value={only(posted, part)} hint={hint} error={error} {...control} />
    </Field>
  );
}

/** A sentence to agree to that belongs to an answer. */
export function PartTick({
  of: { id, name, posted, wording, partErrors },
  part,
  label,
}: {
  of: FaceProps<AnyField>;
  part: string;
  label: string;
}) {
  return (
    <Checkbox
      id={`${id}-${part}`}
      name={`${name}.${part}`}
      label={label}
      checked={only(posted, part) === "true"}
      error={partErrors?.[part]}
      errorPrefix={wording.say("fehler")}
    />
  );
}
