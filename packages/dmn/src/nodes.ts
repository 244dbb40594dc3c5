import { ANY, coerce, FeelFunction, member, type FeelContext, type FeelType, type FeelValue } from "@allmende/feel";
import type { FunctionMaker } from "./logic/functions.ts";
import { complete } from "./types/complete.ts";
import { typedFromJson } from "./types/from-json.ts";
import type { Logic, Run } from "./logic/logic.ts";

/** One walk through the graph: what was given, and what has been found already. */
export interface Request {
  readonly run: Run;
  readonly inputs: FeelContext;
  readonly found: Map<GraphNode, FeelValue>;
}

/** A node of the decision requirements graph at run time. Each is asked once per request. */
export abstract class GraphNode {
  readonly id: string;
  readonly name: string;
  /** The name under which others know it. */
  readonly variable: string;
  needs: readonly GraphNode[] = [];
  protected readonly type: FeelType;

  constructor(id: string, name: string, variable: string, type: FeelType = ANY) {
    this.id = id;
    this.name = name;
    this.variable = variable;
    this.type = type;
  }

  value(request: Request): FeelValue {
    const known = request.found.get(this);
    if (known !== undefined) return known;
    request.run.evaluation.spend(1);
    const value = this.find(request);
    request.found.set(this, value);
    return value;
  }

  /** A value given as plain data, read by the declared type. */
  read(plain: unknown): FeelValue {
    return typedFromJson(plain, this.type);
  }

  /** A value given from outside, in place of its own; null if it is not of the declared type. */
  accept(given: FeelValue, { evaluation }: Run): FeelValue {
    const value = coerce(complete(given, this.type), this.type, evaluation);
    if (value === null && given !== null) evaluation.warn("type", `The value for "${this.name}" is not of its type.`);
    return value;
  }

  protected abstract find(request: Request): FeelValue;

  protected needed(request: Request, into: Record<string, FeelValue> = Object.create(null)): Record<string, FeelValue> {
    for (const need of this.needs) into[need.variable] = need.value(request);
    return into;
  }
}

export class InputNode extends GraphNode {
  protected find({ inputs, run }: Request): FeelValue {
    const value = this.accept(member(inputs, this.name) ?? member(inputs, this.variable) ?? null, run);
    run.read.set(this.name, value);
    return value;
  }
}

export class DecisionNode extends GraphNode {
  private readonly logic: Logic;

  constructor(id: string, name: string, variable: string, logic: Logic, type: FeelType) {
    super(id, name, variable, type);
    this.logic = logic;
  }

  protected find(request: Request): FeelValue {
    return this.logic(this.needed(request), request.run);
  }
}

export class KnowledgeNode extends GraphNode {
  private readonly make: FunctionMaker;

  constructor(id: string, name: string, variable: string, make: FunctionMaker) {
    super(id, name, variable);
    this.make = make;
  }

  /** The function stands before its needs do, so that it may call itself. */
  protected find(request: Request): FeelValue {
    const values: Record<string, FeelValue> = Object.create(null);
    const made = this.make(values, request.run);
    request.found.set(this, made);
    this.needed(request, values);
    values[this.variable] = made;
    return made;
  }
}

export interface ServiceParts {
  readonly outputs: readonly GraphNode[];
  readonly inputs: readonly GraphNode[];
  readonly type: FeelType;
}

/** A decision service ("Entscheidungsdienst"): a part of the graph, called as a function of its inputs. */
export class ServiceNode extends GraphNode {
  parts: ServiceParts | undefined;

  protected find({ run }: Request): FeelValue {
    const inputs = this.parts?.inputs ?? [];
    const parameters = inputs.map((input) => ({ name: input.variable }));
    return new FeelFunction(this.name, parameters, (args, evaluation) => {
      if (args.length !== inputs.length)
        return evaluation.warn("arguments", `"${this.name}" takes ${inputs.length} parameters.`);
      return this.decide(new Map(inputs.map((input, index) => [input, input.accept(args[index] ?? null, run)])), run);
    });
  }

  /** The one output, or a context of all. */
  decide(given: ReadonlyMap<GraphNode, FeelValue>, run: Run): FeelValue {
    const inputs: Record<string, FeelValue> = Object.create(null);
    const found = new Map<GraphNode, FeelValue>();
    for (const [node, value] of given) {
      if (node instanceof InputNode) inputs[node.name] = value;
      else found.set(node, value);
    }
    const outputs = this.parts?.outputs ?? [];
    const request = { run, inputs, found };
    const [first] = outputs;
    if (outputs.length === 1 && first) return this.typed(first.value(request), run);
    const result: Record<string, FeelValue> = Object.create(null);
    for (const output of outputs) result[output.variable] = output.value(request);
    return this.typed(result, run);
  }

  private typed(value: FeelValue, run: Run): FeelValue {
    const coerced = this.parts ? coerce(value, this.parts.type) : value;
    if (coerced === null && value !== null)
      run.evaluation.warn("type", `The result of "${this.name}" is not of its type.`);
    return coerced;
  }
}
