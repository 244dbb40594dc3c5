import type { DmnProblem } from "./problem.ts";
import type { Element } from "./xml/element.ts";

/** What stands in the decision requirements graph, and what needs what. */
export class Graph {
  readonly inputs: readonly Element[];
  readonly decisions: readonly Element[];
  readonly knowledge: readonly Element[];
  readonly services: readonly Element[];
  private readonly byId: ReadonlyMap<string, Element>;
  private readonly problems: DmnProblem[];

  constructor(definitions: Element, problems: DmnProblem[]) {
    const elements = definitions.children("drgElement");
    const ofType = (type: string) => elements.filter((element) => element.type === type);
    this.inputs = ofType("InputData");
    this.decisions = ofType("Decision");
    this.knowledge = ofType("BusinessKnowledgeModel");
    this.services = ofType("DecisionService");
    this.byId = new Map(elements.map((element) => [keyOf(element), element]));
    this.problems = problems;
    this.refuseCycles([...this.decisions, ...this.knowledge]);
  }

  /** An element by id or name, and all that it needs, at whatever distance; undefined where there is no such element. */
  reachedFrom(name: string): ReadonlySet<Element> | undefined {
    const askable = [...this.decisions, ...this.services];
    const first = askable.find(({ id }) => id === name) ?? askable.find((element) => element.name === name);
    if (!first) return undefined;
    const reached = new Set<Element>();
    const open = [first];
    for (let element = open.pop(); element; element = open.pop()) {
      if (reached.has(element)) continue;
      reached.add(element);
      open.push(...this.needs(element), ...serviceParts.flatMap((part) => this.referenced(element!, part)));
    }
    return reached;
  }

  /** The decisions, inputs and knowledge models that an element says it needs. */
  needs(element: Element): Element[] {
    return [
      ...element
        .children("informationRequirement")
        .map((requirement) => this.find(requirement, "requiredDecision", "requiredInput")),
      ...element.children("knowledgeRequirement").map((requirement) => this.find(requirement, "requiredKnowledge")),
    ].filter((found) => found !== undefined);
  }

  referenced(element: Element, property: string): Element[] {
    return element.children(property).flatMap((reference) => {
      const href = reference.text("href") ?? "";
      const found = this.byId.get(href.slice(href.lastIndexOf("#") + 1));
      if (!found)
        this.problems.push({ code: "reference", elementId: element.id, message: `There is no element "${href}".` });
      return found ? [found] : [];
    });
  }

  private find(requirement: Element, ...properties: string[]): Element | undefined {
    for (const property of properties) {
      const id = requirement.reference(property);
      if (id === undefined) continue;
      const found = this.byId.get(id);
      if (!found)
        this.problems.push({ code: "reference", elementId: requirement.id, message: `There is no element "${id}".` });
      return found;
    }
    return undefined;
  }

  /** A decision that needs itself can never be made; a knowledge model may call itself. */
  private refuseCycles(elements: readonly Element[]): void {
    const done = new Set<string>();
    const walk = (element: Element, above: readonly string[]): void => {
      if (above.includes(keyOf(element))) {
        if (element.type === "Decision")
          this.problems.push({ code: "cycle", elementId: element.id, message: `"${element.name}" needs itself.` });
        return;
      }
      if (done.has(keyOf(element))) return;
      for (const need of this.needs(element)) walk(need, [...above, keyOf(element)]);
      done.add(keyOf(element));
    };
    for (const element of elements) walk(element, []);
  }
}

const serviceParts = ["outputDecision", "encapsulatedDecision", "inputData", "inputDecision"];

/** The name under which expressions know an element. */
export function variableName(element: Element): string {
  return element.child("variable")?.name || element.name;
}

/** Ids are optional in DMN; only what has one can be referred to. */
export function keyOf(element: Element): string {
  return element.id || `${element.type} ${element.name}`;
}
