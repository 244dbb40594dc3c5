import type { Condition, Reference } from "@allmende/xdatenfelder";
import type { DraftElement } from "./drafting.ts";

/** Why a rule that was understood cannot be written for this form; a person decides then. */
export class NotWritable extends Error {}

/** What a rule's words mean in the form. */
export interface Terms {
  /** Where a reference leads: one element, seen from where the rule stands. */
  resolve(reference: Reference): DraftElement;
  /** Choices that became free text, because their code list is missing. */
  listless: ReadonlySet<string>;
}

/** A condition of a rule as FEEL over the form's own ids. */
export function conditionFeel(condition: Condition, terms: Terms): string {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.conditions
        .map((one) => {
          const feel = conditionFeel(one, terms);
          return one.kind === "and" || one.kind === "or" ? `(${feel})` : feel;
        })
        .join(` ${condition.kind} `);
    case "filled":
      return filledFeel(terms.resolve(condition.source));
    case "empty":
      return `not(${filledFeel(terms.resolve(condition.source))})`;
    case "compare":
      return comparison(terms.resolve(condition.source), condition.operator, condition.values, terms.listless);
    case "measure":
      return `${number(terms.resolve(condition.source))} ${condition.operator} ${literalNumber(condition.value)}`;
  }
}

/** Whether something is answered; of a group that is asked once, whether anything in it is. */
export function filledFeel(element: DraftElement): string {
  if (element.type === "group") return `count(${element.id}) > 0`;
  if (element.type !== "section") return `${element.id} != null`;
  const inner = elementsOf(element).filter(({ type }) => type !== "information");
  if (inner.length === 0) throw new NotWritable(`${element.id} enthält keine Frage`);
  return inner.length === 1 ? filledFeel(inner[0]!) : `(${inner.map(filledFeel).join(" or ")})`;
}

export const elementsOf = (element: DraftElement): DraftElement[] => (element.elements as DraftElement[]) ?? [];

/** The option of a choice that stands for a code of the schema. */
export function optionFor(element: DraftElement, code: string): string {
  const options = (element.options ?? []) as { id: string; value: string }[];
  const option = options.find(({ value }) => value === code);
  if (!option) throw new NotWritable(`${element.id} hat keine Antwort mit dem Code ${code}`);
  return option.id;
}

function comparison(
  element: DraftElement,
  operator: "=" | "<>",
  values: readonly string[],
  listless: ReadonlySet<string>,
): string {
  const { id, type } = element;
  if (element.repeat) throw new NotWritable(`${id} wird mehrmals gefragt`);
  const is = operator === "=" ? "=" : "!=";
  switch (type) {
    case "choice": {
      const options = values.map((code) => `"${optionFor(element, code)}"`);
      if (options.length === 1) return `${id} ${is} ${options[0]}`;
      const within = `list contains([${options.join(", ")}], ${id})`;
      return operator === "=" ? within : `not(${within})`;
    }
    case "choices": {
      const any = values.map((code) => `list contains(${id}, "${optionFor(element, code)}")`).join(" or ");
      const asked = `${id} != null and (${any})`;
      return operator === "=" ? asked : `not(${asked})`;
    }
    case "yesno":
    case "declaration": {
      const truths = values.map((value) => value === "wahr");
      if (values.some((value) => value !== "wahr" && value !== "falsch") || truths.length !== 1)
        throw new NotWritable(`${id} kennt nur Ja und Nein`);
      return `${id} ${is} ${truths[0]}`;
    }
    case "integer":
    case "number":
      return joined(id, is, values.map(literalNumber));
    case "text": {
      if (listless.has(id)) throw new NotWritable(`die Codeliste von ${id} fehlt`);
      return joined(
        id,
        is,
        values.map((value) => JSON.stringify(value)),
      );
    }
    default:
      throw new NotWritable(`${id} (${type}) lässt sich nicht mit „${values.join(", ")}“ vergleichen`);
  }
}

const joined = (id: string, is: string, literals: readonly string[]): string => {
  const parts = literals.map((literal) => `${id} ${is} ${literal}`);
  return parts.length === 1 ? parts[0]! : `(${parts.join(is === "=" ? " or " : " and ")})`;
};

function number({ id, type, repeat }: DraftElement): string {
  if (repeat || (type !== "integer" && type !== "number")) throw new NotWritable(`${id} ist keine einzelne Zahl`);
  return id;
}

function literalNumber(text: string): string {
  const plain = text
    .trim()
    .replace(/\.(?=\d{3}(?:\D|$))/g, "")
    .replace(",", ".");
  if (!/^-?\d+(?:\.\d+)?$/.test(plain)) throw new NotWritable(`„${text}“ ist keine Zahl`);
  return plain;
}
