import { describedBy, type FieldFrame } from "./field.tsx";

export function FileInput({
  id,
  name,
  hint,
  error,
  accept,
  multiple,
  capture,
  also,
}: Pick<FieldFrame, "id" | "hint" | "error"> & {
  name: string;
  accept: string;
  multiple?: boolean;
  /** A phone opens its camera at once, the one that looks away from its owner. */
  capture?: boolean;
  /** The id of something further that describes it. */
  also?: string;
}) {
  return (
    <input
      class="al-file-input"
      type="file"
      id={id}
      name={name}
      accept={accept}
      multiple={multiple}
      capture={capture ? "environment" : undefined}
      aria-describedby={[describedBy({ id, hint, error }), also].filter(Boolean).join(" ") || undefined}
      aria-invalid={error ? "true" : undefined}
    />
  );
}
