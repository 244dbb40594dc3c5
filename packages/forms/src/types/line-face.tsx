import { TextInput, type TextInputProps } from "@allmende/kern";
import { only, type FaceProps } from "../field-type.ts";

/** What a type adds to its box: width in characters, keyboard, autocomplete; `hint` where the package has none. */
type Box = Pick<TextInputProps, "width" | "inputMode" | "autocomplete" | "spellcheck" | "suffix" | "hint">;

/** One box for what is written in one line. */
export function lineFace(
  { field, id, name, posted, wording, error, required }: FaceProps<{ id: string; type: string }>,
  { hint, ...box }: Box,
) {
  return (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint") ?? hint}
      error={error}
      required={required}
      {...box}
    />
  );
}
