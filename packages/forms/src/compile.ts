import { compile as compileFeel, type FeelExpression } from "@allmende/feel";
import {
  formDefinition,
  optionId,
  type ElementDefinition,
  type FieldDefinition,
  type FormDefinition,
} from "./definition.ts";
import { Form } from "./form.ts";
import type { FieldNode, Node, PageNode } from "./node.ts";
import { fieldTypes } from "./types/index.ts";

/** What keeps a definition from being a form: at which element, and what to mend (English, for makers). */
export interface FormProblem {
  at: string;
  message: string;
}

export type CompiledForm = { ok: true; form: Form } | { ok: false; problems: FormProblem[] };

/** Compiles a form once per version: ids checked, conditions bound, nothing left to interpret per request. */
export function compileForm(definition: unknown): CompiledForm {
  const parsed = formDefinition.safeParse(definition);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({ at: issue.path.join("."), message: issue.message })),
    };
  }
  const compiler = new Compiler(parsed.data);
  const pages = compiler.pages();
  return compiler.problems.length > 0
    ? { ok: false, problems: compiler.problems }
    : { ok: true, form: new Form(parsed.data, pages) };
}

/** The names one entry of a group brings: those asked before, and all of them. */
interface Entry {
  earlier: string[];
  all: readonly string[];
}

const outside: Entry = { earlier: [], all: [] };

class Compiler {
  readonly problems: FormProblem[] = [];
  readonly #definition: FormDefinition;
  readonly #ids = new Set<string>();
  /** Names an expression may use: all answers for `required` and checks, earlier ones for `when`. */
  readonly #all: string[];
  readonly #earlier: string[] = [];

  constructor(definition: FormDefinition) {
    this.#definition = definition;
    this.#all = definition.pages.flatMap((page) => answerIds(page.elements));
  }

  pages(): PageNode[] {
    return this.#definition.pages.map((page) => {
      this.#claim(page.id);
      const when = page.when === undefined ? undefined : this.#expression(page.when, this.#earlier, page.id);
      const nodes = page.elements.map((element) => this.#node(element, outside));
      const checks = page.checks.flatMap((definition) => {
        this.#claim(definition.id);
        if (!this.#all.includes(definition.at)) this.#problem(definition.id, `"at" names no field: ${definition.at}`);
        const test = this.#expression(definition.test, this.#all, definition.id);
        return test ? [{ definition, test }] : [];
      });
      return { id: page.id, when, nodes, checks };
    });
  }

  #node(element: ElementDefinition, entry: Entry): Node {
    this.#claim(element.id);
    const inGroup = entry.earlier;
    const known = [...this.#earlier, ...inGroup];
    const when = element.when === undefined ? undefined : this.#expression(element.when, known, element.id);
    const base = { id: element.id, when, opensAt: element.when ? simpleCondition(element.when) : undefined };
    if (element.type === "section") {
      return { ...base, kind: "section", nodes: element.elements.map((child) => this.#node(child, entry)) };
    }
    if (element.type === "group") {
      if (inGroup.length > 0 || element.repeat.max < element.repeat.min) {
        this.#problem(
          element.id,
          inGroup.length > 0 ? "a group cannot stand inside another group" : "repeat.max is smaller than repeat.min",
        );
      }
      // A first name marks "inside": a group may begin with another group only by mistake.
      const own: Entry = { earlier: [element.id], all: answerIds(element.elements) };
      const nodes = element.elements.map((child) => this.#node(child, own));
      this.#earlier.push(element.id);
      return { ...base, kind: "group", repeat: element.repeat, nodes };
    }
    return this.#field(element, base, entry);
  }

  #field(
    field: FieldDefinition,
    base: Pick<FieldNode, "id" | "when" | "opensAt">,
    { earlier: inGroup, all: inEntry }: Entry,
  ): FieldNode {
    const all = [...this.#all, ...inEntry];
    const required = field.type === "information" ? false : this.#required(field.required, all, field.id);
    const expressions = new Map<string, FeelExpression>();
    if (field.type === "date") {
      for (const source of [field.min, field.max]) {
        const expression = source && this.#expression(source, all, field.id);
        if (source && expression) expressions.set(source, expression);
      }
    }
    if (field.type === "choice" || field.type === "choices") {
      const ids = field.options.map(optionId);
      if (new Set(ids).size < ids.length) this.#problem(field.id, "an option stands twice");
      for (const id of ids) this.#claim(id);
    }
    if (field.type === "text" && field.pattern) this.#pattern(field.id, field.pattern);
    const repeat = field.type === "information" ? undefined : field.repeat;
    if (repeat && (field.type === "file" || field.type === "choices"))
      this.#problem(field.id, `a ${field.type} field holds several answers already`);
    if (field.type !== "information") (inGroup.length > 0 ? inGroup : this.#earlier).push(field.id);
    return { ...base, kind: "field", field, type: fieldTypes[field.type], required, repeat, expressions };
  }

  #required(required: boolean | string, names: string[], at: string): boolean | FeelExpression {
    return typeof required === "boolean" ? required : (this.#expression(required, names, at) ?? true);
  }

  #expression(source: string, names: readonly string[], at: string): FeelExpression | undefined {
    const compiled = compileFeel(source, { names });
    if (compiled.ok) return compiled.expression;
    const later = compiled.problems.some((problem) => this.#all.some((name) => problem.message.includes(name)));
    const hint = later ? " (a condition may only use answers that were asked before)" : "";
    this.#problem(at, `${compiled.problems.map((problem) => problem.message).join("; ")}${hint}`);
    return undefined;
  }

  #pattern(at: string, pattern: string): void {
    try {
      new RegExp(`^(?:${pattern})$`, "u");
    } catch {
      this.#problem(at, `the pattern is not a valid expression: ${pattern}`);
    }
  }

  #claim(id: string): void {
    if (this.#ids.has(id)) this.#problem(id, `the id ${id} stands twice; ids are unique in a package`);
    this.#ids.add(id);
  }

  #problem(at: string, message: string): void {
    this.problems.push({ at, message });
  }
}

/** Ids that have an answer; those inside a group belong to its entries. */
function answerIds(elements: readonly ElementDefinition[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === "section") return answerIds(element.elements);
    return element.type === "information" ? [] : [element.id];
  });
}

/** `field = "option"` or `field = true`: the common case, for which the question opens below the option. */
function simpleCondition(source: string): { field: string; option: string } | undefined {
  const match = /^\s*([a-z]\w*)\s*=\s*(?:"([^"]+)"|(true|false))\s*$/.exec(source);
  if (!match) return undefined;
  return { field: match[1]!, option: match[2] ?? (match[3] === "true" ? "ja" : "nein") };
}
