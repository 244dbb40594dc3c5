import { TextInput } from "@allmende/kern";
import type { FieldOf } from "../definition.ts";
import { only, type FieldType } from "../field-type.ts";
import { tidy } from "./text.tsx";

/** One @, a dot behind it, no blanks: more is known only when a mail arrives. 254 characters: RFC 5321, 4.5.3.1.3. */
const shape = /^[^\s@<>()[\],;:\\"]{1,64}@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]{2,}$/;

export const email: FieldType<FieldOf<"email">> = {
  read: (posted) => ({ value: tidy(only(posted)) || undefined }),
  write: (value) => ({ "": [String(value)] }),
  check(value) {
    if (typeof value !== "string") return { code: "wrongType" };
    return value.length <= 254 && shape.test(value) ? undefined : { code: "email" };
  },
  schema: () => ({ type: "string", format: "email", maxLength: 254 }),
  feel: (value) => String(value),
  display: (value) => [String(value)],
  face: ({ field, id, name, posted, wording, error, required }) => (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint")}
      error={error}
      required={required}
      inputMode="email"
      autocomplete="email"
      spellcheck={false}
    />
  ),
};
