import { fromJson } from "@allmende/feel";
import { FileInput } from "@allmende/kern";
import type { FileRef } from "../../answer.ts";
import type { FieldType } from "../../field-type.ts";
import type { Wording } from "../../wording.ts";
import { check, definition, mediaTypes, schema, typeNames, type FileField } from "./model.ts";
import { StoredEntry } from "./stored-entry.tsx";

export type { FileField };

/** Which files are welcome, how large and how many. */
const limits = (field: FileField, wording: Wording): string =>
  wording.say(field.maxFiles > 1 ? "fileHint" : "fileHintOne", {
    types: typeNames(field),
    max: field.maxMegabytes,
    count: field.maxFiles,
  });

/** Uploaded files. The page posts bytes, which the host of the form stores; the answer names them. */
export const file: FieldType<FileField> = {
  definition,
  uploads: true,
  several: true,
  onlyOne: ({ maxFiles }) => maxFiles === 1,
  missing: "requiredFile",
  hint: limits,
  // Bytes do not pass through here: the form keeps the files it has, minus those whose removal was asked for.
  read: () => ({ value: undefined }),
  write: () => ({}),
  check,
  schema,
  feel: (value) => fromJson(value),
  display: (value) => (value as FileRef[]).map((ref) => ref.name),
  face({ field, id, name, value, wording, error, stored }) {
    const files = (value as FileRef[] | undefined) ?? [];
    const own = wording.find(field.id, "hint");
    const accept = field.accept.map((kind) => mediaTypes[kind]);
    const pictures = accept.filter((type) => type.startsWith("image/"));
    const told = { name, hint: own ?? limits(field, wording), error };
    return (
      <>
        {own !== undefined && (
          <p class="al-files__limits" id={`${id}-limits`}>
            {limits(field, wording)}
          </p>
        )}
        {files.length > 0 && (
          <>
            <ul class="al-files" aria-label={wording.say("filesHave")}>
              {files.map((ref) => (
                <StoredEntry
                  key={ref.attachment}
                  {...{ id, name, file: ref, wording, accept: accept.join(",") }}
                  seen={stored?.(ref)}
                />
              ))}
            </ul>
            <p class="al-files__limits">{wording.say("filesCount", { have: files.length, count: field.maxFiles })}</p>
          </>
        )}
        <FileInput
          id={id}
          {...told}
          accept={accept.join(",")}
          multiple={field.maxFiles > 1}
          also={own === undefined ? undefined : `${id}-limits`}
        />
        {field.photo && pictures.length > 0 && (
          <div class="al-files__photo">
            <label class="kern-label" for={`${id}-foto`}>
              {wording.say("takePhoto")}
            </label>
            <FileInput id={`${id}-foto`} name={name} accept={pictures.join(",")} capture />
          </div>
        )}
      </>
    );
  },
};
