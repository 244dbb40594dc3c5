import { ANY, type FeelType } from "@allmende/feel";
import { Bench } from "./bench.ts";
import { Graph, keyOf, variableName } from "./graph.ts";
import { functionMaker } from "./logic/functions.ts";
import { typed } from "./logic/typed.ts";
import { DmnModel } from "./model.ts";
import { DecisionNode, InputNode, KnowledgeNode, ServiceNode, type GraphNode } from "./nodes.ts";
import type { DmnProblem } from "./problem.ts";
import { ItemTypes } from "./types/item-types.ts";
import type { Element } from "./xml/element.ts";
import { memberNames } from "./xml/member-names.ts";
import { readDefinitions } from "./xml/read.ts";

export type CompiledDmn = { ok: true; model: DmnModel } | { ok: false; problems: DmnProblem[] };

/**
 * Reads a model (DMN 1.2 to 1.5) once and compiles all of its decisions; with `only` the one of this id or name and what it
 * needs, so that a fault elsewhere does not keep it from being made.
 */
export async function compileDmn(xml: string, { only }: { only?: string } = {}): Promise<CompiledDmn> {
  const read = await readDefinitions(xml);
  if (!read.ok) return read;
  const problems: DmnProblem[] = [];
  const model = new ModelCompiler(read.definitions, problems).compile(only);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, model };
}

class ModelCompiler {
  private readonly definitions: Element;
  private readonly problems: DmnProblem[];
  private readonly graph: Graph;
  private readonly types: ItemTypes;
  private readonly members: readonly string[];

  constructor(definitions: Element, problems: DmnProblem[]) {
    this.definitions = definitions;
    this.problems = problems;
    this.graph = new Graph(definitions, problems);
    this.types = new ItemTypes(definitions.children("itemDefinition"), problems);
    this.members = memberNames(definitions);
  }

  compile(only?: string): DmnModel {
    const reached = only === undefined ? undefined : this.graph.reachedFrom(only);
    const wanted = (elements: readonly Element[]) => elements.filter((element) => reached?.has(element) ?? true);
    for (const imported of this.definitions.children("import"))
      this.problems.push({ code: "unsupported", elementId: imported.id, message: "Other models are not imported." });
    const nodes = new Map<string, GraphNode>();
    for (const input of wanted(this.graph.inputs)) nodes.set(keyOf(input), this.input(input));
    for (const knowledge of wanted(this.graph.knowledge)) nodes.set(keyOf(knowledge), this.knowledge(knowledge));
    for (const decision of wanted(this.graph.decisions)) nodes.set(keyOf(decision), this.decision(decision));
    for (const service of wanted(this.graph.services))
      nodes.set(keyOf(service), new ServiceNode(service.id, service.name, variableName(service)));
    this.connect(nodes);
    return new DmnModel([...nodes.values()]);
  }

  private connect(nodes: ReadonlyMap<string, GraphNode>): void {
    const nodesOf = (elements: readonly Element[]) =>
      elements.map((element) => nodes.get(keyOf(element))).filter((node) => node !== undefined);
    for (const element of [...this.graph.decisions, ...this.graph.knowledge]) {
      const node = nodes.get(keyOf(element));
      if (node) node.needs = nodesOf(this.graph.needs(element));
    }
    for (const service of this.graph.services) {
      const node = nodes.get(keyOf(service));
      if (!(node instanceof ServiceNode)) continue;
      const referenced = (property: string) => nodesOf(this.graph.referenced(service, property));
      node.parts = {
        outputs: referenced("outputDecision"),
        inputs: [...referenced("inputData"), ...referenced("inputDecision")],
        type: resultType(this.types.named(service.child("variable")?.text("typeRef"), service)),
      };
    }
  }

  private input(element: Element): GraphNode {
    const type = this.types.named(element.child("variable")?.text("typeRef"), element);
    return new InputNode(element.id, element.name, variableName(element), type);
  }

  private knowledge(element: Element): GraphNode {
    const name = variableName(element);
    const bench = this.bench(element);
    const logic = element.child("encapsulatedLogic");
    const names = [...this.namesFor(element), name];
    if (!logic) {
      bench.problem("unsupported", element, "The knowledge model has no logic.");
      return new DecisionNode(element.id, element.name, name, () => null, ANY);
    }
    return new KnowledgeNode(element.id, element.name, name, functionMaker(logic, names, bench, name));
  }

  private decision(element: Element): GraphNode {
    const bench = this.bench(element);
    const logic = bench.logic(element.child("decisionLogic"), this.namesFor(element), element);
    const type = this.types.named(element.child("variable")?.text("typeRef"), element);
    return new DecisionNode(element.id, element.name, variableName(element), typed(logic, type, element.name), type);
  }

  private bench(element: Element): Bench {
    return new Bench(element.name, this.types, this.members, this.problems);
  }

  private namesFor(element: Element): string[] {
    return this.graph.needs(element).map(variableName);
  }
}

/** The variable of a service is declared with the type of its result, or with that of the whole function. */
function resultType(type: FeelType): FeelType {
  return type.kind === "function" ? type.result : type;
}
