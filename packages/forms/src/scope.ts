import { contextOf, toJson, type FeelContext, type FeelExpression, type FeelValue } from "@allmende/feel";
import type { Answer, Answers } from "./answer.ts";
import type { FieldNode, GroupNode } from "./node.ts";

/** Conditions see the clock only through this. */
export interface WalkOptions {
  now?: Date;
  /** Parts of other persons that the form goes without. */
  without?: ReadonlySet<string>;
  /** A part by itself: its pages that are asked, whatever asks for them, and what its person is shown. */
  alone?: { pages: readonly string[]; given: Answers };
}

/** Where the answers of a form, or of an entry of a group, are kept while they are walked: a number for each id. */
export class Layout {
  readonly nodes: (FieldNode | GroupNode)[] = [];
  readonly #slots = new Map<string, number>();

  reserve(id: string): void {
    if (!this.#slots.has(id)) this.#slots.set(id, this.#slots.size);
  }

  slotOf(id: string): number | undefined {
    return this.#slots.get(id);
  }
}

const noEntries: Answers[] = [];

/**
 * The answers an expression can see where it stands: in an entry of a group the entry's own come first. Only answers
 * to questions that are asked are in it. FEEL values are made when an expression reads them, not before.
 */
export class Scope {
  /** Answers to questions that are asked, by slot. */
  readonly values: (Answer | undefined)[] = [];
  /** How many answers were given to questions that are asked; if there are no more, none is unknown. */
  found = 0;
  readonly parent: Scope | undefined;
  readonly #layout: Layout;
  readonly #options: WalkOptions;
  #entries: Map<string, Scope[]> | undefined;
  #made: Map<number, FeelValue> | undefined;

  constructor(layout: Layout, options: WalkOptions, parent?: Scope) {
    this.#layout = layout;
    this.#options = options;
    this.parent = parent;
  }

  inner(layout: Layout): Scope {
    return new Scope(layout, this.#options, this);
  }

  /** Notes what the entries of a group see. */
  enter(group: GroupNode, entries: Scope[]): void {
    (this.#entries ??= new Map()).set(group.id, entries);
    // A list is there even when it is empty; its answers are put together when somebody wants them.
    this.values[group.slot] = noEntries;
  }

  entriesOf(group: string): readonly Scope[] {
    return this.#entries?.get(group) ?? [];
  }

  find(id: string): Answer | undefined {
    const slot = this.#layout.slotOf(id);
    return slot === undefined ? this.parent?.find(id) : this.values[slot];
  }

  /** The answers by their ids; a list without entries is none. */
  answers(): Answers {
    const answers: Answers = {};
    for (const { id, slot, kind } of this.#layout.nodes) {
      const value = kind === "group" ? this.entriesOf(id).map((entry) => entry.answers()) : this.values[slot];
      if (value !== undefined && !(kind === "group" && (value as Answers[]).length === 0)) answers[id] = value;
    }
    return answers;
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
    const slot = this.#layout.slotOf(id);
    if (slot === undefined) return this.parent?.feel(id) ?? null;
    const value = this.values[slot];
    if (value === undefined) return null;
    const made = (this.#made ??= new Map());
    let feel = made.get(slot);
    if (feel === undefined) {
      feel = this.#entries?.get(id)?.map((entry) => entry.own()) ?? feelOf(this.#layout.nodes[slot], value);
      made.set(slot, feel);
    }
    return feel;
  }

  /** Everything said here, without what stands around. */
  own(): FeelContext {
    const said = this.#layout.nodes.filter(({ slot }) => this.values[slot] !== undefined);
    return contextOf(said.map(({ id }) => [id, this.feel(id)] as const));
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
