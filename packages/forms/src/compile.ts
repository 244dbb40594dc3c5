import type { FeelExpression } from "@allmende/feel";
import {
  compileCondition,
  compileExpression,
  waitsFor,
  type Condition,
  type Names,
  type PlainKind,
} from "./condition.ts";
import {
  formDefinition,
  formDefinitionWith,
  type CheckDefinition,
  type ElementDefinition,
  type FormDefinition,
  type GroupDefinition,
} from "./definition.ts";
import { Eligibility } from "./eligibility.ts";
import type { FieldType } from "./field-type.ts";
import { Form } from "./form.ts";
import type { CheckNode, FieldNode, GroupNode, Node, PageNode } from "./node.ts";
import { Layout } from "./scope.ts";
import { builtInTypes, nameOf, type FieldDefinition } from "./types/index.ts";

/** What keeps a definition from being a form: at which element, and what to mend (English, for makers). */
export interface FormProblem {
  at: string;
  message: string;
}

export type CompiledForm = { ok: true; form: Form } | { ok: false; problems: FormProblem[] };

/** Types of field that the package does not know. */
export interface CompileOptions {
  types?: readonly FieldType[];
}

/** Compiles a form once per version: ids checked, conditions bound, nothing left to interpret per request. */
export function compileForm(definition: unknown, { types = [] }: CompileOptions = {}): CompiledForm {
  const names = types.map(nameOf);
  const double = names.find((name, index) => Object.hasOwn(builtInTypes, name) || names.indexOf(name) < index);
  if (double !== undefined)
    return { ok: false, problems: [{ at: double, message: "a field type of this name is there already" }] };
  const parsed = (types.length > 0 ? formDefinitionWith(types) : formDefinition).safeParse(definition);
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.map((issue) => ({ at: issue.path.join("."), message: issue.message })),
    };
  }
  const registry = new Map<string, FieldType>(Object.entries(builtInTypes));
  for (const type of types) registry.set(nameOf(type), type);
  const compiler = new Compiler(parsed.data, registry);
  const pages = compiler.pages();
  const eligibility = parsed.data.eligibility && compileEligibility(parsed.data.eligibility, registry, compiler);
  return compiler.problems.length > 0
    ? { ok: false, problems: compiler.problems }
    : { ok: true, form: new Form(parsed.data, pages, compiler.layout, eligibility) };
}

/** The questions before the form, with expressions that see only each other; ids are unique in the whole form. */
function compileEligibility(
  { id, elements, barriers }: NonNullable<FormDefinition["eligibility"]>,
  types: ReadonlyMap<string, FieldType>,
  whole: Compiler,
): Eligibility {
  const definition: FormDefinition = { pages: [{ id, elements, checks: [] }] };
  const own = new Compiler(definition, types);
  const form = new Form(definition, own.pages(), own.layout);
  const tests = barriers.flatMap(({ id: barrier, when }) => own.barrier(barrier, when, form.names));
  whole.take(own);
  return new Eligibility(form, tests);
}

/** Where an element stands: outside of groups, or in the entries of one. */
interface Place {
  group?: string;
  layout: Layout;
  /** Names the entry brings: those asked before, and all of them. */
  earlier: string[];
  all: readonly string[];
}

const groupsIn = (pages: readonly { elements: readonly ElementDefinition[] }[]): Set<string> => {
  const found = new Set<string>();
  const visit = (element: ElementDefinition): void => {
    if (element.type === "group") found.add(element.id);
    if (element.type === "section") element.elements.forEach(visit);
  };
  for (const { elements } of pages) elements.forEach(visit);
  return found;
};

const askedBefore = "a condition may only use answers that were asked before";
const notShown =
  "a condition may only use answers that were asked before; on the pages of a part, those it shows and its own";
const noNames: ReadonlySet<string> = new Set();

class Compiler {
  readonly problems: FormProblem[] = [];
  readonly layout = new Layout();
  readonly #definition: FormDefinition;
  readonly #types: ReadonlyMap<string, FieldType>;
  readonly #ids = new Set<string>();
  /** Names an expression may use: all answers for `required` and checks, earlier ones for `when`. */
  readonly #all: readonly string[];
  /** Names that the page being compiled must not use. */
  #hidden: ReadonlySet<string> = noNames;
  /** The part that the page being compiled belongs to. */
  #part: string | undefined;
  readonly #earlier: string[] = [];
  readonly #kinds = new Map<string, PlainKind>();
  readonly #places = new Map<string, { slot: number; inner: boolean }>();
  /** Fields inside groups, with what an expression sees beside them. */
  readonly #inner = new Map<string, { group: string; all: readonly string[] }>();

