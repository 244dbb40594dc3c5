import type { ElementDefinition, FormDefinition } from "@allmende/forms";

type Page = FormDefinition["pages"][number];
type Section = Extract<ElementDefinition, { type: "section" }>;

/**
 * Pages as the groups of the schema they come from: an import parts a long group at its sections, and here its pages
 * stand in one group again. A group that has no page of its own left is known by its id alone.
 */
export function gatherPages(pages: readonly Page[]): (Page | Section)[] {
  const top: (Page | Section)[] = [];
  const byPath = new Map<string, Section>();
  const groupAt = (path: string): Section => {
    const known = byPath.get(path);
    if (known) return known;
    const steps = path.split(".");
    const id = steps.at(-1)!.replace(/#\d+$/, "");
    const made: Section = { type: "section", id, fim: { id, version: "", path }, elements: [] };
    byPath.set(path, made);
    if (steps.length === 1) top.push(made);
    else groupAt(steps.slice(0, -1).join(".")).elements.push(made);
    return made;
  };
  for (const page of pages) {
    if (!page.fim) {
      top.push(page);
      continue;
    }
    const isNew = !byPath.get(page.fim.path)?.fim?.version;
    const group = groupAt(page.fim.path);
    if (isNew) Object.assign(group, { id: page.id, fim: page.fim });
    group.elements.push(...page.elements);
  }
  return top;
}
