import type { Element } from "./element.ts";

const HOLDERS: readonly string[] = ["InformationItem", "ItemDefinition", "OutputClause", "InputData", "Decision"];

/** Every name that a member of some context in the model may have, so that names with spaces are read behind a dot. */
export function memberNames(definitions: Element): string[] {
  const names = new Set<string>();
  for (const element of definitions.descendants())
    if (HOLDERS.includes(element.type) && element.name !== "") names.add(element.name);
  return [...names];
}
