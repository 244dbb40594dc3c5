import { z } from "zod";
import { only, type Check, type FieldReading, type Posted } from "../../field-type.ts";
import { question } from "../settings.ts";

export const definition = z.strictObject({ type: z.literal("declaration"), ...question });
export type DeclarationField = z.infer<typeof definition>;

const agreed = new Set(["true", "wahr", "ja"]);
const notAgreed = new Set(["", "false", "falsch", "nein"]);

/** Whether a box was ticked; undefined for words that mean neither. */
export function ticked(word: string): boolean | undefined {
  const said = word.length > 10 ? "?" : word.trim().toLowerCase();
  return agreed.has(said) ? true : notAgreed.has(said) ? false : undefined;
}

/** An unticked box is "no answer", so a required declaration must be ticked. */
export function read(posted: Posted): FieldReading {
  const said = ticked(only(posted));
  return said === undefined ? { fault: { code: "requiredDeclaration" } } : { value: said || undefined };
}

export const check = (): Check => (value) => (value === true ? undefined : { code: "requiredDeclaration" });
