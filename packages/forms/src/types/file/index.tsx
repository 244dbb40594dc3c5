import { fromJson } from "@allmende/feel";
import { FileInput, Icon } from "@allmende/kern";
import type { FileRef } from "../../answer.ts";
import type { FieldType } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";
import { check, definition, mediaTypes, schema, typeNames, type FileField } from "./model.ts";

export type { FileField };

/** Which files are welcome, for a field whose package says nothing of its own. */
const hint = (field: FileField, wording: Wording): string =>
  wording.say("fileHint", { types: typeNames(field), max: field.maxMegabytes });

/** Uploaded files. The page posts bytes, which the host of the form stores; the answer names them. */
export const file: FieldType<FileField> = {
  definition,
  uploads: true,
  several: true,
  missing: "requiredFile",
  hint,
  // Bytes do not pass through here: the form keeps the files it has, minus those whose removal was asked for.
  read: () => ({ value: undefined }),
  write: () => ({}),
  check,
  schema,
  feel: (value) => fromJson(value),
  display: (value) => (value as FileRef[]).map((ref) => ref.name),
  face({ field, id, name, value, wording, error }) {
    const files = (value as FileRef[] | undefined) ?? [];
    return (
      <>
        {files.length > 0 && (
          <ul class="al-files" aria-label={wording.say("filesHave")}>
            {files.map((ref) => (
              <li class="al-files__entry" key={ref.attachment}>
                <Icon name="file" />
                <span class="al-files__name">{ref.name}</span>
                <button
                  class="kern-btn kern-btn--tertiary al-files__remove"
                  type="submit"
                  name="_entfernen"
                  value={`${name}:${ref.attachment}`}
                  aria-label={wording.say("removeFile", { name: ref.name })}
                >
                  <span class="kern-label">{wording.say("remove")}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
        <FileInput
          id={id}
          name={name}
          hint={wording.find(field.id, "hint") ?? hint(field, wording)}
          error={error}
          accept={field.accept.map((kind) => mediaTypes[kind]).join(",")}
          multiple={field.maxFiles > 1}
        />
      </>
    );
  },
};
