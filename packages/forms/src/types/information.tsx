import type { FieldOf } from "../definition.ts";
import type { FieldType } from "../field-type.ts";

/** A sentence between the questions; it has no answer. */
export const information: FieldType<FieldOf<"information">> = {
  read: () => ({ value: undefined }),
  write: () => ({}),
  check: () => ({ code: "unknownField" }),
  schema: () => ({ not: {} }),
  feel: () => null,
  display: () => [],
  face: ({ field, wording }) => (
    <div class="al-information">
      {(wording.find(field.id, "text") ?? wording.label(field.id)).split("\n\n").map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </div>
  ),
};
