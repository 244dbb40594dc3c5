import { contextOf, toJson, type FeelContext, type FeelExpression, type FeelValue } from "@allmende/feel";
import type { Answer, Answers } from "./answer.ts";
import type { FieldNode, GroupNode } from "./node.ts";

/** Conditions see the clock only through this. */
export interface WalkOptions {
  now?: Date;
}

/** The nodes of a form by their ids, those inside groups too. */
export type Nodes = ReadonlyMap<string, FieldNode | GroupNode>;

/**
 * The answers an expression can see where it stands: in an entry of a group the entry's own come first. Only answers
 * to questions that are asked are in it. FEEL values are made when an expression reads them, not before.
 */
export class Scope {
  /** Answers to questions that are asked. */
  readonly answers: Answers = {};
  /** What the entries of each group see. */
  readonly entries = new Map<string, Scope[]>();
  readonly #nodes: Nodes;
  readonly #options: WalkOptions;
  readonly #parent: Scope | undefined;
  readonly #made = new Map<string, FeelValue>();

  constructor(nodes: Nodes, options: WalkOptions, parent?: Scope) {
    this.#nodes = nodes;
    this.#options = options;
    this.#parent = parent;
  }

  inner(): Scope {
    return new Scope(this.#nodes, this.#options, this);
  }

  find(id: string): Answer | undefined {
    return Object.hasOwn(this.answers, id) ? this.answers[id] : this.#parent?.find(id);
  }

  evaluate(expression: FeelExpression): FeelValue {
    const { now } = this.#options;
    const context: Record<string, FeelValue> = Object.create(null);
    for (const name of expression.names) context[name] = this.feel(name);
    return expression.evaluate(context, now ? { now: () => now } : {});
  }

  /** The value as ISO text, or null. */
  iso(expression: FeelExpression): string | null {
    const value = toJson(this.evaluate(expression));
    return typeof value === "string" ? value : null;
  }

  /** The value as an answer could hold it, or undefined. */
  plain(expression: FeelExpression): Answer | undefined {
    const value = toJson(this.evaluate(expression));
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
  }

  feel(id: string): FeelValue {
    if (!Object.hasOwn(this.answers, id) && !this.entries.has(id)) return this.#parent?.feel(id) ?? null;
    let value = this.#made.get(id);
    if (value === undefined) {
      const entries = this.entries.get(id);
      value = entries ? entries.map((entry) => entry.own()) : feelOf(this.#nodes.get(id), this.answers[id]!);
      this.#made.set(id, value);
    }
    return value;
  }

  /** Everything said here, without what stands around. */
  own(): FeelContext {
    const ids = new Set([...Object.keys(this.answers), ...this.entries.keys()]);
    return contextOf([...ids].map((id) => [id, this.feel(id)] as const));
  }
}

function feelOf(node: FieldNode | GroupNode | undefined, value: Answer): FeelValue {
  if (node?.kind !== "field") return null;
  try {
    if (!node.repeat) return node.type.feel(value, node.field);
    return Array.isArray(value) ? value.map((entry) => node.type.feel(entry as Answer, node.field)) : null;
  } catch {
    // A value of the wrong shape (from the API) is reported by the check; to a condition it is missing.
    return null;
  }
}
