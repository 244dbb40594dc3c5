import { z } from "zod";
import type { FieldType } from "../../field-type.ts";
import { common } from "../settings.ts";

const definition = z.strictObject({ type: z.literal("information"), ...common });
export type InformationField = z.infer<typeof definition>;

/** A sentence between the questions; it has no answer. */
export const information: FieldType<InformationField> = {
  definition,
  few: true,
  answered: "never",
  frame: () => "own",
  read: () => ({ value: undefined }),
  write: () => ({}),
  check: () => () => ({ code: "unknownField" }),
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
