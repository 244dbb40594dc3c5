import { type FeelContext, type FeelExpression, type FeelValue, toJson } from "@allmende/feel";
import { entriesOf, type Answer, type Answers, type Path } from "./answer.ts";
import type { FieldNode, GroupNode, Node, PageNode } from "./node.ts";

/** A field that is asked now, with its answer. */
export interface Asked {
  node: FieldNode;
  path: Path;
  page: string;
  value: Answer | undefined;
}

/** Conditions see the clock only through this. */
export interface WalkOptions {
  now?: Date;
}

/**
 * One walk through the form in document order with the answers at hand. A condition sees only what stands before it
 * and is itself asked, so one pass settles what is asked: an answer to a question that is no longer asked counts as
 * missing everywhere, but stays in the draft in case the person changes their mind.
 */
export class Walk {
  readonly asked: Asked[] = [];
  readonly pages: string[] = [];
  /** Groups that are asked, with the number of their entries. */
  readonly groups = new Map<string, { node: GroupNode; count: number; page: string }>();
  /** Only the answers to questions that are asked. */
  readonly effective: Answers = {};
  readonly #context: Record<string, FeelValue> = Object.create(null) as Record<string, FeelValue>;
  readonly #now: Date | undefined;

  constructor(pages: readonly PageNode[], answers: Answers, options: WalkOptions = {}) {
    this.#now = options.now;
    for (const page of pages) {
      if (!this.holds(page.when)) continue;
      const before = this.asked.length;
      const groupsBefore = this.groups.size;
      const informs = this.#visit(page.nodes, answers, this.effective, this.#context, "", page.id);
      if (this.asked.length > before || this.groups.size > groupsBefore || informs) this.pages.push(page.id);
    }
  }

  /** Whether a condition is true; a missing condition holds. */
  holds(expression: FeelExpression | undefined, context: FeelContext = this.#context): boolean {
    return expression === undefined || this.evaluate(expression, context) === true;
  }

  evaluate(expression: FeelExpression, context: FeelContext = this.#context): FeelValue {
    const now = this.#now;
    return expression.evaluate(context, now ? { now: () => now } : {});
  }

  isoOf(expression: FeelExpression): string | null {
    const value = toJson(this.evaluate(expression));
    return typeof value === "string" ? value : null;
  }

  /** What is asked where the answer stands: in a group its entry's answers come first. */
  contextAt(path: Path): FeelContext {
    const [group, index, field] = path.split(".");
    if (!field) return this.#context;
    const entries = this.#context[group ?? ""];
    const entry = Array.isArray(entries) ? (entries[Number(index)] as FeelContext | undefined) : undefined;
    return entry ? { ...this.#context, ...entry } : this.#context;
  }

  #visit(
    nodes: readonly Node[],
    answers: Answers,
    effective: Answers,
    context: Record<string, FeelValue>,
    prefix: Path,
    page: string,
  ): boolean {
    let informs = false;
    for (const node of nodes) {
      if (!this.holds(node.when, context)) continue;
      if (node.kind === "section")
        informs = this.#visit(node.nodes, answers, effective, context, prefix, page) || informs;
      else if (node.kind === "group") this.#visitGroup(node, answers, effective, context, page);
      else if (node.field.type === "information") informs = true;
      else this.#visitField(node, answers[node.id], effective, context, prefix, page);
    }
    return informs;
  }

  #visitField(
    node: FieldNode,
    value: Answer | undefined,
    effective: Answers,
    context: Record<string, FeelValue>,
    prefix: Path,
    page: string,
  ): void {
    this.asked.push({ node, path: prefix + node.id, page, value });
    if (value === undefined) return;
    effective[node.id] = value;
    context[node.id] = feelOf(node, value);
  }

  #visitGroup(
    node: GroupNode,
    answers: Answers,
    effective: Answers,
    context: Record<string, FeelValue>,
    page: string,
  ): void {
    const list = entriesOf(answers, node.id);
    this.groups.set(node.id, { node, count: list.length, page });
    const kept: Answers[] = [];
    const contexts: FeelContext[] = [];
    list.forEach((entry, index) => {
      const own: Answers = {};
      const inner = Object.assign(Object.create(null) as Record<string, FeelValue>, context);
      this.#visit(node.nodes, entry, own, inner, `${node.id}.${index}.`, page);
      kept.push(own);
      contexts.push(Object.fromEntries(Object.keys(own).map((id) => [id, inner[id] ?? null])));
    });
    if (kept.length > 0) effective[node.id] = kept;
    context[node.id] = contexts;
  }
}

function feelOf(node: FieldNode, value: Answer): FeelValue {
  try {
    if (!node.repeat) return node.type.feel(value, node.field);
    return Array.isArray(value) ? value.map((entry) => node.type.feel(entry as Answer, node.field)) : null;
  } catch {
    // A value of the wrong shape (from the API) is reported by the check; to a condition it is missing.
    return null;
  }
}
