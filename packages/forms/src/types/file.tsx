import { fromJson } from "@allmende/feel";
import { FileInput, Icon } from "@allmende/kern";
import type { FileRef } from "../answer.ts";
import type { FieldOf } from "../definition.ts";
import type { Fault, FieldType } from "../field-type.ts";
import type { Wording } from "../wording.ts";

type FileField = FieldOf<"file">;

const mediaTypes = { pdf: "application/pdf", jpeg: "image/jpeg", png: "image/png" } as const;
const names = { pdf: "PDF", jpeg: "JPG", png: "PNG" } as const;

const isFileRef = (value: unknown): value is FileRef =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as FileRef).attachment === "string" &&
  typeof (value as FileRef).name === "string" &&
  typeof (value as FileRef).type === "string" &&
  Number.isSafeInteger((value as FileRef).size);

/** Whether one file may stand as this answer; asked at the upload, before any byte is kept as an answer. */
export function checkFile(ref: Omit<FileRef, "attachment">, field: FileField): Fault | undefined {
  if (ref.size > field.maxMegabytes * 1_000_000) {
    return { code: "fileTooLarge", details: { name: ref.name, max: field.maxMegabytes } };
  }
  const accepted = field.accept.some((kind) => mediaTypes[kind] === ref.type);
  return accepted ? undefined : { code: "fileType", details: { name: ref.name, types: typeNames(field) } };
}

export const typeNames = (field: FileField): string => field.accept.map((kind) => names[kind]).join(", ");

/** Which files are welcome, for a field whose package says nothing of its own. */
export const fileHint = (field: FileField, wording: Wording): string =>
  wording.say("fileHint", { types: typeNames(field), max: field.maxMegabytes });

/** Uploaded files. The page posts bytes, which the host of the form stores; the answer names them. */
export const file: FieldType<FileField> = {
  // Bytes do not pass through here: the form keeps the files it has, minus those whose removal was asked for.
  read: () => ({ value: undefined }),
  write: () => ({}),
  check(value, field) {
    if (!Array.isArray(value) || !value.every(isFileRef)) return { code: "wrongType" };
    if (value.length > field.maxFiles) return { code: "tooManyFiles", details: { max: field.maxFiles } };
    return value.map((ref) => checkFile(ref, field)).find(Boolean);
  },
  schema: (field) => ({
    type: "array",
    minItems: 1,
    maxItems: field.maxFiles,
    items: {
      type: "object",
      required: ["attachment", "name", "size", "type"],
      properties: {
        attachment: { type: "string", format: "uuid" },
        name: { type: "string" },
        size: { type: "integer", maximum: field.maxMegabytes * 1_000_000 },
        type: { enum: field.accept.map((kind) => mediaTypes[kind]) },
      },
    },
  }),
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
          hint={wording.find(field.id, "hint") ?? fileHint(field, wording)}
          error={error}
          accept={field.accept.map((kind) => mediaTypes[kind]).join(",")}
          multiple={field.maxFiles > 1}
        />
      </>
    );
  },
};