  constructor(definition: FormDefinition, types: ReadonlyMap<string, FieldType>) {
    this.#definition = definition;
    this.#types = types;
    this.#all = definition.pages.flatMap((page) => this.#names(page.elements, this.layout));
  }

  pages(): PageNode[] {
    this.#checkParts();
    const pages = this.#definition.pages.map((page) => {
      this.#claim(page.id);
      // Whether a page is asked at all is the applicant's matter.
      this.#hidden = this.#hiddenFrom(undefined);
      const when = page.when === undefined ? undefined : this.#condition(page.when, this.#earlier, page.id);
      this.#hidden = this.#hiddenFrom(page.part);
      this.#part = page.part;
      return {
        page,
        when,
        nodes: page.elements.map((element) => this.#node(element, { layout: this.layout, earlier: [], all: [] })),
      };
    });
    return pages.map(({ page, when, nodes }) => {
      this.#hidden = this.#hiddenFrom(page.part);
      return {
        id: page.id,
        ...(page.part !== undefined && { part: page.part }),
        when,
        nodes,
        checks: page.checks.flatMap((check) => this.#check(check) ?? []),
      };
    });
  }

  #checkParts(): void {
    const { parts = [], pages } = this.#definition;
    for (const { id, shows } of parts) {
      this.#claim(id);
      if (!pages.some(({ part }) => part === id)) this.#problem(id, `no page has the part ${id}`);
      const others = this.#fieldsOf(pages.filter(({ part }) => part === undefined));
      for (const name of shows)
        // A list of entries is shown by none of its answers alone.
        if (!others.has(name) || groupsIn(pages).has(name))
          this.#problem(id, `"shows" names no answer of the applicant: ${name}`);
    }
    for (const { id, part } of pages)
      if (part !== undefined && !parts.some((one) => one.id === part))
        this.#problem(id, `"part" names no part: ${part}`);
  }

  /** Names that an expression on a page must not use: an applicant's page those of parts, a part's all that it is not shown. */
  #hiddenFrom(part: string | undefined): ReadonlySet<string> {
    const { parts = [], pages } = this.#definition;
    if (parts.length === 0) return noNames;
    const open = this.#fieldsOf(pages.filter((page) => page.part === part));
    for (const name of parts.find(({ id }) => id === part)?.shows ?? []) open.add(name);
    return new Set(this.#all.filter((name) => !open.has(name)));
  }

  #fieldsOf(pages: readonly { elements: readonly ElementDefinition[] }[]): Set<string> {
    return new Set(pages.flatMap(({ elements }) => this.#names(elements, this.layout)));
  }

  barrier(id: string, source: string, names: readonly string[]): { id: string; when: FeelExpression }[] {
    this.#claim(id);
    const when = this.#expression(source, names, id);
    return when ? [{ id, when }] : [];
  }

  /** Takes over what another part of the form claims and has wrong. */
  take(other: Compiler): void {
    this.problems.push(...other.problems);
    for (const id of other.#ids) this.#claim(id);
  }

  #check(definition: CheckDefinition): CheckNode | undefined {
    this.#claim(definition.id);
    const inner = this.#inner.get(definition.at);
    if (!inner && !this.#all.includes(definition.at))
      this.#problem(definition.id, `"at" names no field: ${definition.at}`);
    const names = inner ? [...this.#all, ...inner.all] : this.#all;
    const test = this.#expression(definition.test, names, definition.id);
    return test && { definition, test, ...(inner && { group: inner.group }) };
  }

  #node(element: ElementDefinition, place: Place): Node {
    this.#claim(element.id);
    const when =
      element.when === undefined
        ? undefined
        : this.#condition(element.when, [...this.#earlier, ...place.earlier], element.id);
    const base = { id: element.id, when, opensAt: element.when ? waitsFor(element.when) : undefined };
    if (element.type === "section")
      return { ...base, kind: "section", nodes: element.elements.map((child) => this.#node(child, place)) };
    if (element.type === "group") return this.#group(element, base, place);
    return this.#field(element, base, place);
  }

  #group(group: GroupDefinition, base: Pick<FieldNode, "id" | "when" | "opensAt">, place: Place): Node {
    if (place.group) this.#problem(group.id, "a group cannot stand inside another group");
    if (group.repeat.max < group.repeat.min) this.#problem(group.id, "repeat.max is smaller than repeat.min");
    const layout = new Layout();
    const own: Place = { group: group.id, layout, earlier: [], all: this.#names(group.elements, layout) };
    const nodes = group.elements.map((child) => this.#node(child, own));
    const required = this.#required(group.required ?? false, this.#all, group.id);
    this.#earlier.push(group.id);
    const slot = place.layout.slotOf(group.id)!;
    const node: GroupNode = { ...base, kind: "group", slot, layout, repeat: group.repeat, required, nodes };
    place.layout.nodes[slot] = node;
    return node;
  }

  #field(field: FieldDefinition, base: Pick<FieldNode, "id" | "when" | "opensAt">, place: Place): FieldNode {
    const type = this.#types.get(field.type)!;
    const all = place.group ? [...this.#all, ...place.all] : this.#all;
    const earlier = place.group ? [...this.#earlier, ...place.earlier] : this.#earlier;
    const source = type.source?.(field);
    const compute = source === undefined ? undefined : this.#expression(source, earlier, field.id);
    const required = "required" in field ? this.#required(field.required, all, field.id) : false;
    const expressions = new Map<string, FeelExpression>();
    for (const bound of type.expressions?.(field) ?? []) {
      const expression = bound && this.#expression(bound, all, field.id);
      if (bound && expression) expressions.set(bound, expression);
    }
    for (const problem of type.problems?.(field) ?? []) this.#problem(field.id, problem);
    for (const id of type.ids?.(field) ?? []) this.#claim(id);
    if (this.#part !== undefined && field.type === "file")
      this.#problem(field.id, "a file cannot be asked of the person of a part");
    const repeat = "repeat" in field ? field.repeat : undefined;
    if (repeat && type.several) this.#problem(field.id, `a ${field.type} field holds several answers already`);
    if (repeat && repeat.max < repeat.min) this.#problem(field.id, "repeat.max is smaller than repeat.min");
    if (type.answered !== "never") (place.group ? place.earlier : this.#earlier).push(field.id);
    if (place.group && type.answered !== "never") this.#inner.set(field.id, { group: place.group, all: place.all });
    // A sentence has no slot: nobody asks for its value.
    const slot = place.layout.slotOf(field.id) ?? -1;
    const check = type.check(field);
    const node: FieldNode = {
      ...base,
      kind: "field",
      slot,
      field,
      type,
      required,
      repeat,
      check,
      compute,
      expressions,
    };
    if (slot >= 0) place.layout.nodes[slot] = node;
    return node;
  }

  #required(required: boolean | string, names: readonly string[], at: string): boolean | Condition {
    return typeof required === "boolean" ? required : (this.#condition(required, names, at) ?? true);
  }

  #condition(source: string, all: readonly string[], at: string): Condition | undefined {
    const names: Names = {
      all: this.#open(all),
      kindOf: (name) => this.#kinds.get(name),
      placeOf: (name) => this.#places.get(name),
    };
    return compileCondition(source, names, (why) => this.#refuse(why, at));
  }

  #expression(source: string, names: readonly string[], at: string): FeelExpression | undefined {
    return compileExpression(source, this.#open(names), (why) => this.#refuse(why, at));
  }

  #open(names: readonly string[]): readonly string[] {
    return this.#hidden.size === 0 ? names : names.filter((name) => !this.#hidden.has(name));
  }

  #refuse(why: string, at: string): void {
    const later = [...this.#all, ...this.#inner.keys()].some((name) => why.includes(name));
    this.#problem(at, later ? `${why} (${this.#hidden.size > 0 ? notShown : askedBefore})` : why);
  }

  /** Ids an expression can name; those inside a group belong to its entries. */
  #names(elements: readonly ElementDefinition[], layout: Layout): string[] {
    return elements.flatMap((element) => {
      if (element.type === "section") return this.#names(element.elements, layout);
      if (element.type !== "group" && this.#types.get(element.type)?.answered === "never") return [];
      layout.reserve(element.id);
      this.#places.set(element.id, { slot: layout.slotOf(element.id)!, inner: layout !== this.layout });
      if (element.type === "group") return [element.id];
      const type = this.#types.get(element.type);
      const repeated = "repeat" in element && element.repeat !== undefined;
      this.#kinds.set(element.id, repeated ? undefined : type?.plain);
      return [element.id];
    });
  }

  #claim(id: string): void {
    if (this.#ids.has(id)) this.#problem(id, `the id ${id} stands twice; ids are unique in a package`);
    this.#ids.add(id);
  }

  #problem(at: string, message: string): void {
    this.problems.push({ at, message });
  }
}
