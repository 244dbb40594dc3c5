import { describedBy, type FieldFrame } from "./field.tsx";

export function FileInput({
  id,
  name,
  hint,
  error,
  accept,
  multiple,
}: Pick<FieldFrame, "id" | "hint" | "error"> & { name: string; accept: string; multiple?: boolean }) {
  return (
    <input
      class="al-file-input"
      type="file"
      id={id}
      name={name}
      accept={accept}
      multiple={multiple}
      aria-describedby={describedBy({ id, hint, error })}
      aria-invalid={error ? "true" : undefined}
    />
  );
}
