import { TextInput } from "@allmende/kern";
import { only, type FaceProps } from "../../field-type.ts";

/** One narrow box for a number, with its unit behind it. */
export function numberFace(
  { field, id, name, posted, wording, error, required }: FaceProps<{ id: string; type: string }>,
  { inputMode, suffix, width = 10 }: { inputMode: "numeric" | "decimal"; suffix?: string; width?: number },
) {
  return (
    <TextInput
      id={id}
      name={name}
      value={only(posted)}
      hint={wording.find(field.id, "hint")}
      error={error}
      required={required}
      width={width}
      inputMode={inputMode}
      suffix={suffix}
    />
  );
}

export const withSuffix = (shown: string, suffix: string | undefined): string[] => [
  suffix ? `${shown} ${suffix}` : shown,
];
