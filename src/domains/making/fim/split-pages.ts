import type { DraftPage } from "./draft-form.ts";
import type { DraftElement, Drafting } from "./drafting.ts";
import { unique } from "./element-ids.ts";
import { elementsOf } from "./rule-feel.ts";

/** More questions than this on one page are too many, where the schema itself has sections to part them. */
const manyQuestions = 20;

/** Parts long pages at their sections: one thought a page. Conditions and checks go where their questions go. */
export function splitPages(pages: readonly DraftPage[], drafting: Drafting): DraftPage[] {
  return pages.flatMap((page) => split(page, drafting));
}

function split(page: DraftPage, drafting: Drafting): DraftPage[] {
  if (count(page.elements) <= manyQuestions || !page.elements.some(isSection)) return [page];
  const parts: DraftPage[] = [];
  let loose: DraftPage | undefined;
  for (const element of page.elements) {
    if (isSection(element)) {
      loose = undefined;
      const id = unique(`seite_${element.id}`.slice(0, 74), drafting.taken);
      drafting.texts[id] = drafting.texts[element.id]!;
      delete drafting.texts[element.id];
      const fim = element.fim as DraftPage["fim"];
      parts.push({ id, ...when(page.when, element.when), ...(fim && { fim }), elements: elementsOf(element) });
      continue;
    }
    if (!loose) {
      const first = parts.every(({ id }) => id !== page.id);
      const id = first ? page.id : unique(`${page.id}_teil`, drafting.taken);
      if (!first) drafting.texts[id] = drafting.texts[page.id]!;
      loose = { id, ...when(page.when), ...(page.fim && { fim: { ...page.fim } }), elements: [] };
      parts.push(loose);
    }
    loose.elements.push(element);
  }
  if (parts.every(({ id }) => id !== page.id)) delete drafting.texts[page.id];
  for (const check of page.checks ?? []) {
    const home = parts.find(({ elements }) => elements.some((element) => holds(element, check.at)));
    if (home) home.checks = [...(home.checks ?? []), check];
  }
  return parts.flatMap((part) => split(part, drafting));
}

const isSection = ({ type }: DraftElement): boolean => type === "section";

const count = (elements: readonly DraftElement[]): number =>
  elements.reduce((sum, element) => sum + (elementsOf(element).length > 0 ? count(elementsOf(element)) : 1), 0);

const holds = (element: DraftElement, id: string): boolean =>
  element.id === id || elementsOf(element).some((inner) => holds(inner, id));

function when(...conditions: unknown[]): { when?: string } {
  const given = conditions.filter((one): one is string => typeof one === "string");
  return given.length === 0
    ? {}
    : { when: given.length === 1 ? given[0]! : given.map((one) => `(${one})`).join(" and ") };
}
