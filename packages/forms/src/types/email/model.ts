import { z } from "zod";
import { only, type Check, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";
import { oneLine } from "../text/tidy.ts";

export const definition = z.strictObject({ type: z.literal("email"), ...question });
export type EmailField = z.infer<typeof definition>;

/** One @, a dot behind it, never two dots together, no blanks: more is known only when a mail arrives. */
const shape = /^(?!.*\.\.)[^\s@<>()[\],;:\\"]{1,64}@[^\s@<>()[\],;:\\"]+\.[^\s@<>()[\],;:\\".]{2,}$/;
/** RFC 5321, 4.5.3.1.3. */
const most = 254;

/** Copied from elsewhere an address comes in brackets, as a link, or with the end of a sentence. */
export const read = (posted: Posted) => ({ value: readEmail(oneLine(only(posted))) || undefined });

const readEmail = (typed: string): string =>
  typed.length > 300
    ? typed
    : typed
        .replace(/^(?:mailto:|e-?mail:)\s*/i, "")
        .replace(/^<(.*)>$/, "$1")
        .replace(/[.,;]$/, "")
        .replace(/ ?[@＠] ?/, "@");

export const check = (): Check => (value) => {
  if (typeof value !== "string") return { code: "wrongType" };
  return value.length <= most && value.isWellFormed() && shape.test(value) ? undefined : { code: "email" };
};

export const schema = () => ({ type: "string", maxLength: most, pattern: shape.source });
