import {
  checkSize,
  contextOf,
  Evaluation,
  fromJson,
  member,
  type EvaluationOptions,
  type FeelContext,
  type FeelValue,
  type FeelWarning,
} from "@allmende/feel";
import type { Matched, Run } from "./logic/logic.ts";
import { DecisionNode, ServiceNode, type GraphNode } from "./nodes.ts";

/** The value of a decision and its reasons. */
export interface Decided {
  readonly value: FeelValue;
  /** Each decision table that was asked, and the rules that matched there. */
  readonly matched: readonly Matched[];
  /** The input data that was looked at, with its values. */
  readonly read: ReadonlyMap<string, FeelValue>;
  readonly warnings: readonly FeelWarning[];
}

export interface DecisionSummary {
  readonly id: string;
  readonly name: string;
}

/** A compiled model; it may be asked as often as one likes. */
export class DmnModel {
  private readonly nodes: readonly GraphNode[];

  constructor(nodes: readonly GraphNode[]) {
    this.nodes = nodes;
  }

  get decisions(): DecisionSummary[] {
    return this.nodes.filter((node) => node instanceof DecisionNode).map(({ id, name }) => ({ id, name }));
  }

  /**
   * Makes a decision, or calls a decision service, from the input data by name. Missing input is null.
   * Throws a `FeelError` if it takes more steps than it may, and a `RangeError` if there is no such decision.
   */
  decide(decision: string, input: FeelContext, options: EvaluationOptions = {}): Decided {
    const node = this.find(decision);
    const run: Run = { evaluation: new Evaluation(options), matched: [], read: new Map() };
    const value = node instanceof ServiceNode ? node.decide(givenTo(node, input, run), run) : ask(node, input, run);
    return { value: checkSize(value), matched: run.matched, read: run.read, warnings: run.evaluation.warnings };
  }

  /** Input data from plain JSON, where dates, times and durations are texts: read by the types the model declares. */
  inputFromJson(plain: Readonly<Record<string, unknown>>): FeelContext {
    const values = Object.entries(plain).map(([name, value]): [string, FeelValue] => {
      const node = this.nodes.find((one) => one.name === name || one.variable === name);
      return [name, node ? node.read(value) : fromJson(value)];
    });
    return contextOf(values);
  }

  private find(decision: string): GraphNode {
    const askable = this.nodes.filter((node) => node instanceof DecisionNode || node instanceof ServiceNode);
    const found = askable.find((node) => node.id === decision) ?? askable.find((node) => node.name === decision);
    if (!found) throw new RangeError(`There is no decision "${decision}" in this model.`);
    return found;
  }
}

function ask(node: GraphNode, inputs: FeelContext, run: Run): FeelValue {
  return node.value({ run, inputs, found: new Map() });
}

/** A decision that is an input of the service is made where its value is not given. */
function givenTo(service: ServiceNode, input: FeelContext, run: Run): ReadonlyMap<GraphNode, FeelValue> {
  const given = new Map<GraphNode, FeelValue>();
  for (const node of service.parts?.inputs ?? []) {
    const value = member(input, node.name) ?? member(input, node.variable);
    given.set(node, value === undefined ? ask(node, input, run) : node.accept(value, run));
  }
  return given;
}
