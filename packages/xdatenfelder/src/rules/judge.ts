import type { Action, Reference } from "./condition.ts";
import { NotUnderstood } from "./reading.ts";

/** What a clause says about its fields; German leaves the order free, so it is gathered first and judged then. */
export type Clause = {
  targets: Reference[];
  modal?: Modal;
  /** The verb of the clause before, for "muss A angezeigt UND B ausgeblendet werden". */
  inherited?: Modal;
  negated: boolean;
  predicate?: "show" | "hide" | "fill" | "empty";
  duty?: "obligatory" | "voluntary";
  /** "dann", "in diesem Fall": leans on the condition before. */
  leaning: boolean;
  /** "eine Angabe", "keinen Wert": what is to be made or held. */
  entry?: boolean;
  /** "die folgenden Felder": named later. */
  announced?: boolean;
  /** "entfallen A und B": all that is named stands behind the verb. */
  verbFirst?: boolean;
  /** "nur, wenn": otherwise the opposite. */
  only: boolean;
  /** "es", "die Felder": those named before. */
  anaphora?: "one" | "any";
};
export type Modal = "must" | "shall" | "may" | "can" | "need" | "is" | "do";

/** "ist nur ein Pflichtfeld, wenn": otherwise optional. "wird nur angezeigt, wenn", "darf nur befüllt werden, wenn": otherwise not at all; "muss nur befüllt werden, wenn": otherwise as the schema has it. */
export function judgeOpposite({ duty, negated, modal, predicate }: Clause, action: Action): Action | undefined {
  if (negated || duty === "voluntary" || action === "forbidden" || (modal === "must" && predicate !== "fill"))
    throw new NotUnderstood('"nur" is not clear here');
  if (modal === "must" && duty === undefined) return undefined;
  return duty === "obligatory" ? "optional" : "forbidden";
}

/** "…, sonst nicht": not shown, or no duty. After "muss befüllt werden" it may mean either, and is left to a person. */
export function judgeNegation({ duty, negated, predicate }: Clause, action: Action): Action | undefined {
  if (negated) return undefined;
  if (duty !== undefined) return duty === "obligatory" && predicate === undefined ? "optional" : undefined;
  if (predicate === "show" && action === "required") return "forbidden";
  return predicate === "hide" && action === "forbidden" ? "required" : undefined;
}

/** What a clause asks for; undefined combinations ("darf ausgeblendet sein", "muss nicht angezeigt werden") are left to a person. */
export function judge({ inherited, modal = inherited, negated, predicate, duty }: Clause): Action {
  const positive = predicate === "show" || predicate === "fill";
  const unclear = () =>
    new NotUnderstood(`"${[modal, negated ? "not" : "", predicate, duty].filter(Boolean).join(" ")}" is not clear`);
  // "dann F2 Pflichtfeld" is clear without a verb; fields without a verb and a word for what they are, are not.
  if (modal === undefined && (duty === undefined || predicate !== undefined)) throw unclear();
  if (duty !== undefined) {
    if (predicate === "hide" || predicate === "empty" || modal === "can" || modal === "may") throw unclear();
    if (!negated) return duty === "obligatory" ? "required" : "optional";
    // "zeige … nicht als Pflichtfeld an" may mean not shown, or shown as optional.
    if (predicate !== undefined || duty === "voluntary") throw unclear();
    return "optional";
  }
  if (predicate === undefined) throw unclear();
  switch (modal) {
    case "must":
      if (negated && predicate === "fill") return "optional";
      if (negated) throw unclear();
      return positive ? "required" : "forbidden";
    case "may":
      if (negated) return positive ? "forbidden" : "required";
      if (positive || predicate === "empty") return "optional";
      throw unclear();
    case "can":
      if (negated || predicate === "hide") throw unclear();
      return "optional";
    case "need":
      if (!negated || predicate !== "fill") throw unclear();
      return "optional";
    default:
      if (negated && !positive) throw unclear();
      return positive && !negated ? "required" : "forbidden";
  }
}
