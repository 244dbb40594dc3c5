import type { Answers, Form } from "@allmende/forms";
import { Refusal } from "../../platform/errors.ts";
import type { Application } from "./application.ts";
import { ownActsIn } from "./own-acts.ts";

/** How signatures and declarations of an intake were given: on a printed sheet, on one that is still to come, by word of mouth. */
export const waysOfSigning = ["sheet", "sheet-to-come", "spoken"] as const;
export type Signed = (typeof waysOfSigning)[number];

/**
 * The ways that stand open for what these answers declare; none where nothing is declared. On the phone nothing is
 * signed, and a mandate or a signature needs a sheet (SEPA Direct Debit Core Rulebook 4.1: the debtor signs).
 */
export function waysToSign(source: Application["source"], form: Form, answers: Answers): readonly Signed[] {
  const acts = ownActsIn(form, answers);
  if (acts.length === 0) return [];
  const onlyDeclares = acts.every(({ field }) => field.type === "declaration");
  return [
    ...(source === "counter" ? ["sheet" as const] : []),
    "sheet-to-come",
    ...(onlyDeclares ? ["spoken" as const] : []),
  ];
}

/** Refuses a submission that does not say how its signatures and declarations were given. */
export function checkSigned(
  source: Application["source"],
  form: Form,
  answers: Answers,
  signed: Signed | undefined,
): void {
  const ways = waysToSign(source, form, answers);
  if (ways.length > 0 && (signed === undefined || !ways.includes(signed))) throw new Refusal("applications.sign_first");
}
