import { compile, type FeelType } from "@allmende/feel";
import { logicCompilers } from "./logic/compilers.ts";
import { typed } from "./logic/typed.ts";
import { NOTHING, type Logic, type Workbench } from "./logic/logic.ts";
import type { DmnProblem, DmnProblemCode } from "./problem.ts";
import type { ItemTypes } from "./types/item-types.ts";
import type { Element } from "./xml/element.ts";

/** Compiles the boxed expressions of one decision or knowledge model. */
export class Bench implements Workbench {
  readonly owner: string;
  private readonly types: ItemTypes;
  private readonly members: readonly string[];
  private readonly problems: DmnProblem[];

  constructor(owner: string, types: ItemTypes, members: readonly string[], problems: DmnProblem[]) {
    this.owner = owner;
    this.types = types;
    this.members = members;
    this.problems = problems;
  }

  logic(element: Element | undefined, names: readonly string[], at: Element): Logic {
    if (!element) return NOTHING;
    const compiler = logicCompilers[element.type];
    if (!compiler) return this.problem("unsupported", at, `${element.type} is not evaluated.`);
    const logic = compiler(element, names, this);
    // Of a function, the declared type is that of the function or of its result, as one likes: too loose to hold it to.
    return element.type === "FunctionDefinition"
      ? logic
      : typed(logic, this.type(element.text("typeRef"), element), this.owner);
  }

  feel(source: string, names: readonly string[], at: Element): Logic {
    return this.expression(source, names, at, "expression");
  }

  tests(source: string, names: readonly string[], at: Element): Logic {
    return this.expression(source, names, at, "unary-tests");
  }

  type(reference: string | undefined, at: Element): FeelType {
    return this.types.named(reference, at);
  }

  problem(code: DmnProblemCode, at: Element, message: string): Logic {
    this.problems.push({ code, elementId: at.id, message: `${this.owner}: ${message}` });
    return NOTHING;
  }

  private expression(
    source: string,
    names: readonly string[],
    at: Element,
    dialect: "expression" | "unary-tests",
  ): Logic {
    const compiled = compile(source, { names, dialect, members: this.members, types: this.types.all });
    if (!compiled.ok) {
      for (const problem of compiled.problems)
        this.problem("expression", at, `${problem.message} (${source.trim().slice(0, 80)})`);
      return NOTHING;
    }
    const { expression } = compiled;
    return (values, run) => {
      run.evaluation.spend(1);
      return expression.evaluateIn(run.evaluation, values);
    };
  }
}
