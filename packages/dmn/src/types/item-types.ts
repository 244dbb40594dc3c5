import {
  ANY,
  compile,
  contextOf,
  simpleType,
  type FeelType,
  type FeelValue,
  type FeelExpression,
} from "@allmende/feel";
import { Evaluation } from "@allmende/feel";
import type { DmnProblem } from "../problem.ts";
import type { Element } from "../xml/element.ts";

/** The types of a model: the built-in ones and its item definitions. */
export class ItemTypes {
  private readonly definitions: ReadonlyMap<string, Element>;
  private readonly types = new Map<string, FeelType>();
  private readonly open = new Set<string>();
  private readonly problems: DmnProblem[];

  constructor(definitions: readonly Element[], problems: DmnProblem[]) {
    this.definitions = new Map(definitions.map((definition) => [definition.name, definition]));
    this.problems = problems;
    for (const definition of definitions) this.named(definition.name, definition);
  }

  get all(): ReadonlyMap<string, FeelType> {
    return this.types;
  }

  /** The type of this name; none is any. */
  named(reference: string | undefined, at: Element): FeelType {
    const name = reference?.replace(/^feel:/, "").trim();
    if (!name) return ANY;
    const known = this.types.get(name);
    if (known) return known;
    const definition = this.definitions.get(name);
    if (!definition) return simpleType(name) ?? this.refuse(at, `No type is called "${name}".`);
    if (this.open.has(name)) return this.refuse(definition, `The type "${name}" is made of itself.`);
    this.open.add(name);
    const type = this.define(definition);
    this.open.delete(name);
    this.types.set(name, type);
    return type;
  }

  private define(definition: Element): FeelType {
    const base = this.restrict(this.base(definition), definition.child("allowedValues"));
    const whole: FeelType = definition.flag("isCollection") ? { kind: "list", of: base } : base;
    return this.restrict(whole, definition.child("typeConstraint"));
  }

  private base(definition: Element): FeelType {
    const components = definition.children("itemComponent");
    if (components.length > 0)
      return {
        kind: "context",
        entries: new Map(components.map((component) => [component.name, this.define(component)])),
      };
    const signature = definition.child("functionItem");
    if (!signature) return this.named(definition.text("typeRef"), definition);
    return {
      kind: "function",
      parameters: signature.children("parameters").map((parameter) => this.named(parameter.text("typeRef"), parameter)),
      result: this.named(signature.text("outputTypeRef"), signature),
    };
  }

  private restrict(base: FeelType, tests: Element | undefined): FeelType {
    const source = tests?.text("text");
    if (!tests || source === undefined || source.trim() === "") return base;
    const compiled = compile(source, { names: [], dialect: "unary-tests" });
    if (!compiled.ok) return this.refuse(tests, compiled.problems[0]?.message ?? "");
    return { kind: "restricted", base, allows: (value) => allows(compiled.expression, value) };
  }

  private refuse(at: Element, message: string): FeelType {
    this.problems.push({ code: "type", elementId: at.id, message });
    return ANY;
  }
}

function allows(tests: FeelExpression, value: FeelValue): boolean {
  return tests.evaluateIn(new Evaluation(), contextOf([["?", value]])) === true;
}
