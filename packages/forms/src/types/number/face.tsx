import type { FaceProps } from "../../field-type.ts";
import { lineFace } from "../line-face.tsx";

/** One narrow box for a number, with its unit behind it. */
export const numberFace = (
  props: FaceProps<{ id: string; type: string }>,
  { inputMode, suffix, width = 10 }: { inputMode: "numeric" | "decimal"; suffix?: string; width?: number },
) => lineFace(props, { width, inputMode, suffix });

export const withSuffix = (shown: string, suffix: string | undefined): string[] => [
  suffix ? `${shown} ${suffix}` : shown,
];
