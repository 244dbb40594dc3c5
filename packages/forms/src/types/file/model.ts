import { z } from "zod";
import type { FileRef } from "../../answer.ts";
import type { Check, Fault } from "../../field-type.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({
  type: z.literal("file"),
  ...question,
  accept: z
    .array(z.enum(["pdf", "jpeg", "png"]))
    .min(1)
    .default(["pdf", "jpeg", "png"]),
  maxFiles: z.number().int().min(1).max(20).default(5),
  maxMegabytes: z.number().min(0.1).max(20).default(10),
  /** A photograph will do: a phone offers its camera. */
  photo: z.boolean().default(false),
});

export type FileField = z.infer<typeof definition>;

export const mediaTypes = { pdf: "application/pdf", jpeg: "image/jpeg", png: "image/png" } as const;
const names = { pdf: "PDF", jpeg: "JPG", png: "PNG" } as const;

export const typeNames = (field: FileField): string => field.accept.map((kind) => names[kind]).join(", ");

const isFileRef = (value: unknown): value is FileRef =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as FileRef).attachment === "string" &&
  typeof (value as FileRef).name === "string" &&
  typeof (value as FileRef).type === "string" &&
  Number.isSafeInteger((value as FileRef).size) &&
  (value as FileRef).size >= 0;

/** Whether one file may stand as this answer; asked at the upload, before any byte is kept as an answer. */
export function checkFile(ref: Omit<FileRef, "attachment">, field: FileField): Fault | undefined {
  if (ref.size > field.maxMegabytes * 1_000_000) {
    return { code: "fileTooLarge", details: { name: ref.name, max: field.maxMegabytes } };
  }
  const accepted = field.accept.some((kind) => mediaTypes[kind] === ref.type);
  return accepted ? undefined : { code: "fileType", details: { name: ref.name, types: typeNames(field) } };
}

export function check(field: FileField): Check {
  return (value) => {
    if (!Array.isArray(value) || !value.every(isFileRef)) return { code: "wrongType" };
    if (value.length === 0) return { code: "requiredFile" };
    if (value.length > field.maxFiles) return { code: "tooManyFiles", details: { max: field.maxFiles } };
    return value.map((ref) => checkFile(ref, field)).find(Boolean);
  };
}

export const schema = (field: FileField) => ({
  type: "array",
  minItems: 1,
  maxItems: field.maxFiles,
  items: {
    type: "object",
    required: ["attachment", "name", "size", "type"],
    properties: {
      attachment: { type: "string" },
      name: { type: "string" },
      size: { type: "integer", minimum: 0, maximum: field.maxMegabytes * 1_000_000 },
      type: { enum: field.accept.map((kind) => mediaTypes[kind]) },
    },
  },
});
