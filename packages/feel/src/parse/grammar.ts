import { normalizeContextKey, parser, trackVariables, VariableContext } from "@bpmn-io/lezer-feel";

export type Dialect = "expression" | "unary-tests";
export type FeelParser = typeof parser;

const SPECIAL = /[\s./\-'+*]/;

/** The form in which the grammar compares names: `Full  Name` is `Full Name`, `a-b` is `a - b`. */
export function normalizeName(name: string): string {
  return normalizeContextKey(name.replace(/\s+/g, " "));
}

/** Whether the grammar must know the name beforehand to read it as one. */
export function isSpecialName(name: string): boolean {
  return SPECIAL.test(name);
}

/**
 * A parser that reads the special names as names. Members are known behind every dot and in every filter,
 * because the parser cannot know the shape of the answers.
 */
export function parserFor(dialect: Dialect, names: Iterable<string>, members: Iterable<string>): FeelParser {
  const known = new Set([...names].filter(isSpecialName));
  const everywhere = [...members].filter(isSpecialName);
  class KnownNames extends VariableContext {
    override getKeys(): string[] {
      return [...super.getKeys(), ...everywhere];
    }
  }
  const variables: Record<string, number> = {};
  for (const name of known) variables[name] = 1;
  return parser.configure({
    top: dialect === "unary-tests" ? "UnaryTests" : "Expression",
    contextTracker: trackVariables(variables, KnownNames),
  });
}
