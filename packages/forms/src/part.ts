import type { Answers } from "./answer.ts";
import type { PartDefinition } from "./definition.ts";
import { leaves, type PageNode } from "./node.ts";

/** What a second person fills in or confirms ("Teil einer anderen Person"), with the pages and answers that are theirs. */
export interface Part extends PartDefinition {
  pages: readonly string[];
  /** Ids of the answers given in it. */
  fields: ReadonlySet<string>;
}

export function partsOf(definitions: readonly PartDefinition[], pages: readonly PageNode[]): Part[] {
  return definitions.map((definition) => {
    const own = pages.filter(({ part }) => part === definition.id);
    return {
      ...definition,
      pages: own.map(({ id }) => id),
      fields: new Set(own.flatMap(({ nodes }) => [...leaves(nodes)].map(({ id }) => id))),
    };
  });
}

/** What the person of a part may see of the answers: those it shows, and their own. */
export const answersFor = ({ shows, fields }: Part, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([id]) => fields.has(id) || shows.includes(id)));
